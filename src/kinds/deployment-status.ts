// What a Deployment's status may say: no count is below zero or above the whole.
// upstream: pkg/apis/apps/validation ValidateDeploymentStatus

import type { Deployment } from './generated/types.gen';
import type { FieldError } from './kind';
import { checkNonNegative, type Errors, invalid } from './validation/field-error';

const COUNTS = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
] as const;
const PARTS = ['updatedReplicas', 'readyReplicas', 'availableReplicas'] as const;

export function checkDeploymentStatus({ status = {} }: Deployment, stored: Deployment): readonly FieldError[] {
  const errors: Errors = [];
  for (const field of COUNTS) checkNonNegative(errors, `status.${field}`, status[field]);
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0, collisionCount } = status;
  for (const field of PARTS) {
    const count = status[field] ?? 0;
    if (count > replicas) errors.push(invalid(`status.${field}`, count, 'cannot be greater than status.replicas'));
  }
  if (availableReplicas > readyReplicas) {
    const why = 'cannot be greater than readyReplicas';
    errors.push(invalid('status.availableReplicas', availableReplicas, why));
  }
  if ((collisionCount ?? 0) < (stored.status?.collisionCount ?? 0)) {
    errors.push(invalid('status.collisionCount', collisionCount ?? 0, 'cannot be decremented'));
  }
  return errors;
}
