// An autoscaler that may leave one pod leaves an outage when this one is replaced.

import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const autoscalerMinimum = defineRule({
  id: 'autoscaler-minimum',
  title: 'every autoscaler leaves at least two replicas',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['horizontalpodautoscaler-replicas'],
    'kube-linter': ['hpa-minimum-three-replicas'],
    polaris: ['hpaMinAvailability'],
  },
  remedy: 'Set `minReplicas` to two or more.',
  reads: 'started',
  yieldsTo: ['autoscaler-target', 'survives-pod-deletion', 'survives-node-loss'],
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'HorizontalPodAutoscaler')) {
      const { minReplicas = 1, scaleTargetRef } = object.spec;
      if (minReplicas !== 1) continue;
      const message = `in quiet hours ${scaleTargetRef.kind} ${scaleTargetRef.name} has one pod`;
      yield { object: reference, path: ['spec', 'minReplicas'], message };
    }
  },
});
