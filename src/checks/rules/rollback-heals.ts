// A StatefulSet that replaces its pods in order waits for the pod of the bad image, which never becomes ready.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const rollbackHeals = defineRule({
  id: 'rollback-heals',
  title: 'putting the good image back heals every workload',
  severity: 'note',
  profile: 'strict',
  remedy: 'Know which workloads need a hand after a bad version.',
  reads: 'campaigns',
  check: (cx) => violationsOf('rollback-heals', cx),
});
