// A process that ends before the proxies know is sent requests that nobody answers.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const rolloutLosesRequests = defineRule({
  id: 'rollout-loses-requests',
  title: 'a rollout costs no request',
  severity: 'warning',
  profile: 'strict',
  remedy: 'Let a preStop hook sleep longer than proxies and load balancers need to follow, within the grace period.',
  reads: 'campaigns',
  check: (cx) => violationsOf('rollout-loses-requests', cx),
});
