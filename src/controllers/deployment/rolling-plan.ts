// The decisions of a rolling update, as numbers: how large the new ReplicaSet may become, how much the old ones may
// lose. upstream: pkg/controller/deployment/rolling.go, util NewRSNewReplicas

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

export interface ScaleDown {
  /** In order; a ReplicaSet may appear twice. */
  readonly steps: readonly Resize[];
  /**
   * A ReplicaSet whose status still counts more pods than it is asked for: after the steps the sync has to wait for
   * it.
   */
  readonly trailing: ReplicaSet | undefined;
}

/**
 * What the old ReplicaSets lose now. Replicas that are not available go first, as they serve nobody; then available
 * ones, as far as enough stay. upstream: reconcileOldReplicaSets
 */
export function planScaleDown(deployment: Deployment, sets: ReplicaSets): ScaleDown {
  const { current } = sets;
  const active = [...activeOf(sets.old)].sort(byAge);
  if (current === undefined || active.length === 0) return { steps: [], trailing: undefined };
  const stay = minAvailable(deployment);
  const newUnavailable = sizeOf(current) - availableOf(current);
  const budget = total(allOf(sets), sizeOf) - stay - newUnavailable;
  if (budget <= 0) return { steps: [], trailing: undefined };
  const sizes = new Map(active.map((replicaSet) => [replicaSet, sizeOf(replicaSet)] as const));
  const unavailable = (replicaSet: ReplicaSet) => sizeOf(replicaSet) - availableOf(replicaSet);
  const unhealthy = takeFrom(active, sizes, budget, unavailable);
  if (unhealthy.trailing) return unhealthy;
  const excess = total([...active, current], availableOf) - stay;
  const available = takeFrom(active, sizes, excess, (replicaSet) => sizes.get(replicaSet) as number);
  return { steps: [...unhealthy.steps, ...available.steps], trailing: undefined };
}

/** Takes up to `count` from the oldest on, at most what `spare` says of each; changes `sizes`. */
function takeFrom(
  active: readonly ReplicaSet[],
  sizes: Map<ReplicaSet, number>,
  count: number,
  spare: (replicaSet: ReplicaSet) => number,
): ScaleDown {
  const steps: Resize[] = [];
  let left = count;
  for (const replicaSet of active) {
    if (left <= 0) break;
    const lost = Math.min(left, spare(replicaSet));
    if (lost < 0) return { steps, trailing: replicaSet };
    if (lost === 0) continue;
    left -= lost;
    const size = (sizes.get(replicaSet) as number) - lost;
    sizes.set(replicaSet, size);
    steps.push({ replicaSet, size });
  }
  return { steps, trailing: undefined };
}
