// A connection that a client keeps open: it stays with the process that took it, whatever has become of the Service,
// its endpoints and the policies since. It ends with that process, or when its client has given up on it.

import type { HopOf } from './hops';
import type { Client } from './journey';
import type { Network } from './network-state';
import { type Attempt, judge, type PreparedRequest } from './request';

export interface KeptConnection {
  /** What the client dialled. */
  readonly address: string;
  readonly clientAddress: string;
  readonly podIp: string;
  readonly port: number;
  readonly sourceIp: string;
  readonly instance: string;
  readonly pod: string;
  /** The nodes that it passes, the client's own left out. */
  readonly nodes: readonly HopOf<'node'>[];
}

/** The connection that a request was answered over, if it goes straight to a pod; a controller chooses each time. */
export function keepConnection(client: Client, { address, connection }: Attempt): KeptConnection | undefined {
  const { hops = [], answer } = connection ?? {};
  const end = hops.at(-1);
  if (address === undefined || !answer?.instance || end?.kind !== 'pod') return undefined;
  if (hops.some(({ kind }) => kind === 'ingress' || kind === 'gateway')) return undefined;
  const nodes: HopOf<'node'>[] = [];
  for (const hop of hops) if (hop.kind === 'node' && hop.role !== 'client') nodes.push(hop);
  return {
    address,
    clientAddress: client.address,
    podIp: end.address,
    port: end.port,
    sourceIp: end.sourceIp,
    instance: answer.instance,
    pod: answer.pod,
    nodes,
  };
}

/** Sends a request over an open connection; undefined when the other end has closed it, which the client has seen. */
export function sendOver(
  network: Network,
  kept: KeptConnection,
  { target, method, host, headers, timeoutMs }: PreparedRequest,
  client: Client,
): Attempt | undefined {
  const { programs } = network;
  if (kept.clientAddress !== client.address) return undefined;
  const { port, protocol, path } = target;
  const packet = { client, address: kept.address, port, protocol, host, method, path, headers };
  const down = kept.nodes.find(({ node }) => !programs.isNodeUp(node));
  if (down) {
    const hops = [{ ...down, up: false }];
    return judge(packet, { outcome: 'timeout', hops, answer: undefined, sourceIp: kept.sourceIp }, timeoutMs);
  }
  if (!programs.isRunning(kept.instance)) return undefined;
  const { podIp, sourceIp } = kept;
  const answer = programs.answer({ podIp, port: kept.port, protocol, path, method, sourceIp });
  if (answer.outcome !== 'answered' || answer.instance !== kept.instance) return undefined;
  return judge(packet, { outcome: 'answered', hops: kept.nodes, answer, sourceIp }, timeoutMs);
}
