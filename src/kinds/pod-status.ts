// What the API server does to a pod's status by itself: the first one, and what a status write keeps of the old one.
// upstream: pkg/registry/core/pod/strategy.go

import { rfc3339 } from '../sim/time';
import { isEnabled } from './feature-gates';
import type { ContainerStatus, Pod, PodCondition, PodStatus } from './generated/types.gen';
import { keepSpec } from './keep';
import { qualityOfService } from './pod-spec/quality-of-service';
import { changeItems, mapSame, withField, withoutField } from './with-defaults';

/** The status of a new pod. */
export function firstStatus(pod: Pod, nowMs: number): PodStatus {
  // Upstream asks for the class of the pod as it came: one that it brought along stays.
  const qosClass = pod.status?.qosClass || qualityOfService(pod.spec);
  const status: PodStatus = { phase: 'Pending', qosClass };
  if (!pod.spec.schedulingGates?.length) return status;
  const gated: PodCondition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: rfc3339(nowMs),
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
  return { ...status, conditions: [gated] };
}

/** A write to /status: spec and owners stay, and what was left out of the status where the server remembers it. */
export function prepareStatusUpdate(next: Pod, stored: Pod): Pod {
  const kept = keepSpec(next, stored);
  const owned = withField(
    kept,
    'metadata',
    withField(kept.metadata, 'ownerReferences', stored.metadata.ownerReferences),
  );
  if (!owned.status) return withField(owned, 'status', { qosClass: stored.status?.qosClass });
  return withField(owned, 'status', completeStatus(owned.status, stored.status ?? {}));
}

function completeStatus(status: PodStatus, old: PodStatus): PodStatus {
  let next = status;
  if (!next.qosClass && old.qosClass) next = { ...next, qosClass: old.qosClass };
  if (!next.observedGeneration && old.observedGeneration) {
    next = { ...next, observedGeneration: old.observedGeneration };
  }
  next = withField(next, 'conditions', keepConditionGenerations(next.conditions, old.conditions));
  return withoutDisabled(oneAddress(next));
}

const CONTAINER_LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const;

/** Fields behind gates that are off. upstream: dropDisabledPodStatusFields */
function withoutDisabled(status: PodStatus): PodStatus {
  let next = withoutField(status, 'nodeAllocatableResourceClaimStatuses');
  if (!isEnabled('InPlacePodLevelResourcesVerticalScaling')) {
    next = withoutField(withoutField(next, 'resources'), 'allocatedResources');
  }
  if (!isEnabled('DRAExtendedResource')) next = withoutField(next, 'extendedResourceClaimStatus');
  for (const list of CONTAINER_LISTS) next = changeItems(next, list, withoutDisabledParts);
  return next;
}

function withoutDisabledParts(container: ContainerStatus): ContainerStatus {
  let next = container;
  if (!isEnabled('ImageVolumeWithDigest')) {
    next = changeItems(next, 'volumeMounts', (mount) => withoutField(mount, 'volumeStatus'));
  }
  if (!isEnabled('ResourceHealthStatus')) next = withoutField(next, 'allocatedResourcesStatus');
  if (isEnabled('ResourceHealthStatusMessage')) return next;
  return changeItems(next, 'allocatedResourcesStatus', (resource) =>
    changeItems(resource, 'resources', (health) => withoutField(health, 'message')),
  );
}

function keepConditionGenerations(
  conditions: readonly PodCondition[] | undefined,
  old: readonly PodCondition[] | undefined,
): readonly PodCondition[] | undefined {
  if (!conditions) return undefined;
  return mapSame(conditions, (condition, index) => {
    if (condition.observedGeneration) return condition;
    const isSame = ({ type }: PodCondition) => type === condition.type;
    // A type may stand there more than once: the first takes after the first, the second after the second.
    const earlier = conditions.slice(0, index).filter(isSame).length;
    const generation = old?.filter(isSame)[earlier]?.observedGeneration;
    return generation ? { ...condition, observedGeneration: generation } : condition;
  });
}

/** podIP is the first of podIPs, whichever of the two was given. upstream: Convert_v1_PodStatus_To_core_PodStatus */
function oneAddress(status: PodStatus): PodStatus {
  const first = status.podIPs?.[0]?.ip;
  if (status.podIP && first !== status.podIP) return { ...status, podIPs: [{ ip: status.podIP }] };
  if (!status.podIP && first) return { ...status, podIP: first };
  return status;
}
