// An autoscaler whose minimum is its maximum never scales.

import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const autoscalerRange = defineRule({
  id: 'autoscaler-range',
  title: 'the maximum of every autoscaler is above its minimum',
  severity: 'warning',
  profile: 'recommended',
  others: { polaris: ['hpaMaxAvailability'] },
  remedy: 'Raise `maxReplicas`, or write the number into the workload and take the autoscaler away.',
  reads: 'started',
  yieldsTo: ['autoscaler-target'],
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'HorizontalPodAutoscaler')) {
      const { minReplicas = 1, maxReplicas } = object.spec;
      if (maxReplicas > minReplicas) continue;
      const message = `minReplicas and maxReplicas are both ${maxReplicas}: it never scales`;
      yield { object: reference, path: ['spec', 'maxReplicas'], message };
    }
  },
});
