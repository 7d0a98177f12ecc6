// Whether a job is at its end, and why: what an earlier sync found stands, then failures are looked for, then
// successes.
// upstream: pkg/controller/job/job_controller.go syncJob

import type { Job, Pod } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { trueCondition } from './conditions';
import { judgeFailure } from './failure-policy';
import { countIndexes } from './indexes';
import { isIndexed, isPodFailed, isSuspended } from './job-pod';
import { metSuccessRule } from './success-policy';
import type { JobView } from './view';

export interface Outcome {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
  /** True when FailureTarget or SuccessCriteriaMet says so already. */
  readonly isTold: boolean;
}

const failed = (reason: string, message: string): Outcome => ({ type: 'Failed', reason, message, isTold: false });

/** The end that a job has come to before its pods are looked after; undefined when it goes on. */
export function findOutcome(view: JobView, startMs: number, nowMs: number): Outcome | undefined {
  const { job, pods } = view;
  return (
    toldOutcome(job) ??
    policyFailure(job, pods) ??
    limitFailure(view) ??
    deadlineFailure(job, startMs, nowMs) ??
    (isIndexed(job) ? indexesOutcome(view) : undefined)
  );
}

/** Success by number, looked for once the job has the pods it wants; `active` are those left then. */
export function completionOutcome({ job, succeeded }: JobView, active: number): Outcome | undefined {
  if (active > 0 || succeeded < (job.spec.completions ?? 1)) return undefined;
  const message = 'Reached expected number of succeeded pods';
  return { type: 'Complete', reason: 'CompletionsReached', message, isTold: false };
}

/** Milliseconds until the deadline; undefined without one and while the job is suspended. */
export function deadlineInMs(job: Job, startMs: number, nowMs: number): number | undefined {
  const { activeDeadlineSeconds } = job.spec;
  if (activeDeadlineSeconds === undefined || isSuspended(job)) return undefined;
  return Math.max(0, startMs + activeDeadlineSeconds * 1000 - nowMs);
}

/** When the job's deadline began to count: its start, or now for one that has not started. */
export function startedAtMs(job: Job, nowMs: number): number {
  const { startTime } = job.status ?? {};
  return startTime ? parseRfc3339(startTime) : nowMs;
}

function toldOutcome(job: Job): Outcome | undefined {
  const success = trueCondition(job, 'SuccessCriteriaMet');
  const told = success ?? trueCondition(job, 'FailureTarget');
  if (told === undefined) return undefined;
  const { reason = '', message = '' } = told;
  return { type: success ? 'Complete' : 'Failed', reason, message, isTold: true };
}

function policyFailure(job: Job, pods: readonly Pod[]): Outcome | undefined {
  const { podFailurePolicy } = job.spec;
  if (podFailurePolicy === undefined) return undefined;
  for (const pod of pods) {
    const { message } = isPodFailed(job, pod) ? judgeFailure(podFailurePolicy, pod) : {};
    if (message !== undefined) return failed('PodFailurePolicy', message);
  }
  return undefined;
}

function limitFailure({ job, pods, failed: failures }: JobView): Outcome | undefined {
  const { backoffLimit = 6 } = job.spec;
  if (failures <= backoffLimit && !isRestartedTooOften(job, pods, backoffLimit)) return undefined;
  return failed('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
}

/** upstream: pastBackoffLimitOnFailure */
function isRestartedTooOften(job: Job, pods: readonly Pod[], limit: number): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    for (const { restartCount } of status.initContainerStatuses ?? []) restarts += restartCount;
    for (const { restartCount } of status.containerStatuses ?? []) restarts += restartCount;
  }
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function deadlineFailure(job: Job, startMs: number, nowMs: number): Outcome | undefined {
  if (deadlineInMs(job, startMs, nowMs) !== 0) return undefined;
  return failed('DeadlineExceeded', 'Job was active longer than specified deadline');
}

function indexesOutcome({ job, succeededIndexes, failedIndexes }: JobView): Outcome | undefined {
  const { completions = 0, maxFailedIndexes, successPolicy } = job.spec;
  const failures = failedIndexes ? countIndexes(failedIndexes) : 0;
  if (maxFailedIndexes !== undefined && failures > maxFailedIndexes) {
    return failed('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
  }
  if (failures > 0 && failures + countIndexes(succeededIndexes) >= completions) {
    return failed('FailedIndexes', 'Job has failed indexes');
  }
  const rule = metSuccessRule(successPolicy, completions, succeededIndexes);
  if (rule === undefined) return undefined;
  return { type: 'Complete', reason: 'SuccessPolicy', message: `Matched rules at index ${rule}`, isTold: false };
}
