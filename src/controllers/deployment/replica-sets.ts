// A Deployment's ReplicaSets: which is the new one, which are old, how many pods they are asked for and have.
// upstream: pkg/controller/deployment/util/deployment_util.go

import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import { isControlledBy } from '../../kinds/owner';
import { equalTemplates } from './template';

export interface ReplicaSets {
  /** The one whose template is the Deployment's; undefined while there is none. */
  readonly current: ReplicaSet | undefined;
  /** All others, oldest first. */
  readonly old: readonly ReplicaSet[];
}

/** Creation time, then name. upstream: ReplicaSetsByCreationTimestamp */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [first, second] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (first !== second) return first < second ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0;
}

/** Tells the new ReplicaSet, the oldest with an equal template, from the old ones. */
export function splitReplicaSets(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSets {
  const sorted = [...replicaSets].sort(byAge);
  const current = sorted.find((replicaSet) => equalTemplates(replicaSet.spec.template, deployment.spec.template));
  return { current, old: sorted.filter((replicaSet) => replicaSet !== current) };
}

export function allOf({ current, old }: ReplicaSets): readonly ReplicaSet[] {
  return current === undefined ? old : [...old, current];
}

/** The size asked of a ReplicaSet. */
export function sizeOf(replicaSet: ReplicaSet): number {
  return replicaSet.spec.replicas ?? 1;
}

export function availableOf(replicaSet: ReplicaSet): number {
  return replicaSet.status?.availableReplicas ?? 0;
}

export function activeOf(replicaSets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return replicaSets.filter((replicaSet) => sizeOf(replicaSet) > 0);
}

/** Sum of one number over ReplicaSets. */
export function total(replicaSets: readonly ReplicaSet[], count: (replicaSet: ReplicaSet) => number): number {
  let sum = 0;
  for (const replicaSet of replicaSets) sum += count(replicaSet);
  return sum;
}

/** Those that the Deployment controls, oldest first. */
export function ownReplicaSets(deployment: Deployment, replicaSets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return replicaSets.filter((replicaSet) => isControlledBy(replicaSet, deployment)).sort(byAge);
}
