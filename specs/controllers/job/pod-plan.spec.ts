import { describe, expect, test } from '@jest/globals';
import { podsToRemove } from '../../../src/controllers/job/active-pods';
import { type PodPlan, planPods } from '../../../src/controllers/job/pod-plan';
import { viewJob } from '../../../src/controllers/job/view';
import type { JobSpec, JobStatus } from '../../../src/kinds/generated/types.gen';
import { NOW_MS } from '../builders';
import { indexed, type JobPodParts, job, jobPod, names } from './builders';

const podsOf = (parts: readonly JobPodParts[]) => parts.map((each, place) => jobPod({ name: `p${place}`, ...each }));

interface Row {
  readonly name: string;
  readonly spec?: Partial<JobSpec>;
  readonly status?: JobStatus;
  readonly pods?: readonly JobPodParts[];
  readonly failures?: number;
  readonly plan: string;
}

const rows: readonly Row[] = [
  { name: 'the first pod', plan: 'add 1' },
  { name: 'all that may run at once', spec: { completions: 5, parallelism: 3 }, plan: 'add 3' },
  {
    name: 'no more than are left to do',
    spec: { completions: 5, parallelism: 3 },
    status: { succeeded: 4 },
    plan: 'add 1',
  },
  { name: 'enough run', spec: { completions: 5, parallelism: 1 }, pods: [{}], plan: 'none' },
  { name: 'parallelism 0', spec: { completions: 5, parallelism: 0 }, plan: 'none' },
  {
    name: 'less parallelism',
    spec: { completions: 5, parallelism: 1 },
    pods: [{ ready: true }, {}],
    plan: 'remove p1',
  },
  { name: 'a work queue fills up', spec: { parallelism: 3 }, pods: [{}], plan: 'add 2' },
  {
    name: 'a work queue after a success',
    spec: { parallelism: 3 },
    status: { succeeded: 1 },
    pods: [{}],
    plan: 'none',
  },
  { name: 'suspended', spec: { suspend: true }, pods: [{}], plan: 'remove p0' },
  { name: 'suspended without pods', spec: { suspend: true }, plan: 'none' },
  { name: 'a failure ago', failures: 1, plan: 'wait 10000' },
  { name: 'a terminating pod is replaced at once', pods: [{ deleted: true }], plan: 'add 1' },
  { name: 'or once it has ended', spec: { podReplacementPolicy: 'Failed' }, pods: [{ deleted: true }], plan: 'none' },
  { name: 'a burst', spec: { completions: 900, parallelism: 900 }, plan: 'add 500' },
  { name: 'indexes: the lowest first', spec: indexed(5, { parallelism: 2 }), plan: 'indexes 0,1' },
  {
    name: 'indexes: the gaps',
    spec: indexed(5, { parallelism: 3 }),
    status: { completedIndexes: '1' },
    pods: [{ index: 0 }],
    plan: 'indexes 2,3',
  },
  {
    name: 'indexes: a double goes, the one with more progress stays',
    spec: indexed(2),
    pods: [{ index: 0 }, { index: 0, ready: true }, { index: 1 }],
    plan: 'remove p0',
  },
  { name: 'indexes: not wanted any more', spec: indexed(1), pods: [{ index: 0 }, { index: 1 }], plan: 'remove p1' },
  { name: 'indexes: unreadable', spec: indexed(1), pods: [{ index: 'x' }], plan: 'remove p0' },
  {
    name: 'indexes: the terminating one is free',
    spec: indexed(2),
    pods: [{ index: 0, deleted: true }, { index: 1 }],
    plan: 'indexes 0',
  },
  {
    name: 'indexes: the terminating one is taken where only ended pods are replaced',
    spec: indexed(3, { parallelism: 3, podReplacementPolicy: 'Failed' }),
    pods: [{ index: 0, deleted: true }, { index: 1 }],
    plan: 'indexes 2',
  },
  {
    name: 'for each index: waits for its own failures',
    spec: indexed(1, { backoffLimitPerIndex: 3 }),
    pods: [{ phase: 'Failed', index: 0, failures: 1, endedSecondsAgo: 5 }],
    plan: 'wait 15000',
  },
  {
    name: 'for each index: others need not wait',
    spec: indexed(2, { backoffLimitPerIndex: 3 }),
    pods: [{ phase: 'Failed', index: 0, failures: 0, endedSecondsAgo: 5 }],
    plan: 'indexes 1',
  },
  {
    name: 'for each index: a failed index is left',
    spec: indexed(2, { backoffLimitPerIndex: 0 }),
    status: { failedIndexes: '0' },
    plan: 'indexes 1',
  },
];

function text(plan: PodPlan): string {
  if (plan.step === 'remove') return `remove ${names(plan.pods).join(',')}`;
  if (plan.step === 'wait') return `wait ${plan.waitMs}`;
  if (plan.step === 'add') return `add ${plan.count}`;
  return plan.step === 'addIndexes' ? `indexes ${plan.indexes.join(',')}` : 'none';
}

test.each(rows)('$name', ({ spec = {}, status = {}, pods = [], failures = 0, plan }) => {
  const record = { failuresSinceSuccess: failures, lastFailureMs: failures > 0 ? NOW_MS : 0 };
  expect(text(planPods(viewJob(job(spec, status), podsOf(pods)), record, NOW_MS))).toBe(plan);
});

describe('which pods go', () => {
  test.each<{ name: string; pods: readonly JobPodParts[]; goes: string }>([
    { name: 'unscheduled before scheduled', pods: [{}, { node: '' }], goes: 'p1' },
    { name: 'pending before running', pods: [{}, { phase: 'Pending' }], goes: 'p1' },
    { name: 'not ready before ready', pods: [{ ready: true }, {}], goes: 'p1' },
    { name: 'more restarts first', pods: [{ restarts: 1 }, { restarts: 2 }], goes: 'p1' },
    { name: 'newer first', pods: [{ ageSeconds: 60 }, { ageSeconds: 30 }], goes: 'p1' },
  ])('$name', ({ pods, goes }) => {
    expect(names(podsToRemove(job({ parallelism: 2 }), podsOf(pods), 1))).toEqual([goes]);
    expect(names(podsToRemove(job({ parallelism: 2 }), podsOf(pods).reverse(), 1))).toEqual([goes]);
  });
});
