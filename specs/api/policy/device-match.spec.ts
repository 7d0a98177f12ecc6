// Expressions that pick devices, run as the scheduler runs them; the answers are those of the real compiler.

import { expect, test } from '@jest/globals';
import { deviceMatches } from '../../../src/api/policy/device-match';
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
