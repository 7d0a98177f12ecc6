// Exponential back-off with a key for each container or image: 10 s, doubled to 300 s, forgotten when nothing happened
// for twice the longest step. upstream: client-go util/flowcontrol backoff.go

import { isEnabled } from '../kinds/feature-gates';

export interface BackOff {
  /** The present step; 0 for none yet. */
  readonly stepMs: number;
  /** When it was last raised. */
  readonly updatedMs: number;
}

export interface BackOffLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Of image pulls, and of restarts unless gates say otherwise. */
export const USUAL_LIMITS: BackOffLimits = { firstMs: 10_000, longestMs: 300_000 };
const QUICK_LIMITS: BackOffLimits = { firstMs: 1_000, longestMs: 300_000 };
const SHORT_LIMITS: BackOffLimits = { firstMs: 1_000, longestMs: 60_000 };

/**
 * Of containers that restart. The longest step is configured, to 300 s by default, unless that gate is off.
 * upstream: pkg/kubelet newCrashLoopBackOff
 */
export function restartLimits(): BackOffLimits {
  if (!isEnabled('ReduceDefaultCrashLoopBackOffDecay')) return USUAL_LIMITS;
  return isEnabled('KubeletCrashLoopBackOffMax') ? QUICK_LIMITS : SHORT_LIMITS;
}

/** The next step, taken at `atMs`: the first one again after a long quiet time. upstream: Backoff.Next */
export function raise(
  backOff: BackOff | undefined,
  eventMs: number,
  atMs: number,
  limits: BackOffLimits = USUAL_LIMITS,
): BackOff {
  if (!backOff || isForgotten(eventMs, backOff.updatedMs, limits)) return { stepMs: limits.firstMs, updatedMs: atMs };
  return { stepMs: Math.min(backOff.stepMs * 2, limits.longestMs), updatedMs: atMs };
}

/** Whether less than the step has passed since the event, e.g. the container's end. upstream: IsInBackOffSince */
export function isWaitingSince(
  backOff: BackOff | undefined,
  eventMs: number,
  nowMs: number,
  limits: BackOffLimits = USUAL_LIMITS,
): boolean {
  if (!backOff || isForgotten(eventMs, backOff.updatedMs, limits)) return false;
  return nowMs - eventMs < backOff.stepMs;
}

/** Whether less than the step has passed since it was raised. upstream: IsInBackOffSinceUpdate */
export function isWaitingSinceUpdate(backOff: BackOff | undefined, nowMs: number): boolean {
  if (!backOff || isForgotten(nowMs, backOff.updatedMs, USUAL_LIMITS)) return false;
  return nowMs - backOff.updatedMs < backOff.stepMs;
}

function isForgotten(eventMs: number, updatedMs: number, { longestMs }: BackOffLimits): boolean {
  return eventMs - updatedMs > 2 * longestMs;
}
