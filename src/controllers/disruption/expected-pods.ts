// How many pods a budget counts on and how many of them have to be healthy.
// upstream: pkg/controller/disruption getExpectedPodCount, getExpectedScale

import type { OwnerReference, PodDisruptionBudgetSpec } from '../../kinds/generated/types.gen';
import { scaledValue } from '../../kinds/int-or-string';
import type { ControllerScale } from './controller-scale';
import type { BudgetTally } from './tally';

export interface Expected {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  /** Some pods have no controller and are left out of a count that comes from controllers. */
  readonly leavesOut: boolean;
}

/** Answers the scale of a controller, or why it has none. */
export type ScaleOf = (controller: OwnerReference) => ControllerScale | string;

/** The count, or the text of what stands against it. Percentages are rounded up. */
export function expectedPods(spec: PodDisruptionBudgetSpec, tally: BudgetTally, scaleOf: ScaleOf): Expected | string {
  const { maxUnavailable, minAvailable } = spec;
  if (maxUnavailable === undefined && typeof minAvailable !== 'string') {
    if (minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0, leavesOut: false };
    return { expectedPods: tally.pods, desiredHealthy: minAvailable, leavesOut: false };
  }
  const total = totalScale(tally, scaleOf);
  if (typeof total === 'string') return total;
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaledValue(minAvailable, total, true)
      : Math.max(0, total - scaledValue(maxUnavailable, total, true));
  return { expectedPods: total, desiredHealthy, leavesOut: tally.unmanaged > 0 };
}

function totalScale({ controllers }: BudgetTally, scaleOf: ScaleOf): number | string {
  const scales = new Map<string, number>();
  for (const { controller } of controllers.values()) {
    const scale = scaleOf(controller);
    if (typeof scale === 'string') return scale;
    scales.set(scale.uid, scale.replicas);
  }
  let total = 0;
  for (const replicas of scales.values()) total += replicas;
  return total;
}
