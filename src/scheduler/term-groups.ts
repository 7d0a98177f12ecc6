// The affinity terms of pods that are on nodes, looked at from the other side: which of them mean a pending pod, and
// on which nodes their owners are. Pods with equal terms (replicas) make one group, so that 1,000 replicas cost one
// match.

import type { Pod } from '../kinds/generated/types.gen';
import type { Labels } from '../kinds/labels';
import { type AffinityTerm, type AffinityTerms, affinityTermsOf, termMatches } from './affinity-terms';
import { SelectorBuckets } from './selector-buckets';

export interface TermGroup {
  readonly id: string;
  readonly term: AffinityTerm;
  /** What a match adds to a score; undefined for required terms, which weigh what the profile says. */
  readonly weight: number | undefined;
  /** Pods with the term, by node slot. */
  readonly perNode: number[];
  pods: number;
}

class Side {
  readonly #groups = new Map<string, TermGroup>();
  readonly #buckets = new SelectorBuckets<TermGroup>();

  change(term: AffinityTerm, weight: number | undefined, slot: number, delta: number): void {
    const id = `${weight ?? 'required'} ${term.id}`;
    let group = this.#groups.get(id);
    if (!group) {
      group = { id, term, weight, perNode: [], pods: 0 };
      this.#groups.set(id, group);
      this.#buckets.add(term.requirements, group);
    }
    while (group.perNode.length <= slot) group.perNode.push(0);
    group.perNode[slot] = (group.perNode[slot] as number) + delta;
    group.pods += delta;
    if (group.pods > 0) return;
    this.#groups.delete(id);
    this.#buckets.remove(term.requirements, group);
  }

  matching(pod: Pod, namespaceLabels: Labels | undefined): TermGroup[] {
    const found: TermGroup[] = [];
    if (this.#groups.size === 0) return found;
    const { namespace, labels } = pod.metadata;
    this.#buckets.forEach(labels, (group) => {
      if (termMatches(group.term, namespace as string, labels, namespaceLabels)) found.push(group);
    });
    return found;
  }
}

export class TermGroups {
  readonly #antiAffinity = new Side();
  readonly #scored = new Side();

  add(pod: Pod, slot: number): void {
    const terms = affinityTermsOf(pod);
    if (terms) this.#change(terms, slot, 1);
  }

  remove(pod: Pod, slot: number): void {
    const terms = affinityTermsOf(pod);
    if (terms) this.#change(terms, slot, -1);
  }

  /** Required anti-affinity terms that forbid the pod a topology. */
  forbidding(pod: Pod, namespaceLabels: Labels | undefined): readonly TermGroup[] {
    return this.#antiAffinity.matching(pod, namespaceLabels);
  }

  /** Terms that raise or lower the pod's score in a topology. */
  scoring(pod: Pod, namespaceLabels: Labels | undefined): readonly TermGroup[] {
    return this.#scored.matching(pod, namespaceLabels);
  }

  #change(terms: AffinityTerms, slot: number, delta: number): void {
    for (const term of terms.requiredAntiAffinity) this.#antiAffinity.change(term, undefined, slot, delta);
    for (const term of terms.requiredAffinity) this.#scored.change(term, undefined, slot, delta);
    for (const { term, weight } of terms.preferredAffinity) this.#scored.change(term, weight, slot, delta);
    for (const { term, weight } of terms.preferredAntiAffinity) this.#scored.change(term, -weight, slot, delta);
  }
}
