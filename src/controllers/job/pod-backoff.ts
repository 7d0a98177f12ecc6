// Waiting between the pods of a failing job: 10 s after the first failure since the last success, twice that after each
// further one, at most 10 minutes. upstream: pkg/controller/job/backoff_utils.go

import type { ContainerStatus, Pod } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { podCondition } from '../shared/pod-state';

const FIRST_MS = 10_000;
const MAX_MS = 600_000;

/** What a job remembers of its failures; a restarted controller would not. */
export interface FailureRecord {
  readonly failuresSinceSuccess: number;
  readonly lastFailureMs: number;
}

const NO_FAILURES: FailureRecord = { failuresSinceSuccess: 0, lastFailureMs: 0 };

/** The record after these pods have ended. */
export function countFailures(
  record: FailureRecord = NO_FAILURES,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
): FailureRecord {
  if (failed.length === 0) return succeeded.length === 0 ? record : NO_FAILURES;
  const failedMs = failed.map(finishedAtMs);
  if (succeeded.length === 0) {
    const failuresSinceSuccess = record.failuresSinceSuccess + failed.length;
    return { failuresSinceSuccess, lastFailureMs: Math.max(...failedMs) };
  }
  const successMs = Math.max(...succeeded.map(finishedAtMs));
  const later = failedMs.filter((atMs) => atMs > successMs);
  return later.length === 0 ? NO_FAILURES : { failuresSinceSuccess: later.length, lastFailureMs: Math.max(...later) };
}

/** Milliseconds until the next pod may be made; 0 for at once. */
export function remainingMs({ failuresSinceSuccess, lastFailureMs }: FailureRecord, nowMs: number): number {
  if (failuresSinceSuccess === 0) return 0;
  const backoffMs = Math.min(MAX_MS, FIRST_MS * 2 ** (failuresSinceSuccess - 1));
  return Math.max(0, lastFailureMs + backoffMs - nowMs);
}

/** When a pod ended: its last container, else when it stopped being ready, else when its deletion began. */
export function finishedAtMs(pod: Pod): number {
  const containersMs = containersFinishedAtMs(pod);
  if (containersMs !== undefined) return containersMs;
  const ready = podCondition(pod, 'Ready');
  if (ready?.status === 'False' && ready.lastTransitionTime) return parseRfc3339(ready.lastTransitionTime);
  const { creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  if (deletionTimestamp) return parseRfc3339(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  return creationTimestamp ? parseRfc3339(creationTimestamp) : 0;
}

/** The end of the last container or sidecar; undefined while one has not ended. */
function containersFinishedAtMs({ spec, status }: Pod): number | undefined {
  const sidecars = new Set(spec.initContainers?.filter((c) => c.restartPolicy === 'Always').map(({ name }) => name));
  const statuses: ContainerStatus[] = [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name)),
  ];
  let lastMs: number | undefined;
  for (const { state } of statuses) {
    const finishedAt = state?.terminated?.finishedAt;
    if (!finishedAt) return undefined;
    lastMs = Math.max(lastMs ?? 0, parseRfc3339(finishedAt));
  }
  return lastMs;
}
