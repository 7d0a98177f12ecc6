// The quality-of-service class that a pod's requests and limits give it.

import { argument } from '../cluster/describe/argument';
import { oneOf } from '../cluster/describe/types';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';

export const toHaveQoS = defineMatcher({
  name: 'toHaveQoS',
  summary: 'The pod is of this quality-of-service class.',
  kinds: ['Pod'],
  args: [argument('class', oneOf('Guaranteed', 'Burstable', 'BestEffort'), 'Guaranteed, Burstable or BestEffort')],
  example: {
    ts: "expect(shop.pods({ labels: 'app=frontend' })).toHaveQoS('Burstable')",
    yaml: '- expect: { pods app=frontend: { toHaveQoS: Burstable } }',
  },
  check: (_cx, pod, { class: wanted }) => {
    const actual = pod.status?.qosClass ?? 'none';
    const evidence = () =>
      pod.spec.containers.map(({ name, resources }) => `${name}: ${JSON.stringify(resources ?? {})}`);
    return verdict(actual === wanted, `have QoS class ${wanted}`, `QoS class ${actual}`, { evidence });
  },
});
