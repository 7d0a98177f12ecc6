// The decisions of a rolling update, as numbers: how large the new ReplicaSet may become, how much the old ones may lose.
// upstream: pkg/controller/deployment/rolling.go, util NewRSNewReplicas

import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import { isRollingUpdate, maxSurge, minAvailable, wantedReplicas } from './limits';
import { activeOf, allOf, availableOf, byAge, type ReplicaSets, sizeOf, total } from './replica-sets';

export interface Resize {
  readonly replicaSet: ReplicaSet;
  readonly size: number;
}

/** The size of the new ReplicaSet: all at once for Recreate, else as far as the surge has room. */
export function planNewSize(deployment: Deployment, current: ReplicaSet, all: readonly ReplicaSet[]): number {
  const wanted = wantedReplicas(deployment);
  const size = sizeOf(current);
  if (!isRollingUpdate(deployment) || size > wanted) return wanted;
  const room = wanted + maxSurge(deployment) - total(all, sizeOf);
  return room <= 0 ? size : size + Math.min(room, wanted - size);
}

/**
 * What the old ReplicaSets lose now. Replicas that are not available go first, as they serve nobody; then available
 * ones, as far as enough stay. Each list is in order, and a ReplicaSet may appear in both.
 */
export function planScaleDown(deployment: Deployment, sets: ReplicaSets): readonly Resize[] {
  const { current } = sets;
  const active = [...activeOf(sets.old)].sort(byAge);
  if (current === undefined || active.length === 0) return [];
  const stay = minAvailable(deployment);
  const newUnavailable = sizeOf(current) - availableOf(current);
  const budget = total(allOf(sets), sizeOf) - stay - newUnavailable;
  if (budget <= 0) return [];
  const sizes = new Map(active.map((replicaSet) => [replicaSet, sizeOf(replicaSet)] as const));
  const unhealthy = takeUnhealthy(active, sizes, budget);
  const excess = total([...active, current], availableOf) - stay;
  return [...unhealthy, ...takeAvailable(active, sizes, excess)];
}

function takeUnhealthy(active: readonly ReplicaSet[], sizes: Map<ReplicaSet, number>, budget: number): Resize[] {
  const steps: Resize[] = [];
  let left = budget;
  for (const replicaSet of active) {
    const size = sizes.get(replicaSet) as number;
    const lost = Math.min(left, size - availableOf(replicaSet));
    if (lost <= 0) continue;
    left -= lost;
    sizes.set(replicaSet, size - lost);
    steps.push({ replicaSet, size: size - lost });
  }
  return steps;
}

function takeAvailable(active: readonly ReplicaSet[], sizes: Map<ReplicaSet, number>, excess: number): Resize[] {
  const steps: Resize[] = [];
  let left = excess;
  for (const replicaSet of active) {
    const size = sizes.get(replicaSet) as number;
    const lost = Math.min(left, size);
    if (lost <= 0) continue;
    left -= lost;
    sizes.set(replicaSet, size - lost);
    steps.push({ replicaSet, size: size - lost });
  }
  return steps;
}
