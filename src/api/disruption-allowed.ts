// The condition DisruptionAllowed of a PodDisruptionBudget: its controller writes it, and the eviction API when it
// takes the last disruption. upstream: component-helpers/apps/poddisruptionbudget

import type { Condition, PodDisruptionBudgetStatus } from '../kinds/generated/types.gen';
import { rfc3339 } from '../sim/time';

const TYPE = 'DisruptionAllowed';

/** The condition, if the budget has one. */
export function disruptionAllowed(status: PodDisruptionBudgetStatus | undefined): Condition | undefined {
  return status?.conditions?.find(({ type }) => type === TYPE);
}

/** The status with the condition that its number of allowed disruptions asks for. */
export function withDisruptionAllowed(status: PodDisruptionBudgetStatus, nowMs: number): PodDisruptionBudgetStatus {
  const allowed = (status.disruptionsAllowed ?? 0) > 0;
  const reason = allowed ? 'SufficientPods' : 'InsufficientPods';
  return withCondition(status, { status: allowed ? 'True' : 'False', reason, message: '' }, nowMs);
}

/** The status of a budget whose count failed: nothing may be evicted. */
export function withSyncFailed(
  status: PodDisruptionBudgetStatus,
  message: string,
  nowMs: number,
): PodDisruptionBudgetStatus {
  return withCondition({ ...status, disruptionsAllowed: 0 }, { status: 'False', reason: 'SyncFailed', message }, nowMs);
}

/** upstream: apimachinery/pkg/api/meta SetStatusCondition: the time moves with the condition's status only. */
function withCondition(
  status: PodDisruptionBudgetStatus,
  wanted: Pick<Condition, 'status' | 'reason' | 'message'>,
  nowMs: number,
): PodDisruptionBudgetStatus {
  const { conditions = [], observedGeneration } = status;
  const known = disruptionAllowed(status);
  const lastTransitionTime = known?.status === wanted.status ? known.lastTransitionTime : rfc3339(nowMs);
  const condition: Condition = {
    lastTransitionTime,
    ...wanted,
    ...(observedGeneration ? { observedGeneration } : {}),
    type: TYPE,
  };
  const others = known ? conditions.map((each) => (each === known ? condition : each)) : [...conditions, condition];
  return { ...status, conditions: others };
}
