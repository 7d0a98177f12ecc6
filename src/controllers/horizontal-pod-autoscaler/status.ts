// The status of an autoscaler as a sync builds it up, and when it is written.
// upstream: pkg/controller/podautoscaler/horizontal.go setConditionInList, setStatus

import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  MetricStatus,
} from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';

export type ConditionType = 'AbleToScale' | 'ScalingActive' | 'ScalingLimited' | 'ScaledToZero';

/** Conditions that change in the course of one sync; a time moves only with its status. */
export class Conditions {
  list: readonly HorizontalPodAutoscalerCondition[];
  readonly #nowMs: number;

  constructor(status: HorizontalPodAutoscalerStatus | undefined, nowMs: number) {
    this.list = status?.conditions ?? [];
    this.#nowMs = nowMs;
  }

  set(type: ConditionType, status: 'True' | 'False', reason: string, message: string): void {
    const old = this.list.find((condition) => condition.type === type);
    const lastTransitionTime = old?.status === status ? old.lastTransitionTime : rfc3339(this.#nowMs);
    const next: HorizontalPodAutoscalerCondition = { lastTransitionTime, message, reason, status, type };
    this.list = old ? this.list.map((known) => (known === old ? next : known)) : [...this.list, next];
  }

  remove(type: ConditionType): void {
    if (this.list.some((known) => known.type === type)) this.list = this.list.filter((known) => known.type !== type);
  }

  isTrue(type: ConditionType): boolean {
    return this.list.some((known) => known.type === type && known.status === 'True');
  }
}

export interface Outcome {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  /** undefined when no metric was looked at. */
  readonly metrics: readonly MetricStatus[] | undefined;
  readonly lastScaleTime: string | undefined;
}

/** The status after a sync that read the target's scale; what it does not name is dropped. */
export function statusAfter(
  conditions: Conditions,
  { currentReplicas, desiredReplicas, metrics, lastScaleTime }: Outcome,
): HorizontalPodAutoscalerStatus {
  return {
    conditions: conditions.list,
    currentMetrics: (metrics ?? null) as readonly MetricStatus[],
    ...(currentReplicas === 0 ? {} : { currentReplicas }),
    desiredReplicas,
    ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
  };
}

/** A metric that could not be had leaves an empty place in the list. */
export const NO_METRIC: MetricStatus = Object.freeze({ type: '' });

export function lastScaleTimeOf({ status }: HorizontalPodAutoscaler): string | undefined {
  return status?.lastScaleTime;
}
