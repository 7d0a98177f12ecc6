// One new connection through the cluster, from the client's node to whatever answers: which nodes it passes and whose
// rules it meets there.

import { inNetwork } from './address';
import { gatewayAt, throughGateway } from './gateway';
import { healthCheckAnswer, localEndpoints } from './health-check';
import { isIngressAddress, throughIngress } from './ingress';
import { arrive, arriveAtMachine, type Connection, ended, enter, type Journey, lost, type Packet } from './journey';
import { type Network, nodesOf } from './network-state';
import type { NodeFacts } from './node-facts';
import { LOOPBACK, ruleAt, throughProxy } from './proxied';
import { balancerKey, clusterAddressKey, destinationKey, type Protocol, type ProxyRule } from './proxy-rules';
import type { ServiceView } from './service-view';

/** Opens a connection from the client to an address and asks what answers there. */
export function connect(network: Network, packet: Packet): Connection {
  const { client, address, port, protocol } = packet;
  const journey: Journey = { network, packet, hops: [] };
  if (client.node) {
    if (!enter(journey, client.node, 'client')) return ended(journey, 'timeout');
    const rule = ruleAt(journey, client.node);
    const origin = client.kind === 'pod' ? 'pod' : 'own-node';
    if (rule) return throughProxy(journey, client.node, rule, client.address, origin);
  }
  if (address === LOOPBACK) return toLoopback(journey);
  if (isIngressAddress(network, address)) return throughIngress(journey);
  const gateway = gatewayAt(network, address);
  if (gateway) return throughGateway(journey, gateway);
  const owner = nodesOf(network).byAddress.get(address);
  if (owner) return atNode(journey, owner);
  if (client.kind !== 'outside' && inNetwork(address, network.options.serviceCidr)) return toUnknownService(journey);
  const balancer = network.state.rules.get(balancerKey(protocol, address, port));
  if (balancer) return throughBalancer(journey, balancer);
  if (client.kind === 'outside') return fromOutside(journey);
  return toPod(journey, address, port);
}

/** 127.0.0.1 is the pod itself, or the node's own processes. */
function toLoopback(journey: Journey): Connection {
  const { client, port } = journey.packet;
  if (client.kind === 'outside') return lost(journey, 'nothing listens there', 'refused');
  return arriveAtMachine(journey, client.address, port, LOOPBACK);
}

/** A cluster address without a rule. */
function toUnknownService(journey: Journey): Connection {
  const { network, packet } = journey;
  const { proxyMode } = network.options;
  if (!network.state.rules.has(clusterAddressKey(packet.address))) {
    return lost(journey, 'no Service has this address', 'timeout');
  }
  return lost(journey, 'the Service has no such port', proxyMode === 'iptables' ? 'timeout' : 'refused');
}

/** Straight to a pod's address, past all Services. */
function toPod(journey: Journey, address: string, port: number): Connection {
  const { network, packet } = journey;
  const { client } = packet;
  const target = network.reader.by('Pod', 'ip', address)[0]?.spec?.nodeName;
  const node = target === undefined || target === client.node?.name ? undefined : nodesOf(network).byName.get(target);
  if (node && !enter(journey, node, 'endpoint')) return ended(journey, 'timeout');
  // A node's process that calls a pod beside it goes out by the bridge.
  const onBridge = client.kind === 'node' && target === client.node?.name;
  return arrive(journey, address, port, onBridge ? (client.node?.bridge ?? client.address) : client.address);
}

/** A packet for one of a node's own addresses: node ports, health checks, host ports, then the node's processes. */
function atNode(journey: Journey, node: NodeFacts): Connection {
  const { network, packet, hops } = journey;
  const { client, port, protocol, address } = packet;
  if (client.node?.name !== node.name) {
    if (!enter(journey, node, 'entry')) return ended(journey, 'timeout');
    const rule = ruleAt(journey, node);
    if (rule) return throughProxy(journey, node, rule, client.address, client.kind === 'pod' ? 'pod' : 'elsewhere');
  }
  const health = healthCheckAnswer(network, node, packet);
  if (health) return { outcome: 'answered', hops, answer: health, sourceIp: client.address };
  const target = hostPortTarget(network, node, port, protocol);
  if (target) return arrive(journey, target.address, target.port, client.address);
  return arriveAtMachine(journey, address, port, client.address);
}

/** The pod of the node that has this host port. */
function hostPortTarget(
  { reader }: Network,
  node: NodeFacts,
  port: number,
  protocol: Protocol,
): { readonly address: string; readonly port: number } | undefined {
  for (const { spec, status } of reader.by('Pod', 'node', node.name)) {
    const address = status?.podIP;
    if (!address || spec?.hostNetwork || status?.phase !== 'Running') continue;
    for (const container of [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]) {
      const held = container.ports?.find((one) => one.hostPort === port && (one.protocol ?? 'TCP') === protocol);
      if (held) return { address, port: held.containerPort };
    }
  }
  return undefined;
}

/** Only nodes know the cluster's addresses; from outside the routers bring external addresses to some node. */
function fromOutside(journey: Journey): Connection {
  const { network, packet, hops } = journey;
  const { client, address, port, protocol } = packet;
  const rule = network.state.rules.get(destinationKey(protocol, address, port));
  const nodes = rule?.kind === 'externalIP' ? upNodes(network) : [];
  const node = nodes[network.random.below(nodes.length, 'route', address)];
  if (!rule || !node) return lost(journey, 'not reachable from outside the cluster', 'timeout');
  hops.push({ kind: 'route', address, node: node.name });
  enter(journey, node, 'entry');
  return throughProxy(journey, node, rule, client.address, 'elsewhere');
}

const upNodes = (network: Network): readonly NodeFacts[] =>
  nodesOf(network).nodes.filter((node) => network.programs.isNodeUp(node.name));

/** A cloud's load balancer picks a node that passes its health check. */
function throughBalancer(journey: Journey, rule: ProxyRule): Connection {
  const { network, packet, hops } = journey;
  const { client, address, port, protocol } = packet;
  const view = network.state.views.get(rule.service) as ServiceView;
  const isLocal = view.service.spec?.externalTrafficPolicy === 'Local';
  const healthy = (node: NodeFacts) => node.balanced && (!isLocal || localEndpoints(view, node) > 0);
  const nodes = upNodes(network).filter(healthy);
  const node = nodes[network.random.below(nodes.length, 'load-balancer', view.key)];
  hops.push({ kind: 'load-balancer', address, service: view.key, node: node?.name });
  if (!node) return ended(journey, 'timeout');
  enter(journey, node, 'entry');
  const caught = network.state.rules.get(destinationKey(protocol, address, port));
  if (caught) return throughProxy(journey, node, caught, client.address, 'elsewhere');
  // In mode Proxy the balancer opens a connection of its own to the node port.
  return throughProxy(journey, node, { ...rule, kind: 'nodePort' }, address, 'elsewhere');
}
