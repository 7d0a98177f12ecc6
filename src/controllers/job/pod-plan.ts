// How many pods a running job wants now: pods to remove, pods or indexes to add, or a wait after failures.
// upstream: pkg/controller/job/job_controller.go manageJob

import type { Pod } from '../../kinds/generated/types.gen';
import { isPodTerminating } from '../shared/pod-state';
import { podsToRemove } from './active-pods';
import { addIndexes, firstFree, joinIndexes, NO_INDEXES } from './indexes';
import {
  failureCount,
  ignoredFailureCount,
  indexesOf,
  isIndexed,
  isPerIndex,
  isSuspended,
  replacesOnlyEnded,
} from './job-pod';
import { type FailureRecord, finishedAtMs, remainingMs } from './pod-backoff';
import type { JobView } from './view';

export type PodPlan =
  | { readonly step: 'none' }
  | { readonly step: 'remove'; readonly pods: readonly Pod[] }
  /** Pods are missing but may not be made before so many milliseconds have passed. */
  | { readonly step: 'wait'; readonly waitMs: number }
  | { readonly step: 'add'; readonly count: number }
  | { readonly step: 'addIndexes'; readonly indexes: readonly number[] };

/** Pods made or removed in one sync. */
const BURST = 500;
const NOTHING: PodPlan = { step: 'none' };

export function planPods(view: JobView, failures: FailureRecord, nowMs: number): PodPlan {
  const { job, active, terminating } = view;
  if (isSuspended(job)) return active.length === 0 ? NOTHING : { step: 'remove', pods: active };
  const wanted = wantedActive(view);
  const surplus = podsToRemove(job, active, Math.max(0, active.length - wanted)).slice(0, BURST);
  // Removing goes before making: never both in one sync.
  if (surplus.length > 0) return { step: 'remove', pods: surplus };
  const missing = wanted - active.length - (replacesOnlyEnded(job) ? terminating : 0);
  if (missing <= 0) return NOTHING;
  const waitMs = isPerIndex(job) ? 0 : remainingMs(failures, nowMs);
  if (waitMs > 0) return { step: 'wait', waitMs };
  if (!isIndexed(job)) return { step: 'add', count: Math.min(missing, BURST) };
  return planIndexes(view, Math.min(missing, BURST), nowMs);
}

/** Without a number of completions a first success means that no further pods are made. */
function wantedActive({ job, active, succeeded }: JobView): number {
  const { completions, parallelism = 1 } = job.spec;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
}

/** The lowest free indexes; with a limit for each index, those of them that need not wait. */
function planIndexes(view: JobView, count: number, nowMs: number): PodPlan {
  const indexes = freeIndexes(view, count);
  if (!isPerIndex(view.job)) return { step: 'addIndexes', indexes };
  const waits = indexes.map((index) => indexWaitMs(view.lastFailed.get(index), nowMs));
  const now = indexes.filter((_, place) => waits[place] === 0);
  if (now.length > 0) return { step: 'addIndexes', indexes: now };
  return waits.length === 0 ? NOTHING : { step: 'wait', waitMs: Math.min(...waits) };
}

/** upstream: firstPendingIndexes */
function freeIndexes({ job, pods, active, succeededIndexes, failedIndexes }: JobView, count: number) {
  let taken = addIndexes(succeededIndexes, indexesOf(active));
  if (replacesOnlyEnded(job)) taken = addIndexes(taken, indexesOf(pods.filter(isPodTerminating)));
  return firstFree(joinIndexes(taken, failedIndexes ?? NO_INDEXES), count, job.spec.completions ?? 0);
}

function indexWaitMs(last: Pod | undefined, nowMs: number): number {
  if (last === undefined) return 0;
  const failuresSinceSuccess = failureCount(last) + ignoredFailureCount(last) + 1;
  return remainingMs({ failuresSinceSuccess, lastFailureMs: finishedAtMs(last) }, nowMs);
}
