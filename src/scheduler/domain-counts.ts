// Numbers added up over the domains of one topology key: pods of a zone, weights of a rack.

import type { NodeInfo } from './node-info';
import { domainOf, type Topology } from './topology';

export class DomainCounts {
  readonly topology: Topology;
  readonly counts: number[];

  constructor(topology: Topology, counts: number[] = new Array(topology.size).fill(0)) {
    this.topology = topology;
    this.counts = counts;
  }

  /** The count of the node's domain; undefined when the node lacks the key. */
  of(node: NodeInfo): number | undefined {
    const domain = this.topology.domains[node.slot] ?? -1;
    return domain < 0 ? undefined : (this.counts[domain] as number);
  }

  add(node: NodeInfo, amount: number): void {
    const domain = domainOf(this.topology, node);
    if (domain >= 0) this.counts[domain] = (this.counts[domain] as number) + amount;
  }

  /** Adds what each node holds to its domain; returns the sum over nodes that have the key. */
  addAll(nodes: readonly NodeInfo[], perNode: readonly number[], factor = 1): number {
    const { topology, counts } = this;
    let sum = 0;
    for (const { slot } of nodes) {
      const amount = perNode[slot] ?? 0;
      const domain = topology.domains[slot] ?? -1;
      if (amount === 0 || domain < 0) continue;
      counts[domain] = (counts[domain] as number) + amount * factor;
      sum += amount;
    }
    return sum;
  }

  copy(): DomainCounts {
    return new DomainCounts(this.topology, this.counts.slice());
  }
}
