// In the node's process namespace a container sees, signals and reads the memory of every process of the node.

import { perPod } from '../faults';
import { defineRule } from '../rule';

export const hostPid = defineRule({
  id: 'host-pid',
  title: 'no pod shares the processes of its node',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['host-pid'], polaris: ['hostPIDSet'] },
  remedy: 'Remove hostPID; containers of one pod see one another with shareProcessNamespace.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, ({ spec }) =>
      spec.hostPID ? { at: ['hostPID'], says: 'its pods see and can signal every process of their node' } : undefined,
    ),
});
