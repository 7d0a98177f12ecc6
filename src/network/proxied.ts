// A connection at a node's proxy: the rule it hits, the endpoint it is given, the address it goes on with.

import { inNetwork } from './address';
import { chooseEndpoint, noteLength } from './endpoint-choice';
import type { HopOf } from './hops';
import { arrive, type Connection, ended, enter, type Journey } from './journey';
import { type Network, nodesOf } from './network-state';
import type { NodeFacts } from './node-facts';
import { decide, type Origin } from './proxy';
import { destinationKey, nodePortKey, type ProxyRule } from './proxy-rules';
import type { ServiceView } from './service-view';

export const LOOPBACK = '127.0.0.1';

/** The rule on this node for the packet's destination, node ports on the node's own addresses included. */
export function ruleAt({ network, packet }: Journey, node: NodeFacts): ProxyRule | undefined {
  const { protocol, address, port, client } = packet;
  const { rules } = network.state;
  const rule = rules.get(destinationKey(protocol, address, port));
  if (rule) return rule;
  const listens = listensForNodePorts(network, address, node, client.kind === 'node');
  return listens ? rules.get(nodePortKey(protocol, port)) : undefined;
}

/** --nodeport-addresses, or the mode's own. iptables: all local ones; ipvs: all but loopback; nftables: the primary. */
function listensForNodePorts({ options }: Network, address: string, node: NodeFacts, onNode: boolean): boolean {
  const { nodePortAddresses } = options;
  if (nodePortAddresses.length > 0) {
    if (address === LOOPBACK ? !onNode || options.proxyMode !== 'iptables' : !node.addresses.includes(address))
      return false;
    return nodePortAddresses.some((network) => inNetwork(address, network));
  }
  if (address === LOOPBACK) return options.proxyMode === 'iptables' && onNode;
  if (options.proxyMode === 'nftables') return node.address === address;
  return node.addresses.includes(address);
}

/** Goes through a rule on a node. `clientIp` is the source that the node sees. */
export function throughProxy(
  journey: Journey,
  node: NodeFacts,
  rule: ProxyRule,
  clientIp: string,
  origin: Origin,
): Connection {
  const { network, packet, hops } = journey;
  const { state, random, reader, options } = network;
  const view = state.views.get(rule.service) as ServiceView;
  const { policy, verdict, why, endpoints, masquerade: hides } = decide(rule, view, node, origin, clientIp, options);
  const hop = (fields: Partial<HopOf<'proxy'>>): HopOf<'proxy'> => ({
    kind: 'proxy',
    node: node.name,
    rule: rule.kind,
    service: rule.service,
    port: rule.port.name ?? String(rule.port.port),
    policy,
    verdict,
    why,
    candidates: endpoints.length,
    choice: undefined,
    endpoint: undefined,
    masquerade: undefined,
    ...fields,
  });
  if (verdict !== 'forward') {
    hops.push(hop({}));
    return ended(journey, verdict === 'reject' ? 'refused' : 'timeout');
  }
  const chooser = { memory: state, random, nowMs: reader.nowMs, options };
  const { endpoint, how } = chooseEndpoint(chooser, node.name, rule, view.service, endpoints, clientIp, packet.address);
  const onNode = endpoint.node === node.name;
  let masquerade: string | undefined;
  // A pod that is given itself would answer itself past the node; the node steps in between.
  if (endpoint.address === packet.client.address) masquerade = node.bridge;
  else if (hides) masquerade = onNode && origin === 'own-node' ? node.bridge : node.address;
  hops.push(hop({ choice: how, endpoint: endpoint.text, masquerade }));
  const target = endpoint.node === undefined || onNode ? undefined : nodesOf(network).byName.get(endpoint.node);
  if (target && !enter(journey, target, 'endpoint')) return ended(journey, 'timeout');
  const connection = arrive(journey, endpoint.address, endpoint.port, masquerade ?? clientIp);
  noteLength(chooser, node.name, rule, endpoint, connection.answer?.delayMs ?? 0);
  return connection;
}
