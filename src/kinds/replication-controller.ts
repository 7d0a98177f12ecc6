// ReplicationController: its selector and labels come from its template when it names none.
// upstream: pkg/apis/core/v1 SetDefaults_ReplicationController, pkg/registry/core/replicationcontroller/strategy.go

import type { ReplicationController, ReplicationControllerSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { compileLabels } from './labels';
import { checkRunningTemplate } from './pod-spec/check-template';
import { podTemplateDefaults } from './pod-spec/defaults';
import { checkNonNegative, type Errors, required } from './validation/field-error';
import { longName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { isRespecified, templateWarnings, workloadWarnings } from './warnings';
import { changeField, withDefaults, withField } from './with-defaults';
import { checkReplicaSetStatus } from './workload-status';

export const replicationController = defineKind<ReplicationController>({
  hasGeneration: true,
  defaultPropagation: 'Orphan',
  defaults,
  prepareCreate: (object) => withStatus(object, { replicas: 0 }),
  prepareUpdate: keepStatus,
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object, longName);
    checkSpec(errors, object.spec ?? {});
    return errors;
  },
  validateUpdate: (next) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkSpec(errors, next.spec ?? {});
    return errors;
  },
  validateStatusUpdate: checkReplicaSetStatus,
  // An update is warned of what the template was before. upstream: rcStrategy.WarningsOnUpdate
  warnings: (object, stored) =>
    stored && isRespecified(object, stored)
      ? templateWarnings('spec.template', stored.spec?.template)
      : workloadWarnings(object, stored),
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
});

function defaults(object: ReplicationController): ReplicationController {
  const labels = object.spec?.template?.metadata?.labels;
  let next = changeField(object, 'spec', (spec) => {
    const selected = labels && isEmpty(spec.selector) ? { ...spec, selector: labels } : spec;
    return changeField(withDefaults(selected, { replicas: 1 }), 'template', podTemplateDefaults);
  });
  if (labels && isEmpty(next.metadata.labels)) {
    next = withField(next, 'metadata', { ...next.metadata, labels });
  }
  return next;
}

const isEmpty = (map: object | undefined) => map === undefined || Object.keys(map).length === 0;

/** upstream: pkg/apis/core/validation ValidateReplicationControllerSpec */
function checkSpec(errors: Errors, spec: ReplicationControllerSpec): void {
  checkNonNegative(errors, 'spec.minReadySeconds', spec.minReadySeconds);
  if (isEmpty(spec.selector)) errors.push(required('spec.selector'));
  checkNonNegative(errors, 'spec.replicas', spec.replicas);
  checkRunningTemplate(errors, 'spec.template', spec.template, compileLabels(spec.selector), 'ReplicationController');
}
