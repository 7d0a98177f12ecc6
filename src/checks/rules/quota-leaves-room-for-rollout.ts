// A quota that is spent by what runs refuses the pods of the next version.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const quotaLeavesRoomForRollout = defineRule({
  id: 'quota-leaves-room-for-rollout',
  title: 'the quota leaves room for a rollout',
  severity: 'error',
  profile: 'essential',
  remedy: 'Raise the quota by the pods that a rollout makes, or set maxSurge: 0.',
  reads: 'campaigns',
  check: (cx) => violationsOf('quota-leaves-room-for-rollout', cx),
});
