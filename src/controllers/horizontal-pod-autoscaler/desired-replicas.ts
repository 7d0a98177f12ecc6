// From what the metrics propose to what the target is to have: stabilization, then rate, then the bounds.
// upstream: pkg/controller/podautoscaler/horizontal.go normalizeDesiredReplicas(WithBehaviors)

import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../kinds/generated/types.gen';
import type { AutoscalerMemory } from './memory';
import { type Bounds, withBehavior, withoutBehavior } from './scaling-rate';
import { stabilizeBoth, stabilizeDown } from './stabilization';
import type { Conditions } from './status';

const NO_RULES: HPAScalingRules = Object.freeze({});

/** Remembers the proposal, tells in the conditions what held it back and answers what is left of it. */
export function desiredReplicas(
  memory: AutoscalerMemory,
  key: string,
  { spec }: HorizontalPodAutoscaler,
  proposed: number,
  bounds: Bounds,
  conditions: Conditions,
  nowMs: number,
): number {
  const { behavior } = spec ?? {};
  const { scaleUp: up = NO_RULES, scaleDown: down = NO_RULES } = behavior ?? {};
  const known = memory.recommendations.get(key) ?? [];
  const stable = behavior
    ? stabilizeBoth(proposed, known, { current: bounds.current, up, down, nowMs })
    : stabilizeDown(proposed, known, nowMs);
  memory.recommendations.set(key, stable.recommendations);
  if (stable.replicas === proposed) {
    conditions.set('AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size');
  } else {
    conditions.set('AbleToScale', 'True', stable.reason, stable.message);
  }
  const scaleUps = memory.scaleUps.get(key) ?? [];
  const scaleDowns = memory.scaleDowns.get(key) ?? [];
  const { replicas, reason, message } = behavior
    ? withBehavior(stable.replicas, { ...bounds, up, down, scaleUps, scaleDowns, nowMs })
    : withoutBehavior(stable.replicas, bounds);
  conditions.set('ScalingLimited', replicas === stable.replicas ? 'False' : 'True', reason, message);
  return replicas;
}
