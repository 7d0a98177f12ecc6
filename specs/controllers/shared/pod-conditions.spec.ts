// Conditions written into a pod's status.

import { expect, test } from '@jest/globals';
import { disruptionTarget, withPodCondition } from '../../../src/controllers/shared/pod-conditions';
import { makePod, START_MS } from '../harness';

const LATER_MS = START_MS + 60_000;
const pod = makePod({ name: 'p', ready: true });
const status = pod.status ?? {};
const ready = { type: 'Ready', status: 'True' };

test.each([
  { name: 'a new one comes last', condition: { type: 'X', status: 'True' }, at: 1, time: '2026-01-01T00:01:00Z' },
  {
    name: 'a turned one moves its time',
    condition: { ...ready, status: 'False' },
    at: 0,
    time: '2026-01-01T00:01:00Z',
  },
  { name: 'another reason does not', condition: { ...ready, reason: 'R' }, at: 0, time: '2026-01-01T00:00:00Z' },
])('$name', ({ condition, at, time }) => {
  const next = withPodCondition(status, condition, LATER_MS);
  expect(next.conditions?.[at]).toEqual({ ...condition, lastTransitionTime: time });
});

test('an equal one changes nothing', () => {
  expect(withPodCondition(status, ready, LATER_MS)).toBe(status);
});

test('a disruption is dated by the pod\u2019s generation', () => {
  const aged = { ...pod, metadata: { ...pod.metadata, generation: 3 } };
  expect(disruptionTarget(aged, 'R', 'M')).toMatchObject({
    type: 'DisruptionTarget',
    status: 'True',
    observedGeneration: 3,
  });
});
