// Whether a rollout gets ahead, is done or is stuck: the Progressing and ReplicaFailure conditions, and when to look
// again. upstream: pkg/controller/deployment/progress.go

import { equalData } from '../../kinds/equal-data';
import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../kinds/generated/types.gen';
import { withFields } from '../../kinds/with-defaults';
import { parseRfc3339 } from '../../sim/time';
import { replicaFailure } from '../replicaset/status';
import {
  type Conditions,
  findCondition,
  makeCondition,
  NEW_AVAILABLE,
  removeCondition,
  setCondition,
  TIMED_OUT,
  transitionedAt,
} from './conditions';
import { progressDeadlineSeconds } from './limits';
import { allOf, type ReplicaSets } from './replica-sets';
import { deploymentStatus, isComplete } from './status';

/** The status after a step of a rollout. */
export function rolloutStatus(deployment: Deployment, sets: ReplicaSets, nowMs: number): DeploymentStatus {
  const status = deploymentStatus(deployment, sets, nowMs);
  const judged = withProgress(deployment, status, sets, nowMs);
  const failure = failureOf(sets);
  const conditions = failure ? setCondition(judged, failure) : removeCondition(judged, 'ReplicaFailure');
  return withFields(status, { conditions });
}

/** Milliseconds until a rollout that stands still would be stuck; undefined when nothing is to be watched. */
export function deadlineInMs(deployment: Deployment, status: DeploymentStatus, nowMs: number): number | undefined {
  const seconds = progressDeadlineSeconds(deployment);
  const known = findCondition(deployment.status?.conditions, 'Progressing');
  if (seconds === undefined || known === undefined) return undefined;
  if (isComplete(deployment, status) || known.reason === TIMED_OUT) return undefined;
  return updatedAtMs(known) + seconds * 1000 - nowMs;
}

/** True when both hold the same; absent counts are zero. */
export function equalStatuses(a: DeploymentStatus | undefined, b: DeploymentStatus): boolean {
  return equalData({ conditions: [], ...a }, { conditions: [], ...b });
}

function withProgress(deployment: Deployment, status: DeploymentStatus, sets: ReplicaSets, nowMs: number): Conditions {
  const conditions = status.conditions ?? [];
  if (progressDeadlineSeconds(deployment) === undefined) return removeCondition(conditions, 'Progressing');
  const known = findCondition(deployment.status?.conditions, 'Progressing');
  const allUpdated = (status.replicas ?? 0) === (status.updatedReplicas ?? 0);
  // A finished rollout is not judged again: pods that fail later only change Available.
  if (allUpdated && known?.reason === NEW_AVAILABLE) return conditions;
  const subject = sets.current
    ? `ReplicaSet "${sets.current.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`;
  const condition = (value: 'True' | 'False', reason: string, what: string) =>
    makeCondition(nowMs, 'Progressing', value, reason, `${subject} ${what}`);
  if (isComplete(deployment, status)) {
    return setCondition(conditions, condition('True', NEW_AVAILABLE, 'has successfully progressed.'));
  }
  if (isProgressing(deployment, status)) {
    const fresh = condition('True', 'ReplicaSetUpdated', 'is progressing.');
    const since = known?.status === 'True' ? known.lastTransitionTime : fresh.lastTransitionTime;
    return setCondition(removeCondition(conditions, 'Progressing'), transitionedAt(fresh, since));
  }
  if (isTimedOut(deployment, conditions, nowMs)) {
    return setCondition(conditions, condition('False', TIMED_OUT, 'has timed out progressing.'));
  }
  return conditions;
}

/** More updated, fewer old, more ready or more available pods than the stored status tells. */
function isProgressing(deployment: Deployment, status: DeploymentStatus): boolean {
  const before = deployment.status ?? {};
  const old = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) => replicas - updatedReplicas;
  return (
    (status.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(status) < old(before) ||
    (status.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function isTimedOut(deployment: Deployment, conditions: Conditions, nowMs: number): boolean {
  const known = findCondition(conditions, 'Progressing');
  const seconds = progressDeadlineSeconds(deployment);
  if (known === undefined || seconds === undefined || known.reason === NEW_AVAILABLE) return false;
  return known.reason === TIMED_OUT || updatedAtMs(known) + seconds * 1000 < nowMs;
}

const updatedAtMs = (condition: DeploymentCondition) => parseRfc3339(condition.lastUpdateTime ?? '') || 0;

/** ReplicaFailure of the new ReplicaSet, else of the first old one that has it. upstream: getReplicaFailures */
function failureOf(sets: ReplicaSets): DeploymentCondition | undefined {
  const { current } = sets;
  const candidates = current === undefined ? sets.old : [current, ...allOf(sets)];
  for (const replicaSet of candidates) {
    const failure = replicaFailure(replicaSet);
    if (failure) return { ...failure, lastUpdateTime: failure.lastTransitionTime };
  }
  return undefined;
}
