// InterPodAffinity: required affinity and anti-affinity of the pod, and required anti-affinity of the pods that are
// there already. upstream: plugins/interpodaffinity filtering.go

import type { Node, Pod } from '../../kinds/generated/types.gen';
import { allTermsQuery, matchesAllTerms, termQuery } from '../affinity-queries';
import { type AffinityTerm, type AffinityTerms, affinityTermsOf, ownTermMatches, termMatches } from '../affinity-terms';
import type { SchedulerCache } from '../cache';
import { DomainCounts } from '../domain-counts';
import {
  type AnyPlugin,
  type ClusterEvent,
  type CycleContext,
  definePlugin,
  type Prepared,
  type Rejection,
  ready,
  skip,
  unresolvable,
  unschedulable,
} from '../framework';
import type { NodeInfo, PodInfo } from '../node-info';
import {
  type AffinityArgs,
  type AffinityScores,
  normalizeAffinity,
  prepareAffinityScores,
  scoreAffinity,
} from './inter-pod-affinity-score';

const AFFINITY = unresolvable("node(s) didn't match pod affinity rules");
const ANTI_AFFINITY = unschedulable("node(s) didn't match pod anti-affinity rules");
const EXISTING = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

const NO_TERMS: AffinityTerms = {
  requiredAffinity: [],
  requiredAntiAffinity: [],
  preferredAffinity: [],
  preferredAntiAffinity: [],
};

interface Scratch {
  readonly cache: SchedulerCache;
  readonly terms: AffinityTerms;
  /** One for each required affinity term: pods that meet all of them, by domain of the term's key. */
  readonly affinity: readonly DomainCounts[];
  /** How many entries `affinity` counts; 0 lets the first pod of a group in. */
  affinityTotal: number;
  /** One for each required anti-affinity term: pods that it means. */
  readonly antiAffinity: readonly DomainCounts[];
  /** Pods whose required anti-affinity means this one, by topology key. */
  readonly existing: Map<string, DomainCounts>;
  readonly meansItself: boolean;
}

function prepare(pod: Pod, { cache }: CycleContext): Prepared<Scratch> {
  const terms = affinityTermsOf(pod) ?? NO_TERMS;
  const { requiredAffinity, requiredAntiAffinity } = terms;
  const groups = cache.terms.forbidding(pod, cache.namespaceLabels(pod.metadata.namespace as string));
  if (groups.length === 0 && requiredAffinity.length === 0 && requiredAntiAffinity.length === 0) return skip;
  const nodes = cache.nodes();
  const counts = (term: AffinityTerm) => new DomainCounts(cache.topology(term.topologyKey));
  const existing = new Map<string, DomainCounts>();
  for (const { term, perNode } of groups) {
    const known = existing.get(term.topologyKey) ?? counts(term);
    known.addAll(nodes, perNode);
    existing.set(term.topologyKey, known);
  }
  const affinity = requiredAffinity.map(counts);
  let affinityTotal = 0;
  if (affinity.length > 0) {
    const perNode = cache.countPods(allTermsQuery(requiredAffinity, cache));
    for (const domains of affinity) affinityTotal += domains.addAll(nodes, perNode);
  }
  const antiAffinity = requiredAntiAffinity.map((term) => {
    const domains = counts(term);
    domains.addAll(nodes, cache.countPods(termQuery(term, cache)));
    return domains;
  });
  const meansItself = matchesAllTerms(requiredAffinity, pod, cache);
  return ready({ cache, terms, affinity, affinityTotal, antiAffinity, existing, meansItself });
}

function filter(_pod: Pod, node: NodeInfo, scratch: Scratch): Rejection | undefined {
  if (!meetsAffinity(node, scratch)) return AFFINITY;
  for (const domains of scratch.antiAffinity) if ((domains.of(node) ?? 0) > 0) return ANTI_AFFINITY;
  for (const domains of scratch.existing.values()) if ((domains.of(node) ?? 0) > 0) return EXISTING;
  return undefined;
}

/** The node must carry every key. The first pod of a group that means itself may go to any such node. */
function meetsAffinity(node: NodeInfo, { affinity, affinityTotal, meansItself }: Scratch): boolean {
  let all = true;
  for (const domains of affinity) {
    const count = domains.of(node);
    if (count === undefined) return false;
    if (count <= 0) all = false;
  }
  return all || (affinityTotal === 0 && meansItself);
}

function change(scratch: Scratch, pod: Pod, { pod: other }: PodInfo, node: NodeInfo, delta: 1 | -1): void {
  const { cache, terms } = scratch;
  if (matchesAllTerms(terms.requiredAffinity, other, cache)) {
    for (const domains of scratch.affinity) {
      if (domains.of(node) === undefined) continue;
      domains.add(node, delta);
      scratch.affinityTotal += delta;
    }
  }
  terms.requiredAntiAffinity.forEach((term, index) => {
    if (ownTermMatches(term, other, cache.namespaceLabels)) scratch.antiAffinity[index]?.add(node, delta);
  });
  const { namespace, labels } = pod.metadata;
  const namespaceLabels = cache.namespaceLabels(namespace as string);
  for (const term of affinityTermsOf(other)?.requiredAntiAffinity ?? []) {
    if (!termMatches(term, namespace as string, labels, namespaceLabels)) continue;
    const domains = scratch.existing.get(term.topologyKey) ?? new DomainCounts(cache.topology(term.topologyKey));
    domains.add(node, delta);
    scratch.existing.set(term.topologyKey, domains);
  }
}

/** With weight 1 for required terms of pods that are there unless told otherwise. */
export const interPodAffinityWith = (args: AffinityArgs): AnyPlugin =>
  definePlugin<Scratch, AffinityScores>({
    name: 'InterPodAffinity',
    preFilter: prepare,
    filter,
    addPod: (scratch, pod, added, node) => change(scratch, pod, added, node, 1),
    removePod: (scratch, pod, removed, node) => change(scratch, pod, removed, node, -1),
    copyScratch: (scratch) => ({
      ...scratch,
      affinity: scratch.affinity.map((domains) => domains.copy()),
      antiAffinity: scratch.antiAffinity.map((domains) => domains.copy()),
      existing: new Map([...scratch.existing].map(([key, domains]) => [key, domains.copy()] as const)),
    }),
    preScore: (pod, cx) => prepareAffinityScores(args, pod, cx),
    score: scoreAffinity,
    normalize: normalizeAffinity,
    wakeOn: {
      'Self/label': true,
      'Pod/add': (pod, { after }, { cache }) => matchesAllTerms(required(pod), after as Pod, cache),
      'Pod/label': (pod, { before, after }, { cache }) => {
        const meets = (terms: readonly AffinityTerm[], other: unknown) => matchesAllTerms(terms, other as Pod, cache);
        if (!meets(required(pod), before) && meets(required(pod), after)) return true;
        return meets(requiredAnti(pod), before) && !meets(requiredAnti(pod), after);
      },
      'Pod/delete': (pod, { before }, { cache }) => {
        if (matchesAllTerms(requiredAnti(pod), before as Pod, cache)) return true;
        return matchesAllTerms(requiredAnti(before as Pod), pod, cache);
      },
      'Node/add': nodeMayHelp,
      'Node/label': nodeMayHelp,
    },
  });

export const interPodAffinity = interPodAffinityWith({});

const required = (pod: Pod) => affinityTermsOf(pod)?.requiredAffinity ?? [];
const requiredAnti = (pod: Pod) => affinityTermsOf(pod)?.requiredAntiAffinity ?? [];

/**
 * A node that gains or changes a key of an affinity term; one that loses or changes a key of an anti-affinity term.
 */
function nodeMayHelp(pod: Pod, { before, after }: ClusterEvent): boolean {
  const value = (node: unknown, key: string) => (node as Node | undefined)?.metadata.labels?.[key];
  const gains = required(pod).some(({ topologyKey }) => {
    const now = value(after, topologyKey);
    return now !== undefined && now !== value(before, topologyKey);
  });
  if (gains) return true;
  return requiredAnti(pod).some(({ topologyKey }) => {
    if (!before) return true;
    const was = value(before, topologyKey);
    return was !== undefined && was !== value(after, topologyKey);
  });
}
