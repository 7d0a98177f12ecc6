// Runtimes hide the parts of /proc through which a container reaches the kernel.

import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const procMount = defineRule({
  id: 'proc-mount',
  title: 'what runtimes hide in /proc stays hidden',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['unsafe-proc-mount'], polaris: ['procMount'] },
  remedy: 'Remove procMount; only a container that starts containers itself needs it.',
  reads: 'manifests',
  yieldsTo: ['accepted'],
  check: (cx) =>
    perContainer(cx, ({ container }) =>
      container.securityContext?.procMount === 'Unmasked'
        ? { at: ['securityContext', 'procMount'], says: 'sees all of /proc, by procMount Unmasked' }
        : undefined,
    ),
});
