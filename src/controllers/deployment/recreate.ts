// One pass of the Recreate strategy: all old pods go and are gone before the first new one is made.
// upstream: pkg/controller/deployment/recreate.go rolloutRecreate

import type { Reader } from '../../api/actor';
import type { Pod, ReplicaSet } from '../../kinds/generated/types.gen';
import { isPodTerminal } from '../shared/pod-state';
import { pruneHistory } from './history';
import { wantedReplicas } from './limits';
import { syncReplicaSets } from './new-replica-set';
import { activeOf, type ReplicaSets, total } from './replica-sets';
import { actualSize, isComplete } from './status';
import { type Sync, scaleReplicaSet, syncRolloutStatus } from './sync';

export function recreate(sync: Sync, replicaSets: readonly ReplicaSet[]): void {
  let sets = syncReplicaSets(sync, replicaSets, false);
  const active = activeOf(sets.old);
  for (const replicaSet of active) scaleReplicaSet(sync, replicaSet, 0);
  if (active.length > 0 || oldPodsRun(sets, podsOf(sync.cx, sets.old))) {
    syncRolloutStatus(sync, sets);
    return;
  }
  if (sets.current === undefined) sets = syncReplicaSets(sync, replicaSets, true);
  if (sets.current) scaleReplicaSet(sync, sets.current, wantedReplicas(sync.deployment));
  if (isComplete(sync.deployment, sync.deployment.status)) pruneHistory(sync, sets.old);
  syncRolloutStatus(sync, sets);
}

/** True while an old ReplicaSet counts pods or one of its pods has not ended; a terminating pod blocks too. */
export function oldPodsRun(sets: ReplicaSets, oldPods: readonly Pod[]): boolean {
  return total(sets.old, actualSize) > 0 || oldPods.some((pod) => !isPodTerminal(pod));
}

/** Pods that these ReplicaSets control. */
export function podsOf(cx: Reader, replicaSets: readonly ReplicaSet[]): readonly Pod[] {
  return replicaSets.flatMap((replicaSet) => cx.by('Pod', 'owner', replicaSet.metadata.uid ?? ''));
}
