// What a Deployment reports of its ReplicaSets. Counts come from their statuses, so it trails them.
// upstream: pkg/controller/deployment/sync.go calculateStatus

import { isEnabled } from '../../kinds/feature-gates';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../kinds/generated/types.gen';
import { makeCondition, setCondition } from './conditions';
import { minAvailable, wantedReplicas } from './limits';
import { allOf, availableOf, type ReplicaSets, sizeOf, total } from './replica-sets';

/** Counts and the Available condition; the other conditions stay. Zero counts but terminatingReplicas are left out. */
export function deploymentStatus(deployment: Deployment, sets: ReplicaSets, nowMs: number): DeploymentStatus {
  const all = allOf(sets);
  const available = total(all, availableOf);
  const enough = available >= minAvailable(deployment);
  const condition = enough
    ? makeCondition(nowMs, 'Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.')
    : makeCondition(
        nowMs,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
      );
  const terminatingReplicas = terminating(all);
  return withoutZeros({
    availableReplicas: available,
    collisionCount: deployment.status?.collisionCount,
    conditions: setCondition(deployment.status?.conditions ?? [], condition),
    observedGeneration: deployment.metadata.generation,
    readyReplicas: total(all, (replicaSet) => replicaSet.status?.readyReplicas ?? 0),
    replicas: total(all, actualSize),
    unavailableReplicas: Math.max(0, total(all, sizeOf) - available),
    updatedReplicas: sets.current === undefined ? 0 : actualSize(sets.current),
    ...(terminatingReplicas === undefined ? {} : { terminatingReplicas }),
  });
}

/** All wanted replicas are updated and available, and no others are left. upstream: DeploymentComplete */
export function isComplete(deployment: Deployment, status: DeploymentStatus | undefined): boolean {
  const wanted = wantedReplicas(deployment);
  return (
    (status?.updatedReplicas ?? 0) === wanted &&
    (status?.replicas ?? 0) === wanted &&
    (status?.availableReplicas ?? 0) === wanted &&
    (status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** Pods that a ReplicaSet says it has. */
export function actualSize(replicaSet: ReplicaSet): number {
  return replicaSet.status?.replicas ?? 0;
}

/** Sum of the terminating pods; undefined as soon as one ReplicaSet that was looked at does not tell. */
function terminating(replicaSets: readonly ReplicaSet[]): number | undefined {
  if (!isEnabled('DeploymentReplicaSetTerminatingReplicas')) return undefined;
  let sum = 0;
  for (const { status } of replicaSets) {
    if (status?.terminatingReplicas !== undefined) sum += status.terminatingReplicas;
    else if ((status?.observedGeneration ?? 0) > 0) return undefined;
  }
  return sum;
}

const KEPT_ZEROS: ReadonlySet<string> = new Set(['terminatingReplicas', 'collisionCount']);

function withoutZeros(status: DeploymentStatus): DeploymentStatus {
  const entries = Object.entries(status).filter(([key, value]) => {
    return value !== undefined && (value !== 0 || KEPT_ZEROS.has(key));
  });
  return Object.fromEntries(entries) as DeploymentStatus;
}
