// The Deployment controller: from a template and a number of replicas to ReplicaSets, step by step.
// upstream: pkg/controller/deployment/deployment_controller.go

import { defineActor, type Reader, watch } from '../../api/actor';
import type { Deployment, LabelSelector, Pod, ReplicaSet } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { compileSelector, matchesNothing } from '../../kinds/labels';
import { Lane } from '../../sim/work-queue';
import { CONTROLLER_BACKOFF } from '../shared/backoff';
import { claim, ownedAndOrphans } from '../shared/controller-ref';
import { forget, REQUEST_MS, type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { controllerKey, wakeOwners } from '../shared/wake';
import { findCondition, makeCondition, PAUSED, setCondition, TIMED_OUT } from './conditions';
import { rollBack, rollbackRevision } from './legacy-rollback';
import { isRollingUpdate, progressDeadlineSeconds } from './limits';
import { syncReplicaSets } from './new-replica-set';
import { podsOf, recreate } from './recreate';
import { rollForward } from './rolling';
import { isScalingEvent, syncScale } from './scaling';
import { changeStatus, type Sync, syncStatus, writeStatus } from './sync';

/** Failed syncs are given up after so many tries. */
const backoff = { ...CONTROLLER_BACKOFF, tries: 15 };

const owners = {
  kind: 'Deployment' as const,
  selects: (owner: Deployment) =>
    isEmpty(owner.spec.selector) ? matchesNothing : compileSelector(owner.spec.selector),
};

export const deploymentController = defineActor<Retries>({
  name: 'deployment-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('Deployment', (change) => change.key),
    watch('ReplicaSet', (change, cx) => wakeOwners(change, cx, owners)),
    watch('Pod', (change, cx) => (change.type === 'DELETED' ? recreatedBy(cx, change.object) : undefined)),
  ],
  reconcile: (cx, key) => {
    const { namespace, name } = splitKey(key);
    const deployment = cx.get('Deployment', namespace, name);
    if (deployment === undefined) {
      forget(cx.state, key);
      return;
    }
    const sync: Sync = { cx, key, deployment, writes: 0 };
    syncOrRetry(cx, cx.state, key, () => syncDeployment(sync), { backoff, workMs: () => sync.writes * REQUEST_MS });
  },
});

/** Key of the Recreate Deployment whose last pod this was. upstream: deletePod */
function recreatedBy(cx: Reader, pod: Pod): string | undefined {
  const replicaSetKey = controllerKey(cx, pod, 'ReplicaSet');
  if (replicaSetKey === undefined) return undefined;
  const replicaSet = getByKey(cx, 'ReplicaSet', replicaSetKey);
  const key = replicaSet && controllerKey(cx, replicaSet, 'Deployment');
  const deployment = key === undefined ? undefined : getByKey(cx, 'Deployment', key);
  if (deployment?.spec.strategy?.type !== 'Recreate') return undefined;
  const replicaSets = cx.by('ReplicaSet', 'owner', deployment.metadata.uid ?? '');
  return podsOf(cx, replicaSets).length === 0 ? key : undefined;
}

function getByKey<K extends 'Deployment' | 'ReplicaSet'>(cx: Reader, kind: K, key: string) {
  const { namespace, name } = splitKey(key);
  return cx.get(kind, namespace, name);
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

/** upstream: syncDeployment */
function syncDeployment(sync: Sync): void {
  const { cx, deployment } = sync;
  if (isEmpty(deployment.spec.selector)) {
    refuseEmptySelector(sync);
    return;
  }
  const candidates = ownedAndOrphans(cx, 'ReplicaSet', deployment);
  const replicaSets = claim(cx, 'ReplicaSet', deployment, candidates, compileSelector(deployment.spec.selector));
  if (deployment.metadata.deletionTimestamp) {
    syncStatus(sync, syncReplicaSets(sync, replicaSets, false));
    return;
  }
  notePause(sync);
  const revision = rollbackRevision(deployment);
  if (deployment.spec.paused) syncScale(sync, replicaSets, revision !== undefined);
  else if (revision !== undefined) rollBack(sync, replicaSets, revision);
  else syncRunning(sync, replicaSets);
}

function syncRunning(sync: Sync, replicaSets: readonly ReplicaSet[]): void {
  const sets = syncReplicaSets(sync, replicaSets, false);
  if (isScalingEvent(sync.deployment, sets)) syncScale(sync, replicaSets, false);
  else if (isRollingUpdate(sync.deployment)) rollForward(sync, replicaSets);
  else recreate(sync, replicaSets);
}

function refuseEmptySelector(sync: Sync): void {
  const { cx, deployment } = sync;
  const message = 'This deployment is selecting all pods. A non-empty selector is required.';
  cx.event(deployment, { type: 'Warning', reason: 'SelectingAll', message });
  const generation = deployment.metadata.generation ?? 0;
  if ((deployment.status?.observedGeneration ?? 0) >= generation) return;
  changeStatus(sync, { observedGeneration: generation });
  writeStatus(sync);
}

/** Pausing and resuming show in Progressing, so that the pause does not count as lack of progress. */
function notePause(sync: Sync): void {
  const { cx, deployment } = sync;
  if (progressDeadlineSeconds(deployment) === undefined) return;
  const conditions = deployment.status?.conditions ?? [];
  const known = findCondition(conditions, 'Progressing');
  const paused = deployment.spec.paused === true;
  if (known?.reason === TIMED_OUT || paused === (known?.reason === PAUSED)) return;
  const condition = paused
    ? makeCondition(cx.nowMs, 'Progressing', 'Unknown', PAUSED, 'Deployment is paused')
    : makeCondition(cx.nowMs, 'Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed');
  changeStatus(sync, { conditions: setCondition(conditions, condition) });
  writeStatus(sync);
}
