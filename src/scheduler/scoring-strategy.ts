// How NodeResourcesFit scores what a node is left with: emptier nodes first, fuller ones first, or along a curve of the
// user's.
// upstream: plugins/noderesources least_allocated.go, most_allocated.go, requested_to_capacity_ratio.go

import type { NodeInfo } from './node-info';
import type { Amounts } from './requests';
import { scoredAmountsFor } from './resource-amounts';

export interface WeightedResource {
  readonly name: string;
  readonly weight: number;
}

/** `score` is 0 to 10. */
export interface ShapePoint {
  readonly utilization: number;
  readonly score: number;
}

export interface ScoringStrategy {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly resources: readonly WeightedResource[];
  /** For RequestedToCapacityRatio, by rising utilization. */
  readonly shape?: readonly ShapePoint[];
}

export type NodeScore = (asked: Amounts, node: NodeInfo) => number;
type ResourceScore = (requested: number, capacity: number) => number;

/** upstream: config.MaxCustomPriorityScore is 10, MaxNodeScore 100 */
const SCALE = 10;

export const leastAllocated: ResourceScore = (requested, capacity) =>
  requested > capacity ? 0 : Math.floor(((capacity - requested) * 100) / capacity);

const mostAllocated: ResourceScore = (requested, capacity) =>
  Math.floor((Math.min(requested, capacity) * 100) / capacity);

/** upstream: BuildBrokenLinearFunction */
export function alongShape(shape: readonly ShapePoint[]): ResourceScore {
  const at = (utilization: number) => {
    const index = shape.findIndex((point) => utilization <= point.utilization);
    const point = shape[index < 0 ? shape.length - 1 : index] as ShapePoint;
    if (index <= 0) return point.score * SCALE;
    const before = shape[index - 1] as ShapePoint;
    const rise = (point.score - before.score) * SCALE * (utilization - before.utilization);
    return before.score * SCALE + Math.trunc(rise / (point.utilization - before.utilization));
  };
  return (requested, capacity) => at(requested > capacity ? 100 : Math.floor((requested * 100) / capacity));
}

export function nodeScore({ type, resources, shape = [] }: ScoringStrategy): NodeScore {
  const byShape = type === 'RequestedToCapacityRatio';
  const score = byShape ? alongShape(shape) : type === 'MostAllocated' ? mostAllocated : leastAllocated;
  return (asked, node) => {
    let total = 0;
    let weights = 0;
    for (const { name, weight } of resources) {
      const [request, capacity, used] = scoredAmountsFor(name, asked, node);
      if (capacity === 0) continue;
      const ofResource = score(used + request, capacity);
      if (byShape && ofResource === 0) continue;
      total += ofResource * weight;
      weights += weight;
    }
    if (weights === 0) return 0;
    return byShape ? Math.round(total / weights) : Math.floor(total / weights);
  };
}
