// Counting each ended pod once: its uid goes to the status's uncounted lists, its finalizer is taken off, and then it
// is counted and leaves the list. Succeeded indexes need no list: completedIndexes says which are counted.
// upstream: pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers

import type { Job, JobStatus, Pod, UncountedTerminatedPods } from '../../kinds/generated/types.gen';
import { judgeFailure } from './failure-policy';
import { addIndexes, countIndexes, hasIndex, indexesText } from './indexes';
import { completionIndex, isIndexed, isPodFailed, isPodSucceeded, isTracked, wantedIndex } from './job-pod';
import type { Outcome } from './outcome';
import type { JobView } from './view';

/** So many pods are on their way into the counts at most, so that the status stays small. */
const MAX_UNCOUNTED = 500;

export interface Tracking {
  /** The status that tells of the newly ended pods. */
  readonly status: JobStatus;
  /** Pods whose finalizer goes once that status is written. */
  readonly release: readonly Pod[];
  /** There are more; the next sync goes on. */
  readonly isFull: boolean;
}

/** What this sync tells of ended pods. `status` is the working status; its lists hold no pod without finalizer. */
export function trackEnded(view: JobView, status: JobStatus, outcome: Outcome | undefined): Tracking {
  const { job } = view;
  const pods = isIndexed(job) ? [...view.pods].sort(byIndex) : view.pods;
  const succeeded = [...(status.uncountedTerminatedPods?.succeeded ?? [])];
  const failed = [...(status.uncountedTerminatedPods?.failed ?? [])];
  const known = { succeeded: new Set(succeeded), failed: new Set(failed) };
  const release: Pod[] = [];
  const indexes: number[] = [];
  for (const pod of pods) {
    if (!isTracked(pod) || !isReleasable(view, pod, outcome)) continue;
    release.push(pod);
    const uid = pod.metadata.uid ?? '';
    if (isPodSucceeded(pod) && !known.failed.has(uid)) {
      const index = isIndexed(job) ? wantedIndex(job, pod) : undefined;
      if (index !== undefined && !hasIndex(view.formerIndexes, index)) indexes.push(index);
      if (!isIndexed(job) && !known.succeeded.has(uid)) succeeded.push(uid);
    } else if (!known.failed.has(uid) && countsAsFailed(job, pod, outcome)) failed.push(uid);
    if (indexes.length + succeeded.length + failed.length >= MAX_UNCOUNTED) break;
  }
  const isFull = indexes.length + succeeded.length + failed.length >= MAX_UNCOUNTED;
  const counted = isIndexed(job) ? indexCounts(view, indexes) : {};
  return { status: { ...status, ...counted, uncountedTerminatedPods: uncounted(succeeded, failed) }, release, isFull };
}

/** Counts the uncounted pods that are held no more. The same status when there are none. */
export function countReleased(status: JobStatus, isHeld: (uid: string) => boolean): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const [heldSucceeded, heldFailed] = [succeeded.filter(isHeld), failed.filter(isHeld)];
  if (heldSucceeded.length === succeeded.length && heldFailed.length === failed.length) return status;
  return {
    ...status,
    succeeded: (status.succeeded ?? 0) + succeeded.length - heldSucceeded.length,
    failed: (status.failed ?? 0) + failed.length - heldFailed.length,
    uncountedTerminatedPods: uncounted(heldSucceeded, heldFailed),
  };
}

export function hasUncounted({ uncountedTerminatedPods }: JobStatus): boolean {
  const { succeeded = [], failed = [] } = uncountedTerminatedPods ?? {};
  return succeeded.length + failed.length > 0;
}

function uncounted(succeeded: readonly string[], failed: readonly string[]): UncountedTerminatedPods {
  return { ...(failed.length > 0 ? { failed } : {}), ...(succeeded.length > 0 ? { succeeded } : {}) };
}

/** upstream: canRemoveFinalizer: a failed pod waits for its replacement where that takes over its counts. */
function isReleasable({ job, lastFailed }: JobView, pod: Pod, outcome: Outcome | undefined): boolean {
  if (job.metadata.deletionTimestamp !== undefined || outcome !== undefined || isPodSucceeded(pod)) return true;
  if (!isPodFailed(job, pod)) return false;
  const index = completionIndex(pod);
  return index === undefined || lastFailed.get(index)?.metadata.uid !== pod.metadata.uid;
}

/** Once a job has failed, its pods that did not succeed have failed. */
function countsAsFailed(job: Job, pod: Pod, outcome: Outcome | undefined): boolean {
  if (!isPodFailed(job, pod) && outcome?.type !== 'Failed') return false;
  if (isIndexed(job) && wantedIndex(job, pod) === undefined) return false;
  return judgeFailure(job.spec.podFailurePolicy, pod).counts;
}

function indexCounts({ succeededIndexes, failedIndexes }: JobView, added: readonly number[]): Partial<JobStatus> {
  const indexes = addIndexes(succeededIndexes, added);
  return {
    succeeded: countIndexes(indexes),
    completedIndexes: indexesText(indexes),
    ...(failedIndexes ? { failedIndexes: indexesText(failedIndexes) } : {}),
  };
}

const byIndex = (a: Pod, b: Pod) => (completionIndex(a) ?? -1) - (completionIndex(b) ?? -1);
