// Proposals that come and go are not followed at once: the windows in which the highest or lowest one counts.
// upstream: pkg/controller/podautoscaler/horizontal.go stabilizeRecommendation, stabilizeRecommendationWithBehaviors

import type { HPAScalingRules } from '../../kinds/generated/types.gen';
import type { Recommendation } from './memory';

/** upstream: --horizontal-pod-autoscaler-downscale-stabilization */
const DOWN_WINDOW_MS = 300_000;

export interface Stabilized {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
  /** What to remember, the present proposal among it. */
  readonly recommendations: readonly Recommendation[];
}

const DOWN = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};
const UP = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};

/** Without a behavior only scaling down waits. */
export function stabilizeDown(desired: number, known: readonly Recommendation[], nowMs: number): Stabilized {
  const kept = known.filter(({ atMs }) => atMs >= nowMs - DOWN_WINDOW_MS);
  const replicas = Math.max(desired, ...kept.map((each) => each.replicas));
  return { replicas, ...DOWN, recommendations: [...kept, { replicas: desired, atMs: nowMs }] };
}

export interface Windows {
  readonly current: number;
  readonly up: HPAScalingRules;
  readonly down: HPAScalingRules;
  readonly nowMs: number;
}

/** With a behavior each direction has a window; between the two limits the target stays as it is. */
export function stabilizeBoth(
  desired: number,
  known: readonly Recommendation[],
  { current, up, down, nowMs }: Windows,
): Stabilized {
  const upSinceMs = nowMs - (up.stabilizationWindowSeconds ?? 0) * 1000;
  const downSinceMs = nowMs - windowMs(down);
  const kept = known.filter(({ atMs }) => atMs >= upSinceMs || atMs >= downSinceMs);
  const lowest = Math.min(desired, ...recent(kept, upSinceMs));
  const highest = Math.max(desired, ...recent(kept, downSinceMs));
  const replicas = Math.min(highest, Math.max(lowest, current));
  const words = desired >= current ? UP : DOWN;
  return { replicas, ...words, recommendations: [...kept, { replicas: desired, atMs: nowMs }] };
}

const windowMs = ({ stabilizationWindowSeconds }: HPAScalingRules) =>
  stabilizationWindowSeconds === undefined ? DOWN_WINDOW_MS : stabilizationWindowSeconds * 1000;

const recent = (known: readonly Recommendation[], sinceMs: number) =>
  known.filter(({ atMs }) => atMs > sinceMs).map(({ replicas }) => replicas);
