// A privileged container is the node's root: it sees every device and can load what it likes into the kernel.

import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { isPrivileged } from '../security-context';

export const privileged = defineRule({
  id: 'privileged',
  title: 'no container is privileged',
  severity: 'error',
  profile: 'essential',
  others: {
    'kube-score': ['container-security-context-privileged'],
    'kube-linter': ['privileged-container'],
    polaris: ['runAsPrivileged'],
  },
  remedy: 'Remove privileged, and add the single capability or the device that the program needs.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) =>
      isPrivileged(container) ? { at: ['securityContext', 'privileged'], says: 'is privileged' } : undefined,
    ),
});
