// The five numbers of a workload, by one name each whatever its kind calls them.

import type {
  DaemonSet,
  Deployment,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../kinds/generated/types.gen';

export interface ReplicaNumbers {
  readonly desired: number;
  readonly current: number;
  readonly ready: number;
  readonly available: number;
  /** undefined for kinds that do not count pods of the newest template. */
  readonly updated: number | undefined;
}

export type Workload = Deployment | ReplicaSet | ReplicationController | StatefulSet | DaemonSet;

/** Where each number stands, for its causes. */
export const NUMBER_FIELDS = {
  desired: 'spec.replicas',
  current: 'status.replicas',
  ready: 'status.readyReplicas',
  available: 'status.availableReplicas',
  updated: 'status.updatedReplicas',
} as const;

export function replicaNumbers(workload: Workload): ReplicaNumbers {
  if (workload.kind === 'DaemonSet') return daemonNumbers(workload as DaemonSet);
  const { spec, status = {} as NonNullable<Deployment['status']> } = workload as Deployment;
  const counts = ['Deployment', 'StatefulSet'].includes(workload.kind);
  return {
    desired: spec?.replicas ?? 1,
    current: status.replicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    updated: counts ? (status.updatedReplicas ?? 0) : undefined,
  };
}

function daemonNumbers({ status }: DaemonSet): ReplicaNumbers {
  return {
    desired: status?.desiredNumberScheduled ?? 0,
    current: status?.currentNumberScheduled ?? 0,
    ready: status?.numberReady ?? 0,
    available: status?.numberAvailable ?? 0,
    updated: status?.updatedNumberScheduled ?? 0,
  };
}
