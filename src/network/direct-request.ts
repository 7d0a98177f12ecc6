// A request that the API server makes to an address by itself, for the proxy paths: from a machine outside of the
// nodes, past all Services, subject to NetworkPolicies.

import { connect } from './connection';
import { arrive, type Packet } from './journey';
import { type Network, nodesOf } from './network-state';
import { DEFAULT_TIMEOUT_MS, judge } from './request';

export interface DirectInput {
  readonly address: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
}

/** @returns the answer's fields, or the words of the failed dial */
export function requestDirectly(network: Network, { address, port, method, path }: DirectInput) {
  const client = {
    kind: 'outside',
    name: '',
    address: network.options.outsideIp,
    node: undefined,
    pod: undefined,
  } as const;
  const packet: Packet = { client, address, port, protocol: 'TCP', host: address, method, path, headers: {} };
  const journey = { network, packet, hops: [] };
  const isNode = nodesOf(network).byAddress.has(address);
  const connection = isNode ? connect(network, packet) : arrive(journey, address, port, client.address);
  const { answer, outcome } = connection;
  if (outcome === 'answered' && answer) return { answer };
  return { error: judge(packet, connection, DEFAULT_TIMEOUT_MS).error };
}
