// A budget that allows no eviction stops every upgrade of the nodes.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const drainFinishes = defineRule({
  id: 'drain-finishes',
  title: 'a drain of any node comes to its end',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['pdb-max-unavailable', 'pdb-min-available'], polaris: ['pdbDisruptionsIsZero'] },
  remedy: 'Let each budget allow one disruption.',
  reads: 'campaigns',
  yieldsTo: ['budgets-overlap', 'budget-states-policy'],
  check: (cx) => violationsOf('drain-finishes', cx),
});
