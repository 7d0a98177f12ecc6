// Parts of manifests: what must be there, and the four ways to compare a list.
import { describe, expect, test } from '@jest/globals';
import { builtInKinds } from '../../src/kinds/table';
import { placeOfKind } from '../../src/matchers/field-facts';
import { checkPart, differencesOf, type ListModes } from '../../src/matchers/match-manifest';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-0', labels: { app: 'web', tier: 'front' } },
  spec: {
    containers: [
      {
        name: 'web',
        image: 'web:v1',
        args: ['--a', '--b', '--c'],
        ports: [
          { containerPort: 53, protocol: 'UDP', name: 'dns' },
          { containerPort: 53, protocol: 'TCP', name: 'dns-tcp' },
        ],
        resources: { limits: { cpu: '500m' } },
      },
      { name: 'log', image: 'log:v1' },
    ],
    tolerations: [
      { key: 'a', operator: 'Exists' },
      { key: 'b', operator: 'Exists' },
    ],
  },
};

const differences = (part: unknown, modes: ListModes = 'key') =>
  differencesOf(placeOfKind(builtInKinds, 'Pod'), part, POD, modes);
const container = (part: unknown) => ({ spec: { containers: [part] } });

describe('matches', () => {
  test.each([
    { name: 'fields that are there', part: { metadata: { labels: { app: 'web' } } } },
    { name: 'a container by name', part: container({ name: 'log', image: 'log:v1' }) },
    { name: 'a container without a name, somewhere', part: container({ image: 'log:v1' }) },
    {
      name: 'a port by both its keys',
      part: container({ name: 'web', ports: [{ containerPort: 53, protocol: 'TCP', name: 'dns-tcp' }] }),
    },
    { name: 'a quantity by amount', part: container({ name: 'web', resources: { limits: { cpu: 0.5 } } }) },
    { name: 'null for what is not there', part: { spec: { nodeName: null } } },
    { name: 'a pattern', part: container({ name: 'web', image: /:v\d$/ }) },
    {
      name: 'an asymmetric matcher',
      part: { spec: { containers: expect.arrayContaining([expect.objectContaining({ name: 'log' })]) } },
    },
    { name: 'a list without keys by position', part: { spec: { tolerations: [{ key: 'a' }, { key: 'b' }] } } },
    { name: 'unordered', part: { spec: { tolerations: [{ key: 'b' }, { key: 'a' }] } }, modes: 'unordered' },
    {
      name: 'unordered, where a greedy choice fails',
      part: { spec: { tolerations: [{ operator: 'Exists' }, { key: 'a' }] } },
      modes: 'unordered',
    },
    { name: 'contains', part: { spec: { tolerations: [{ key: 'b' }] } }, modes: 'contains' },
    {
      name: 'by position',
      part: { spec: { containers: [{ image: 'web:v1' }, { image: 'log:v1' }] } },
      modes: 'position',
    },
    {
      name: 'a mode for one list',
      part: container({ name: 'web', args: ['--c'] }),
      modes: { 'spec.containers.args': 'contains' },
    },
  ] as { name: string; part: unknown; modes?: ListModes }[])('$name', ({ part, modes }) => {
    expect(differences(part, modes)).toEqual([]);
  });
});

describe('differs', () => {
  test.each([
    {
      name: 'in a field',
      part: { metadata: { labels: { app: 'x' } } },
      path: 'metadata.labels.app',
      expected: '"x"',
      actual: '"web"',
    },
    {
      name: 'in a field that is absent',
      part: { spec: { nodeName: 'node-1' } },
      path: 'spec.nodeName',
      expected: '"node-1"',
      actual: 'nothing',
    },
    {
      name: 'in a field that is there',
      part: { metadata: { name: null } },
      path: 'metadata.name',
      expected: 'nothing',
      actual: '"web-0"',
    },
    {
      name: 'in a keyed item',
      part: container({ name: 'log', image: 'x' }),
      path: 'spec.containers[name=log].image',
      expected: '"x"',
      actual: '"log:v1"',
    },
    {
      name: 'in a key that is missing',
      part: container({ name: 'db' }),
      path: 'spec.containers',
      expected: 'an item with name=db',
      actual: 'name=web, name=log',
    },
    {
      name: 'in a port by both keys',
      part: container({ name: 'web', ports: [{ containerPort: 53, protocol: 'TCP', name: 'x' }] }),
      path: 'spec.containers[name=web].ports[containerPort=53,protocol=TCP].name',
      expected: '"x"',
      actual: '"dns-tcp"',
    },
    {
      name: 'in length',
      part: { spec: { tolerations: [{ key: 'a' }] } },
      path: 'spec.tolerations',
      expected: '1 items: [{ key: "a" }]',
      actual: '2 items: [{ key: "a", operator: "Exists" }, { key: "b", operator: "Exists" }]',
    },
    {
      name: 'in order',
      part: { spec: { tolerations: [{ key: 'b' }, { key: 'a' }] } },
      path: 'spec.tolerations[0].key',
      expected: '"b"',
      actual: '"a"',
    },
    {
      name: 'unordered',
      part: { spec: { tolerations: [{ key: 'a' }, { key: 'a' }] } },
      modes: 'unordered',
      path: 'spec.tolerations',
      expected: 'an item { key: "a" }',
      actual: expect.any(String),
    },
    {
      name: 'contains',
      part: { spec: { tolerations: [{ key: 'x' }] } },
      modes: 'contains',
      path: 'spec.tolerations',
      expected: 'an item { key: "x" }',
      actual: expect.any(String),
    },
    {
      name: 'in type',
      part: { spec: { containers: { name: 'web' } } },
      path: 'spec.containers',
      expected: '{ name: "web" }',
      actual: expect.any(String),
    },
  ] as { name: string; part: unknown; modes?: ListModes; path: string; expected: string; actual: unknown }[])(
    '$name',
    ({ part, modes, path, expected, actual }) => {
      expect(differences(part, modes)[0]).toEqual({ path, expected, actual });
    },
  );

  test('in several places, all of which are told', () => {
    const part = { metadata: { labels: { app: 'x', tier: 'y' } }, spec: { containers: [{ name: 'web', image: 'z' }] } };
    expect(differences(part).map(({ path }) => path)).toEqual([
      'metadata.labels.app',
      'metadata.labels.tier',
      'spec.containers[name=web].image',
    ]);
  });
});

describe('is refused', () => {
  test.each([
    {
      name: 'an unknown field',
      part: { spec: { container: [] } },
      error: 'there is no field spec.container (did you mean containers?)',
    },
    {
      name: 'an unknown field of an item',
      part: container({ name: 'web', imag: 'x' }),
      error: 'there is no field spec.containers[0].imag',
    },
    { name: 'an unknown top field', part: { sepc: {} }, error: '(did you mean spec?)' },
    { name: 'nothing', part: {}, error: 'expected a part of a manifest' },
  ])('$name', ({ part, error }) => {
    expect(() => checkPart(placeOfKind(builtInKinds, 'Pod'), part)).toThrow(error);
  });

  test('nothing of labels, whose keys are free', () => {
    expect(() =>
      checkPart(placeOfKind(builtInKinds, 'Pod'), { metadata: { labels: { anything: 'x' } } }),
    ).not.toThrow();
  });
});
