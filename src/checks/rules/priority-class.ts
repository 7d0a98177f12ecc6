// Pods without a priority class are of priority 0: the first to make room.

import { defineRule } from '../rule';

export const priorityClass = defineRule({
  id: 'priority-class',
  title: 'every pod names a priority class',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['priority-class-name'], polaris: ['priorityClassNotSet'] },
  remedy: 'Name a PriorityClass, or make one the default with `globalDefault`.',
  reads: 'started',
  *check({ manifests, started: { cluster } }) {
    if (cluster.list('PriorityClass').some(({ globalDefault }) => globalDefault)) return;
    for (const { reference, spec, path } of manifests.pods) {
      if (spec.priorityClassName) continue;
      const message = 'its pods have priority 0: any pod of a higher class may take their place';
      yield { object: reference, path, message };
    }
  },
});
