// Constraints on attributes that are lists, behind their gate. The facts are those of upstream's table of the
// allocator.

import { expect, test } from '@jest/globals';
import { featureGates, withGates } from '../../../src/kinds/feature-gates';
import type { DeviceAttribute } from '../../../src/kinds/generated/types.gen';
import { aClaim, aRequest, aSlice, DRIVER, devices } from './builders';
import { places } from './world';

const having = (...attributes: readonly DeviceAttribute[]) =>
  aSlice('n1', devices(...attributes.map((links) => ({ attributes: { links } }))));
const constrained = (count: number, constraint: object) => [
  aClaim('c', [aRequest('gpu', { count })], { constraints: [constraint] }),
];
const strings = (...list: readonly string[]) => ({ strings: list });
const two = [['gpu n1/gpu-0', 'gpu n1/gpu-1']];

test.each([
  { name: 'single values', all: [{ string: 'a' }, { string: 'a' }], count: 2, to: two },
  { name: 'some in common', all: [strings('a', 'b', 'c'), strings('b', 'c', 'd')], count: 2, to: two },
  { name: 'no two alike', all: [strings('a', 'b'), strings('b', 'c'), strings('c', 'a')], count: 3, to: 'none' },
  { name: 'nothing in common', all: [strings('a', 'b'), strings('c', 'd')], count: 2, to: 'none' },
  { name: 'a single value and a list', all: [{ string: 'a' }, strings('a', 'b')], count: 2, to: two },
  { name: 'values of two types', all: [{ string: '1' }, { ints: [1] }], count: 2, to: 'none' },
  { name: 'numbers, any order', all: [{ ints: [1, 2] }, { ints: [2, 1, 1] }], count: 2, to: two },
  { name: 'versions', all: [{ versions: ['1.0.0'] }, { version: '1.0.0' }], count: 2, to: two },
])('match: $name', ({ all, count, to }) => {
  const world = { slices: [having(...all)], claims: constrained(count, { matchAttribute: `${DRIVER}/links` }) };
  expect(withGates(featureGates({ DRAListTypeAttributes: true }), () => places(world))).toEqual(to);
});

test.each([
  { name: 'nothing in common', all: [strings('a', 'b'), strings('c')], to: [['x n1/gpu-0', 'y n1/gpu-1']] },
  { name: 'one in common', all: [strings('a', 'b'), strings('b', 'c')], to: 'none' },
  { name: 'two types', all: [strings('1'), { int: 1 }], to: [['x n1/gpu-0', 'y n1/gpu-1']] },
])('distinct: $name', ({ all, to }) => {
  const claims = [
    aClaim('c', [aRequest('x'), aRequest('y')], { constraints: [{ distinctAttribute: `${DRIVER}/links` }] }),
  ];
  const world = { slices: [having(...all)], claims };
  expect(withGates(featureGates({ DRAListTypeAttributes: true }), () => places(world))).toEqual(to);
});
