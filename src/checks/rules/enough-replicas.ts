// A Service with one pod behind it answers nobody while that pod is replaced.

import { hasLabels } from '../../kinds/labels';
import { autoscalerOf } from '../budgets';
import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const enoughReplicas = defineRule({
  id: 'enough-replicas',
  title: 'a Deployment behind a Service has at least two replicas',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['deployment-replicas'],
    'kube-linter': ['minimum-three-replicas'],
    polaris: ['deploymentMissingReplicas'],
  },
  remedy: 'Run at least two pods; a program that keeps data needs a way of its own to share it between them.',
  reads: 'started',
  yieldsTo: ['survives-pod-deletion', 'survives-node-loss'],
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'Deployment')) {
      // Where there is an autoscaler, its minimum is the number to speak of.
      if ((object.spec.replicas ?? 1) !== 1 || autoscalerOf(cx, reference)) continue;
      const labels = object.spec.template.metadata?.labels;
      const services = cx.started.cluster.list('Service', reference.namespace).filter(({ spec }) => {
        const { selector = {} } = spec ?? {};
        return Object.keys(selector).length > 0 && hasLabels(labels, selector);
      });
      if (services.length === 0) continue;
      const names = services.map(({ metadata }) => metadata.name).join(', ');
      yield {
        object: reference,
        path: ['spec', 'replicas'],
        message: `one pod is all there is behind Service ${names}: when its node is lost or drained, nobody answers`,
      };
    }
  },
});
