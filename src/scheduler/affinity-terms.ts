// A pod's inter-pod affinity and anti-affinity terms, compiled once: which pods in which namespaces they mean, and
// over which topology. upstream: kube-scheduler/framework AffinityTerm, newAffinityTerm

import type { Pod, PodAffinityTerm } from '../kinds/generated/types.gen';
import {
  compileSelector,
  type LabelMatcher,
  type Labels,
  type Requirement,
  requirementsOf,
  selectorText,
} from '../kinds/labels';

export interface AffinityTerm {
  /** Equal for terms that mean the same. */
  readonly id: string;
  readonly topologyKey: string;
  readonly namespaces: readonly string[];
  readonly namespaceSelector: LabelMatcher | undefined;
  readonly matches: LabelMatcher;
  readonly requirements: readonly Requirement[];
}

export interface WeightedTerm {
  readonly weight: number;
  readonly term: AffinityTerm;
}

export interface AffinityTerms {
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly WeightedTerm[];
  readonly preferredAntiAffinity: readonly WeightedTerm[];
}

const compiled = new WeakMap<object, { readonly namespace: string; readonly terms: AffinityTerms }>();

/** A pod's terms; undefined when it has none. */
export function affinityTermsOf(pod: Pod): AffinityTerms | undefined {
  const affinity = pod.spec.affinity;
  if (!affinity || (!affinity.podAffinity && !affinity.podAntiAffinity)) return undefined;
  const namespace = pod.metadata.namespace as string;
  const known = compiled.get(affinity);
  if (known?.namespace === namespace) return known.terms;
  const { podAffinity, podAntiAffinity } = affinity;
  const required = (terms: readonly PodAffinityTerm[] | undefined) =>
    (terms ?? []).map((term) => compileTerm(term, namespace));
  const preferred = (list: NonNullable<typeof podAffinity>['preferredDuringSchedulingIgnoredDuringExecution']) =>
    (list ?? []).map(({ weight, podAffinityTerm }) => ({ weight, term: compileTerm(podAffinityTerm, namespace) }));
  const terms: AffinityTerms = {
    requiredAffinity: required(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAntiAffinity: required(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: preferred(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: preferred(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  };
  compiled.set(affinity, { namespace, terms });
  return terms;
}

/** Without namespaces and namespace selector a term means the pod's own namespace. */
function compileTerm(term: PodAffinityTerm, namespace: string): AffinityTerm {
  const { labelSelector, namespaceSelector, topologyKey } = term;
  const listed = term.namespaces ?? [];
  const namespaces = listed.length === 0 && !namespaceSelector ? [namespace] : [...listed].sort();
  const where = namespaceSelector ? `{${selectorText(namespaceSelector)}}` : '';
  const which = labelSelector ? `{${selectorText(labelSelector)}}` : 'nothing';
  return {
    id: `${topologyKey}|${namespaces.join(',')}|${where}|${which}`,
    topologyKey,
    namespaces,
    namespaceSelector: namespaceSelector ? compileSelector(namespaceSelector) : undefined,
    matches: compileSelector(labelSelector),
    requirements: labelSelector ? requirementsOf(labelSelector) : [],
  };
}

/** Whether another pod's term means a pod of this namespace with these labels. */
export function termMatches(
  term: AffinityTerm,
  namespace: string,
  labels: Labels | undefined,
  of: Labels | undefined,
): boolean {
  if (!term.namespaces.includes(namespace) && !term.namespaceSelector?.(of)) return false;
  return term.matches(labels);
}

/**
 * Whether a pending pod's own term means a pod. Since 1.34 a namespace selector is also asked about empty labels, so
 * that one made of NotIn and DoesNotExist alone means every namespace. upstream: AffinityTerm.Matches with nil
 * namespace labels
 */
export function ownTermMatches(
  term: AffinityTerm,
  pod: Pod,
  namespaceLabels: (name: string) => Labels | undefined,
): boolean {
  const namespace = pod.metadata.namespace as string;
  if (!meansNamespace(term, namespace, namespaceLabels)) return false;
  return term.matches(pod.metadata.labels);
}

export function meansNamespace(
  term: AffinityTerm,
  namespace: string,
  namespaceLabels: (name: string) => Labels | undefined,
): boolean {
  if (term.namespaces.includes(namespace)) return true;
  const selector = term.namespaceSelector;
  return selector !== undefined && (selector(undefined) || selector(namespaceLabels(namespace)));
}
