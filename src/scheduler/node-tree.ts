// The order in which nodes are tried: one of each zone in turn. Zones keep the order in which they were first seen,
// nodes the order in which they came. upstream: pkg/scheduler/backend/cache node_tree.go

import type { Node } from '../kinds/generated/types.gen';

const LABEL = {
  zone: ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  region: ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
} as const;

/**
 * Region and zone as one text; empty when the node has neither. upstream: component-helpers/node/topology GetZoneKey
 */
export function zoneKey(node: Node): string {
  const first = ([old, current]: readonly [string, string]) => {
    const labels = node.metadata.labels;
    return labels?.[old] ?? labels?.[current] ?? '';
  };
  const region = first(LABEL.region);
  const zone = first(LABEL.zone);
  return region === '' && zone === '' ? '' : `${region}:\u0000:${zone}`;
}

export class NodeTree {
  readonly #zones: Map<string, string[]>;
  #order: readonly string[] | undefined;

  constructor(zones: Map<string, string[]> = new Map()) {
    this.#zones = zones;
  }

  add(zone: string, name: string): void {
    const nodes = this.#zones.get(zone);
    if (nodes) nodes.push(name);
    else this.#zones.set(zone, [name]);
    this.#order = undefined;
  }

  remove(zone: string, name: string): void {
    const nodes = this.#zones.get(zone);
    const index = nodes?.indexOf(name) ?? -1;
    if (!nodes || index < 0) return;
    nodes.splice(index, 1);
    if (nodes.length === 0) this.#zones.delete(zone);
    this.#order = undefined;
  }

  /** Names in the order they are tried. */
  order(): readonly string[] {
    this.#order ??= roundRobin([...this.#zones.values()]);
    return this.#order;
  }

  copy(): NodeTree {
    return new NodeTree(new Map([...this.#zones].map(([zone, nodes]) => [zone, [...nodes]] as const)));
  }
}

function roundRobin(zones: readonly (readonly string[])[]): readonly string[] {
  const order: string[] = [];
  const longest = Math.max(0, ...zones.map((zone) => zone.length));
  for (let index = 0; index < longest; index++) {
    for (const zone of zones) if (index < zone.length) order.push(zone[index] as string);
  }
  return order;
}
