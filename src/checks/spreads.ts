// What a pod asks for to be away from others: anti-affinity and topology spread constraints.

import type { PodSpec } from '../kinds/generated/types.gen';
import { compileSelector, type LabelMatcher } from '../kinds/labels';
import type { FieldPath } from '../manifests/source';

export interface Spread {
  readonly topologyKey: string;
  /** Whether a pod with these labels is one that it counts. */
  readonly matches: LabelMatcher;
  readonly kind: 'anti-affinity' | 'constraint';
  /** From the pod's spec. */
  readonly path: FieldPath;
}

export function spreadsOf({ affinity, topologySpreadConstraints }: PodSpec): readonly Spread[] {
  const { podAntiAffinity } = affinity ?? {};
  const required = podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const preferred = podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const path = ['affinity', 'podAntiAffinity'];
  const terms = [...required, ...preferred.flatMap(({ podAffinityTerm }) => podAffinityTerm ?? [])];
  return [
    ...terms.map(({ topologyKey, labelSelector }) => ({
      topologyKey,
      matches: compileSelector(labelSelector),
      kind: 'anti-affinity' as const,
      path,
    })),
    ...(topologySpreadConstraints ?? []).map(({ topologyKey, labelSelector }, index) => ({
      topologyKey,
      matches: compileSelector(labelSelector),
      kind: 'constraint' as const,
      path: ['topologySpreadConstraints', index],
    })),
  ];
}
