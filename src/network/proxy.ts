// kube-proxy's decision about one new connection that hits a rule on a node: forward, reject or drop, among which
// endpoints, and with whose address.
// upstream: pkg/proxy/iptables syncProxyRules

import { inNetwork } from './address';
import type { NetworkOptions } from './options';
import type { ProxyRule } from './proxy-rules';
import type { ProxyEndpoint, ServiceView } from './service-view';
import { endpointSets, type NodePlace } from './topology';

/** Where a connection comes from, as the deciding node can tell. */
export type Origin =
  /** A pod of the cluster, on any node. */
  | 'pod'
  /** A process of the deciding node itself. */
  | 'own-node'
  /** Another node, or a machine outside. */
  | 'elsewhere';

export interface ProxyDecision {
  readonly verdict: 'forward' | 'reject' | 'drop';
  /** Traffic policy that counted. */
  readonly policy: 'Cluster' | 'Local';
  readonly endpoints: readonly ProxyEndpoint[];
  /** The endpoint sees the node's address instead of the client's. */
  readonly masquerade: boolean;
  readonly why: string;
}

const NONE: readonly ProxyEndpoint[] = Object.freeze([]);

export function decide(
  rule: ProxyRule,
  view: ServiceView,
  node: NodePlace,
  origin: Origin,
  clientIp: string,
  options: NetworkOptions,
): ProxyDecision {
  const sets = endpointSets(view, rule.port, node);
  const internal = rule.kind === 'clusterIP';
  const { internalTrafficPolicy = 'Cluster', externalTrafficPolicy = 'Cluster' } = view.service.spec ?? {};
  const stated = internal ? internalTrafficPolicy : externalTrafficPolicy;
  // Pods and the node's own processes take the short way: for them an external address is the cluster's.
  const short = !internal && (origin === 'own-node' || (origin === 'pod' && options.detectsPods));
  const policy = stated === 'Local' && !short ? 'Local' : 'Cluster';
  const refused = (verdict: 'reject' | 'drop', why: string): ProxyDecision => ({
    verdict,
    policy,
    endpoints: NONE,
    masquerade: false,
    why,
  });
  if (rule.kind === 'loadBalancerIP' && !inSourceRanges(view, clientIp)) {
    return refused('drop', `${clientIp} is not in loadBalancerSourceRanges`);
  }
  if (!sets.anywhere) return refused('reject', 'has no endpoints');
  const endpoints = policy === 'Local' ? sets.local : sets.cluster;
  if (endpoints.length === 0) return refused('drop', 'has no local endpoints');
  const masquerade = internal ? masqueradesInternal(origin, options) : masqueradesExternal(stated, origin, options);
  return { verdict: 'forward', policy, endpoints, masquerade, why: '' };
}

function masqueradesInternal(origin: Origin, { masqueradeAll, detectsPods }: NetworkOptions): boolean {
  return masqueradeAll || (detectsPods && origin !== 'pod');
}

function masqueradesExternal(stated: 'Cluster' | 'Local', origin: Origin, { masqueradeAll }: NetworkOptions): boolean {
  return masqueradeAll || stated === 'Cluster' || origin === 'own-node';
}

function inSourceRanges({ service }: ServiceView, clientIp: string): boolean {
  const ranges = service.spec?.loadBalancerSourceRanges ?? [];
  if (ranges.length === 0) return true;
  return ranges.some((range) => range.trim() === '0.0.0.0/0' || inNetwork(clientIp, range.trim()));
}
