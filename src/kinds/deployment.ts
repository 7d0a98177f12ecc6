// Deployment: what the API server does with one of its own.
// upstream: pkg/apis/apps/v1 SetDefaults_Deployment, pkg/registry/apps/deployment/strategy.go

import { equalData } from './equal-data';
import type { Deployment, DeploymentSpec, DeploymentStrategy } from './generated/types.gen';
import { goStruct } from './go-json';
import { keepSpec, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { checkRunningTemplate, templateMatcher } from './pod-spec/check-template';
import { podTemplateDefaults } from './pod-spec/defaults';
import { checkNonNegative, type Errors, forbidden, invalid, notSupported, required } from './validation/field-error';
import { checkAtMost100Percent, checkIntOrPercent, isZero } from './validation/int-or-percent';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkSelectorKept, checkWorkloadSelector } from './validation/workload-selector';
import { workloadWarnings } from './warnings';
import { changeField, withAbsent, withDefaults, withField } from './with-defaults';
import { checkDeploymentStatus } from './workload-status';

export const deployment = defineKind<Deployment>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, {}),
  prepareUpdate: keepStatus,
  // Annotations may be written through /status, which is where the controller keeps the revision; labels may not.
  prepareStatusUpdate: (next, stored) => {
    const kept = keepSpec(next, stored);
    return withField(kept, 'metadata', withField(kept.metadata, 'labels', stored.metadata.labels));
  },
  bumpsGeneration: (next, stored) => !equalData(next.metadata.annotations ?? {}, stored.metadata.annotations ?? {}),
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    checkSpec(errors, object.spec);
    return errors;
  },
  validateStatusUpdate: checkDeploymentStatus,
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkSpec(errors, next.spec);
    checkSelectorKept(errors, next.spec.selector, stored.spec.selector);
    return errors;
  },
  warnings: workloadWarnings,
});

function specDefaults(spec: DeploymentSpec): DeploymentSpec {
  const next = withDefaults(spec, {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  });
  return changeField(changeField(next, 'strategy', strategyDefaults), 'template', podTemplateDefaults);
}

function strategyDefaults(strategy: DeploymentStrategy): DeploymentStrategy {
  const next = withDefaults(strategy, { type: 'RollingUpdate' });
  if (next.type !== 'RollingUpdate') return next;
  return changeField(withDefaults(next, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
    withAbsent(rolling, { maxUnavailable: '25%', maxSurge: '25%' }),
  );
}

/** upstream: pkg/apis/apps/validation ValidateDeploymentSpec */
function checkSpec(errors: Errors, spec: DeploymentSpec): void {
  checkNonNegative(errors, 'spec.replicas', spec.replicas);
  if (checkWorkloadSelector(errors, spec.selector, 'deployment')) {
    checkRunningTemplate(errors, 'spec.template', spec.template, templateMatcher(spec.selector), 'ReplicaSet');
  }
  checkStrategy(errors, 'spec.strategy', spec.strategy ?? {});
  checkNonNegative(errors, 'spec.minReadySeconds', spec.minReadySeconds);
  checkNonNegative(errors, 'spec.revisionHistoryLimit', spec.revisionHistoryLimit);
  const deadline = spec.progressDeadlineSeconds;
  if (deadline === undefined) return;
  checkNonNegative(errors, 'spec.progressDeadlineSeconds', deadline);
  if (deadline > (spec.minReadySeconds ?? 0)) return;
  errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
}

function checkStrategy(errors: Errors, path: string, { type, rollingUpdate }: DeploymentStrategy): void {
  const at = `${path}.rollingUpdate`;
  if (type === 'Recreate') {
    if (rollingUpdate) errors.push(forbidden(at, "may not be specified when strategy `type` is 'Recreate'"));
  } else if (type === 'RollingUpdate') {
    if (!rollingUpdate) return void errors.push(required(at, 'this should be defaulted and never be nil'));
    const { maxUnavailable, maxSurge } = rollingUpdate;
    checkIntOrPercent(errors, `${at}.maxUnavailable`, maxUnavailable);
    checkIntOrPercent(errors, `${at}.maxSurge`, maxSurge);
    if (isZero(maxUnavailable) && isZero(maxSurge)) {
      errors.push(invalid(`${at}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
    }
    checkAtMost100Percent(errors, `${at}.maxUnavailable`, maxUnavailable);
  } else {
    const rolling = rollingUpdate
      ? goStruct({ MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, MaxSurge: rollingUpdate.maxSurge ?? 0 })
      : null;
    const value = goStruct({ Type: type ?? '', RollingUpdate: rolling });
    errors.push(notSupported(path, value, ['Recreate', 'RollingUpdate']));
  }
}
