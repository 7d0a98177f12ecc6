// Pods of a workload after a campaign: those that are ready, and what keeps the others.

import type { Cluster } from '../../actions/acting-cluster';
import type { Reader } from '../../api/actor';
import type { DaemonSet, Deployment, Pod, ReplicaSet, StatefulSet } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';
import type { ObjectReference } from '../finding';
import { isReady } from './world';

/** What may stand between a workload and its pods. */
const BETWEEN = ['ReplicaSet', 'StatefulSet', 'Deployment', 'DaemonSet'] as const;

export function podsOf(reader: Reader, workload: ObjectReference): readonly Pod[] {
  const object = objectOf(reader, workload);
  if (object?.kind === 'Pod') return [object as unknown as Pod];
  return object ? ownedPods(reader, object.metadata.uid ?? '') : [];
}

function ownedPods(reader: Reader, uid: string): readonly Pod[] {
  const between = BETWEEN.flatMap((kind): readonly KubeObject[] => reader.by(kind, 'owner', uid) as never);
  return [
    ...reader.by('Pod', 'owner', uid),
    ...between.flatMap(({ metadata }) => ownedPods(reader, metadata.uid ?? '')),
  ];
}

/** @param dead nodes whose pods are ready in nobody's eyes but the server's */
export function readyCount(reader: Reader, workload: ObjectReference, dead?: ReadonlySet<string>): number {
  return podsOf(reader, workload).filter((pod) => isReady(pod) && !dead?.has(pod.spec.nodeName ?? '')).length;
}

export function objectOf(reader: Reader, { kind, namespace, name }: ObjectReference): KubeObject | undefined {
  return reader.get(kind as KindName, namespace === '' ? undefined : namespace, name) as KubeObject | undefined;
}

/** Whether the last change of a workload's template has reached all its pods. upstream: kubectl rollout status */
export function isRolledOut(object: KubeObject): boolean {
  const { generation = 0 } = object.metadata;
  if (object.kind === 'Deployment') {
    const { spec, status } = object as unknown as Deployment;
    const { observedGeneration = 0, updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status ?? {};
    const wanted = spec.replicas ?? 1;
    return (
      observedGeneration >= generation &&
      updatedReplicas >= wanted &&
      replicas <= updatedReplicas &&
      availableReplicas >= updatedReplicas
    );
  }
  if (object.kind === 'StatefulSet') {
    const { spec, status } = object as unknown as StatefulSet;
    const { observedGeneration = 0, updatedReplicas = 0, readyReplicas = 0 } = status ?? {};
    const wanted = spec.replicas ?? 1;
    return observedGeneration >= generation && updatedReplicas >= wanted && readyReplicas >= wanted;
  }
  const { status } = object as unknown as DaemonSet;
  const { observedGeneration = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const wanted = status?.desiredNumberScheduled ?? 0;
  return observedGeneration >= generation && updatedNumberScheduled >= wanted && numberAvailable >= wanted;
}

/** The words of whoever keeps a workload's pods from being ready; undefined when nobody says anything. */
export function obstacleOf(cluster: Cluster, workload: ObjectReference): string | undefined {
  const { reader } = cluster;
  for (const pod of podsOf(reader, workload)) {
    const words = podObstacle(pod);
    if (words !== undefined) return words;
  }
  return refusalOf(cluster, workload);
}

function podObstacle({ status, spec, metadata }: Pod): string | undefined {
  if (metadata.deletionTimestamp !== undefined) return undefined;
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False' && !spec.nodeName) return scheduled.message;
  const waiting = status?.containerStatuses?.find(({ state }) => state?.waiting?.message !== undefined);
  return waiting?.state?.waiting?.message;
}

/** What the server said when a controller wanted to create a pod. */
function refusalOf({ reader }: Cluster, workload: ObjectReference): string | undefined {
  const { namespace, name } = workload;
  const owner = objectOf(reader, workload);
  const sets = owner ? reader.by('ReplicaSet', 'owner', owner.metadata.uid ?? '') : [];
  for (const set of sets) {
    const failure = (set as ReplicaSet).status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
    if (failure?.status === 'True') return failure.message;
  }
  const refused = reader.list('Event', namespace).filter(({ reason, involvedObject }) => {
    return reason === 'FailedCreate' && involvedObject.kind === workload.kind && involvedObject.name === name;
  });
  return refused.at(-1)?.message;
}
