// In the node's IPC namespace a container reads the shared memory of the node's processes.

import { perPod } from '../faults';
import { defineRule } from '../rule';

export const hostIpc = defineRule({
  id: 'host-ipc',
  title: 'no pod shares the memory segments of its node',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['host-ipc'], polaris: ['hostIPCSet'] },
  remedy: 'Remove hostIPC; containers of one pod share memory through an emptyDir of medium Memory.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, ({ spec }) =>
      spec.hostIPC ? { at: ['hostIPC'], says: 'its pods read the shared memory of their node' } : undefined,
    ),
});
