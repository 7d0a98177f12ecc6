// What a job reads from its pods: their completion index, how often the index has failed before, and whether they are
// tracked, failed or done. upstream: pkg/controller/job/indexed_job_utils.go, tracking_utils.go, job_controller.go

import type { Job, Pod } from '../../kinds/generated/types.gen';

/** Holds a pod until its job has counted it. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';
export const INDEX_FAILURE_COUNT = 'batch.kubernetes.io/job-index-failure-count';
export const INDEX_IGNORED_FAILURE_COUNT = 'batch.kubernetes.io/job-index-ignored-failure-count';

const MAX_INT32 = 2 ** 31 - 1;
const INTEGER = /^[+-]?\d+$/;

export function isIndexed(job: Job): boolean {
  return job.spec.completionMode === 'Indexed';
}

export function isPerIndex(job: Job): boolean {
  return job.spec.backoffLimitPerIndex !== undefined;
}

export function isSuspended(job: Job): boolean {
  return job.spec.suspend === true;
}

/** Another controller's name in managedBy: then this one leaves the job alone. */
export function isManagedElsewhere(job: Job): boolean {
  const { managedBy } = job.spec;
  return managedBy !== undefined && managedBy !== 'kubernetes.io/job-controller';
}

/** A pod is replaced only once it has ended, not when its deletion begins. */
export function replacesOnlyEnded(job: Job): boolean {
  return job.spec.podReplacementPolicy === 'Failed' || job.spec.podFailurePolicy !== undefined;
}

export function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(TRACKING_FINALIZER) ?? false;
}

export function isPodSucceeded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded';
}

/** Failed, or being deleted where that counts as failed. */
export function isPodFailed(job: Job, pod: Pod): boolean {
  if (pod.status?.phase === 'Failed') return true;
  return !replacesOnlyEnded(job) && pod.metadata.deletionTimestamp !== undefined && !isPodSucceeded(pod);
}

/** undefined for pods that carry none, or no readable one. */
export function completionIndex(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[COMPLETION_INDEX];
  if (text === undefined || !INTEGER.test(text)) return undefined;
  const index = Number(text);
  return index >= 0 ? index : undefined;
}

/** The index of a pod of an Indexed job, if it is one of those that the job still wants. */
export function wantedIndex(job: Job, pod: Pod): number | undefined {
  const index = completionIndex(pod);
  return index !== undefined && index < (job.spec.completions ?? 0) ? index : undefined;
}

export function indexesOf(pods: readonly Pod[]): ReadonlySet<number> {
  return new Set(pods.map(completionIndex).filter((index) => index !== undefined));
}

/** Counted failures of the index before this pod. */
export function failureCount(pod: Pod): number {
  return countIn(pod, INDEX_FAILURE_COUNT);
}

/** Failures of the index before this pod that the failure policy ignored. */
export function ignoredFailureCount(pod: Pod): number {
  return countIn(pod, INDEX_IGNORED_FAILURE_COUNT);
}

function countIn(pod: Pod, annotation: string): number {
  const text = pod.metadata.annotations?.[annotation];
  if (text === undefined || !INTEGER.test(text)) return 0;
  const count = Number(text);
  return count >= 0 && count <= MAX_INT32 ? count : 0;
}
