// What `kubectl rollout` reads off a Deployment and its ReplicaSets: the rows of a history, the sentence of a status.
// Pure functions, for the actions. upstream: kubectl/pkg/polymorphichelpers history.go, rollout_status.go

import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../kinds/generated/types.gen';
import { annotationsOf, revisionOf } from './annotations';
import { findCondition, TIMED_OUT } from './conditions';
import { wantedReplicas } from './limits';
import { ownReplicaSets } from './replica-sets';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

export interface HistoryRow {
  readonly revision: number;
  readonly changeCause: string;
  readonly template: PodTemplateSpec | undefined;
}

/** One row a revision, ascending, as `rollout history` prints them; a missing cause is `<none>`. */
export function historyRows(deployment: Deployment, replicaSets: readonly ReplicaSet[]): readonly HistoryRow[] {
  const rows = new Map<number, HistoryRow>();
  for (const replicaSet of ownReplicaSets(deployment, replicaSets)) {
    const revision = revisionOf(replicaSet);
    if (revision === undefined) continue;
    const changeCause = annotationsOf(replicaSet)[CHANGE_CAUSE] || '<none>';
    rows.set(revision, { revision, changeCause, template: replicaSet.spec.template });
  }
  return [...rows.values()].sort((a, b) => a.revision - b.revision);
}

export type RolloutStatus =
  | { readonly outcome: 'waiting' | 'done'; readonly message: string }
  /** The rollout will not come to an end by itself. */
  | { readonly outcome: 'failed'; readonly message: string };

/** Where a rollout stands, in the words of `rollout status`. */
export function rolloutProgress(deployment: Deployment, revision = 0): RolloutStatus {
  const { metadata, status = {} } = deployment;
  const running = revisionOf(deployment);
  if (revision > 0 && revision !== running) {
    const message = `desired revision (${revision}) is different from the running revision (${running})`;
    return { outcome: 'failed', message };
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return { outcome: 'waiting', message: 'Waiting for deployment spec update to be observed...' };
  }
  if (findCondition(status.conditions, 'Progressing')?.reason === TIMED_OUT) {
    return { outcome: 'failed', message: `deployment "${metadata.name}" exceeded its progress deadline` };
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const wanted = wantedReplicas(deployment);
  const waiting = (what: string): RolloutStatus => ({
    outcome: 'waiting',
    message: `Waiting for deployment "${metadata.name}" rollout to finish: ${what}...`,
  });
  if (updatedReplicas < wanted) return waiting(`${updatedReplicas} out of ${wanted} new replicas have been updated`);
  if (replicas > updatedReplicas) return waiting(`${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas) {
    return waiting(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  }
  return { outcome: 'done', message: `deployment "${metadata.name}" successfully rolled out` };
}

/** The strategic merge patch of `rollout restart` for anything with a pod template; the time is RFC 3339. */
export function restartPatch(restartedAt: string): unknown {
  return { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: restartedAt } } } } };
}
