// NetworkPolicies on a packet's way: the client's own may keep it in, those of the pod that it is for may keep it out.
// What is kept is dropped without a word, as plugins do it.

import type { Pod } from '../kinds/generated/types.gen';
import type { HopOf } from './hops';
import type { Client } from './journey';
import { type PolicyVerdict, partyOf, policyVerdict } from './network-policy';
import { hasPolicies, type Network, nodesOf } from './network-state';
import type { Protocol } from './proxy-rules';

export interface Arrival {
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** The source that is seen there. */
  readonly sourceIp: string;
}

/** The cluster's DNS, which is not simulated as pods: the labels are kubeadm's. */
const DNS = { namespace: 'kube-system', name: 'coredns', labels: { 'k8s-app': 'kube-dns' } };
const DNS_PORT = 53;

/** The verdicts on a packet that arrives, one for each direction that a policy closes; the last may be a refusal. */
export function policyHops(network: Network, client: Client, arrival: Arrival): readonly HopOf<'policy'>[] {
  if (!hasPolicies(network)) return [];
  const target = podAt(network, arrival.address);
  if (target && client.pod?.metadata.uid === target.metadata.uid) return [];
  const port = { port: arrival.port, protocol: arrival.protocol, pod: target };
  const hops: HopOf<'policy'>[] = [];
  if (client.kind === 'pod' && client.pod) {
    const to = { party: target && partyOf(target), address: arrival.address };
    const verdict = policyVerdict(network.reader, 'egress', partyOf(client.pod), to, port);
    if (verdict) hops.push(hopOf(verdict, arrival));
    if (verdict?.allowed === false) return hops;
  }
  if (!target || isFromOwnNode(network, client, target, arrival.sourceIp)) return hops;
  const isItself = client.kind === 'pod' && arrival.sourceIp === client.address;
  const from = { party: isItself && client.pod ? partyOf(client.pod) : undefined, address: arrival.sourceIp };
  const verdict = policyVerdict(network.reader, 'ingress', partyOf(target), from, port);
  return verdict ? [...hops, hopOf(verdict, arrival)] : hops;
}

/** The refusal of a pod's question to the cluster's DNS; undefined when it may ask. */
export function dnsRefusal(network: Network, client: Client, server: string): HopOf<'policy'> | undefined {
  if (client.kind !== 'pod' || !client.pod || !hasPolicies(network)) return undefined;
  const to = { party: DNS, address: server };
  const verdict = policyVerdict(network.reader, 'egress', partyOf(client.pod), to, {
    port: DNS_PORT,
    protocol: 'UDP',
    pod: undefined,
  });
  if (verdict?.allowed !== false) return undefined;
  return hopOf(verdict, { address: server, port: DNS_PORT, protocol: 'UDP', sourceIp: client.address });
}

/** Pods in a node's network are the node's processes to policies, and ended pods have no address any more. */
function podAt({ reader }: Network, address: string): Pod | undefined {
  return reader
    .by('Pod', 'ip', address)
    .find(({ spec, status }) => !spec.hostNetwork && status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
}

/** A node reaches its own pods whatever the policies say: its kubelet probes them. */
function isFromOwnNode(network: Network, client: Client, target: Pod, sourceIp: string): boolean {
  const node = nodesOf(network).byName.get(target.spec.nodeName ?? '');
  if (!node) return false;
  if (client.kind === 'node' && client.node?.name === node.name) return true;
  return sourceIp === node.bridge || node.addresses.includes(sourceIp);
}

function hopOf({ direction, subject, allowed, policies }: PolicyVerdict, { address, port, protocol }: Arrival) {
  return { kind: 'policy', direction, subject, allowed, policies, address, port, protocol } as const;
}
