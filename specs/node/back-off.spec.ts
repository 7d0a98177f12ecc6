// The back-off of restarts and pulls.

import { describe, expect, test } from '@jest/globals';
import { type BackOff, isWaitingSince, isWaitingSinceUpdate, raise } from '../../src/node/back-off';

describe('the step', () => {
  test('doubles from 10 s to 300 s', () => {
    const steps: number[] = [];
    let backOff: BackOff | undefined;
    for (let round = 0; round < 8; round++) {
      backOff = raise(backOff, round * 1000, round * 1000);
      steps.push(backOff.stepMs / 1000);
    }
    expect(steps).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  });

  const rows = [
    { name: 'just within twice the longest step', quietMs: 600_000, stepMs: 80_000 },
    { name: 'later', quietMs: 600_001, stepMs: 10_000 },
  ];
  test.each(rows)('after a quiet time $name is $stepMs ms', ({ quietMs, stepMs }) => {
    const known: BackOff = { stepMs: 40_000, updatedMs: 1_000 };
    expect(raise(known, 1_000 + quietMs, 5_000_000).stepMs).toBe(stepMs);
  });
});

describe('waiting', () => {
  const backOff: BackOff = { stepMs: 20_000, updatedMs: 0 };
  const rows = [
    { name: 'right after the end', endedMs: 5_000, nowMs: 5_001, waits: true },
    { name: 'at the last millisecond', endedMs: 5_000, nowMs: 24_999, waits: true },
    { name: 'when the step is over', endedMs: 5_000, nowMs: 25_000, waits: false },
  ];
  test.each(rows)('$name: $waits', ({ endedMs, nowMs, waits }) => {
    expect(isWaitingSince(backOff, endedMs, nowMs)).toBe(waits);
  });

  test('there is none without an earlier failure', () => {
    expect(isWaitingSince(undefined, 0, 1)).toBe(false);
    expect(isWaitingSinceUpdate(undefined, 1)).toBe(false);
  });

  test('of a pull counts from the failure itself', () => {
    expect(isWaitingSinceUpdate(backOff, 19_999)).toBe(true);
    expect(isWaitingSinceUpdate(backOff, 20_000)).toBe(false);
  });
});
