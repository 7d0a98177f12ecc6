// The working copy of one Deployment sync, and the writes that every path of it shares. As upstream's, the copy keeps
// the resourceVersion it was read with: a second status write in one sync conflicts, and the next sync makes it.

import type { ActorContext } from '../../api/actor';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../kinds/generated/types.gen';
import type { Retries } from '../shared/syncing';
import { annotationsOf, sizeAnnotations, withAnnotations } from './annotations';
import { deadlineInMs, equalStatuses, rolloutStatus } from './progress';
import { type ReplicaSets, sizeOf } from './replica-sets';
import { deploymentStatus } from './status';

export interface Sync {
  readonly cx: ActorContext<Retries>;
  readonly key: string;
  deployment: Deployment;
  /** Writes that were accepted so far. */
  writes: number;
}

/** Makes a write and counts it. */
export function write<T>(sync: Sync, send: () => T): T {
  const answer = send();
  sync.writes++;
  return answer;
}

/** Changes the working copy's status; `writeStatus` sends it. */
export function changeStatus(sync: Sync, change: Partial<DeploymentStatus>): void {
  sync.deployment = { ...sync.deployment, status: { ...sync.deployment.status, ...change } };
}

/** Sends the working copy's status and annotations. Throws Conflict when this sync has written them before. */
export function writeStatus(sync: Sync): void {
  write(sync, () => sync.cx.updateStatus(sync.deployment));
}

/** Writes counts and Available, as after scaling. upstream: syncDeploymentStatus */
export function syncStatus(sync: Sync, sets: ReplicaSets): void {
  const status = deploymentStatus(sync.deployment, sets, sync.cx.nowMs);
  if (!equalStatuses(sync.deployment.status, status)) sendStatus(sync, status);
}

/** Writes counts and conditions during a rollout, or asks for the look at its deadline. upstream: syncRolloutStatus */
export function syncRolloutStatus(sync: Sync, sets: ReplicaSets): void {
  const { cx, key, deployment } = sync;
  const status = rolloutStatus(deployment, sets, cx.nowMs);
  if (!equalStatuses(deployment.status, status)) {
    sendStatus(sync, status);
    return;
  }
  const leftMs = deadlineInMs(deployment, status, cx.nowMs);
  if (leftMs === undefined) return;
  // Within the last second upstream looks again and again; the first look that can find the deadline passed will do.
  cx.after(leftMs < 1000 ? Math.max(5, leftMs + 1) : leftMs + 1000, key, { background: true });
}

function sendStatus(sync: Sync, status: DeploymentStatus): void {
  sync.deployment = { ...sync.deployment, status };
  writeStatus(sync);
}

/** Sets a ReplicaSet's size, with its event; true when the size changed. upstream: scaleReplicaSetAndRecordEvent */
export function scaleReplicaSet(sync: Sync, replicaSet: ReplicaSet, size: number): boolean {
  return sizeOf(replicaSet) !== size && resizeReplicaSet(sync, replicaSet, size);
}

/**
 * Sets a ReplicaSet's size and size annotations, whichever differ; true when the size changed. upstream:
 * scaleReplicaSet
 */
export function resizeReplicaSet(sync: Sync, replicaSet: ReplicaSet, size: number): boolean {
  const { cx, deployment } = sync;
  const former = sizeOf(replicaSet);
  const annotations = withAnnotations(annotationsOf(replicaSet), sizeAnnotations(deployment));
  if (former === size && annotations === annotationsOf(replicaSet)) return false;
  const resized: ReplicaSet = {
    ...replicaSet,
    metadata: { ...replicaSet.metadata, annotations },
    spec: { ...replicaSet.spec, replicas: size },
  };
  write(sync, () => cx.update(resized));
  if (former === size) return false;
  const direction = former < size ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${former} to ${size}`;
  cx.event(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message });
  return true;
}
