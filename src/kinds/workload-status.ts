// What the statuses of workloads may say: no count is below zero or above the whole, collisions are not forgotten.
// upstream: pkg/apis/apps/validation Validate*StatusUpdate, pkg/apis/core/validation
// ValidateReplicationControllerStatus

import type { DaemonSet, Deployment, ReplicaSet, ReplicationController, StatefulSet } from './generated/types.gen';
import type { FieldError, KubeObject } from './kind';
import { checkNonNegative, type Errors, invalid } from './validation/field-error';
import { checkObjectMetaUpdate } from './validation/object-meta';

type Counts = Readonly<Record<string, number | undefined>>;

export function checkDeploymentStatus(next: Deployment, stored: Deployment): readonly FieldError[] {
  const errors: Errors = [];
  const counts = countsOf(next);
  checkObjectMetaUpdate(errors, next);
  checkCounts(errors, counts, DEPLOYMENT);
  checkParts(errors, counts, ['updatedReplicas', 'readyReplicas', 'availableReplicas']);
  checkAvailable(errors, counts, 'readyReplicas');
  checkCollisions(errors, counts, countsOf(stored));
  return errors;
}

const DEPLOYMENT = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
];

export function checkReplicaSetStatus(next: ReplicaSet | ReplicationController): readonly FieldError[] {
  const errors: Errors = [];
  const counts = countsOf(next);
  checkObjectMetaUpdate(errors, next);
  checkCounts(errors, counts, REPLICA_SET);
  checkParts(errors, counts, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas']);
  checkAvailable(errors, counts, 'readyReplicas');
  return errors;
}

const REPLICA_SET = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'observedGeneration',
  'terminatingReplicas',
];

export function checkStatefulSetStatus(next: StatefulSet, stored: StatefulSet): readonly FieldError[] {
  const errors: Errors = [];
  const counts = countsOf(next);
  checkCounts(errors, counts, STATEFUL_SET);
  checkParts(errors, counts, ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas']);
  checkAvailable(errors, counts, 'status.readyReplicas');
  checkObjectMetaUpdate(errors, next);
  checkCollisions(errors, counts, countsOf(stored));
  return errors;
}

const STATEFUL_SET = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
  'observedGeneration',
  'collisionCount',
];

export function checkDaemonSetStatus(next: DaemonSet, stored: DaemonSet): readonly FieldError[] {
  const errors: Errors = [];
  const counts = countsOf(next);
  checkObjectMetaUpdate(errors, next);
  checkCounts(errors, counts, DAEMON_SET);
  checkCollisions(errors, counts, countsOf(stored));
  return errors;
}

const DAEMON_SET = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
];

function countsOf(object: KubeObject): Counts {
  return ((object as { readonly status?: unknown }).status ?? {}) as Counts;
}

function checkCounts(errors: Errors, counts: Counts, fields: readonly string[]): void {
  for (const field of fields) checkNonNegative(errors, `status.${field}`, counts[field]);
}

function checkParts(errors: Errors, counts: Counts, fields: readonly string[]): void {
  const whole = counts.replicas ?? 0;
  for (const field of fields) {
    const count = counts[field] ?? 0;
    if (count > whole) errors.push(invalid(`status.${field}`, count, 'cannot be greater than status.replicas'));
  }
}

function checkAvailable(errors: Errors, { availableReplicas = 0, readyReplicas = 0 }: Counts, name: string): void {
  if (availableReplicas <= readyReplicas) return;
  errors.push(invalid('status.availableReplicas', availableReplicas, `cannot be greater than ${name}`));
}

/** upstream: IsDecremented */
function checkCollisions(errors: Errors, { collisionCount }: Counts, stored: Counts): void {
  if (stored.collisionCount === undefined) return;
  if (collisionCount !== undefined && collisionCount >= stored.collisionCount) return;
  errors.push(invalid('status.collisionCount', collisionCount ?? 0, 'cannot be decremented'));
}
