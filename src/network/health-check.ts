// The health check that kube-proxy serves on every node for a load balanced Service with external traffic policy
// Local: it tells the balancer which nodes have a pod to offer.
// upstream: pkg/proxy/healthcheck service_health.go

import type { Answered, Packet } from './journey';
import type { Network } from './network-state';
import type { NodeFacts } from './node-facts';
import { healthCheckKey, type ProxyRule } from './proxy-rules';
import { endpointsOf, type ServiceView } from './service-view';

/** Addresses of ready endpoints on the node, over all ports of the Service. */
export function localEndpoints(view: ServiceView, node: NodeFacts): number {
  const addresses = new Set<string>();
  for (const port of view.service.spec?.ports ?? []) {
    for (const endpoint of endpointsOf(view, port)) {
      if (endpoint.node === node.name && endpoint.ready) addresses.add(endpoint.address);
    }
  }
  return addresses.size;
}

/** What a health check port of this node answers; undefined when the packet is for none. */
export function healthCheckAnswer(network: Network, node: NodeFacts, packet: Packet): Answered | undefined {
  if (packet.protocol !== 'TCP') return undefined;
  const rule: ProxyRule | undefined = network.state.rules.get(healthCheckKey(packet.port));
  const view = rule && network.state.views.get(rule.service);
  if (!view) return undefined;
  const count = localEndpoints(view, node);
  const { name, namespace } = view.service.metadata;
  const body = [
    '{',
    '\t"service": {',
    `\t\t"namespace": "${namespace}",`,
    `\t\t"name": "${name}"`,
    '\t},',
    `\t"localEndpoints": ${count},`,
    '\t"serviceProxyHealthy": true',
    '}',
  ].join('\n');
  const status = count > 0 ? 200 : 503;
  return { outcome: 'answered', status, delayMs: 0, body, pod: '', container: 'kube-proxy', instance: '' };
}
