// How fast an autoscaler may go: the limits of its policies, from what came and went within their periods.
// upstream: pkg/controller/podautoscaler/horizontal.go convertDesiredReplicasWithBehaviorRate

import type { HPAScalingRules } from '../../kinds/generated/types.gen';
import type { AutoscalerMemory, ScaleEvent } from './memory';

export interface Limited {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
}

export interface Bounds {
  readonly current: number;
  readonly min: number;
  readonly max: number;
}

const TOO_FEW = ['TooFewReplicas', 'the desired replica count is less than the minimum replica count'] as const;
const TOO_MANY = ['TooManyReplicas', 'the desired replica count is more than the maximum replica count'] as const;
const TOO_FAST_UP = [
  'ScaleUpLimit',
  'the desired replica count is increasing faster than the maximum scale rate',
] as const;
const TOO_FAST_DOWN = [
  'ScaleDownLimit',
  'the desired replica count is decreasing faster than the maximum scale rate',
] as const;
const WITHIN = ['DesiredWithinRange', 'the desired count is within the acceptable range'] as const;

const limited = (replicas: number, [reason, message]: readonly [string, string]): Limited => ({
  replicas,
  reason,
  message,
});

/** Without a behavior: at most twice as many, or 4. */
export function withoutBehavior(desired: number, { current, min, max }: Bounds): Limited {
  const upLimit = Math.max(2 * current, 4);
  const most = Math.min(max, upLimit);
  if (desired < min) return limited(min, TOO_FEW);
  if (desired > most) return limited(most, max > upLimit ? TOO_FAST_UP : TOO_MANY);
  return limited(desired, WITHIN);
}

export interface RateInput extends Bounds {
  readonly up: HPAScalingRules;
  readonly down: HPAScalingRules;
  readonly scaleUps: readonly ScaleEvent[];
  readonly scaleDowns: readonly ScaleEvent[];
  readonly nowMs: number;
}

/** With a behavior: what its policies allow in their periods. */
export function withBehavior(desired: number, input: RateInput): Limited {
  const { current, min, max } = input;
  if (desired > current) {
    const upLimit = Math.max(current, policyLimit(input, input.up, 1));
    const most = Math.min(max, upLimit);
    if (desired > most) return limited(most, max > upLimit ? TOO_FAST_UP : TOO_MANY);
  } else if (desired < current) {
    const downLimit = Math.min(current, policyLimit(input, input.down, -1));
    const least = Math.max(min, downLimit);
    if (desired < least) return limited(least, min < downLimit ? TOO_FAST_DOWN : TOO_FEW);
  }
  return limited(desired, WITHIN);
}

function policyLimit(input: RateInput, { policies = [], selectPolicy }: HPAScalingRules, sign: 1 | -1): number {
  const { current, scaleUps, scaleDowns, nowMs } = input;
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const sinceMs = nowMs - periodSeconds * 1000;
    const start = current - changeSince(scaleUps, sinceMs) + changeSince(scaleDowns, sinceMs);
    if (type === 'Pods') return start + sign * value;
    // Up is rounded up, else one pod would never become two.
    return sign > 0 ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
  const furthest = sign > 0 ? Math.max(...limits) : Math.min(...limits);
  const nearest = sign > 0 ? Math.min(...limits) : Math.max(...limits);
  return selectPolicy === 'Min' ? nearest : furthest;
}

function changeSince(events: readonly ScaleEvent[], sinceMs: number): number {
  let sum = 0;
  for (const { change, atMs } of events) if (atMs > sinceMs) sum += change;
  return sum;
}

/** Notes that the target was scaled, in place of an event that no policy looks back to any more. */
export function noteScaling(
  memory: AutoscalerMemory,
  key: string,
  rules: HPAScalingRules,
  { from, to, nowMs }: { readonly from: number; readonly to: number; readonly nowMs: number },
): void {
  const table = to > from ? memory.scaleUps : memory.scaleDowns;
  const longestSeconds = Math.max(0, ...(rules.policies ?? []).map(({ periodSeconds }) => periodSeconds));
  const kept = (table.get(key) ?? []).filter(({ atMs }) => atMs >= nowMs - longestSeconds * 1000);
  table.set(key, [...kept, { change: Math.abs(to - from), atMs: nowMs }]);
}
