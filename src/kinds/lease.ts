// Lease: written so often that its writers must show what they read.
// upstream: pkg/registry/coordination/lease/strategy.go

import type { Lease, LeaseSpec } from './generated/types.gen';
import { defineKind } from './kind';
import { checkNonNegative, type Errors, invalid } from './validation/field-error';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { changeField, withoutField } from './with-defaults';

export const lease = defineKind<Lease>({
  updateNeedsResourceVersion: true,
  createsOnUpdate: true,
  transient: true,
  // Leader election among clusters' components of different versions is behind a gate that is off.
  prepareCreate: withoutElection,
  prepareUpdate: withoutElection,
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    checkSpec(errors, object.spec);
    return errors;
  },
  validateUpdate: (next) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkSpec(errors, next.spec);
    return errors;
  },
});

function withoutElection(object: Lease): Lease {
  return changeField(object, 'spec', (spec) => withoutField(withoutField(spec, 'strategy'), 'preferredHolder'));
}

/** upstream: pkg/apis/coordination/validation ValidateLeaseSpec */
function checkSpec(errors: Errors, spec: LeaseSpec | undefined): void {
  const { leaseDurationSeconds: seconds, leaseTransitions } = spec ?? {};
  if (seconds !== undefined && seconds <= 0) {
    errors.push(invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0'));
  }
  checkNonNegative(errors, 'spec.leaseTransitions', leaseTransitions);
}
