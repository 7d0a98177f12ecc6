// A Deployment whose size was changed, or that is paused: its ReplicaSets are resized in proportion, nothing is rolled
// out. upstream: pkg/controller/deployment/sync.go sync, scale; util GetReplicaSetProportion

import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import { DESIRED_REPLICAS, integerAnnotation, MAX_REPLICAS } from './annotations';
import { pruneHistory } from './history';
import { isRollingUpdate, maxSurge, wantedReplicas } from './limits';
import { syncReplicaSets } from './new-replica-set';
import { activeOf, allOf, availableOf, byAge, type ReplicaSets, sizeOf, total } from './replica-sets';
import type { Resize } from './rolling-plan';
import { resizeReplicaSet, type Sync, scaleReplicaSet, syncStatus } from './sync';

/** True when an active ReplicaSet was sized for another number of replicas. upstream: isScalingEvent */
export function isScalingEvent(deployment: Deployment, sets: ReplicaSets): boolean {
  return activeOf(allOf(sets)).some((replicaSet) => {
    const desired = integerAnnotation(replicaSet, DESIRED_REPLICAS);
    return desired !== undefined && desired !== wantedReplicas(deployment);
  });
}

export function syncScale(sync: Sync, replicaSets: readonly ReplicaSet[], isRollingBack: boolean): void {
  const sets = syncReplicaSets(sync, replicaSets, false);
  const single = activeOrNewest(sets);
  if (single) {
    scaleReplicaSet(sync, single, wantedReplicas(sync.deployment));
  } else if (isSaturated(sync.deployment, sets.current)) {
    for (const replicaSet of activeOf(sets.old)) scaleReplicaSet(sync, replicaSet, 0);
  } else if (isRollingUpdate(sync.deployment)) {
    for (const { replicaSet, size } of planProportions(sync.deployment, sets)) resizeReplicaSet(sync, replicaSet, size);
  }
  if (sync.deployment.spec.paused && !isRollingBack) pruneHistory(sync, sets.old);
  syncStatus(sync, sets);
}

/** The only active ReplicaSet; without any the new or the newest one; undefined when several are active. */
function activeOrNewest(sets: ReplicaSets): ReplicaSet | undefined {
  const active = activeOf(allOf(sets));
  if (active.length > 1) return undefined;
  return active[0] ?? sets.current ?? [...sets.old].sort(byAge).at(-1);
}

/** The new ReplicaSet has, and was asked for, every wanted replica, all available. */
function isSaturated(deployment: Deployment, current: ReplicaSet | undefined): boolean {
  if (current === undefined) return false;
  const wanted = wantedReplicas(deployment);
  const desired = integerAnnotation(current, DESIRED_REPLICAS);
  return desired === wanted && sizeOf(current) === wanted && availableOf(current) === wanted;
}

/** The new sizes of all active ReplicaSets, the largest first; it takes what rounding leaves. */
export function planProportions(deployment: Deployment, sets: ReplicaSets): readonly Resize[] {
  const active = activeOf(allOf(sets));
  const wanted = wantedReplicas(deployment);
  const allowed = wanted > 0 ? wanted + maxSurge(deployment) : 0;
  const toAdd = allowed - total(active, sizeOf);
  if (toAdd === 0) return active.map((replicaSet) => ({ replicaSet, size: sizeOf(replicaSet) }));
  const tie = toAdd > 0 ? -1 : 1;
  const sorted = [...active].sort((a, b) => sizeOf(b) - sizeOf(a) || tie * byAge(a, b));
  let added = 0;
  const resizes = sorted.map((replicaSet) => {
    const share = shareOf(deployment, replicaSet, toAdd - added);
    added += share;
    return { replicaSet, size: sizeOf(replicaSet) + share };
  });
  const [first, ...rest] = resizes;
  if (first === undefined) return [];
  return [{ ...first, size: Math.max(0, first.size + toAdd - added) }, ...rest];
}

/** What one ReplicaSet gains or loses, within what is `left` to share out. */
function shareOf(deployment: Deployment, replicaSet: ReplicaSet, left: number): number {
  if (left === 0) return 0;
  const share = fractionOf(deployment, replicaSet);
  return left > 0 ? Math.min(share, left) : Math.max(share, left);
}

function fractionOf(deployment: Deployment, replicaSet: ReplicaSet): number {
  const size = sizeOf(replicaSet);
  const wanted = wantedReplicas(deployment);
  if (wanted === 0) return -size;
  const before = integerAnnotation(replicaSet, MAX_REPLICAS) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.floor((size * (wanted + maxSurge(deployment))) / before + 0.5) - size;
}
