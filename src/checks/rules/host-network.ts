// In the node's network a pod listens on the node's addresses, and no NetworkPolicy holds for it.

import { perPod } from '../faults';
import { defineRule } from '../rule';

export const hostNetwork = defineRule({
  id: 'host-network',
  title: 'no pod shares the network of its node',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['host-network'], polaris: ['hostNetworkSet'] },
  remedy: 'Remove hostNetwork, and let a Service lead to the pods.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, ({ spec }) =>
      spec.hostNetwork
        ? { at: ['hostNetwork'], says: 'its pods are in the network of their node, where no NetworkPolicy holds' }
        : undefined,
    ),
});
