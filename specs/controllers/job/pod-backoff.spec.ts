import { describe, expect, test } from '@jest/globals';
import { countFailures, finishedAtMs, remainingMs } from '../../../src/controllers/job/pod-backoff';
import { NOW_MS } from '../builders';
import { jobPod } from './builders';

describe('when a pod ended', () => {
  test.each([
    { name: 'its container', pod: { endedSecondsAgo: 7 }, secondsAgo: 7 },
    { name: 'not ready any more', pod: {}, secondsAgo: 30 },
    { name: 'its deletion began', pod: { ready: true, deleted: true }, secondsAgo: 10 },
    { name: 'its creation, failing all else', pod: { ready: true, ageSeconds: 99 }, secondsAgo: 99 },
  ])('$name', ({ pod, secondsAgo }) => {
    expect(finishedAtMs(jobPod(pod))).toBe(NOW_MS - secondsAgo * 1000);
  });

  test('the sidecar that ended last', () => {
    const pod = jobPod({ endedSecondsAgo: 7 });
    const sidecar = jobPod({ endedSecondsAgo: 3 }).status?.containerStatuses?.[0];
    const withSidecar = {
      ...pod,
      spec: { ...pod.spec, initContainers: [{ name: 'side', restartPolicy: 'Always' as const }] },
      status: { ...pod.status, initContainerStatuses: [{ ...sidecar, name: 'side' }] },
    };
    expect(finishedAtMs(withSidecar as never)).toBe(NOW_MS - 3000);
  });
});

const ended = (...secondsAgo: number[]) => secondsAgo.map((endedSecondsAgo) => jobPod({ endedSecondsAgo }));

describe('failures since the last success', () => {
  const former = { failuresSinceSuccess: 2, lastFailureMs: NOW_MS - 60_000 };
  test.each([
    { name: 'nothing ended', succeeded: [], failed: [], count: 2, agoMs: 60_000 },
    { name: 'one more failed', succeeded: [], failed: [5], count: 3, agoMs: 5000 },
    { name: 'two more, the later one sets the time', succeeded: [], failed: [5, 9], count: 4, agoMs: 5000 },
    { name: 'a success begins anew', succeeded: [4], failed: [], count: 0, agoMs: NOW_MS },
    { name: 'only failures after the success', succeeded: [6], failed: [5, 9], count: 1, agoMs: 5000 },
    { name: 'all failures before the success', succeeded: [2], failed: [5, 9], count: 0, agoMs: NOW_MS },
    { name: 'a failure in the second of the success', succeeded: [5], failed: [5], count: 0, agoMs: NOW_MS },
  ])('$name', ({ succeeded, failed, count, agoMs }) => {
    expect(countFailures(former, ended(...succeeded), ended(...failed))).toEqual({
      failuresSinceSuccess: count,
      lastFailureMs: NOW_MS - agoMs,
    });
  });
});

describe('the wait for the next pod', () => {
  test.each([
    { failures: 0, passedMs: 0, waitMs: 0 },
    { failures: 1, passedMs: 0, waitMs: 10_000 },
    { failures: 1, passedMs: 9_000, waitMs: 1000 },
    { failures: 1, passedMs: 10_000, waitMs: 0 },
    { failures: 3, passedMs: 0, waitMs: 40_000 },
    { failures: 6, passedMs: 0, waitMs: 320_000 },
    { failures: 7, passedMs: 0, waitMs: 600_000 },
    { failures: 40, passedMs: 599_000, waitMs: 1000 },
  ])('$failures failures, $passedMs ms ago: $waitMs ms', ({ failures, passedMs, waitMs }) => {
    const record = { failuresSinceSuccess: failures, lastFailureMs: NOW_MS - passedMs };
    expect(remainingMs(record, NOW_MS)).toBe(waitMs);
  });
});
