// Where nodes are in several zones, that is for the day on which one of them is lost.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const survivesZoneLoss = defineRule({
  id: 'survives-zone-loss',
  title: 'everything survives the loss of one zone',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Spread the pods over zones, and use volumes that more than one zone reaches.',
  reads: 'campaigns',
  check: (cx) => violationsOf('survives-zone-loss', cx),
});
