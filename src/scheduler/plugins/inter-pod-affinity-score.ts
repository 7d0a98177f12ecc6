// The score of InterPodAffinity: weights of preferred terms, the pod's own over pods that are there, and of those
// pods' terms over this one, added up by topology. upstream: plugins/interpodaffinity scoring.go

import type { Pod } from '../../kinds/generated/types.gen';
import { termQuery } from '../affinity-queries';
import { type AffinityTerm, affinityTermsOf } from '../affinity-terms';
import { DomainCounts } from '../domain-counts';
import { type CycleContext, type Prepared, ready, skip } from '../framework';
import type { NodeInfo } from '../node-info';

/** One for each topology key. */
export type AffinityScores = readonly DomainCounts[];

export interface AffinityArgs {
  /** What a required affinity term of a pod on a node scores for pods that it means: 0 to 100. */
  readonly hardPodAffinityWeight?: number;
  /** A pod without preferences of its own is not scored by those of the pods that are there. */
  readonly ignorePreferredTermsOfExistingPods?: boolean;
}

/** Skips when no term has met a pod. */
export function prepareAffinityScores(
  { hardPodAffinityWeight = 1, ignorePreferredTermsOfExistingPods = false }: AffinityArgs,
  pod: Pod,
  { cache }: CycleContext,
): Prepared<AffinityScores> {
  const own = affinityTermsOf(pod);
  const groups = cache.terms.scoring(pod, cache.namespaceLabels(pod.metadata.namespace as string));
  const preferred = (own?.preferredAffinity.length ?? 0) + (own?.preferredAntiAffinity.length ?? 0);
  if (preferred === 0 && (groups.length === 0 || ignorePreferredTermsOfExistingPods)) return skip;
  const nodes = cache.nodes();
  const byKey = new Map<string, DomainCounts>();
  const add = (term: AffinityTerm, perNode: readonly number[], weight: number) => {
    const known = byKey.get(term.topologyKey);
    const scores = known ?? new DomainCounts(cache.topology(term.topologyKey));
    if (scores.addAll(nodes, perNode, weight) > 0 && !known) byKey.set(term.topologyKey, scores);
  };
  for (const { term, perNode, weight = hardPodAffinityWeight } of groups) {
    if (weight !== 0) add(term, perNode, weight);
  }
  for (const { term, weight } of own?.preferredAffinity ?? [])
    add(term, cache.countPods(termQuery(term, cache)), weight);
  for (const { term, weight } of own?.preferredAntiAffinity ?? []) {
    add(term, cache.countPods(termQuery(term, cache)), -weight);
  }
  return byKey.size === 0 ? skip : ready([...byKey.values()]);
}

export function scoreAffinity(_pod: Pod, node: NodeInfo, scores: AffinityScores): number {
  let sum = 0;
  for (const domains of scores) sum += domains.of(node) ?? 0;
  return sum;
}

/** Spread over 0 to 100; in floating point, as upstream, so that 58 of 100 gives 57. */
export function normalizeAffinity(scores: number[]): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    if (score < least) least = score;
    if (score > most) most = score;
  }
  const span = most - least;
  for (let index = 0; index < scores.length; index++) {
    scores[index] = span > 0 ? Math.trunc(100 * (((scores[index] as number) - least) / span)) : 0;
  }
}
