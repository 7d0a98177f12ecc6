// Which images lie on which nodes, for ImageLocality. upstream: pkg/scheduler/backend/cache addNodeImageStates

import type { Node } from '../kinds/generated/types.gen';

export interface ImageState {
  /** As the first node reported it. */
  readonly sizeBytes: number;
  readonly nodes: ReadonlySet<string>;
}

export class Images {
  readonly #states: Map<string, { readonly sizeBytes: number; readonly nodes: Set<string> }>;

  constructor(states: Map<string, { readonly sizeBytes: number; readonly nodes: Set<string> }> = new Map()) {
    this.#states = states;
  }

  get(name: string): ImageState | undefined {
    return this.#states.get(name);
  }

  replace(before: Node | undefined, after: Node | undefined): void {
    if (before?.status?.images === after?.status?.images) return;
    if (before) this.#remove(before);
    if (after) this.#add(after);
  }

  copy(): Images {
    return new Images(
      new Map([...this.#states].map(([name, { sizeBytes, nodes }]) => [name, { sizeBytes, nodes: new Set(nodes) }])),
    );
  }

  #add(node: Node): void {
    for (const { names, sizeBytes = 0 } of node.status?.images ?? []) {
      for (const name of names ?? []) {
        const state = this.#states.get(name);
        if (state) state.nodes.add(node.metadata.name);
        else this.#states.set(name, { sizeBytes, nodes: new Set([node.metadata.name]) });
      }
    }
  }

  #remove(node: Node): void {
    for (const { names } of node.status?.images ?? []) {
      for (const name of names ?? []) {
        const state = this.#states.get(name);
        state?.nodes.delete(node.metadata.name);
        if (state?.nodes.size === 0) this.#states.delete(name);
      }
    }
  }
}
