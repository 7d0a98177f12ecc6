// The scheduler places pods by what they request: who requests no memory is placed where none is left, and is the first
// to be evicted.

import { perContainer } from '../faults';
import { amountsOf, podAmounts } from '../resources';
import { defineRule } from '../rule';

export const memoryRequest = defineRule({
  id: 'memory-request',
  title: 'every container that stays requests memory',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['container-resources'], polaris: ['memoryRequestsMissing'] },
  remedy: 'Set resources.requests.memory to what the container uses at its usual load.',
  reads: 'manifests',
  yieldsTo: ['memory-limit'],
  check: (cx) =>
    perContainer(cx, (container) => {
      if (container.role === 'init' || podAmounts(container.pod, 'memory').request) return undefined;
      if (amountsOf(cx, container, 'memory').request) return undefined;
      return { at: ['resources', 'requests', 'memory'], says: 'requests no memory' };
    }),
});
