// How controllers write a condition into a pod's status. upstream: pkg/api/v1/pod/util.go UpdatePodCondition

import type { Pod, PodCondition, PodStatus } from '../../kinds/generated/types.gen';
import { withFields } from '../../kinds/with-defaults';
import { rfc3339 } from '../../sim/time';

/** A condition that says a pod is about to be ended from outside, as of the pod's present generation. */
export function disruptionTarget(pod: Pod, reason: string, message: string): PodCondition {
  const { generation } = pod.metadata;
  return {
    type: 'DisruptionTarget',
    status: 'True',
    reason,
    message,
    lastProbeTime: null as unknown as undefined,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
  };
}

/**
 * The status with this condition in place of the one of its type, or added at the end. The transition time moves only
 * with the condition's status. Returns the same status when nothing changes.
 */
export function withPodCondition(status: PodStatus, condition: PodCondition, nowMs: number): PodStatus {
  const conditions = status.conditions ?? [];
  const index = conditions.findIndex((known) => known.type === condition.type);
  const old = conditions[index];
  const moved = old === undefined || old.status !== condition.status;
  const next = withFields(condition, { lastTransitionTime: moved ? rfc3339(nowMs) : old.lastTransitionTime });
  if (!moved && old.reason === condition.reason && old.message === condition.message) return status;
  if (old === undefined) return withFields(status, { conditions: [...conditions, next] });
  return withFields(status, { conditions: conditions.map((known, at) => (at === index ? next : known)) });
}
