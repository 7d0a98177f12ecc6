import { describe, expect, test } from '@jest/globals';
import { completionOutcome, deadlineInMs, findOutcome, startedAtMs } from '../../../src/controllers/job/outcome';
import { viewJob } from '../../../src/controllers/job/view';
import type { JobSpec, JobStatus } from '../../../src/kinds/generated/types.gen';
import { ago, NOW_MS } from '../builders';
import { indexed, type JobPodParts, job, jobPod } from './builders';

interface Row {
  readonly name: string;
  readonly spec?: Partial<JobSpec>;
  readonly status?: JobStatus;
  readonly pods?: readonly JobPodParts[];
  readonly outcome: string | undefined;
}

const true_ = (type: string, reason = 'Because') => ({ type, status: 'True', reason, message: 'told' });
const onFailure = (backoffLimit: number): Partial<JobSpec> => ({
  backoffLimit,
  template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'c' }] } },
});
const failJob: Partial<JobSpec> = {
  podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] },
};
const ignore: Partial<JobSpec> = {
  backoffLimit: 0,
  podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
};

const rows: readonly Row[] = [
  { name: 'a running pod', pods: [{}], outcome: undefined },
  { name: 'as many failures as allowed', spec: { backoffLimit: 1 }, pods: [{ phase: 'Failed' }], outcome: undefined },
  {
    name: 'one failure too many',
    spec: { backoffLimit: 1 },
    status: { failed: 1 },
    pods: [{ phase: 'Failed' }],
    outcome: 'Failed BackoffLimitExceeded',
  },
  {
    name: 'failures on their way into the count',
    spec: { backoffLimit: 1 },
    status: { failed: 1, uncountedTerminatedPods: { failed: ['uid-p'] } },
    pods: [{ phase: 'Failed' }],
    outcome: 'Failed BackoffLimitExceeded',
  },
  {
    name: 'a deleted pod counts as failed',
    spec: { backoffLimit: 0 },
    pods: [{ deleted: true }],
    outcome: 'Failed BackoffLimitExceeded',
  },
  {
    name: 'but not where only ended pods are replaced',
    spec: { backoffLimit: 0, podReplacementPolicy: 'Failed' },
    pods: [{ deleted: true }],
    outcome: undefined,
  },
  {
    name: 'an ignored failure',
    spec: ignore,
    pods: [{ phase: 'Failed', condition: 'DisruptionTarget' }],
    outcome: undefined,
  },
  { name: 'restarts below the limit', spec: onFailure(3), pods: [{ restarts: 2 }], outcome: undefined },
  {
    name: 'restarts at the limit',
    spec: onFailure(3),
    pods: [{ restarts: 2 }, { restarts: 1 }],
    outcome: 'Failed BackoffLimitExceeded',
  },
  { name: 'no restart with limit 0', spec: onFailure(0), pods: [{}], outcome: undefined },
  {
    name: 'any restart with limit 0',
    spec: onFailure(0),
    pods: [{ restarts: 1 }],
    outcome: 'Failed BackoffLimitExceeded',
  },
  { name: 'restarts of a Never pod', spec: { backoffLimit: 1 }, pods: [{ restarts: 9 }], outcome: undefined },
  {
    name: 'the failure policy',
    spec: failJob,
    pods: [{ phase: 'Failed', exitCode: 42 }],
    outcome: 'Failed PodFailurePolicy',
  },
  {
    name: 'the deadline has passed',
    spec: { activeDeadlineSeconds: 60 },
    status: { startTime: ago(60) },
    pods: [{}],
    outcome: 'Failed DeadlineExceeded',
  },
  {
    name: 'the deadline is near',
    spec: { activeDeadlineSeconds: 60 },
    status: { startTime: ago(59) },
    pods: [{}],
    outcome: undefined,
  },
  {
    name: 'no deadline while suspended',
    spec: { activeDeadlineSeconds: 60, suspend: true },
    status: { startTime: ago(99) },
    outcome: undefined,
  },
  {
    name: 'failures go before the deadline',
    spec: { activeDeadlineSeconds: 60, backoffLimit: 0 },
    status: { startTime: ago(99), failed: 1 },
    outcome: 'Failed BackoffLimitExceeded',
  },
  {
    name: 'what FailureTarget says stands',
    spec: { backoffLimit: 0 },
    status: { failed: 1, conditions: [true_('FailureTarget', 'DeadlineExceeded')] },
    outcome: 'Failed DeadlineExceeded told',
  },
  {
    name: 'SuccessCriteriaMet stands against failures',
    spec: { backoffLimit: 0 },
    status: { failed: 1, conditions: [true_('SuccessCriteriaMet', 'SuccessPolicy')] },
    outcome: 'Complete SuccessPolicy told',
  },
  {
    name: 'indexes: too many failed',
    spec: indexed(3, { backoffLimitPerIndex: 0, maxFailedIndexes: 0 }),
    pods: [{ phase: 'Failed', index: 1, failures: 0 }],
    outcome: 'Failed MaxFailedIndexesExceeded',
  },
  {
    name: 'indexes: a failure within the index limit',
    spec: indexed(1, { backoffLimitPerIndex: 1, backoffLimit: 99 }),
    pods: [{ phase: 'Failed', index: 0, failures: 0 }],
    outcome: undefined,
  },
  {
    name: 'indexes: every one succeeded or failed',
    spec: indexed(3, { backoffLimitPerIndex: 1, backoffLimit: 99 }),
    status: { completedIndexes: '0,1' },
    pods: [{ phase: 'Failed', index: 2, failures: 1 }],
    outcome: 'Failed FailedIndexes',
  },
  {
    name: 'indexes: one still open',
    spec: indexed(3, { backoffLimitPerIndex: 0, backoffLimit: 99 }),
    status: { completedIndexes: '0', failedIndexes: '2' },
    pods: [{ index: 1 }],
    outcome: undefined,
  },
  {
    name: 'indexes: the success policy',
    spec: indexed(5, { successPolicy: { rules: [{ succeededCount: 2 }] } }),
    status: { completedIndexes: '3' },
    pods: [{ phase: 'Succeeded', index: 0 }, { index: 1 }],
    outcome: 'Complete SuccessPolicy',
  },
];

test.each(rows)('$name', ({ spec = {}, status = {}, pods = [], outcome }) => {
  const object = job(spec, status);
  const view = viewJob(
    object,
    pods.map((parts, place) => jobPod({ name: place === 0 ? 'p' : `p${place}`, ...parts })),
  );
  const found = findOutcome(view, startedAtMs(object, NOW_MS), NOW_MS);
  const text = found && `${found.type} ${found.reason}${found.isTold ? ' told' : ''}`;
  expect(text).toBe(outcome);
});

describe('success by number', () => {
  test.each([
    { name: 'enough successes', spec: { completions: 2, parallelism: 2 }, succeeded: 2, active: 0, is: true },
    { name: 'too few', spec: { completions: 2, parallelism: 2 }, succeeded: 1, active: 0, is: false },
    { name: 'a pod still runs', spec: { completions: 2, parallelism: 2 }, succeeded: 2, active: 1, is: false },
    { name: 'a work queue: one success', spec: { parallelism: 3 }, succeeded: 1, active: 0, is: true },
    { name: 'a work queue: none yet', spec: { parallelism: 3 }, succeeded: 0, active: 0, is: false },
    { name: 'a work queue: others still run', spec: { parallelism: 3 }, succeeded: 1, active: 2, is: false },
    { name: 'nothing wanted', spec: { completions: 0, parallelism: 1 }, succeeded: 0, active: 0, is: true },
  ])('$name', ({ spec, succeeded, active, is }) => {
    const outcome = completionOutcome(viewJob(job(spec, { succeeded }), []), active);
    expect(outcome?.reason).toBe(is ? 'CompletionsReached' : undefined);
  });
});

describe('the time left until the deadline', () => {
  test.each([
    { name: 'none set', spec: {}, status: {}, leftMs: undefined },
    {
      name: 'counts from the start',
      spec: { activeDeadlineSeconds: 60 },
      status: { startTime: ago(20) },
      leftMs: 40_000,
    },
    { name: 'a job that starts now', spec: { activeDeadlineSeconds: 60 }, status: {}, leftMs: 60_000 },
  ])('$name', ({ spec, status, leftMs }) => {
    const object = job(spec, status);
    expect(deadlineInMs(object, startedAtMs(object, NOW_MS), NOW_MS)).toBe(leftMs);
  });
});
