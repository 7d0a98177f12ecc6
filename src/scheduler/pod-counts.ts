// How many pods of each node match a query (a spread constraint, an affinity term). Counted once when a query is first
// asked, then kept up to date with every pod that comes, goes or changes its labels.

import type { Pod } from '../kinds/generated/types.gen';
import { compileRequirements, type Labels, type Requirement } from '../kinds/labels';
import { SelectorBuckets } from './selector-buckets';

export interface PodQuery {
  /** Equal for queries that count the same pods. */
  readonly id: string;
  /** What every counted pod's labels must meet; speeds up the search, the answer is `matches`. */
  readonly requirements: readonly Requirement[];
  readonly matches: (pod: Pod) => boolean;
  /** The answer depends on labels of namespaces. */
  readonly readsNamespaces: boolean;
}

interface Counted {
  readonly query: PodQuery;
  /** By node slot. */
  readonly perNode: number[];
}

/** Old queries (selectors of past revisions) are dropped together when there are this many. */
const MOST_QUERIES = 5000;

const NO_LABELS: Labels = {};

export class PodCounts {
  readonly #counted = new Map<string, Counted>();
  #buckets = new SelectorBuckets<Counted>();
  /** How many pods on nodes have these labels: pods of one template share them, so they are far fewer than pods. */
  readonly #labelSets = new Map<Labels, number>();

  /**
   * Counts by node slot, at least `slots` of them. `each` visits every pod on a node; it is asked only once a query.
   */
  perNode(query: PodQuery, slots: number, each: (visit: (pod: Pod, slot: number) => void) => void): readonly number[] {
    let counted = this.#counted.get(query.id);
    if (!counted) {
      if (this.#counted.size >= MOST_QUERIES) this.clear();
      counted = { query, perNode: [] };
      const { perNode } = counted;
      pad(perNode, slots);
      if (this.#couldMatch(query)) {
        each((pod, slot) => {
          if (query.matches(pod)) change(perNode, slot, 1);
        });
      }
      this.#counted.set(query.id, counted);
      this.#buckets.add(query.requirements, counted);
    }
    pad(counted.perNode, slots);
    return counted.perNode;
  }

  add(pod: Pod, slot: number): void {
    const labels = pod.metadata.labels ?? NO_LABELS;
    this.#labelSets.set(labels, (this.#labelSets.get(labels) ?? 0) + 1);
    this.#change(pod, slot, 1);
  }

  remove(pod: Pod, slot: number): void {
    const labels = pod.metadata.labels ?? NO_LABELS;
    const others = (this.#labelSets.get(labels) as number) - 1;
    if (others > 0) this.#labelSets.set(labels, others);
    else this.#labelSets.delete(labels);
    this.#change(pod, slot, -1);
  }

  /** Forgets the answers that labels of namespaces decided. */
  namespacesChanged(): void {
    for (const [id, counted] of this.#counted) {
      if (!counted.query.readsNamespaces) continue;
      this.#counted.delete(id);
      this.#buckets.remove(counted.query.requirements, counted);
    }
  }

  clear(): void {
    this.#counted.clear();
    this.#buckets = new SelectorBuckets();
  }

  /** A new workload's pods are counted before the first of them has a node: no pod need be looked at. */
  #couldMatch({ requirements }: PodQuery): boolean {
    const meets = compileRequirements(requirements);
    for (const labels of this.#labelSets.keys()) if (meets(labels)) return true;
    return false;
  }

  #change(pod: Pod, slot: number, delta: number): void {
    if (this.#counted.size === 0) return;
    this.#buckets.forEach(pod.metadata.labels, (counted) => {
      if (counted.query.matches(pod)) change(counted.perNode, slot, delta);
    });
  }
}

function change(perNode: number[], slot: number, delta: number): void {
  pad(perNode, slot + 1);
  perNode[slot] = (perNode[slot] as number) + delta;
}

function pad(perNode: number[], length: number): void {
  while (perNode.length < length) perNode.push(0);
}
