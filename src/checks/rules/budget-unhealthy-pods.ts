// By default a pod that is not ready may only be evicted while the budget is met: one that crashes blocks a drain.

import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const budgetUnhealthyPods = defineRule({
  id: 'budget-unhealthy-pods',
  title: 'every PodDisruptionBudget lets pods that are not ready be evicted',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['pdb-unhealthy-pod-eviction-policy'] },
  remedy: 'Set `unhealthyPodEvictionPolicy: AlwaysAllow`.',
  reads: 'started',
  yieldsTo: ['budget-allows-disruption', 'budget-selects-pods'],
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'PodDisruptionBudget')) {
      const { unhealthyPodEvictionPolicy: policy = 'IfHealthyBudget' } = object.spec ?? {};
      if (policy === 'AlwaysAllow') continue;
      const message = `its policy is ${policy}: pods that crash keep a node from being drained while the budget is not met`;
      yield { object: reference, path: ['spec', 'unhealthyPodEvictionPolicy'], message };
    }
  },
});
