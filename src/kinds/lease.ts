// Lease: written so often that its writers must show what they read.
// upstream: pkg/registry/coordination/lease/strategy.go

import { isEnabled } from './feature-gates';
import type { Lease, LeaseSpec } from './generated/types.gen';
import { defineKind } from './kind';
import { checkNonNegative, type Errors, forbidden, invalid, notSupported } from './validation/field-error';
import { qualifiedName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { changeField, withoutField } from './with-defaults';

export const lease = defineKind<Lease>({
  updateNeedsResourceVersion: true,
  createsOnUpdate: true,
  transient: true,
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

/** Leader election among components of different versions. */
function withoutElection(object: Lease): Lease {
  if (isEnabled('CoordinatedLeaderElection')) return object;
  return changeField(object, 'spec', (spec) => withoutField(withoutField(spec, 'strategy'), 'preferredHolder'));
}

/** upstream: pkg/apis/coordination/validation ValidateLeaseSpec */
function checkSpec(errors: Errors, spec: LeaseSpec | undefined): void {
  const { leaseDurationSeconds: seconds, leaseTransitions, strategy, preferredHolder } = spec ?? {};
  if (seconds !== undefined && seconds <= 0) {
    errors.push(invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0'));
  }
  checkNonNegative(errors, 'spec.leaseTransitions', leaseTransitions);
  if (strategy !== undefined) checkStrategy(errors, strategy);
  if (preferredHolder && !strategy) {
    errors.push(forbidden('spec.preferredHolder', 'may only be specified if `strategy` is defined'));
  }
}

const STRATEGIES = ['OldestEmulationVersion'];

/** The doubled path is upstream's. upstream: ValidateCoordinatedLeaseStrategy */
function checkStrategy(errors: Errors, strategy: string): void {
  const path = 'spec.strategy.strategy';
  if (strategy.includes('/')) for (const why of qualifiedName(strategy)) errors.push(invalid(path, strategy, why));
  else if (!STRATEGIES.includes(strategy)) errors.push(notSupported(path, strategy, STRATEGIES));
}
