// The edits of a manifest that a suite should notice.
import { describe, expect, test } from '@jest/globals';
import { edited, pointer } from '../../src/manifests/edit';
import { changes, removals } from '../../src/manifests/edits';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', labels: { 'a.b/c': 'x' } },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }], publishNotReadyAddresses: true },
};

describe('removals', () => {
  test('are of the object and of every part that it is not known by, parts before what they hold', () => {
    expect(removals(service).map(({ what, of }) => `${of}: ${what}`)).toEqual([
      'object: is left out',
      'relation: metadata.labels is left out',
      'relation: metadata.labels.a.b/c is left out',
      'relation: spec.selector is left out',
      'relation: spec.selector.app is left out',
      'field: spec.ports is left out',
      'field: spec.ports[0] is left out',
      'field: spec.ports[0].port is left out',
      'field: spec.publishNotReadyAddresses is left out',
    ]);
  });

  test('take away what they say', () => {
    const [, , label] = removals(service);
    expect(edited(service, label?.patch ?? [])).toEqual({ ...service, metadata: { ...service.metadata, labels: {} } });
  });
});

describe('changes', () => {
  test.each([
    { name: 'a number', spec: { replicas: 2 }, becomes: ['3', '1'] },
    { name: 'nothing of something', spec: { replicas: 0 }, becomes: ['1'] },
    { name: 'a flag', spec: { paused: false }, becomes: ['true'] },
    { name: 'a text', spec: { type: 'ClusterIP' }, becomes: ['"ClusterIP-changed"'] },
    { name: 'a quantity', spec: { cpu: '100m' }, becomes: ['"200m"'] },
    { name: 'an image', spec: { image: 'registry:5000/a/b:v1' }, becomes: ['"registry:5000/a/b:changed"'] },
    { name: 'an image without a tag', spec: { image: 'registry:5000/a/b' }, becomes: ['"registry:5000/a/b:changed"'] },
    { name: 'an image by digest', spec: { image: 'a@sha256:0123' }, becomes: ['"a:changed"'] },
    { name: 'an empty text', spec: { storageClassName: '' }, becomes: [] },
  ])('$name', ({ spec, becomes }) => {
    const found = changes({ apiVersion: 'v1', kind: 'Any', metadata: { name: 'a' }, spec });
    expect(found.map(({ what }) => what.split(' becomes ')[1])).toEqual(becomes);
  });
});

test('a path is a JSON pointer', () => {
  expect(pointer(['metadata', 'labels', 'a~b/c', 0])).toBe('/metadata/labels/a~0b~1c/0');
});
