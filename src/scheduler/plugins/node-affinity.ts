// NodeAffinity: nodeSelector and required node affinity filter, preferred node affinity scores.
// upstream: plugins/nodeaffinity

import type { Node, NodeSelectorTerm, Pod } from '../../kinds/generated/types.gen';
import {
  compileTerm,
  hasRequiredAffinity,
  isEmptyTerm,
  matchesRequiredAffinity,
  type NodeMatcher,
} from '../../kinds/node-selector';
import { definePlugin, normalizeToHighest, type Prepared, ready, rejected, skip, unresolvable } from '../framework';

const REJECTED = unresolvable("node(s) didn't match Pod's node affinity/selector");
const CONFLICT = unresolvable('pod affinity terms conflict');

interface WeightedMatcher {
  readonly weight: number;
  readonly matches: NodeMatcher;
}

const matches = (pod: Pod, node: unknown) => matchesRequiredAffinity(pod, node as Node);

export const nodeAffinity = definePlugin<undefined, readonly WeightedMatcher[]>({
  name: 'NodeAffinity',
  preFilter: (pod) => (hasRequiredAffinity(pod) ? narrowed(pod) : skip),
  filter: (pod, { node }) => (matches(pod, node) ? undefined : REJECTED),
  preScore: (pod) => {
    const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    if (!preferred || preferred.length === 0) return skip;
    const terms = preferred.filter(({ weight, preference }) => weight !== 0 && !isEmptyTerm(preference));
    return ready(terms.map(({ weight, preference }) => ({ weight, matches: compileTerm(preference) })));
  },
  score: (_pod, { node }, terms) => {
    let sum = 0;
    for (const { weight, matches } of terms) if (matches(node as Node)) sum += weight;
    return sum;
  },
  normalize: (scores) => normalizeToHighest(scores, false),
  wakeOn: {
    'Node/add': (pod, { after }) => matches(pod, after),
    'Node/label': (pod, { before, after }) => matches(pod, after) && !matches(pod, before),
  },
});

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
