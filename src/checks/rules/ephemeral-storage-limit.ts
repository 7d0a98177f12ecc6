// Logs and files of a container fill the disk of its node, and then everybody's pods are evicted.

import { perContainer } from '../faults';
import { amountsOf } from '../resources';
import { defineRule } from '../rule';

export const ephemeralStorageLimit = defineRule({
  id: 'ephemeral-storage-limit',
  title: 'every container bounds what it writes to the disk of its node',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-ephemeral-storage-request-and-limit'] },
  remedy: 'Set resources.limits.ephemeral-storage; it counts as the request too.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) => {
      if (amountsOf(cx, container, 'ephemeral-storage').limit) return undefined;
      return { at: ['resources', 'limits', 'ephemeral-storage'], says: 'may fill the disk of its node' };
    }),
});
