// Label keys of spread constraints and affinity terms become requirements with the pod's own values when it is created.
// upstream: pkg/registry/core/pod mutatePodAffinity, mutateTopologySpreadConstraints

import { isEnabled } from '../feature-gates';
import type {
  LabelSelector,
  LabelSelectorRequirement,
  PodAffinityTerm,
  PodSpec,
  TopologySpreadConstraint,
  WeightedPodAffinityTerm,
} from '../generated/types.gen';
import type { Labels } from '../labels';
import { changeField, changeItems, withField } from '../with-defaults';

/** The spec with the pod's values of all its match label keys; the same spec when there are none. */
export function applyMatchLabelKeys(spec: PodSpec, labels: Labels | undefined): PodSpec {
  const term = (one: PodAffinityTerm) => applyToTerm(one, labels);
  const weighted = (one: WeightedPodAffinityTerm) => changeField(one, 'podAffinityTerm', term);
  const next = changeField(spec, 'affinity', (affinity) => {
    let changed = affinity;
    for (const side of ['podAffinity', 'podAntiAffinity'] as const) {
      changed = changeField(changed, side, (terms) =>
        changeItems(
          changeItems(terms, 'preferredDuringSchedulingIgnoredDuringExecution', weighted),
          'requiredDuringSchedulingIgnoredDuringExecution',
          term,
        ),
      );
    }
    return changed;
  });
  if (!isEnabled('MatchLabelKeysInPodTopologySpreadSelectorMerge')) return next;
  return changeItems(next, 'topologySpreadConstraints', (one: TopologySpreadConstraint) =>
    one.labelSelector
      ? withField(one, 'labelSelector', requireKeys(one.labelSelector, one.matchLabelKeys, 'In', labels))
      : one,
  );
}

function applyToTerm(term: PodAffinityTerm, labels: Labels | undefined): PodAffinityTerm {
  if (!term.labelSelector) return term;
  const matching = requireKeys(term.labelSelector, term.matchLabelKeys, 'In', labels);
  return withField(term, 'labelSelector', requireKeys(matching, term.mismatchLabelKeys, 'NotIn', labels));
}

function requireKeys(
  selector: LabelSelector,
  keys: readonly string[] | undefined,
  operator: 'In' | 'NotIn',
  labels: Labels | undefined,
): LabelSelector {
  const added: LabelSelectorRequirement[] = [];
  for (const key of keys ?? []) {
    const value = labels?.[key];
    if (value !== undefined) added.push({ key, operator, values: [value] });
  }
  if (added.length === 0) return selector;
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
