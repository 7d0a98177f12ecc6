// Taints and tolerations. upstream: component-helpers/scheduling/corev1, api Toleration.ToleratesTaint

import { isEnabled } from './feature-gates';
import type { Node, Pod, Taint, Toleration } from './generated/types.gen';
import { int64 } from './validation/integers';

const NONE: readonly never[] = [];

export const UNSCHEDULABLE_TAINT: Taint = Object.freeze({
  key: 'node.kubernetes.io/unschedulable',
  effect: 'NoSchedule',
});

/** An empty effect or key fits all; Gt and Lt fit nothing while their gate is off. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  switch (toleration.operator ?? 'Equal') {
    case 'Exists':
      return true;
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '');
    case 'Lt':
    case 'Gt':
      return isEnabled('TaintTolerationComparisonOperators') && compares(toleration, taint);
    default:
      return false;
  }
}

/** Whether the taint's number is less, or greater, than the toleration's. upstream: compareNumericValues */
function compares(toleration: Toleration, taint: Taint): boolean {
  const limit = int64(toleration.value ?? '');
  const value = int64(taint.value ?? '');
  if (limit === undefined || value === undefined) return false;
  return toleration.operator === 'Lt' ? value < limit : value > limit;
}

export function toleratesTaint(tolerations: readonly Toleration[] | undefined, taint: Taint): boolean {
  return tolerations?.some((toleration) => tolerates(toleration, taint)) ?? false;
}

/** Taints that keep pods off. */
export function hardTaints(node: Node): readonly Taint[] {
  const taints = node.spec?.taints;
  if (!taints || taints.length === 0) return NONE;
  return taints.filter((taint) => taint.effect !== 'PreferNoSchedule');
}

/** Taints that only cost score. */
export function softTaints(node: Node): readonly Taint[] {
  const taints = node.spec?.taints;
  if (!taints || taints.length === 0) return NONE;
  return taints.filter((taint) => taint.effect === 'PreferNoSchedule');
}

/** Taints that drive running pods away. */
export function noExecuteTaints(node: Node): readonly Taint[] {
  const taints = node.spec?.taints;
  if (!taints?.some((taint) => taint.effect === 'NoExecute')) return NONE;
  return taints.filter((taint) => taint.effect === 'NoExecute');
}

export function toleratesAll(pod: Pod, taints: readonly Taint[]): boolean {
  for (const taint of taints) if (!toleratesTaint(pod.spec.tolerations, taint)) return false;
  return true;
}
