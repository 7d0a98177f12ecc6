// A budget that holds all pods that an autoscaler may leave: in quiet hours no node can be drained.

import { scaledValue } from '../../kinds/int-or-string';
import { autoscalerOf, budgetsFor } from '../budgets';
import { defineRule } from '../rule';
import { workloadsOf } from '../workloads';

export const budgetUnderAutoscalerMinimum = defineRule({
  id: 'budget-under-autoscaler-minimum',
  title: 'a PodDisruptionBudget asks for fewer pods than the least that an autoscaler leaves',
  severity: 'warning',
  profile: 'recommended',
  others: { polaris: ['pdbMinAvailableGreaterThanHPAMinReplicas'] },
  remedy: 'Use `maxUnavailable: 1`, or a minReplicas above `minAvailable`.',
  reads: 'started',
  yieldsTo: ['budget-allows-disruption', 'budgets-overlap'],
  *check(cx) {
    for (const { reference, labels } of workloadsOf(cx)) {
      const { namespace } = reference;
      const autoscaler = autoscalerOf(cx, reference);
      if (!autoscaler) continue;
      const least = autoscaler.spec.minReplicas ?? 1;
      for (const { metadata, spec } of budgetsFor(cx, namespace, labels)) {
        const { minAvailable } = spec ?? {};
        const object = { kind: 'PodDisruptionBudget', namespace, name: metadata.name };
        const held = scaledValue(minAvailable, least, true);
        if (minAvailable === undefined || held < least || !cx.manifests.named(object)) continue;
        yield {
          object,
          path: ['spec', 'minAvailable'],
          message:
            `minAvailable ${minAvailable} holds ${held} of the ${least} pods that HorizontalPodAutoscaler ` +
            `${autoscaler.metadata.name} leaves ${reference.kind} ${reference.name} with: none may be evicted then`,
        };
      }
    }
  },
});
