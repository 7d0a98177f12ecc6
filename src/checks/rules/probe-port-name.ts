// A probe of a port by a name that the container does not have can never be made.

import { nearest } from '../../kinds/nearest';
import { portsText } from '../listening';
import { askedPorts } from '../probes';
import { defineRule } from '../rule';

export const probePortName = defineRule({
  id: 'probe-port-name',
  title: 'a port that a probe names is one that its container declares',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['liveness-port', 'readiness-port', 'startup-port'] },
  remedy: 'Use the name that the container gives the port, or its number.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const pod of manifests.pods) {
      for (const { container, port, who, path } of askedPorts(pod)) {
        const ports = container.ports ?? [];
        if (typeof port !== 'string' || /^\d+$/.test(port) || ports.some(({ name }) => name === port)) continue;
        const close = nearest(
          port,
          ports.flatMap(({ name }) => name ?? []),
        );
        yield {
          object: pod.reference,
          path,
          message:
            `${who} of container "${container.name}" ${who.endsWith('s') ? 'ask' : 'asks'} port "${port}", which it ` +
            `does not declare${close ? ` (there is ${close})` : ''}: it declares ${portsText(ports)}`,
          promised: `container "${container.name}" is found ready and alive`,
          happened: `the kubelet cannot make the probe: strconv.Atoi: parsing "${port}": invalid syntax`,
        };
      }
    }
  },
});
