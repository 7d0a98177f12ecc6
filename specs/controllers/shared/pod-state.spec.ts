import { describe, expect, test } from '@jest/globals';
import {
  isPodActive,
  isPodAvailable,
  isPodReady,
  isPodTerminating,
  nextAvailableInMs,
} from '../../../src/controllers/shared/pod-state';
import { NOW_MS, pod } from '../builders';

describe('pod state', () => {
  test.each([
    { name: 'running', parts: {}, active: true, terminating: false },
    { name: 'pending', parts: { phase: 'Pending' }, active: true, terminating: false },
    { name: 'succeeded', parts: { phase: 'Succeeded' }, active: false, terminating: false },
    { name: 'being deleted', parts: { deleted: true }, active: false, terminating: true },
    { name: 'failed and being deleted', parts: { phase: 'Failed', deleted: true }, active: false, terminating: false },
  ])('$name', ({ parts, active, terminating }) => {
    expect([isPodActive(pod(parts)), isPodTerminating(pod(parts))]).toEqual([active, terminating]);
  });

  test.each([
    { name: 'not ready', parts: {}, minReady: 0, ready: false, available: false },
    { name: 'ready, no wait', parts: { readySecondsAgo: 0 }, minReady: 0, ready: true, available: true },
    { name: 'ready, too short', parts: { readySecondsAgo: 9 }, minReady: 10, ready: true, available: false },
    { name: 'the very instant', parts: { readySecondsAgo: 10 }, minReady: 10, ready: true, available: true },
    {
      name: 'ready counts in any phase',
      parts: { readySecondsAgo: 1, phase: 'Failed' },
      minReady: 0,
      ready: true,
      available: true,
    },
  ])('$name', ({ parts, minReady, ready, available }) => {
    expect(isPodReady(pod(parts))).toBe(ready);
    expect(isPodAvailable(pod(parts), minReady, NOW_MS)).toBe(available);
  });

  test('the next availability is the earliest still to come', () => {
    const pods = [pod({ readySecondsAgo: 2 }), pod({ readySecondsAgo: 7 }), pod({ readySecondsAgo: 30 }), pod()];
    expect(nextAvailableInMs(pods, 10, NOW_MS)).toBe(3000);
    expect(nextAvailableInMs(pods, 0, NOW_MS)).toBeUndefined();
    expect(nextAvailableInMs([pod()], 10, NOW_MS)).toBeUndefined();
  });
});
