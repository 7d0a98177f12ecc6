// Memory above the request is memory that the node may not have when it is needed.

import { defineRule } from '../rule';
import { unequalAmounts } from '../unequal-amounts';

export const memoryRequestEqualsLimit = defineRule({
  id: 'memory-request-equals-limit',
  title: 'memory requests equal memory limits',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-resource-requests-equal-limits', 'container-memory-requests-equal-limits'] },
  remedy: 'Set the request to the amount of the limit, or leave it out.',
  reads: 'manifests',
  check: (cx) => unequalAmounts(cx, 'memory'),
});
