// Services in quotas: their number, node ports and load balancers. upstream: pkg/quota/v1/evaluator/core/services.go

import type { Service } from '../generated/types.gen';
import { quantityFromValue, ZERO_QUANTITY } from '../quantity';
import { ONE } from './amounts';
import { countName, defineEvaluator } from './evaluator';

const COUNT = countName({ plural: 'services', group: '' });
const COUNTED = [COUNT, 'services', 'services.nodeports', 'services.loadbalancers'];

export const serviceQuota = defineEvaluator<Service>({
  counts: (resource) => COUNTED.includes(resource),
  usage: (service) =>
    new Map([
      [COUNT, ONE],
      ['services', ONE],
      ['services.loadbalancers', service.spec?.type === 'LoadBalancer' ? ONE : ZERO_QUANTITY],
      ['services.nodeports', quantityFromValue(nodePorts(service))],
    ]),
  // The type may change, and with it what is used.
  charges: ({ operation, subresource }) => !subresource && (operation === 'CREATE' || operation === 'UPDATE'),
  frees: (before, after) => exposure(before) !== exposure(after),
});

/** Ports that have or will get a node port. */
function nodePorts({ spec }: Service): number {
  const { type, ports = [], allocateLoadBalancerNodePorts } = spec ?? {};
  if (type === 'NodePort') return ports.length;
  if (type !== 'LoadBalancer') return 0;
  return allocateLoadBalancerNodePorts === false ? ports.filter(({ nodePort }) => nodePort).length : ports.length;
}

/** upstream: GetQuotaServiceType */
function exposure({ spec }: Service): string {
  return spec?.type === 'NodePort' || spec?.type === 'LoadBalancer' ? spec.type : '';
}
