// The status of a PodDisruptionBudget. upstream: pkg/controller/disruption updatePdbStatus

import { disruptionAllowed, withDisruptionAllowed } from '../../api/disruption-allowed';
import { equalData } from '../../kinds/equal-data';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../kinds/generated/types.gen';

export interface BudgetCounts {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  readonly currentHealthy: number;
  readonly disruptedPods: Readonly<Record<string, string>>;
}

/**
 * The status to write, or undefined when the budget's own says the same. A budget that counts on no pods allows
 * nothing, so that its first pods find it closed.
 */
export function budgetStatus(
  budget: PodDisruptionBudget,
  counts: BudgetCounts,
  nowMs: number,
): PodDisruptionBudgetStatus | undefined {
  const { currentHealthy, desiredHealthy, expectedPods, disruptedPods } = counts;
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const { generation } = budget.metadata;
  const { conditions, ...before } = budget.status ?? {};
  const next: PodDisruptionBudgetStatus = {
    currentHealthy,
    desiredHealthy,
    ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
    disruptionsAllowed,
    expectedPods,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
  };
  if (equalData(before, next) && saysSo(budget.status)) return undefined;
  return withDisruptionAllowed({ ...(conditions ? { conditions } : {}), ...next }, nowMs);
}

/** Whether the condition is the one that the number of allowed disruptions asks for. */
function saysSo(status: PodDisruptionBudgetStatus | undefined): boolean {
  const allowed = (status?.disruptionsAllowed ?? 0) > 0;
  const condition = disruptionAllowed(status);
  return condition?.reason === (allowed ? 'SufficientPods' : 'InsufficientPods');
}
