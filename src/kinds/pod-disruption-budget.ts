// PodDisruptionBudget: what the API server does with one of its own.
// upstream: pkg/registry/policy/poddisruptionbudget/strategy.go

import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { internalValue } from './pod-spec/internal-value';
import { checkConditions } from './validation/conditions';
import { checkNonNegative, type Errors, invalid, notSupported } from './validation/field-error';
import { checkAtMost100Percent, checkIntOrPercent } from './validation/int-or-percent';
import { checkLabelSelector } from './validation/label-selector';
import { pathSegmentName } from './validation/names';
import { checkAnyObjectMeta } from './validation/object-meta';

const NO_STATUS = Object.freeze({ disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 });

export const podDisruptionBudget = defineKind<PodDisruptionBudget>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  prepareCreate: (object) => withStatus(object, NO_STATUS),
  prepareUpdate: keepStatus,
  validate: (object) => {
    const errors: Errors = [];
    checkSpec(errors, object.spec ?? {});
    if (errors.length === 0) checkAnyObjectMeta(errors, object, pathSegmentName);
    return errors;
  },
  validateUpdate: (next) => {
    const errors: Errors = [];
    checkSpec(errors, next.spec ?? {});
    return errors;
  },
  validateStatusUpdate: ({ status }) => {
    const errors: Errors = [];
    checkConditions(errors, 'status.conditions', status?.conditions);
    for (const field of ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const) {
      checkNonNegative(errors, `status.${field}`, status?.[field]);
    }
    return errors;
  },
});

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

/** upstream: pkg/apis/policy/validation ValidatePodDisruptionBudgetSpec */
function checkSpec(errors: Errors, spec: PodDisruptionBudgetSpec): void {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const value = internalValue('PodDisruptionBudgetSpec', spec);
    errors.push(invalid('spec', value, 'minAvailable and maxUnavailable cannot be both set'));
  }
  checkIntOrPercent(errors, 'spec.minAvailable', minAvailable);
  checkAtMost100Percent(errors, 'spec.minAvailable', minAvailable);
  checkIntOrPercent(errors, 'spec.maxUnavailable', maxUnavailable);
  checkAtMost100Percent(errors, 'spec.maxUnavailable', maxUnavailable);
  checkLabelSelector(errors, 'spec.selector', selector);
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy)) {
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, EVICTION_POLICIES));
  }
}
