// What a StatefulSet reports of its pods as they were before the sync acted.
// upstream: pkg/controller/statefulset/stateful_set_control.go computeReplicaStatus, completeRollingUpdate

import type { Pod, StatefulSet, StatefulSetStatus } from '../../kinds/generated/types.gen';
import { isPodAvailable } from '../shared/pod-state';
import { wantedReplicas } from './identity';
import { isRunningAndReady } from './pod-steps';
import { podRevision, type Revisions } from './stateful-pod';

/** Counts by revision leave out terminating pods; `replaced` are those that this sync deleted for an update. */
export function statefulStatus(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: Revisions,
  collisionCount: number,
  replaced: number,
  nowMs: number,
): StatefulSetStatus {
  let [ready, available, ofCurrent, ofUpdate] = [0, 0, -replaced, 0];
  for (const pod of pods) {
    if (isRunningAndReady(pod)) {
      ready++;
      if (isPodAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs)) available++;
    }
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    const revision = podRevision(pod);
    if (revision === current.metadata.name) ofCurrent++;
    if (revision === update.metadata.name) ofUpdate++;
  }
  const wanted = wantedReplicas(set);
  const isComplete =
    set.spec.updateStrategy?.type === 'RollingUpdate' &&
    ofUpdate === wanted &&
    ready === wanted &&
    pods.length === wanted;
  return withoutZeros({
    availableReplicas: available,
    collisionCount,
    currentReplicas: isComplete ? ofUpdate : ofCurrent,
    currentRevision: (isComplete ? update : current).metadata.name,
    observedGeneration: set.metadata.generation ?? 0,
    readyReplicas: ready,
    replicas: pods.length,
    updateRevision: update.metadata.name,
    updatedReplicas: ofUpdate,
  });
}

/** Whether the status says anything that the set's does not; collisions alone do not count. */
export function isNewStatus({ status }: StatefulSet, next: StatefulSetStatus): boolean {
  if ((next.observedGeneration ?? 0) > (status?.observedGeneration ?? 0)) return true;
  return COMPARED.some((field) => (next[field] || 0) !== (status?.[field] || 0));
}

const COMPARED = [
  'replicas',
  'currentReplicas',
  'readyReplicas',
  'updatedReplicas',
  'availableReplicas',
  'currentRevision',
  'updateRevision',
] as const;

function withoutZeros({ currentReplicas, readyReplicas, updatedReplicas, ...rest }: StatefulSetStatus) {
  return {
    ...rest,
    ...(currentReplicas ? { currentReplicas } : {}),
    ...(readyReplicas ? { readyReplicas } : {}),
    ...(updatedReplicas ? { updatedReplicas } : {}),
  };
}
