import { expect, test } from '@jest/globals';
import { planNode, strandedPods } from '../../../src/controllers/daemon-set/node-pods';
import type { Taint } from '../../../src/kinds/generated/types.gen';
import { NOW_MS } from '../builders';
import { byNode, type DaemonPodParts, daemonPod, daemonSet, HASH, names, node, nodes } from './builders';

interface Row {
  readonly name: string;
  readonly surge?: number;
  readonly minReadySeconds?: number;
  readonly taint?: Taint['effect'];
  readonly pods?: readonly DaemonPodParts[];
  readonly missing?: boolean;
  readonly remove?: readonly string[];
  readonly failed?: readonly string[];
  readonly succeeded?: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'no pod', missing: true },
  { name: 'no pod where none is wanted', taint: 'NoSchedule' },
  { name: 'one pod', pods: [{ name: 'new' }] },
  { name: 'misplaced, but it may stay', taint: 'NoSchedule', pods: [{ name: 'new' }] },
  {
    name: 'driven away',
    taint: 'NoExecute',
    pods: [{ name: 'new' }, { name: 'gone', deleted: true }],
    remove: ['new'],
  },
  { name: 'a terminating pod keeps its place', pods: [{ name: 'old', deleted: true }] },
  { name: 'unless there may be two', surge: 1, pods: [{ name: 'old', deleted: true }], missing: true },
  { name: 'failed', pods: [{ name: 'new', phase: 'Failed' }], failed: ['new'] },
  { name: 'succeeded', pods: [{ name: 'new', phase: 'Succeeded' }], succeeded: ['new'] },
  {
    name: 'doubles: the oldest stays',
    pods: [
      { name: 'new-1', ageSeconds: 5 },
      { name: 'new-2', ageSeconds: 9 },
      { name: 'new-3', ageSeconds: 7 },
    ],
    remove: ['new-3', 'new-1'],
  },
  {
    name: 'doubles: a scheduled one stays',
    pods: [
      { name: 'new-1', ageSeconds: 9, scheduled: false },
      { name: 'new-2', ageSeconds: 5 },
    ],
    remove: ['new-1'],
  },
  { name: 'surge: old and new side by side', surge: 1, pods: [{ name: 'old', readySecondsAgo: 9 }, { name: 'new' }] },
  {
    name: 'surge: the old one is not ready',
    surge: 1,
    pods: [{ name: 'old' }, { name: 'new' }],
    remove: ['old'],
  },
  {
    name: 'surge: the new one serves',
    surge: 1,
    pods: [
      { name: 'old', readySecondsAgo: 9 },
      { name: 'new', readySecondsAgo: 1 },
    ],
    remove: ['old'],
  },
  {
    name: 'surge: the new one is not available yet',
    surge: 1,
    minReadySeconds: 5,
    pods: [
      { name: 'old', readySecondsAgo: 9 },
      { name: 'new', readySecondsAgo: 1 },
    ],
  },
  {
    name: 'surge: one too many of each',
    surge: 1,
    pods: [
      { name: 'old-1', ageSeconds: 9, readySecondsAgo: 9 },
      { name: 'old-2', ageSeconds: 8, readySecondsAgo: 8 },
      { name: 'new-1', ageSeconds: 7 },
      { name: 'new-2', ageSeconds: 6 },
    ],
    remove: ['old-2', 'new-2'],
  },
];

test.each(rows)('$name', (row) => {
  const { surge = 0, minReadySeconds = 0, taint, pods = [], missing = false } = row;
  const set = daemonSet({ surge, unavailable: surge > 0 ? 0 : 1, spec: { minReadySeconds } });
  const on = node('n1', {}, taint ? [{ key: 'gpu', effect: taint }] : []);
  const plan = planNode(set, on, pods.map(daemonPod), HASH, NOW_MS);
  expect(plan.isMissing).toBe(missing);
  expect(names(plan.remove)).toEqual(row.remove ?? []);
  expect(names(plan.failed)).toEqual(row.failed ?? []);
  expect(names(plan.succeeded)).toEqual(row.succeeded ?? []);
});

test('pods made for a node that is gone before they were scheduled', () => {
  const pods = byNode([
    { name: 'a', node: 'n1', scheduled: false },
    { name: 'b', node: 'gone', scheduled: false },
    { name: 'c', node: 'gone' },
  ]);
  expect(names(strandedPods(nodes('n1'), pods))).toEqual(['b']);
});
