// Some want a bound on what a container takes of its node's CPU, and pay for it with throttling.

import { perContainer } from '../faults';
import { amountsOf, podAmounts } from '../resources';
import { defineRule } from '../rule';

export const cpuLimit = defineRule({
  id: 'cpu-limit',
  title: 'every container has a CPU limit',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-resources'], polaris: ['cpuLimitsMissing'] },
  remedy: 'Set resources.limits.cpu, well above the request.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) => {
      if (podAmounts(container.pod, 'cpu').limit || amountsOf(cx, container, 'cpu').limit) return undefined;
      return { at: ['resources', 'limits', 'cpu'], says: 'has no CPU limit' };
    }),
});
