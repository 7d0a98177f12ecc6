// Who wants to look into a container uses `kubectl exec`, with the cluster's rights and its audit log.

import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const sshPort = defineRule({
  id: 'ssh-port',
  title: 'no container serves SSH',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['ssh-port'] },
  remedy: 'Remove the SSH server; use kubectl exec or kubectl debug.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container }) =>
      (container.ports ?? []).flatMap(({ containerPort, protocol = 'TCP' }, index) =>
        containerPort === 22 && protocol === 'TCP'
          ? [{ at: ['ports', index, 'containerPort'], says: 'serves port 22, that of SSH' }]
          : [],
      ),
    ),
});
