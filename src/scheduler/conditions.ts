// A pod's status as the scheduler changes it: one condition and the nominated node.

import type { Client } from '../api/actor';
import type { Pod, PodCondition } from '../kinds/generated/types.gen';
import { rfc3339 } from '../sim/time';

export interface NewCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/**
 * The pod's conditions with this one; undefined when it says nothing new. The time of transition stays while the
 * status does. upstream: pkg/api/v1/pod UpdatePodCondition
 */
export function withCondition(pod: Pod, condition: NewCondition, nowMs: number): readonly PodCondition[] | undefined {
  const conditions = pod.status?.conditions ?? [];
  const index = conditions.findIndex(({ type }) => type === condition.type);
  const known = conditions[index];
  if (known?.status === condition.status && known.reason === condition.reason && known.message === condition.message) {
    return undefined;
  }
  const changed = known?.status !== condition.status;
  const next = {
    lastProbeTime: null,
    lastTransitionTime: changed ? rfc3339(nowMs) : known.lastTransitionTime,
    message: condition.message,
    observedGeneration: pod.metadata.generation,
    reason: condition.reason,
    status: condition.status,
    type: condition.type,
  } as unknown as PodCondition;
  return known ? conditions.map((one, at) => (at === index ? next : one)) : [...conditions, next];
}

/**
 * Patches what is new. `nominated`: the node, '' to give the nomination up, undefined to leave it. Errors: 404 when
 * the pod is gone.
 */
export function patchPodStatus(
  client: Client,
  pod: Pod,
  conditions: readonly PodCondition[] | undefined,
  nominated?: string,
): void {
  const changesNode = nominated !== undefined && nominated !== (pod.status?.nominatedNodeName ?? '');
  if (!conditions && !changesNode) return;
  const status = {
    ...(conditions ? { conditions } : {}),
    ...(changesNode ? { nominatedNodeName: nominated === '' ? null : nominated } : {}),
  };
  const { namespace, name } = pod.metadata;
  client.patch('Pod', namespace, name, 'merge', { status }, { subresource: 'status' });
}
