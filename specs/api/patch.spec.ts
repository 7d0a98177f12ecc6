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
    { name: 'replace', patch: [{ op: 'replace', path: '/a', value: 2 }], from: { a: 1 }, to: { a: 2 } },
    {
      name: 'replace of a missing key adds it',
      patch: [{ op: 'replace', path: '/b', value: 2 }],
      from: { a: 1 },
      to: { a: 1, b: 2 },
    },
    { name: 'remove', patch: [{ op: 'remove', path: '/a' }], from: { a: 1, b: 2 }, to: { b: 2 } },
    {
      name: 'remove by a negative index',
      patch: [{ op: 'remove', path: '/a/-1' }],
      from: { a: [1, 2] },
      to: { a: [1] },
    },
    { name: 'escaped slashes', patch: [{ op: 'remove', path: '/a~1b' }], from: { 'a/b': 1 }, to: {} },
    { name: 'move', patch: [{ op: 'move', from: '/a', path: '/b' }], from: { a: 1 }, to: { b: 1 } },
    {
      name: 'copy',
      patch: [{ op: 'copy', from: '/a', path: '/b' }],
      from: { a: { x: 1 } },
      to: { a: { x: 1 }, b: { x: 1 } },
    },
    { name: 'a test that holds', patch: [{ op: 'test', path: '/a', value: 1 }], from: { a: 1 }, to: { a: 1 } },
  ])('$name', ({ patch, from, to }) => {
    expect(jsonPatch(from, patch)).toEqual(to);
  });

  test.each([
    { name: 'a test that does not hold', patch: [{ op: 'test', path: '/a', value: 2 }] },
    { name: 'remove of a missing key', patch: [{ op: 'remove', path: '/b' }] },
    { name: 'an index out of range', patch: [{ op: 'add', path: '/l/9', value: 1 }] },
    { name: 'an unknown operation', patch: [{ op: 'twist', path: '/a' }] },
  ])('refuses $name', ({ patch }) => {
    expect(() => jsonPatch({ a: 1, l: [] }, patch)).toThrow(REFUSED);
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
      name: '$setElementOrder places them',
      patch: {
        '$setElementOrder/containers': [{ name: 'a' }, { name: 'c' }, { name: 'b' }],
        containers: [{ name: 'c', image: 'c:1' }],
      },
      to: { containers: [containers[0], { name: 'c', image: 'c:1' }, containers[1]] },
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
  ])('$name', ({ from = { containers }, patch, to }) => {
    expect(strategicMergePatch('PodSpec', from, patch).merged).toEqual(to);
  });

  test.each([
    {
      name: 'a missing merge key',
      patch: { containers: [{ image: 'q' }] },
      error: 'map: map[image:q] does not contain declared merge key: name',
    },
    {
      name: 'an unknown directive',
      patch: { containers: [{ name: 'a', $patch: 'bogus' }] },
      error: 'unknown patch type: bogus in map: map[$patch:bogus name:a]',
    },
  ])('refuses $name', ({ patch, error }) => {
    expect(() => strategicMergePatch('PodSpec', { containers }, patch)).toThrow(error);
  });
});
