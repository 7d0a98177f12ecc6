import { expect, test } from '@jest/globals';
import { heldBackMs, nextBackoff } from '../../../src/controllers/daemon-set/failed-pods';
import { planPruning } from '../../../src/controllers/daemon-set/history';
import { daemonStatus } from '../../../src/controllers/daemon-set/status';
import type { ControllerRevision } from '../../../src/kinds/generated/types.gen';
import { NOW_MS } from '../builders';
import { byNode, type DaemonPodParts, daemonPod, daemonSet, HASH, node } from './builders';

const ssd = { disk: 'ssd' };
const all = [node('n1', ssd), node('n2', ssd), node('n3')];
const counts = (pods: readonly DaemonPodParts[], minReadySeconds = 0) => {
  const set = daemonSet({ pod: { nodeSelector: ssd }, spec: { minReadySeconds } });
  return daemonStatus(set, all, byNode(pods), HASH, NOW_MS);
};

test.each([
  {
    name: 'no pods',
    pods: [],
    status: {
      desiredNumberScheduled: 2,
      currentNumberScheduled: 0,
      numberReady: 0,
      numberMisscheduled: 0,
      numberUnavailable: 2,
    },
  },
  {
    name: 'one new and ready, one old and not',
    pods: [
      { name: 'new', node: 'n1', readySecondsAgo: 9 },
      { name: 'old', node: 'n2' },
    ],
    status: {
      desiredNumberScheduled: 2,
      currentNumberScheduled: 2,
      numberReady: 1,
      numberAvailable: 1,
      numberUnavailable: 1,
      numberMisscheduled: 0,
      updatedNumberScheduled: 1,
    },
  },
  {
    name: 'a pod where none is wanted',
    pods: [{ name: 'new', node: 'n3', readySecondsAgo: 9 }],
    status: {
      desiredNumberScheduled: 2,
      currentNumberScheduled: 0,
      numberReady: 0,
      numberMisscheduled: 1,
      numberUnavailable: 2,
    },
  },
  {
    name: 'of two on a node the older one counts',
    pods: [
      { name: 'new', node: 'n1', ageSeconds: 5 },
      { name: 'old', node: 'n1', ageSeconds: 9, readySecondsAgo: 9 },
    ],
    status: {
      desiredNumberScheduled: 2,
      currentNumberScheduled: 1,
      numberReady: 1,
      numberAvailable: 1,
      numberUnavailable: 1,
      numberMisscheduled: 0,
    },
  },
])('$name', ({ pods, status }) => {
  expect(counts(pods)).toEqual({ observedGeneration: 2, ...status });
});

test('ready is not available before minReadySeconds', () => {
  const pods = [{ name: 'new', node: 'n1', readySecondsAgo: 3 }];
  expect(counts(pods, 4)).toMatchObject({ numberReady: 1, numberUnavailable: 2 });
  expect(counts(pods, 3)).toMatchObject({ numberReady: 1, numberAvailable: 1 });
});

test('failed pods are removed ever later', () => {
  let backoff = nextBackoff(undefined, NOW_MS);
  expect(heldBackMs(undefined, NOW_MS)).toBeUndefined();
  expect(heldBackMs(backoff, NOW_MS + 999)).toBe(1000);
  expect(heldBackMs(backoff, NOW_MS + 1000)).toBeUndefined();
  for (let time = 0; time < 5; time++) backoff = nextBackoff(backoff, NOW_MS);
  expect(backoff.delayMs).toBe(32_000);
  for (let time = 0; time < 9; time++) backoff = nextBackoff(backoff, NOW_MS);
  expect(backoff.delayMs).toBe(900_000);
  expect(heldBackMs(backoff, NOW_MS + 1_800_001)).toBeUndefined();
  expect(nextBackoff(backoff, NOW_MS + 1_800_001).delayMs).toBe(1000);
});

const revision = (hash: string, number: number): ControllerRevision => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: { name: `agent-${hash}`, labels: { 'controller-revision-hash': hash } },
  revision: number,
});

test.each([
  { name: 'within the limit', limit: 3, removed: [] },
  { name: 'the lowest numbers go', limit: 1, removed: ['agent-a', 'agent-c'] },
  { name: 'one in use is passed over and made up for', limit: 2, removed: ['agent-a'] },
  { name: 'no more than are idle', limit: 0, removed: ['agent-a', 'agent-c'] },
])('old revisions: $name', ({ limit, removed }) => {
  const old = [revision('c', 3), revision('old', 2), revision('a', 1)];
  const pruned = planPruning(daemonSet({ spec: { revisionHistoryLimit: limit } }), old, [daemonPod({ name: 'old' })]);
  expect(pruned.map(({ metadata }) => metadata.name)).toEqual(removed);
});
