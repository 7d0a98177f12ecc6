// The actors of the network, as the cluster adds them to its control plane.

import type { Actor } from '../api/actor';
import { gatewayController } from './gateway-controller';
import { ingressController } from './ingress-controller';
import { kubeProxy } from './kube-proxy';
import { serviceController } from './load-balancer';
import type { NetworkOptions } from './options';

// biome-ignore lint/suspicious/noExplicitAny: actors of different private state share one table
export function networkActors(options: NetworkOptions): readonly Actor<any>[] {
  const { loadBalancer, ingress, gateway } = options;
  return [
    kubeProxy(options),
    ...(loadBalancer ? [serviceController(loadBalancer)] : []),
    ...(ingress ? [ingressController(ingress)] : []),
    ...(gateway ? [gatewayController(gateway)] : []),
  ];
}
