// The values of a topology key (zone, hostname) as small integers, so that pods of a domain are added up in arrays.

import type { NodeInfo } from './node-info';

export interface Topology {
  /** Domain of each node, by node slot; -1 when the node lacks the key. */
  readonly domains: readonly number[];
  /** How many domains there are. */
  readonly size: number;
}

export function buildTopology(key: string, nodes: readonly NodeInfo[], slots: number): Topology {
  const domains: number[] = new Array(slots).fill(-1);
  const ids = new Map<string, number>();
  for (const { slot, node } of nodes) {
    const value = node?.metadata.labels?.[key];
    if (value === undefined) continue;
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    domains[slot] = id;
  }
  return { domains, size: ids.size };
}

/** The domain of a node, -1 when it has none. */
export function domainOf(topology: Topology, node: NodeInfo): number {
  return topology.domains[node.slot] ?? -1;
}
