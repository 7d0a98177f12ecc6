// Exponential back-off with a key for each container or image: 10 s, doubled to 300 s, forgotten when nothing happened
// for twice the longest step. upstream: client-go util/flowcontrol backoff.go

export interface BackOff {
  /** The present step; 0 for none yet. */
  readonly stepMs: number;
  /** When it was last raised. */
  readonly updatedMs: number;
}

export const FIRST_STEP_MS = 10_000;
export const LONGEST_STEP_MS = 300_000;

/** The next step, taken at `atMs`: the first one again after a long quiet time. upstream: Backoff.Next */
export function raise(backOff: BackOff | undefined, eventMs: number, atMs: number): BackOff {
  if (!backOff || isForgotten(eventMs, backOff.updatedMs)) return { stepMs: FIRST_STEP_MS, updatedMs: atMs };
  return { stepMs: Math.min(backOff.stepMs * 2, LONGEST_STEP_MS), updatedMs: atMs };
}

/** Whether less than the step has passed since the event, e.g. the container's end. upstream: IsInBackOffSince */
export function isWaitingSince(backOff: BackOff | undefined, eventMs: number, nowMs: number): boolean {
  if (!backOff || isForgotten(eventMs, backOff.updatedMs)) return false;
  return nowMs - eventMs < backOff.stepMs;
}

/** Whether less than the step has passed since it was raised. upstream: IsInBackOffSinceUpdate */
export function isWaitingSinceUpdate(backOff: BackOff | undefined, nowMs: number): boolean {
  if (!backOff || isForgotten(nowMs, backOff.updatedMs)) return false;
  return nowMs - backOff.updatedMs < backOff.stepMs;
}

function isForgotten(eventMs: number, updatedMs: number): boolean {
  return eventMs - updatedMs > 2 * LONGEST_STEP_MS;
}
