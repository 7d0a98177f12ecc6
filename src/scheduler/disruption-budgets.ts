// Which pods could not go without breaking a PodDisruptionBudget. Preemption prefers others but goes ahead all the
// same.
// upstream: pkg/scheduler/framework/plugins/defaultpreemption filterPodsWithPDBViolation

import type { PodDisruptionBudget } from '../kinds/generated/types.gen';
import { compileSelector } from '../kinds/labels';
import type { PodInfo } from './node-info';

export interface ByBudget {
  readonly violating: readonly PodInfo[];
  readonly others: readonly PodInfo[];
}

/** Walks the pods in order; each takes one disruption from every budget that covers it. */
export function splitByBudgets(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]): ByBudget {
  const left = budgets.map((budget) => budget.status?.disruptionsAllowed ?? 0);
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const info of pods) {
    let violates = false;
    budgets.forEach((budget, index) => {
      if (!covers(budget, info)) return;
      left[index] = (left[index] as number) - 1;
      if ((left[index] as number) < 0) violates = true;
    });
    (violates ? violating : others).push(info);
  }
  return { violating, others };
}

/** An empty selector covers nothing here, nor is a pod covered whose disruption the API server has counted already. */
function covers({ metadata, spec, status }: PodDisruptionBudget, { pod }: PodInfo): boolean {
  const { namespace, labels, name } = pod.metadata;
  if (metadata.namespace !== namespace || !labels || Object.keys(labels).length === 0) return false;
  const selector = spec?.selector;
  if (!selector) return false;
  const size = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0);
  if (size === 0 || !compileSelector(selector)(labels)) return false;
  return status?.disruptedPods?.[name] === undefined;
}
