// What the workload controllers ask of a pod: does it still count, does it serve, since when, and when will it count as
// available. upstream: pkg/controller IsPodActive, pkg/api/v1/pod IsPodReady and IsPodAvailable

import type { Pod, PodCondition } from '../../kinds/generated/types.gen';
import { conditionNamed } from '../../kinds/pod-conditions';
import { parseRfc3339 } from '../../sim/time';

/** Neither ended nor being deleted. */
export function isPodActive(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isPodTerminal(pod);
}

/** Being deleted and not ended yet. */
export function isPodTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined && !isPodTerminal(pod);
}

/** Ended for good. upstream: pkg/api/v1/pod IsPodTerminal */
export function isPodTerminal(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  return conditionNamed(pod.status?.conditions, type);
}

/** The Ready condition is True; the phase does not count. */
export function isPodReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** The instant at which a ready pod counts as available; undefined when it is not ready or says not since when. */
export function availableAtMs(pod: Pod, minReadySeconds: number): number | undefined {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return undefined;
  if (minReadySeconds === 0) return 0;
  if (!ready.lastTransitionTime) return undefined;
  return parseRfc3339(ready.lastTransitionTime) + minReadySeconds * 1000;
}

/** Ready for minReadySeconds; the instant itself counts. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  const atMs = availableAtMs(pod, minReadySeconds);
  return atMs !== undefined && atMs <= nowMs;
}

/** Milliseconds until the next ready pod becomes available; undefined when none is waiting. */
export function nextAvailableInMs(pods: readonly Pod[], minReadySeconds: number, nowMs: number): number | undefined {
  if (minReadySeconds === 0) return undefined;
  let next: number | undefined;
  for (const pod of pods) {
    const atMs = availableAtMs(pod, minReadySeconds);
    if (atMs === undefined || atMs <= nowMs) continue;
    next = next === undefined ? atMs - nowMs : Math.min(next, atMs - nowMs);
  }
  return next;
}
