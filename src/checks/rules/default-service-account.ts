// What one pod's default service account may do, every pod of the namespace may do that names none.

import { perPod } from '../faults';
import { defineRule } from '../rule';
import { accountName, mountsToken } from '../service-accounts';

export const defaultServiceAccount = defineRule({
  id: 'default-service-account',
  title: 'pods that have a token have a service account of their own',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['default-service-account'] },
  remedy: 'Give the workload a service account of its own, or no token: automountServiceAccountToken: false.',
  reads: 'manifests',
  yieldsTo: ['automounted-token'],
  check: (cx) =>
    perPod(cx, (pod) =>
      accountName(pod) === 'default' && mountsToken(cx, pod)
        ? { at: ['serviceAccountName'], says: 'its pods act as the default service account of their namespace' }
        : undefined,
    ),
});
