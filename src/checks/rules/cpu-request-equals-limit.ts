// Only pods whose requests equal their limits are of the class Guaranteed, and may have cores of their own.

import { defineRule } from '../rule';
import { unequalAmounts } from '../unequal-amounts';

export const cpuRequestEqualsLimit = defineRule({
  id: 'cpu-request-equals-limit',
  title: 'CPU requests equal CPU limits',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-resource-requests-equal-limits', 'container-cpu-requests-equal-limits'] },
  remedy: 'Set the request to the amount of the limit, or leave it out.',
  reads: 'manifests',
  check: (cx) => unequalAmounts(cx, 'cpu'),
});
