// Expressions that pick devices, run as the scheduler runs them; the answers are those of the real compiler.

import { expect, test } from '@jest/globals';
import { deviceMatches } from '../../../src/api/policy/device-match';
import { deviceEnvironment, deviceFault } from '../../../src/api/policy/device-selector';
import { compileCel } from '../../../src/cel/compile';
import { featureGates, withGates } from '../../../src/kinds/feature-gates';
import type { Device } from '../../../src/kinds/generated/types.gen';

const device: Device = {
  name: 'x',
  attributes: {
    s: { string: 'a' },
    i: { int: 2 },
    b: { bool: true },
    v: { version: '1.2.3' },
    'other/b': { bool: true },
  },
  capacity: { memory: { value: '5Gi' } },
};
const failed = (why: string) => ({ error: `CEL runtime error: ${why}` });
const notBool = (type: string, why: string) =>
  failed(`CEL result of type ${type} could not be converted to bool: ${why}`);

test.each([
  { expression: 'device.driver == "d"', is: true },
  { expression: 'device.attributes["d"].b', is: true },
  { expression: 'device.attributes["other"].b', is: true },
  { expression: '"x" in device.attributes', is: false },
  { expression: '"d" in device.attributes', is: true },
  { expression: 'has(device.attributes.x)', is: true },
  { expression: 'size(device.attributes) == 2', is: true },
  { expression: 'device.attributes.exists(k, k == "d")', is: true },
  { expression: 'device.attributes["d"].v == semver("1.2.3")', is: true },
  { expression: 'cel.bind(a, device.attributes["d"], a.i > 1 && a.s == "a")', is: true },
  { expression: 'device.capacity["d"].memory.isGreaterThan(quantity("4Gi"))', is: true },
  { expression: 'device.allowMultipleAllocations', is: false },
  { expression: 'device.attributes["x"].s == "a"', is: failed('no such key: s') },
  { expression: 'device.attributes["d"].i > "a"', is: failed('no such overload') },
  {
    expression: 'device.attributes["d"].s',
    is: notBool('string', "unsupported native conversion from string to 'bool'"),
  },
  { expression: 'device.attributes["d"].i', is: notBool('int', "unsupported type conversion from 'int' to bool") },
  {
    expression: 'device.attributes["d"].v',
    is: notBool('kubernetes.Semver', "type conversion error from 'Semver' to 'bool'"),
  },
])('$expression', ({ expression, is }) => {
  expect(deviceMatches(expression, 'd', device)).toEqual(is);
});

test('a device with a list among its attributes fails every expression', () => {
  const lists: Device = { name: 'x', attributes: { l: { strings: ['a'] } } };
  expect(deviceMatches('true', 'd', lists)).toEqual(failed('attribute l: unsupported attribute value'));
});

const withLists: Device = {
  name: 'x',
  attributes: {
    ints: { ints: [1, 2, 3] },
    strs: { strings: ['a', 'b'] },
    vers: { versions: ['1.0.0'] },
    one: { string: 'a' },
  },
};
const inDomain = (rest: string) => `device.attributes["d"].${rest}`;

test.each([
  { expression: inDomain('ints.includes(2)'), is: true },
  { expression: inDomain('ints.includes("2")'), is: false },
  { expression: inDomain('one.includes("a")'), is: true },
  { expression: inDomain('vers.includes(semver("1.0.0"))'), is: true },
  { expression: inDomain('strs.exists(x, x == "b")'), is: true },
  { expression: `2 in ${inDomain('ints')}`, is: true },
  { expression: inDomain('ints.sum() > 3'), is: true },
  { expression: 'device.driver.includes("d")', is: true },
  { expression: inDomain('ints'), is: notBool('list', "type conversion error from list to 'bool'") },
])('with lists: $expression', ({ expression, is }) => {
  const gates = featureGates({ DRAListTypeAttributes: true });
  expect(withGates(gates, () => deviceMatches(expression, 'd', withLists))).toEqual(is);
});

test.each([
  { expression: inDomain('l.includes(2)'), on: undefined, off: "undeclared reference to 'includes'" },
  { expression: inDomain('l.exists(x, x == 1)'), on: undefined, off: "expression of type 'any' cannot be range of" },
  { expression: 'dyn(device.driver)', on: undefined, off: 'must evaluate to bool or the unknown type, not dyn' },
])('accepted with the gate alone: $expression', ({ expression, on, off }) => {
  const fault = (value: boolean) =>
    withGates(featureGates({ DRAListTypeAttributes: value }), () => deviceFault(expression));
  expect(fault(true)).toEqual(on);
  expect(fault(false)).toEqual({ error: expect.stringContaining(off) });
});

test.each([
  { expression: `${inDomain('a')} == ${inDomain('b')}`, isGated: false, cost: 15 },
  { expression: `${inDomain('a')} + ${inDomain('b')} == "x"`, isGated: false, cost: 22 },
  { expression: `2 in ${inDomain('l')}`, isGated: false, cost: 68 },
  { expression: inDomain('l.includes(2)'), isGated: true, cost: 52 },
  { expression: inDomain('l.exists(x, x == 1)'), isGated: true, cost: 389 },
  { expression: inDomain('l.map(x, x + 1).includes(3)'), isGated: true, cost: 959 },
])('the cost of $expression', ({ expression, isGated, cost }) => {
  withGates(featureGates({ DRAListTypeAttributes: isGated }), () => {
    const compiled = compileCel(expression, deviceEnvironment());
    expect('program' in compiled && compiled.program.estimatedCost()).toBe(cost);
  });
});
