// One pass of a rolling update: the new ReplicaSet up, or else the old ones down, or else tidy up; then the status.
// upstream: pkg/controller/deployment/rolling.go rolloutRolling

import type { ReplicaSet } from '../../kinds/generated/types.gen';
import { SyncFailure } from '../shared/syncing';
import { pruneHistory } from './history';
import { syncReplicaSets } from './new-replica-set';
import { allOf, type ReplicaSets } from './replica-sets';
import { planNewSize, planScaleDown } from './rolling-plan';
import { isComplete } from './status';
import { type Sync, scaleReplicaSet, syncRolloutStatus } from './sync';

export function rollForward(sync: Sync, replicaSets: readonly ReplicaSet[]): void {
  const sets = syncReplicaSets(sync, replicaSets, true);
  const scaled = scaleNew(sync, sets) || scaleOld(sync, sets);
  if (!scaled && isComplete(sync.deployment, sync.deployment.status)) pruneHistory(sync, sets.old);
  syncRolloutStatus(sync, sets);
}

function scaleNew(sync: Sync, sets: ReplicaSets): boolean {
  const { current } = sets;
  if (current === undefined) return false;
  return scaleReplicaSet(sync, current, planNewSize(sync.deployment, current, allOf(sets)));
}

function scaleOld(sync: Sync, sets: ReplicaSets): boolean {
  const { steps, trailing } = planScaleDown(sync.deployment, sets);
  const newest = new Map<string, ReplicaSet>();
  for (const { replicaSet, size } of steps) {
    const { namespace, name } = replicaSet.metadata;
    scaleReplicaSet(sync, newest.get(name) ?? replicaSet, size);
    const written = sync.cx.get('ReplicaSet', namespace, name);
    if (written) newest.set(name, written);
  }
  if (trailing) throw new SyncFailure(`${trailing.metadata.name} has more available replicas than it is asked for`);
  return steps.length > 0;
}
