// A rollout whose new pods find no place never ends: the old version stays, and so does every change after it.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const rolloutFinishes = defineRule({
  id: 'rollout-finishes',
  title: 'every rollout comes to its end',
  severity: 'error',
  profile: 'essential',
  remedy: 'Leave room for the pods that a rollout makes, or let it take an old one away first.',
  reads: 'campaigns',
  check: (cx) => violationsOf('rollout-finishes', cx),
});
