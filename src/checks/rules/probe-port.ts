// A probe of a port number on which nobody in the pod is known to listen.

import { declaredPorts, portsOf, portsText } from '../listening';
import { askedPorts } from '../probes';
import { defineRule } from '../rule';

export const probePort = defineRule({
  id: 'probe-port',
  title: 'a port number that a probe asks is one that the pod declares',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['liveness-port', 'readiness-port', 'startup-port'] },
  remedy: 'Correct the number, or declare the port on the container that listens there.',
  reads: 'manifests',
  *check({ manifests, options }) {
    for (const pod of manifests.pods) {
      const open = portsOf(pod.spec, options.programs ?? []);
      for (const { container, port, who, path } of askedPorts(pod)) {
        const number = Number(port);
        if (!Number.isInteger(number) || open.length === 0 || open.includes(`TCP/${number}`)) continue;
        yield {
          object: pod.reference,
          path,
          message:
            `${who} of container "${container.name}" ${who.endsWith('s') ? 'ask' : 'asks'} port ${port}, on which no ` +
            `container of the pod says that it listens: declared are ${portsText(declaredPorts(pod.spec))}`,
        };
      }
    }
  },
});
