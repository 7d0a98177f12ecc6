// A Service that leads to a port by a name that its pods do not have gets no endpoints for it.

import { compileLabels } from '../../kinds/labels';
import { nearest } from '../../kinds/nearest';
import { referenceText } from '../finding';
import { declaredPorts, portsText } from '../listening';
import { defineRule } from '../rule';
import { selectedPods } from '../selected-pods';
import { storedOf } from '../stored';

export const serviceTargetPortName = defineRule({
  id: 'service-target-port-name',
  title: 'a port that a Service names is one that its pods declare',
  severity: 'error',
  profile: 'essential',
  remedy: 'Use the name that the container gives the port, or name the port in the container.',
  reads: 'started',
  *check(cx) {
    const { cluster } = cx.started;
    for (const { reference, object } of storedOf(cx, 'Service')) {
      const { selector, ports = [] } = object.spec ?? {};
      if (!selector || Object.keys(selector).length === 0) continue;
      const { specs, origins } = selectedPods(cx, reference.namespace, compileLabels(selector));
      if (specs.length === 0) continue;
      const declared = specs.flatMap(declaredPorts);
      for (const [index, { port, targetPort, protocol = 'TCP' }] of ports.entries()) {
        if (typeof targetPort !== 'string') continue;
        const named = declared.filter(({ name }) => name === targetPort);
        if (named.some((each) => (each.protocol ?? 'TCP') === protocol)) continue;
        const close = nearest(
          targetPort,
          declared.flatMap(({ name }) => name ?? []),
        );
        const hint = named.length > 0 ? ` for ${protocol}` : close ? ` (there is ${close})` : '';
        const listing = cluster.endpoints(reference.name, reference.namespace).length > 0;
        yield {
          object: reference,
          path: ['spec', 'ports', index, 'targetPort'],
          message:
            `port ${port} leads to port "${targetPort}", which no container of ` +
            `${origins.map(referenceText).join(', ')} declares${hint}: they declare ${portsText(declared)}`,
          promised: `Service ${reference.name} answers on port ${port}`,
          happened: listing ? 'its endpoints have no such port: each connection is refused' : 'it has no endpoints',
        };
      }
    }
  },
});
