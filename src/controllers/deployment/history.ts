// Old ReplicaSets are kept for rollbacks, up to revisionHistoryLimit; of the rest only idle ones are deleted.
// upstream: pkg/controller/deployment/sync.go cleanupDeployment

import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import { isNotFound, refusalOf } from '../shared/refusal';
import { revisionOf } from './annotations';
import { historyLimit } from './limits';
import { byAge, sizeOf } from './replica-sets';
import { actualSize } from './status';
import type { Sync } from './sync';

/** The old ReplicaSets to delete, lowest revision first. One that is still in use is passed over, not made up for. */
export function planPruning(deployment: Deployment, old: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const limit = historyLimit(deployment);
  if (limit === undefined) return [];
  const alive = old.filter((replicaSet) => replicaSet.metadata.deletionTimestamp === undefined);
  const surplus = alive.length - limit;
  if (surplus <= 0) return [];
  const sorted = [...alive].sort((a, b) => (revisionOf(a) ?? 0) - (revisionOf(b) ?? 0) || byAge(a, b));
  return sorted.slice(0, surplus).filter(isIdle);
}

function isIdle(replicaSet: ReplicaSet): boolean {
  const observed = replicaSet.status?.observedGeneration ?? 0;
  return sizeOf(replicaSet) === 0 && actualSize(replicaSet) === 0 && (replicaSet.metadata.generation ?? 0) <= observed;
}

export function pruneHistory({ cx, deployment }: Sync, old: readonly ReplicaSet[]): void {
  for (const { metadata } of planPruning(deployment, old)) {
    const refusal = refusalOf(() => cx.delete('ReplicaSet', metadata.namespace, metadata.name));
    if (refusal && !isNotFound(refusal)) throw refusal;
  }
}
