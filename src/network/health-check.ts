// The health checks that kube-proxy serves on every node: its own, which also tells whether the node stays, and that of
// each load balanced Service with external traffic policy Local, which tells whether the node has a pod to offer.
// upstream: pkg/proxy/healthcheck service_health.go, proxy_health.go

import { rfc3339 } from '../sim/time';
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

const PROXY_PORT = 10_256;

/** What a health check port of this node answers; undefined when the packet is for none. */
export function healthCheckAnswer(network: Network, node: NodeFacts, packet: Packet): Answered | undefined {
  if (packet.protocol !== 'TCP') return undefined;
  if (packet.port === PROXY_PORT) return proxyHealth(network, node, packet.path);
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
  return answer(count > 0 ? 200 : 503, body);
}

const answer = (status: number, body: string): Answered => ({
  outcome: 'answered',
  status,
  delayMs: 0,
  body,
  pod: '',
  container: 'kube-proxy',
  instance: '',
});

/** /livez is about the proxy alone, /healthz about its node too. The proxies here are never late. */
function proxyHealth({ reader }: Network, { eligible }: NodeFacts, path: string): Answered {
  const now = rfc3339(reader.nowMs);
  const isHealth = path === '/healthz';
  if (!isHealth && path !== '/livez') return answer(404, '404 page not found\n');
  const health = {
    lastUpdated: now,
    currentTime: now,
    ...(isHealth ? { nodeEligible: eligible } : {}),
    healthy: true,
    status: { IPv4: { lastUpdated: now, healthy: true } },
  };
  return answer(isHealth && !eligible ? 503 : 200, JSON.stringify(health));
}
