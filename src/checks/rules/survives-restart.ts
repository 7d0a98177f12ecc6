// A rollout that takes every pod away first is an outage each time that something is deployed.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const survivesRestart = defineRule({
  id: 'survives-restart',
  title: 'every Service goes on answering while its workload restarts',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['deployment-strategy'], 'kube-linter': ['no-rolling-update-strategy'] },
  remedy: 'Let a rolling update keep what is there until its replacement is ready.',
  reads: 'campaigns',
  check: (cx) => violationsOf('survives-restart', cx),
});
