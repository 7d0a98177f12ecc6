// How a job stands, seen from its pods: which are active, which have ended since they were last counted, which indexes
// are done or failed. upstream: pkg/controller/job/job_controller.go syncJobCtx, indexed_job_utils.go

import type { Job, Pod } from '../../kinds/generated/types.gen';
import { isPodActive, isPodReady, isPodTerminating } from '../shared/pod-state';
import { judgeFailure } from './failure-policy';
import { addIndexes, countIndexes, hasIndex, type Indexes, NO_INDEXES, parseIndexes } from './indexes';
import {
  failureCount,
  ignoredFailureCount,
  indexesOf,
  isIndexed,
  isPerIndex,
  isPodFailed,
  isPodSucceeded,
  isTracked,
  wantedIndex,
} from './job-pod';
import { finishedAtMs } from './pod-backoff';

export interface JobView {
  readonly job: Job;
  /** All pods of the job. */
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  /** Active pods that are ready. */
  readonly ready: number;
  readonly terminating: number;
  /** Pods that have succeeded and are not in the job's status yet. */
  readonly newlySucceeded: readonly Pod[];
  readonly newlyFailed: readonly Pod[];
  /** All successes so far: pods, or indexes of an Indexed job. */
  readonly succeeded: number;
  /** All failures so far that count. */
  readonly failed: number;
  /** Succeeded indexes as the status has them, and with the new ones. */
  readonly formerIndexes: Indexes;
  readonly succeededIndexes: Indexes;
  /** Only with a back-off limit for each index. */
  readonly failedIndexes: Indexes | undefined;
  /** The last failed pod of each index that waits for its replacement, which takes over its counts. */
  readonly lastFailed: ReadonlyMap<number, Pod>;
}

export function viewJob(job: Job, pods: readonly Pod[]): JobView {
  const active = pods.filter(isPodActive);
  const { succeeded = [], failed = [] } = job.status?.uncountedTerminatedPods ?? {};
  const counted = new Set([...succeeded, ...failed]);
  const fresh = pods.filter((pod) => isCountable(job, pod) && !counted.has(pod.metadata.uid ?? ''));
  const newlySucceeded = fresh.filter(isPodSucceeded);
  const newlyFailed = fresh.filter((pod) => isPodFailed(job, pod));
  const indexes = isIndexed(job) ? succeededIndexes(job, pods) : NO_INDEXES_YET;
  const failedIndexes = isIndexed(job) && isPerIndex(job) ? allFailedIndexes(job, pods) : undefined;
  const policy = job.spec.podFailurePolicy;
  return {
    job,
    pods,
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    newlySucceeded,
    newlyFailed,
    succeeded: isIndexed(job)
      ? countIndexes(indexes.now)
      : (job.status?.succeeded ?? 0) + newlySucceeded.length + succeeded.length,
    failed:
      (job.status?.failed ?? 0) + newlyFailed.filter((pod) => judgeFailure(policy, pod).counts).length + failed.length,
    formerIndexes: indexes.former,
    succeededIndexes: indexes.now,
    failedIndexes,
    lastFailed: failedIndexes ? lastFailedPods(job, pods, active, indexes.now, failedIndexes) : new Map(),
  };
}

const NO_INDEXES_YET = { former: NO_INDEXES, now: NO_INDEXES };

/** Held by the job's finalizer and, in an Indexed job, of an index that is wanted. */
function isCountable(job: Job, pod: Pod): boolean {
  return isTracked(pod) && (!isIndexed(job) || wantedIndex(job, pod) !== undefined);
}

function succeededIndexes(job: Job, pods: readonly Pod[]): { readonly former: Indexes; readonly now: Indexes } {
  const former = parseIndexes(job.status?.completedIndexes, job.spec.completions ?? 0);
  const added = pods.filter((pod) => isPodSucceeded(pod) && isCountable(job, pod));
  return { former, now: addIndexes(former, indexesOf(added)) };
}

function allFailedIndexes(job: Job, pods: readonly Pod[]): Indexes {
  const former = parseIndexes(job.status?.failedIndexes, job.spec.completions ?? 0);
  const added = pods.filter((pod) => isCountable(job, pod) && failsIndex(job, pod));
  return addIndexes(former, indexesOf(added));
}

/** Whether the failure of this pod is the last that its index may have. */
function failsIndex(job: Job, pod: Pod): boolean {
  if (!isPodFailed(job, pod)) return false;
  const { action, counts } = judgeFailure(job.spec.podFailurePolicy, pod);
  if (action === 'FailIndex') return true;
  return counts && failureCount(pod) >= (job.spec.backoffLimitPerIndex ?? 0);
}

/** upstream: getPodsWithDelayedDeletionPerIndex */
function lastFailedPods(
  job: Job,
  pods: readonly Pod[],
  active: readonly Pod[],
  succeeded: Indexes,
  failed: Indexes,
): ReadonlyMap<number, Pod> {
  const replaced = indexesOf(active);
  const last = new Map<number, Pod>();
  for (const pod of pods) {
    const index = wantedIndex(job, pod);
    if (index === undefined || !isTracked(pod) || !isPodFailed(job, pod)) continue;
    if (hasIndex(succeeded, index) || hasIndex(failed, index) || replaced.has(index)) continue;
    const known = last.get(index);
    if (known === undefined || isLater(pod, known)) last.set(index, pod);
  }
  return last;
}

function isLater(pod: Pod, known: Pod): boolean {
  const failures = (each: Pod) => failureCount(each) + ignoredFailureCount(each);
  return failures(known) <= failures(pod) && finishedAtMs(pod) >= finishedAtMs(known);
}
