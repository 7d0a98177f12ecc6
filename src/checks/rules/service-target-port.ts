// A Service that leads to a port number on which nobody is known to listen.

import { compileLabels } from '../../kinds/labels';
import { referenceText } from '../finding';
import { declaredPorts, portsOf, portsText } from '../listening';
import { defineRule } from '../rule';
import { selectedPods } from '../selected-pods';
import { storedOf } from '../stored';

export const serviceTargetPort = defineRule({
  id: 'service-target-port',
  title: 'a port number that a Service leads to is one that its pods declare',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Correct `targetPort`, or declare the port on the container that listens there.',
  reads: 'started',
  *check(cx) {
    const programs = cx.options.programs ?? [];
    for (const { reference, object } of storedOf(cx, 'Service')) {
      const { selector, ports = [] } = object.spec ?? {};
      if (!selector || Object.keys(selector).length === 0) continue;
      const { specs, origins } = selectedPods(cx, reference.namespace, compileLabels(selector));
      if (specs.length === 0) continue;
      const open = new Set(specs.flatMap((spec) => portsOf(spec, programs)));
      for (const [index, { port, targetPort = port, protocol = 'TCP' }] of ports.entries()) {
        if (typeof targetPort === 'string' || open.size === 0 || open.has(`${protocol}/${targetPort}`)) continue;
        const way = targetPort === port ? `port ${port}` : `port ${port} leads to port ${targetPort}, which`;
        const verb = targetPort === port ? 'is one that no container' : 'no container';
        yield {
          object: reference,
          path: ['spec', 'ports', index, object.spec?.ports?.[index]?.targetPort === undefined ? 'port' : 'targetPort'],
          message:
            `${way} ${verb} of ${origins.map(referenceText).join(', ')} declares: ` +
            `they declare ${portsText(specs.flatMap(declaredPorts))}`,
        };
      }
    }
  },
});
