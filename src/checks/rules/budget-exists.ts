// Without a budget, a drain may take every pod of a workload at once.

import { budgetsFor, leastReplicas } from '../budgets';
import { defineRule } from '../rule';
import { workloadsOf } from '../workloads';

export const budgetExists = defineRule({
  id: 'budget-exists',
  title: 'every workload of several replicas has a PodDisruptionBudget',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
    polaris: ['missingPodDisruptionBudget'],
  },
  remedy: 'Add a PodDisruptionBudget with `maxUnavailable: 1` whose selector is that of the workload.',
  reads: 'started',
  *check(cx) {
    for (const { reference, labels, wanted } of workloadsOf(cx)) {
      if (!['Deployment', 'StatefulSet'].includes(reference.kind)) continue;
      const least = leastReplicas(cx, reference, wanted);
      if (least < 2 || budgetsFor(cx, reference.namespace, labels).length > 0) continue;
      yield {
        object: reference,
        path: ['spec', 'replicas'],
        message: `no PodDisruptionBudget counts the pods of ${reference.kind} ${reference.name}: drains may take all ${least} at once`,
      };
    }
  },
});
