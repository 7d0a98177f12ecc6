import { describe, expect, test } from '@jest/globals';
import { jsonPatch } from '../../src/api/patch/json-patch';
import { mergePatch } from '../../src/api/patch/merge-patch';
import { strategicMergePatch } from '../../src/api/patch/strategic-merge-patch';

const REFUSED = 'the server rejected our request due to an error in our request';

describe('JSON patch', () => {
  test.each([
    { name: 'add to a map', patch: [{ op: 'add', path: '/a/b', value: 1 }], from: { a: {} }, to: { a: { b: 1 } } },
    { name: 'append to a list', patch: [{ op: 'add', path: '/a/-', value: 2 }], from: { a: [1] }, to: { a: [1, 2] } },
    { name: 'insert into a list', patch: [{ op: 'add', path: '/a/0', value: 0 }], from: { a: [1] }, to: { a: [0, 1] } },
    {
      name: 'insert from the end',
      patch: [{ op: 'add', path: '/a/-1', value: 9 }],
      from: { a: [1, 2] },
      to: { a: [1, 2, 9] },
    },
    { name: 'add without a value adds null', patch: [{ op: 'add', path: '/a' }], from: {}, to: { a: null } },
    { name: 'replace', patch: [{ op: 'replace', path: '/a', value: 2 }], from: { a: 1 }, to: { a: 2 } },
    {
      name: 'replace of a missing key adds it',
      patch: [{ op: 'replace', path: '/b', value: 2 }],
      from: { a: 1 },
      to: { a: 1, b: 2 },
    },
    {
      name: 'replace by a negative index',
      patch: [{ op: 'replace', path: '/a/-1', value: 9 }],
      from: { a: [1, 2] },
      to: { a: [1, 9] },
    },
    { name: 'replace of all', patch: [{ op: 'replace', path: '', value: { b: 1 } }], from: { a: 1 }, to: { b: 1 } },
    { name: 'remove', patch: [{ op: 'remove', path: '/a' }], from: { a: 1, b: 2 }, to: { b: 2 } },
    {
      name: 'remove by a negative index',
      patch: [{ op: 'remove', path: '/a/-1' }],
      from: { a: [1, 2] },
      to: { a: [1] },
    },
    { name: 'escaped slashes', patch: [{ op: 'remove', path: '/a~1b' }], from: { 'a/b': 1 }, to: {} },
    { name: 'an escaped tilde before a one', patch: [{ op: 'remove', path: '/a~01b' }], from: { 'a~1b': 1 }, to: {} },
    { name: 'a path without a slash in front', patch: [{ op: 'remove', path: 'x/a' }], from: { a: 1 }, to: {} },
    { name: 'move', patch: [{ op: 'move', from: '/a', path: '/b' }], from: { a: 1 }, to: { b: 1 } },
    {
      name: 'copy',
      patch: [{ op: 'copy', from: '/a', path: '/b' }],
      from: { a: { x: 1 } },
      to: { a: { x: 1 }, b: { x: 1 } },
    },
    { name: 'copy of a missing key', patch: [{ op: 'copy', from: '/z', path: '/b' }], from: {}, to: { b: null } },
    { name: 'a test that holds', patch: [{ op: 'test', path: '/a', value: 1 }], from: { a: 1 }, to: { a: 1 } },
    { name: 'a test of nothing for null', patch: [{ op: 'test', path: '/z', value: null }], from: {}, to: {} },
    { name: 'a test of all', patch: [{ op: 'test', path: '', value: { a: 1 } }], from: { a: 1 }, to: { a: 1 } },
  ])('$name', ({ patch, from, to }) => {
    expect(jsonPatch(from, patch)).toEqual(to);
  });

  test.each([
    { name: 'a test that does not hold', patch: [{ op: 'test', path: '/a', value: 2 }] },
    { name: 'remove of a missing key', patch: [{ op: 'remove', path: '/b' }] },
    { name: 'move of a missing key', patch: [{ op: 'move', from: '/b', path: '/c' }] },
    { name: 'a path through a missing map', patch: [{ op: 'add', path: '/x/y', value: 1 }] },
    { name: 'a path through a scalar', patch: [{ op: 'add', path: '/a/y', value: 1 }] },
    { name: 'an index out of range', patch: [{ op: 'add', path: '/l/9', value: 1 }] },
    { name: 'an index that is no number', patch: [{ op: 'add', path: '/l/x', value: 1 }] },
    { name: 'adding in place of all', patch: [{ op: 'add', path: '', value: {} }] },
    { name: 'a scalar in place of all', patch: [{ op: 'replace', path: '', value: 1 }] },
    { name: 'no path', patch: [{ op: 'remove' }] },
    { name: 'no operation', patch: [{ path: '/a' }] },
    { name: 'an unknown operation', patch: [{ op: 'twist', path: '/a' }] },
  ])('refuses $name', ({ patch }) => {
    expect(() => jsonPatch({ a: 1, l: [] }, patch)).toThrow(REFUSED);
  });

  test('takes 10,000 operations and no more', () => {
    const operations = (count: number) => Array.from({ length: count }, () => ({ op: 'test', path: '/a', value: 1 }));
    expect(jsonPatch({ a: 1 }, operations(10_000))).toEqual({ a: 1 });
    expect(() => jsonPatch({ a: 1 }, operations(10_001))).toThrow(
      'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    );
  });

  test('the original is untouched', () => {
    const from = Object.freeze({ a: Object.freeze([1]) });
    expect(jsonPatch(from, [{ op: 'add', path: '/a/-', value: 2 }])).toEqual({ a: [1, 2] });
    expect(from).toEqual({ a: [1] });
  });
});

test.each([
  { name: 'null removes', from: { a: 1, b: { c: 1 } }, patch: { b: { c: null } }, to: { a: 1, b: {} } },
  { name: 'lists replace', from: { a: [1, 2] }, patch: { a: [3] }, to: { a: [3] } },
  { name: 'a map over a scalar', from: { a: 1 }, patch: { a: { b: 1, c: null } }, to: { a: { b: 1 } } },
  { name: 'maps in a list lose nulls', from: { a: [1] }, patch: { a: [{ b: null }, null] }, to: { a: [{}, null] } },
  { name: 'a list over a map keeps nulls', from: { a: {} }, patch: { a: [{ b: null }] }, to: { a: [{ b: null }] } },
])('merge patch: $name', ({ from, patch, to }) => {
  expect(mergePatch(from, patch)).toEqual(to);
});

describe('strategic merge patch of a PodSpec', () => {
  const containers = [
    { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
    { name: 'b', image: 'b:1' },
  ];
  test.each([
    {
      name: 'items merge by their key',
      patch: { containers: [{ name: 'b', image: 'b:2' }] },
      to: { containers: [containers[0], { name: 'b', image: 'b:2' }] },
    },
    {
      name: 'new items go first',
      patch: { containers: [{ name: 'c', image: 'c:1' }] },
      to: { containers: [{ name: 'c', image: 'c:1' }, ...containers] },
    },
    {
      name: 'new items follow those that the patch names before them',
      patch: { containers: [{ name: 'a' }, { name: 'c', image: 'c:1' }] },
      to: { containers: [containers[0], { name: 'c', image: 'c:1' }, containers[1]] },
    },
    {
      name: '$setElementOrder places them',
      patch: {
        '$setElementOrder/containers': [{ name: 'a' }, { name: 'c' }, { name: 'b' }],
        containers: [{ name: 'c', image: 'c:1' }],
      },
      to: { containers: [containers[0], { name: 'c', image: 'c:1' }, containers[1]] },
    },
    {
      name: '$setElementOrder alone reorders',
      patch: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      to: { containers: [containers[1], containers[0]] },
    },
    {
      name: '$patch: delete takes an item out',
      patch: { containers: [{ name: 'a', $patch: 'delete' }] },
      to: { containers: [containers[1]] },
    },
    {
      name: '$patch: replace replaces the list',
      patch: { containers: [{ $patch: 'replace' }, { name: 'z' }] },
      to: { containers: [{ name: 'z' }] },
    },
    {
      name: '$patch: replace of a map leaves what it says',
      from: { containers, securityContext: { runAsUser: 1, fsGroup: 2 } },
      patch: { securityContext: { $patch: 'replace', runAsUser: 3 } },
      to: { containers, securityContext: { runAsUser: 3 } },
    },
    {
      name: '$patch: delete of a map empties it',
      from: { containers, securityContext: { runAsUser: 1 } },
      patch: { securityContext: { $patch: 'delete' } },
      to: { containers, securityContext: {} },
    },
    {
      name: '$patch: delete of what is not there adds nothing',
      patch: { securityContext: { $patch: 'delete' } },
      to: { containers },
    },
    {
      name: '$retainKeys drops the others',
      from: { containers, volumes: [{ name: 'v', emptyDir: {} }] },
      patch: { volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/x' } }] },
      to: { containers, volumes: [{ name: 'v', hostPath: { path: '/x' } }] },
    },
    {
      name: 'lists of lists merge too',
      patch: { containers: [{ name: 'a', env: [{ name: 'X', value: '2' }] }] },
      to: { containers: [{ ...containers[0], env: [{ name: 'X', value: '2' }] }, containers[1]] },
    },
    {
      name: 'tolerations are atomic',
      from: { containers, tolerations: [{ key: 'a' }] },
      patch: { tolerations: [{ key: 'b' }] },
      to: { containers, tolerations: [{ key: 'b' }] },
    },
    { name: 'null removes', from: { containers, hostname: 'x' }, patch: { hostname: null }, to: { containers } },
    {
      name: 'nulls of what is new are left out',
      patch: { securityContext: { runAsUser: null, fsGroup: 1 } },
      to: { containers, securityContext: { fsGroup: 1 } },
    },
  ])('$name', ({ from = { containers }, patch, to }) => {
    expect(strategicMergePatch('PodSpec', from, patch).merged).toEqual(to);
  });

  test('sets of texts grow, shrink by $deleteFromPrimitiveList and are ordered', () => {
    const patched = (from: readonly string[], patch: object) =>
      strategicMergePatch('ObjectMeta', { finalizers: from }, patch).merged;
    expect(patched(['a', 'b'], { finalizers: ['c', 'a'] })).toEqual({ finalizers: ['c', 'a', 'b'] });
    expect(patched(['a', 'b'], { '$deleteFromPrimitiveList/finalizers': ['a'] })).toEqual({ finalizers: ['b'] });
    const order = { '$setElementOrder/finalizers': ['c', 'b'], finalizers: ['c'] };
    expect(patched(['b'], order)).toEqual({ finalizers: ['c', 'b'] });
  });

  test.each([
    {
      name: 'a missing merge key',
      patch: { containers: [{ image: 'q' }] },
      code: 500,
      error: 'map: map[image:q] does not contain declared merge key: name',
    },
    {
      name: 'an unknown directive',
      patch: { containers: [{ name: 'a', $patch: 'bogus' }] },
      code: 500,
      error: 'unknown patch type: bogus in map: map[$patch:bogus name:a]',
    },
    {
      name: 'a directive that is no text',
      patch: { securityContext: { $patch: 5 } },
      code: 500,
      error: 'unknown patch type: %!s(int64=5) in map: map[$patch:5]',
    },
    {
      name: 'merge in a list',
      patch: { containers: [{ name: 'a', $patch: 'merge' }] },
      code: 500,
      error: 'merging lists cannot yet be specified in the patch',
    },
    {
      name: 'an order that does not name an item',
      patch: { '$setElementOrder/containers': [{ name: 'b' }], containers: [{ name: 'a' }, { name: 'b' }] },
      code: 500,
      error:
        "The order in patch list:\n[map[name:a] map[name:b]]\n doesn't match $setElementOrder list:\n[map[name:b]]\n",
    },
    {
      name: 'an order that is no list',
      patch: { '$setElementOrder/containers': 'a' },
      code: 500,
      error: 'expected a []interface {}, but received a string',
    },
    {
      name: 'an order of what the type does not have',
      patch: { '$setElementOrder/cantainers': [] },
      code: 500,
      error: 'unable to find api field in struct PodSpec for the json field "cantainers"',
    },
    {
      name: 'items of two kinds',
      patch: { containers: ['x'] },
      code: 500,
      error: /^list element types are not identical: \[/,
    },
    {
      name: '$retainKeys without a field of the patch',
      patch: { volumes: [{ name: 'v', $retainKeys: ['name'], hostPath: {} }] },
      code: 400,
      error: 'invalid patch format of retainKeys',
    },
    { name: 'a list of lists', patch: { containers: [[]] }, from: { containers: [] }, code: 422, error: REFUSED },
    {
      name: 'no object',
      patch: [],
      code: 400,
      error: 'json: cannot unmarshal array into Go value of type map[string]interface {}',
    },
  ])(
    'refuses $name',
    ({ from = { containers, volumes: [{ name: 'v' }], securityContext: {} }, patch, code, error }) => {
      const ask = () => strategicMergePatch('PodSpec', from, patch);
      expect(ask).toThrow(error);
      expect(ask).toThrow(expect.objectContaining({ code }));
    },
  );
});
