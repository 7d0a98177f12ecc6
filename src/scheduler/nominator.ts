// Pods that wait for a node they were nominated to, by node: room that others of no higher priority must leave them.
// upstream: pkg/scheduler/backend/queue nominator.go

import type { Pod } from '../kinds/generated/types.gen';
import { type PodInfo, podInfo } from './node-info';
import { priorityOf } from './queue';

const NONE: readonly PodInfo[] = [];

export class Nominator {
  readonly #byNode: Map<string, Map<string, PodInfo>>;
  readonly #nodeOf: Map<string, string>;

  constructor(byNode: Map<string, Map<string, PodInfo>> = new Map(), nodeOf: Map<string, string> = new Map()) {
    this.#byNode = byNode;
    this.#nodeOf = nodeOf;
  }

  nodeOf(key: string): string | undefined {
    return this.#nodeOf.get(key);
  }

  set(pod: Pod, node: string): void {
    const info = podInfo(pod);
    this.delete(info.key);
    this.#nodeOf.set(info.key, node);
    const pods = this.#byNode.get(node);
    if (pods) pods.set(info.key, info);
    else this.#byNode.set(node, new Map([[info.key, info]]));
  }

  delete(key: string): void {
    const node = this.#nodeOf.get(key);
    if (node === undefined) return;
    this.#nodeOf.delete(key);
    const pods = this.#byNode.get(node);
    pods?.delete(key);
    if (pods?.size === 0) this.#byNode.delete(node);
  }

  /** Pods nominated to the node that count as running there for this pod: others of equal or higher priority. */
  rivals(pod: Pod, key: string, node: string): readonly PodInfo[] {
    const pods = this.#byNode.get(node);
    if (!pods) return NONE;
    const priority = priorityOf(pod);
    return [...pods.values()].filter((info) => info.key !== key && priorityOf(info.pod) >= priority);
  }

  /** Pods nominated to the node that must make way for this one. */
  lower(pod: Pod, node: string): readonly PodInfo[] {
    const priority = priorityOf(pod);
    return [...(this.#byNode.get(node)?.values() ?? [])].filter((info) => priorityOf(info.pod) < priority);
  }

  get isEmpty(): boolean {
    return this.#nodeOf.size === 0;
  }

  copy(): Nominator {
    const byNode = new Map([...this.#byNode].map(([node, pods]) => [node, new Map(pods)] as const));
    return new Nominator(byNode, new Map(this.#nodeOf));
  }
}
