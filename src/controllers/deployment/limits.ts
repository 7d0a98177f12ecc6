// How far a rolling update may go beyond and below the wanted number of replicas, and the other numbers of a
// Deployment's spec that have a special "none". upstream: pkg/controller/deployment/util ResolveFenceposts

import type { Deployment } from '../../kinds/generated/types.gen';
import { scaledValue } from '../../kinds/int-or-string';

const MAX_INT32 = 2 ** 31 - 1;

export function wantedReplicas(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type === 'RollingUpdate';
}

/** Pods above the wanted number, rounded up; 0 when the strategy is not RollingUpdate. */
export function maxSurge(deployment: Deployment): number {
  if (!isRollingUpdate(deployment)) return 0;
  return scaledValue(deployment.spec.strategy?.rollingUpdate?.maxSurge, wantedReplicas(deployment), true);
}

/**
 * Pods that may be unavailable, rounded down and at most all; 1 where neither this nor the surge would allow a step.
 */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = wantedReplicas(deployment);
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  const unavailable = scaledValue(deployment.spec.strategy?.rollingUpdate?.maxUnavailable, replicas, false);
  if (unavailable === 0 && maxSurge(deployment) === 0) return 1;
  return Math.min(unavailable, replicas);
}

export function minAvailable(deployment: Deployment): number {
  return wantedReplicas(deployment) - maxUnavailable(deployment);
}

/** Seconds without progress after which a rollout is reported as stuck; undefined for never. */
export function progressDeadlineSeconds(deployment: Deployment): number | undefined {
  return unlessMax(deployment.spec.progressDeadlineSeconds);
}

/** How many old ReplicaSets are kept; undefined for all. */
export function historyLimit(deployment: Deployment): number | undefined {
  return unlessMax(deployment.spec.revisionHistoryLimit);
}

const unlessMax = (value: number | undefined) => (value === MAX_INT32 ? undefined : value);
