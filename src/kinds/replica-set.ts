// ReplicaSet: what the API server does with one of its own.
// upstream: pkg/apis/apps/v1 SetDefaults_ReplicaSet, pkg/registry/apps/replicaset/strategy.go

import type { ReplicaSet, ReplicaSetSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { checkRunningTemplate, templateMatcher } from './pod-spec/check-template';
import { podTemplateDefaults } from './pod-spec/defaults';
import { checkNonNegative, type Errors } from './validation/field-error';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkSelectorKept, checkWorkloadSelector } from './validation/workload-selector';
import { workloadWarnings } from './warnings';
import { changeField, withDefaults } from './with-defaults';
import { checkReplicaSetStatus } from './workload-status';

export const replicaSet = defineKind<ReplicaSet>({
  hasGeneration: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      changeField(withDefaults(spec, { replicas: 1 }), 'template', podTemplateDefaults),
    ),
  prepareCreate: (object) => withStatus(object, { replicas: 0 }),
  prepareUpdate: keepStatus,
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    checkSpec(errors, object.spec);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkSpec(errors, next.spec);
    checkSelectorKept(errors, next.spec.selector, stored.spec.selector);
    return errors;
  },
  validateStatusUpdate: checkReplicaSetStatus,
  warnings: workloadWarnings,
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
});

/** upstream: pkg/apis/apps/validation ValidateReplicaSetSpec, which also speaks of a deployment */
function checkSpec(errors: Errors, spec: ReplicaSetSpec): void {
  checkNonNegative(errors, 'spec.replicas', spec.replicas);
  checkNonNegative(errors, 'spec.minReadySeconds', spec.minReadySeconds);
  if (checkWorkloadSelector(errors, spec.selector, 'deployment')) {
    checkRunningTemplate(errors, 'spec.template', spec.template, templateMatcher(spec.selector), 'ReplicaSet');
  }
}
