// What a ReplicaSet (or ReplicationController) reports of its pods, and the condition that says why it has too few or
// too many. upstream: pkg/controller/replicaset/replica_set_utils.go

import { equalData } from '../../kinds/equal-data';
import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../../kinds/generated/types.gen';
import { compileLabels } from '../../kinds/labels';
import { rfc3339 } from '../../sim/time';
import { forSharedLabels } from '../shared/controller-ref';
import { isPodAvailable, isPodReady } from '../shared/pod-state';
import type { Replicated } from './replicated';

export interface Observed {
  /** Active pods that are the owner's own, as they were before this sync's creates and deletes. */
  readonly pods: readonly Pod[];
  /** Pods being deleted; undefined for kinds that do not report them. */
  readonly terminating: number | undefined;
  /** What this sync's creates or deletes failed with. */
  readonly failure: Error | undefined;
  readonly nowMs: number;
}

export interface PodCounts {
  readonly active: number;
  readonly fullyLabeled: number;
  readonly ready: number;
  readonly available: number;
  readonly terminating: number | undefined;
}

/** The status to write, from the pods themselves. */
export function replicasStatus(owner: Replicated, observed: Observed): ReplicaSetStatus {
  const { pods, terminating, failure, nowMs } = observed;
  const minReadySeconds = owner.spec.minReadySeconds ?? 0;
  const hasAll = forSharedLabels(compileLabels(owner.spec.template?.metadata?.labels));
  let [fullyLabeled, ready, available] = [0, 0, 0];
  for (const pod of pods) {
    if (hasAll(pod.metadata.labels)) fullyLabeled++;
    if (!isPodReady(pod)) continue;
    ready++;
    if (minReadySeconds === 0 || isPodAvailable(pod, minReadySeconds, nowMs)) available++;
  }
  return countedStatus(owner, { active: pods.length, fullyLabeled, ready, available, terminating }, failure, nowMs);
}

/** The status of these counts; those of zero but `replicas` and `terminatingReplicas` are left out. */
export function countedStatus(
  owner: Replicated,
  { active, fullyLabeled, ready, available, terminating }: PodCounts,
  failure: Error | undefined,
  nowMs: number,
): ReplicaSetStatus {
  const conditions = withFailure(owner, active, failure, nowMs);
  const generation = owner.metadata.generation ?? 0;
  const status: { -readonly [K in keyof ReplicaSetStatus]: ReplicaSetStatus[K] } = { replicas: active };
  if (available > 0) status.availableReplicas = available;
  if (conditions.length > 0) status.conditions = conditions;
  if (fullyLabeled > 0) status.fullyLabeledReplicas = fullyLabeled;
  if (generation > 0) status.observedGeneration = generation;
  if (ready > 0) status.readyReplicas = ready;
  if (terminating !== undefined) status.terminatingReplicas = terminating;
  return status;
}

/** Whether the status differs from the owner's. */
export function isNewStatus(owner: Replicated, status: ReplicaSetStatus): boolean {
  return !equalData({ replicas: 0, ...owner.status }, status);
}

/** ReplicaFailure keeps its first message until a sync succeeds. upstream: calculateStatus */
function withFailure(
  owner: Replicated,
  count: number,
  failure: Error | undefined,
  nowMs: number,
): readonly ReplicaSetCondition[] {
  const conditions = owner.status?.conditions ?? [];
  const known = conditions.some((condition) => condition.type === 'ReplicaFailure');
  if ((failure !== undefined) === known) return conditions;
  if (failure === undefined) return conditions.filter((condition) => condition.type !== 'ReplicaFailure');
  const missing = (owner.spec.replicas ?? 1) - count;
  const condition: ReplicaSetCondition = {
    lastTransitionTime: rfc3339(nowMs),
    message: failure.message,
    reason: missing > 0 ? 'FailedCreate' : missing < 0 ? 'FailedDelete' : '',
    status: 'True',
    type: 'ReplicaFailure',
  };
  return [...conditions, condition];
}

/** The ReplicaFailure condition of a ReplicaSet, if any. */
export function replicaFailure(replicaSet: ReplicaSet): ReplicaSetCondition | undefined {
  return replicaSet.status?.conditions?.find((condition) => condition.type === 'ReplicaFailure');
}
