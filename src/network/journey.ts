// A connection under way: who opens it, to what, which stations it has met, and its last steps at a pod or a process.

import type { ProgramAnswer } from '../api/programs';
import type { Pod } from '../kinds/generated/types.gen';
import type { Hop } from './hops';
import type { Network } from './network-state';
import type { NodeFacts } from './node-facts';
import { policyHops } from './policy-gate';
import type { Protocol } from './proxy-rules';

export interface Client {
  readonly kind: 'pod' | 'node' | 'outside';
  /** `ns/name` of a pod, the name of a node, '' outside. */
  readonly name: string;
  readonly address: string;
  /** The node it is on; undefined outside. */
  readonly node: NodeFacts | undefined;
  readonly pod: Pod | undefined;
}

export interface Packet {
  readonly client: Client;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** As the client named it: the Host header. */
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** By lower-case name, without Host. */
  readonly headers: Readonly<Record<string, string>>;
}

export type Answered = Extract<ProgramAnswer, { readonly outcome: 'answered' }>;

export interface Connection {
  readonly outcome: 'answered' | 'refused' | 'timeout';
  readonly hops: readonly Hop[];
  readonly answer: Answered | undefined;
  /** The address that the pod saw. */
  readonly sourceIp: string | undefined;
}

export interface Journey {
  readonly network: Network;
  readonly packet: Packet;
  readonly hops: Hop[];
}

export function ended({ hops }: Journey, outcome: 'refused' | 'timeout', sourceIp?: string): Connection {
  return { outcome, hops, answer: undefined, sourceIp };
}

/** Ends at an address where nothing takes the packet. */
export function lost(journey: Journey, why: string, outcome: 'refused' | 'timeout'): Connection {
  const { address, port } = journey.packet;
  journey.hops.push({ kind: 'nowhere', address, port, why });
  return ended(journey, outcome);
}

/** Notes a node on the way; false when it is down, or cut off from the node before. */
export function enter({ network, hops }: Journey, node: NodeFacts, role: 'client' | 'entry' | 'endpoint'): boolean {
  const up = network.programs.isNodeUp(node.name);
  const before = hops.findLast((hop) => hop.kind === 'node')?.node;
  const isCut = before !== undefined && network.programs.reaches?.(before, node.name) === false;
  hops.push({ kind: 'node', node: node.name, role, up, ...(isCut ? { cutFrom: before } : {}) });
  return up && !isCut;
}

/** Arrives at an address: the pod or process that has it answers, refuses, or is not there. */
export function arrive(journey: Journey, address: string, port: number, sourceIp: string): Connection {
  const { network, packet, hops } = journey;
  const { protocol, path, method } = packet;
  const policies = policyHops(network, packet.client, { address, port, protocol, sourceIp });
  hops.push(...policies);
  if (policies.at(-1)?.allowed === false) return ended(journey, 'timeout');
  const answer = network.programs.answer({ podIp: address, port, protocol, path, method, sourceIp });
  hops.push({
    kind: 'pod',
    pod: answer.outcome === 'unreachable' ? undefined : answer.pod,
    container: answer.outcome === 'answered' ? answer.container : undefined,
    address,
    port,
    sourceIp,
    outcome: answer.outcome,
    status: answer.outcome === 'answered' ? answer.status : undefined,
  });
  if (answer.outcome === 'answered') return { outcome: 'answered', hops, answer, sourceIp };
  return ended(journey, answer.outcome === 'refused' ? 'refused' : 'timeout', sourceIp);
}

/** Arrives at a machine that is up: where nothing listens, its kernel refuses. */
export function arriveAtMachine(journey: Journey, address: string, port: number, sourceIp: string): Connection {
  const connection = arrive(journey, address, port, sourceIp);
  if (connection.outcome !== 'timeout' || journey.hops.at(-1)?.kind === 'policy') return connection;
  journey.hops.pop();
  return lost(journey, 'nothing listens there', 'refused');
}
