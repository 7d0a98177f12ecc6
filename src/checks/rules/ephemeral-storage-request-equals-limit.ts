// Disk above the request is disk that the node may not have when it is needed.

import { defineRule } from '../rule';
import { unequalAmounts } from '../unequal-amounts';

export const ephemeralStorageRequestEqualsLimit = defineRule({
  id: 'ephemeral-storage-request-equals-limit',
  title: 'ephemeral storage requests equal their limits',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-ephemeral-storage-request-equals-limit'] },
  remedy: 'Set the request to the amount of the limit, or leave it out.',
  reads: 'manifests',
  check: (cx) => unequalAmounts(cx, 'ephemeral-storage'),
});
