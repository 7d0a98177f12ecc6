// Numbers and percentages of rolling updates and budgets.

import { expect, test } from '@jest/globals';
import { percentOf, scaledValue } from '../../src/kinds/int-or-string';

test.each([
  { name: 'a number', value: 3, up: 3, down: 3 },
  { name: 'a share that comes out even', value: '50%', up: 5, down: 5 },
  { name: 'a share that does not', value: '25%', up: 3, down: 2 },
  { name: 'more than all', value: '150%', up: 15, down: 15 },
  { name: 'nothing', value: undefined, up: 0, down: 0 },
  { name: 'no percentage', value: 'half', up: 0, down: 0 },
])('$name of 10', ({ value, up, down }) => {
  expect([scaledValue(value, 10, true), scaledValue(value, 10, false)]).toEqual([up, down]);
});

test('only a whole number with its sign is a percentage', () => {
  expect(['25%', '25', 25, '2.5%', '%'].map(percentOf)).toEqual([25, undefined, undefined, undefined, undefined]);
});
