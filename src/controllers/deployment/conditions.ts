// A Deployment's conditions: a new status or reason moves its condition to the end of the list, an equal one changes
// nothing. upstream: pkg/controller/deployment/util SetDeploymentCondition

import type { DeploymentCondition } from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';

export type Conditions = readonly DeploymentCondition[];
export type ConditionType = 'Available' | 'Progressing' | 'ReplicaFailure';

export const TIMED_OUT = 'ProgressDeadlineExceeded';
export const NEW_AVAILABLE = 'NewReplicaSetAvailable';
export const PAUSED = 'DeploymentPaused';

export function findCondition(
  conditions: Conditions | undefined,
  type: ConditionType,
): DeploymentCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function makeCondition(
  nowMs: number,
  type: ConditionType,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
): DeploymentCondition {
  const time = rfc3339(nowMs);
  return { lastTransitionTime: time, lastUpdateTime: time, message, reason, status, type };
}

/** The list with this condition; the same list when one of equal status and reason is in it. */
export function setCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
  const known = conditions.find(({ type }) => type === condition.type);
  if (known?.status !== condition.status) return [...without(conditions, condition.type), condition];
  if (known.reason === condition.reason) return conditions;
  return [...without(conditions, condition.type), transitionedAt(condition, known.lastTransitionTime)];
}

/** Written out, so that all conditions are of one shape. */
export function transitionedAt(
  { lastUpdateTime, message, reason, status, type }: DeploymentCondition,
  lastTransitionTime: DeploymentCondition['lastTransitionTime'],
): DeploymentCondition {
  return { lastTransitionTime, lastUpdateTime, message, reason, status, type } as DeploymentCondition;
}

export function removeCondition(conditions: Conditions, type: ConditionType): Conditions {
  return conditions.some((condition) => condition.type === type) ? without(conditions, type) : conditions;
}

const without = (conditions: Conditions, type: string) => conditions.filter((condition) => condition.type !== type);
