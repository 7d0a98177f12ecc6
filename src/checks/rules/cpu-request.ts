// The scheduler places pods by what they request: who requests no CPU is placed anywhere and starved first.

import { perContainer } from '../faults';
import { amountsOf, podAmounts } from '../resources';
import { defineRule } from '../rule';

export const cpuRequest = defineRule({
  id: 'cpu-request',
  title: 'every container that stays requests CPU',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['container-resources'],
    'kube-linter': ['unset-cpu-requirements'],
    polaris: ['cpuRequestsMissing'],
  },
  remedy: 'Set resources.requests.cpu to what the container uses on an ordinary day.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) => {
      if (container.role === 'init' || podAmounts(container.pod, 'cpu').request) return undefined;
      if (amountsOf(cx, container, 'cpu').request) return undefined;
      return { at: ['resources', 'requests', 'cpu'], says: 'requests no CPU' };
    }),
});
