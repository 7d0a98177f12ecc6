// Ports below 1024 are for root on kernels and runtimes that have not been told otherwise.

import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const privilegedPort = defineRule({
  id: 'privileged-port',
  title: 'containers listen on ports from 1024',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['privileged-ports'] },
  remedy: 'Let the program listen on a port from 1024, and let the Service lead from the well-known port to it.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container }) =>
      (container.ports ?? []).flatMap(({ containerPort }, index) =>
        containerPort > 0 && containerPort < 1024
          ? [{ at: ['ports', index, 'containerPort'], says: `listens on port ${containerPort}` }]
          : [],
      ),
    ),
});
