// How long a namespace's pods may take.

import { expect, test } from '@jest/globals';
import { gracefulSeconds } from '../../../src/controllers/namespace/namespace-contents';
import { makePod, type PodParts } from '../harness';

const pod = (terminationGracePeriodSeconds: number, parts: Partial<PodParts> = {}) =>
  makePod({ name: 'p', spec: { terminationGracePeriodSeconds }, ...parts });

test.each([
  { name: 'no pods', pods: [], sinceMs: 5000, seconds: 0 },
  { name: 'the longest', pods: [pod(30), pod(60)], sinceMs: 5000, seconds: 60 },
  { name: 'ended pods do not count', pods: [pod(30, { phase: 'Failed' })], sinceMs: 5000, seconds: 0 },
  { name: 'over', pods: [pod(30)], sinceMs: 30_000, seconds: 0 },
])('$name', ({ pods, sinceMs, seconds }) => {
  expect(gracefulSeconds(pods, sinceMs)).toBe(seconds);
});
