// How many of a selection must match, and what a selection of nothing means.
import { describe, expect, test } from '@jest/globals';
import type { Subject } from '../../src/cluster/subject';
import { all, any, atLeast, atMost, exactly, holds, none } from '../../src/matchers/quantifiers';
import { judge } from '../support/fail';
import { pod, stillCluster } from '../support/still-cluster';

function shopWith(ready: readonly boolean[]) {
  const shop = stillCluster();
  for (const [index, isReady] of ready.entries()) shop.put(pod(`web-${index}`, { ready: isReady }));
  return shop.pods({ labels: 'app=web' });
}

const QUANTIFIERS: Readonly<Record<string, (selection: Subject<'Pod'>) => Subject<'Pod'>>> = {
  plain: (selection) => selection,
  all,
  any,
  none,
  'exactly 0': (selection) => exactly(0, selection),
  'exactly 1': (selection) => exactly(1, selection),
  'atLeast 2': (selection) => atLeast(2, selection),
  'atMost 1': (selection) => atMost(1, selection),
};

// Columns: of none, one and two ready pods of two, and with .not.
const ROWS = [
  { quantifier: 'plain', ready: [false, false, true], not: [true, false, false] },
  { quantifier: 'all', ready: [false, false, true], not: [true, false, false] },
  { quantifier: 'any', ready: [false, true, true], not: [true, true, false] },
  { quantifier: 'none', ready: [true, false, false], not: [false, false, true] },
  { quantifier: 'exactly 0', ready: [true, false, false], not: [false, false, true] },
  { quantifier: 'exactly 1', ready: [false, true, false], not: [false, true, false] },
  { quantifier: 'atLeast 2', ready: [false, false, true], not: [true, false, false] },
  { quantifier: 'atMost 1', ready: [true, true, false], not: [false, true, true] },
];

describe.each(ROWS)('$quantifier', ({ quantifier, ready, not }) => {
  const over = QUANTIFIERS[quantifier] as (selection: Subject<'Pod'>) => Subject<'Pod'>;

  test.each([0, 1, 2])('with %d of 2 ready', (count) => {
    const subject = over(shopWith([count > 0, count > 1]));
    expect(judge(subject, 'toBeReady').holds).toBe(ready[count]);
    expect(judge(subject, 'not.toBeReady').holds).toBe(not[count]);
  });
});

describe('a selection of nothing', () => {
  test.each(Object.keys(QUANTIFIERS))('%s never passes when no such object ever was', (quantifier) => {
    const shop = stillCluster();
    shop.put(pod('other', { labels: { app: 'other' } }));
    const subject = QUANTIFIERS[quantifier]?.(shop.pods({ labels: 'app=web' }));
    expect(judge(subject, 'toBeReady').holds).toBe(false);
    expect(judge(subject, 'not.toBeReady').holds).toBe(false);
  });

  test.each([
    { quantifier: 'plain', holds: false },
    { quantifier: 'any', holds: false },
    { quantifier: 'none', holds: true },
    { quantifier: 'exactly 0', holds: true },
    { quantifier: 'atLeast 2', holds: false },
    { quantifier: 'atMost 1', holds: true },
  ])('$quantifier, when there were some: $holds', ({ quantifier, holds: expected }) => {
    const shop = stillCluster();
    shop.put(pod('web-0'));
    shop.remove('pod/web-0');
    const subject = QUANTIFIERS[quantifier]?.(shop.pods({ labels: 'app=web' }));
    expect(judge(subject, 'toBeReady').holds).toBe(expected);
    expect(judge(subject, 'not.toBeReady').holds).toBe(expected);
  });

  test.each([
    { call: 'toExist', quantifier: 'plain', holds: false },
    { call: 'not.toExist', quantifier: 'plain', holds: true },
    { call: 'toExist', quantifier: 'none', holds: true },
    { call: 'toExist', quantifier: 'exactly 0', holds: true },
    { call: 'toExist', quantifier: 'atMost 1', holds: true },
    { call: 'toExist', quantifier: 'any', holds: false },
  ])('$call of $quantifier is an answer: $holds', ({ call, quantifier, holds: expected }) => {
    const subject = QUANTIFIERS[quantifier]?.(stillCluster().pods({ labels: 'app=web' }));
    expect(judge(subject, call).holds).toBe(expected);
  });
});

describe('wrong use', () => {
  test('of a single object', () => {
    expect(() => any(stillCluster().pod('web-0'))).toThrow('any counts the objects of a selection');
  });

  test.each([-1, 1.5, Number.NaN])('of the number %d', (count) => {
    expect(() => atLeast(count, stillCluster().pods())).toThrow('expected a whole number from 0');
  });
});

test('all of nothing does not hold, none of nothing does', () => {
  expect(holds({ of: 'all' }, 0, 0)).toBe(false);
  expect(holds({ of: 'none' }, 0, 0)).toBe(true);
});
