// The text of answers: fields in the order in which a real server writes them, whatever order they came in.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Served } from './served';

let served: Served;
beforeAll(async () => {
  served = await Served.start({ nodes: 0 });
  await served.post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    metadata: { name: 'as.x.io' },
    spec: {
      group: 'x.io',
      scope: 'Namespaced',
      names: { plural: 'as', kind: 'A' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
  served.cluster.advanceMs(5_000);
  await served.post('/apis/x.io/v1/namespaces/default/as', {
    apiVersion: 'x.io/v1',
    kind: 'A',
    zz: { b: 1, a: 2 },
    metadata: { name: 'a', labels: { b: '1', a: '2' } },
  });
  await served.post('/api/v1/namespaces/default/configmaps', {
    data: { b: '1', a: '2', '10': 'x', '9': 'y' },
    metadata: { labels: { l: 'x' }, name: 'm' },
  });
  await served.post('/apis/apps/v1/namespaces/default/controllerrevisions', {
    revision: 3,
    data: { z: 1, a: { y: 1, b: 2 } },
    metadata: { name: 'r' },
  });
});
afterAll(() => served.close());

/** Names of the fields, in order, down to those that are told apart. */
function shapeOf(text: string, ...within: readonly string[]): string[] {
  const value = within.reduce((at: Record<string, unknown>, key) => at[key] as never, JSON.parse(text));
  return Object.keys(value);
}

const METADATA = ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'labels', 'managedFields'];
const MAPS = '/api/v1/namespaces/default/configmaps';
const CUSTOM = '/apis/x.io/v1/namespaces/default/as';

describe('a kind of the server', () => {
  test('is written as its struct, maps by their keys', async () => {
    const { text } = await served.get(`${MAPS}/m`);
    expect(text).toMatch(/^\{"kind":"ConfigMap","apiVersion":"v1","metadata":\{/);
    expect(text).toMatch(/,"data":\{"10":"x","9":"y","a":"2","b":"1"\}\}\n$/);
    expect(shapeOf(text, 'metadata')).toEqual(METADATA);
    expect(shapeOf(text, 'metadata', 'managedFields', '0')).toEqual([
      'manager',
      'operation',
      'apiVersion',
      'time',
      'fieldsType',
      'fieldsV1',
    ]);
  });

  test('is the same text the second time, and another after a write', async () => {
    const first = await served.get(`${MAPS}/m`);
    expect((await served.get(`${MAPS}/m`)).text).toBe(first.text);
    await served.patch(`${MAPS}/m`, 'application/merge-patch+json', { data: { b: '2' } });
    expect((await served.get(`${MAPS}/m`)).text).toContain('"b":"2"');
  });

  test('in a list says nothing of its kind', async () => {
    const { text } = await served.get(`${MAPS}?fieldSelector=metadata.name=m`);
    expect(text).toMatch(
      /^\{"kind":"ConfigMapList","apiVersion":"v1","metadata":\{"resourceVersion":"\d+"\},"items":\[/,
    );
    expect(shapeOf(text, 'items', '0')).toEqual(['metadata', 'data']);
  });

  test('keeps what it has as bytes in the order in which they came', async () => {
    const { text } = await served.get('/apis/apps/v1/namespaces/default/controllerrevisions/r');
    expect(text).toContain('"data":{"z":1,"a":{"y":1,"b":2}},"revision":3}');
  });

  test('is metadata alone in the same order', async () => {
    const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
    const { text } = await served.get(`${MAPS}/m`, { accept });
    expect(shapeOf(text, 'metadata')).toEqual(METADATA);
  });
});

describe('a custom resource', () => {
  test('is sorted throughout', async () => {
    const { text } = await served.get(`${CUSTOM}/a`);
    expect(shapeOf(text)).toEqual(['apiVersion', 'kind', 'metadata', 'zz']);
    expect(shapeOf(text, 'metadata')).toEqual([...METADATA].sort().toSpliced(1, 0, 'generation'));
    expect(text).toContain('"zz":{"a":2,"b":1}}');
  });

  test('says its kind in a list, which is sorted too', async () => {
    const { text } = await served.get(CUSTOM);
    expect(text).toMatch(/^\{"apiVersion":"x.io\/v1","items":\[\{"apiVersion":"x.io\/v1","kind":"A",/);
    expect(text).toMatch(/\}\],"kind":"AList","metadata":\{"continue":"","resourceVersion":"\d+"\}\}\n$/);
  });
});
