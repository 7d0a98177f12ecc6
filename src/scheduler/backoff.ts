// How long a pod waits after a failed attempt. Whole seconds of the wall clock count, as upstream's flusher ticks on
// them; without the gate SchedulerPopFromBackoffQ it ticks on seconds since the scheduler's start.
// upstream: pkg/scheduler/backend/queue backoff_queue.go

import { isEnabled } from '../kinds/feature-gates';

export interface BackoffLimits {
  readonly initialMs: number;
  readonly mostMs: number;
}

export const DEFAULT_BACKOFF: BackoffLimits = { initialMs: 1000, mostMs: 10_000 };

/** 1, 2, 4, 8, 10, 10, ... seconds for the n-th failure, unless configured otherwise. */
export function backoffMs(failures: number, { initialMs, mostMs } = DEFAULT_BACKOFF): number {
  return failures <= 0 ? 0 : Math.min(mostMs, initialMs * 2 ** (failures - 1));
}

/** When (ms) a back-off ends. */
export function backoffEndMs(failedMs: number, failures: number, limits?: BackoffLimits): number {
  return aligned(failedMs + backoffMs(failures, limits));
}

export function isBackingOff(endMs: number, nowMs: number): boolean {
  return endMs >= aligned(nowMs);
}

/** Whether a pod that backs off may be tried when nothing better is to do. */
export const popsFromBackoff = () => isEnabled('SchedulerPopFromBackoffQ');

/** When the flusher takes out a pod whose back-off ends then: the tick after it. `startMs` is the scheduler's. */
export function flushMs(endMs: number, startMs: number): number {
  if (popsFromBackoff()) return endMs + 1000;
  return startMs + (Math.floor((endMs - startMs) / 1000) + 1) * 1000;
}

const aligned = (atMs: number) => (popsFromBackoff() ? Math.floor(atMs / 1000) * 1000 : atMs);

const LEFTOVER_AGE_MS = 300_000;
const LEFTOVER_TICK_MS = 30_000;

/**
 * When a pod that no event has moved is tried again all the same: the first 30 s tick since the scheduler's start at
 * which its last failure is more than five minutes old. upstream: flushUnschedulablePodsLeftover
 */
export function leftoverMs(failedMs: number, startMs: number): number {
  return startMs + (Math.floor((failedMs + LEFTOVER_AGE_MS - startMs) / LEFTOVER_TICK_MS) + 1) * LEFTOVER_TICK_MS;
}
