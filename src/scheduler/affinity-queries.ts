// A pending pod's own affinity terms as queries over the pods on nodes.

import type { Pod } from '../kinds/generated/types.gen';
import type { AffinityTerm } from './affinity-terms';
import { ownTermMatches } from './affinity-terms';
import type { SchedulerCache } from './cache';
import type { PodQuery } from './pod-counts';

/** Pods that one term means. */
export function termQuery(term: AffinityTerm, cache: SchedulerCache): PodQuery {
  return allTermsQuery([term], cache);
}

/** Pods that all terms mean at once. */
export function allTermsQuery(terms: readonly AffinityTerm[], cache: SchedulerCache): PodQuery {
  return {
    id: `affinity ${terms.map((term) => term.id).join(' & ')}`,
    requirements: terms.flatMap((term) => term.requirements),
    matches: (pod) => matchesAllTerms(terms, pod, cache),
    readsNamespaces: terms.some((term) => term.namespaceSelector !== undefined),
  };
}

/** False when there are no terms. upstream: interpodaffinity podMatchesAllAffinityTerms */
export function matchesAllTerms(terms: readonly AffinityTerm[], pod: Pod, cache: SchedulerCache): boolean {
  if (terms.length === 0) return false;
  for (const term of terms) if (!ownTermMatches(term, pod, cache.namespaceLabels)) return false;
  return true;
}
