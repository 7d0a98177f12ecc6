// A leak without a limit takes the memory of the whole node, and the kernel then chooses whom to kill.

import { perContainer } from '../faults';
import { amountsOf, podAmounts } from '../resources';
import { defineRule } from '../rule';

export const memoryLimit = defineRule({
  id: 'memory-limit',
  title: 'every container has a memory limit',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['container-resources'],
    'kube-linter': ['unset-memory-requirements'],
    polaris: ['memoryLimitsMissing'],
  },
  remedy: 'Set resources.limits.memory to the most that the container may ever use.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) => {
      if (podAmounts(container.pod, 'memory').limit || amountsOf(cx, container, 'memory').limit) return undefined;
      return { at: ['resources', 'limits', 'memory'], says: 'may take all memory of its node: it has no limit' };
    }),
});
