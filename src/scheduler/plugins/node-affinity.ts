// NodeAffinity: nodeSelector and required node affinity filter, preferred node affinity scores.
// upstream: plugins/nodeaffinity

import type {
  Node,
  NodeAffinity,
  NodeSelectorTerm,
  Pod,
  PreferredSchedulingTerm,
} from '../../kinds/generated/types.gen';
import {
  compileTerm,
  hasRequiredAffinity,
  isEmptyTerm,
  matchesRequiredAffinity,
  matchesSelector,
  type NodeMatcher,
} from '../../kinds/node-selector';
import {
  type AnyPlugin,
  definePlugin,
  normalizeToHighest,
  type Prepared,
  ready,
  rejected,
  skip,
  unresolvable,
} from '../framework';

const REJECTED = unresolvable("node(s) didn't match Pod's node affinity/selector");
const NOT_ADDED = unresolvable("node(s) didn't match scheduler-enforced node affinity");
const CONFLICT = unresolvable('pod affinity terms conflict');

interface WeightedMatcher {
  readonly weight: number;
  readonly matches: NodeMatcher;
}

const matches = (pod: Pod, node: unknown) => matchesRequiredAffinity(pod, node as Node);

const weightedTerms = (terms: readonly PreferredSchedulingTerm[] | undefined): readonly WeightedMatcher[] =>
  (terms ?? [])
    .filter(({ weight, preference }) => weight !== 0 && !isEmptyTerm(preference))
    .map(({ weight, preference }) => ({ weight, matches: compileTerm(preference) }));

/** With an affinity that every pod of the profile has besides its own. */
export function nodeAffinityWith(added: NodeAffinity | undefined): AnyPlugin {
  const required = added?.requiredDuringSchedulingIgnoredDuringExecution;
  const fits = (node: unknown) => !required || matchesSelector(required, node as Node);
  const preferredOfAll = weightedTerms(added?.preferredDuringSchedulingIgnoredDuringExecution);
  return definePlugin<undefined, readonly WeightedMatcher[]>({
    name: 'NodeAffinity',
    preFilter: (pod) => (required || hasRequiredAffinity(pod) ? narrowed(pod) : skip),
    filter: (pod, { node }) => {
      if (!fits(node)) return NOT_ADDED;
      return matches(pod, node) ? undefined : REJECTED;
    },
    preScore: (pod) => {
      const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
      if (!preferred?.length && preferredOfAll.length === 0) return skip;
      return ready([...preferredOfAll, ...weightedTerms(preferred)]);
    },
    score: (_pod, { node }, terms) => {
      let sum = 0;
      for (const { weight, matches } of terms) if (matches(node as Node)) sum += weight;
      return sum;
    },
    normalize: (scores) => normalizeToHighest(scores, false),
    wakeOn: {
      'Node/add': (pod, { after }) => fits(after) && matches(pod, after),
      'Node/label': (pod, { before, after }) =>
        fits(after) && matches(pod, after) && !(fits(before) && matches(pod, before)),
    },
  });
}

export const nodeAffinity: AnyPlugin = nodeAffinityWith(undefined);

/** Terms that all name nodes narrow the search to those nodes, as for the pods of a DaemonSet. */
function narrowed(pod: Pod): Prepared<undefined> {
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required || required.nodeSelectorTerms.length === 0) return ready(undefined);
  const names = new Set<string>();
  for (const term of required.nodeSelectorTerms) {
    const ofTerm = namesOf(term);
    if (!ofTerm) return ready(undefined);
    for (const name of ofTerm) names.add(name);
  }
  return names.size === 0 ? rejected(CONFLICT) : ready(undefined, names);
}

/** The names that all `metadata.name In` fields of a term share; undefined when it has no such field. */
function namesOf(term: NodeSelectorTerm): readonly string[] | undefined {
  let names: readonly string[] | undefined;
  for (const { key, operator, values = [] } of term.matchFields ?? []) {
    if (key !== 'metadata.name' || operator !== 'In') continue;
    names = names ? names.filter((name) => values.includes(name)) : values;
  }
  return names;
}
