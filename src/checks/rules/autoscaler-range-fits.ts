// An autoscaler reaches the ends of its range on bad days, when nothing else should go wrong.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const autoscalerRangeFits = defineRule({
  id: 'autoscaler-range-fits',
  title: 'both ends of each autoscaler fit quota, nodes and budget',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Choose a range that quota, nodes and budget allow.',
  reads: 'campaigns',
  check: (cx) => violationsOf('autoscaler-range-fits', cx),
});
