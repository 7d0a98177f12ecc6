// A host port binds a pod to nodes where it is free: one pod a node, and past every NetworkPolicy.

import { containersOf } from '../containers';
import { defineRule } from '../rule';

export const hostPort = defineRule({
  id: 'host-port',
  title: 'no container takes a port of its node',
  severity: 'note',
  profile: 'strict',
  others: { polaris: ['hostPortSet'] },
  remedy: 'Use a Service instead of `hostPort`.',
  reads: 'manifests',
  yieldsTo: ['pods-scheduled'],
  *check({ manifests }) {
    for (const pod of manifests.pods) {
      if (pod.spec.hostNetwork) continue; // there every port is the node's, and told as that
      for (const { container, path } of containersOf(pod)) {
        for (const [index, { hostPort: port, protocol = 'TCP' }] of (container.ports ?? []).entries()) {
          if (!port) continue;
          yield {
            object: pod.reference,
            path: [...path, 'ports', index, 'hostPort'],
            message: `container "${container.name}" takes ${protocol} port ${port} of its node: one such pod fits on a node`,
          };
        }
      }
    }
  },
});
