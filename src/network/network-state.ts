// The network's memory: what the proxies have been told and what the nodes' kernels remember of clients. Forks with
// the cluster; what is only derived from it is built again.

import type { Reader } from '../api/actor';
import type { Programs } from '../api/programs';
import type { RandomStreams } from '../sim/random';
import { Table } from '../sim/table';
import type { ChoiceMemory } from './endpoint-choice';
import type { Gateway } from './gateway-types';
import { type NodeDirectory, nodeDirectory } from './node-facts';
import type { NetworkOptions } from './options';
import type { ProxyRule } from './proxy-rules';
import type { Resolution } from './resolve';
import type { ServiceView } from './service-view';

export interface NetworkState extends ChoiceMemory {
  /** Services as the proxies know them, by `ns/name`. */
  readonly views: Table<ServiceView>;
  readonly rules: Table<ProxyRule>;
  /** Derived from the store; emptied by the changes that matter to it. */
  readonly derived: Derived;
}

export interface Derived {
  nodes: NodeDirectory | undefined;
  /** Gateways by address. */
  gateways: ReadonlyMap<string, Gateway> | undefined;
  /** Whether there is any NetworkPolicy. */
  hasPolicies: boolean | undefined;
  readonly names: Map<string, Resolution>;
}

/** All that a packet's way depends on. */
export interface Network {
  readonly reader: Reader;
  readonly state: NetworkState;
  readonly random: RandomStreams;
  readonly programs: Programs;
  readonly options: NetworkOptions;
}

export function createNetworkState(): NetworkState {
  return {
    views: new Table(),
    rules: new Table(),
    affinities: new Table(),
    turns: new Table(),
    connections: new Table(),
    derived: createDerived(),
  };
}

export function forkNetworkState(state: NetworkState): NetworkState {
  return {
    views: state.views.fork(),
    rules: state.rules.fork(),
    affinities: state.affinities.fork(),
    turns: state.turns.fork(),
    connections: state.connections.fork(),
    derived: createDerived(),
  };
}

const createDerived = (): Derived => ({
  nodes: undefined,
  gateways: undefined,
  hasPolicies: undefined,
  names: new Map(),
});

/** False while no packet can meet a NetworkPolicy. */
export function hasPolicies({ reader, state: { derived } }: Network): boolean {
  derived.hasPolicies ??= reader.list('NetworkPolicy').length > 0;
  return derived.hasPolicies;
}

export function nodesOf({ reader, state: { derived } }: Network): NodeDirectory {
  derived.nodes ??= nodeDirectory(reader);
  return derived.nodes;
}
