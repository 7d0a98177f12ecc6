// ReplicationController: its selector and labels come from its template when it names none.
// upstream: pkg/apis/core/v1 SetDefaults_ReplicationController, pkg/registry/core/replicationcontroller/strategy.go

import type { ReplicationController } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { podTemplateDefaults } from './pod-spec/defaults';
import { changeField, withDefaults, withField } from './with-defaults';

export const replicationController = defineKind<ReplicationController>({
  hasGeneration: true,
  defaultPropagation: 'Orphan',
  defaults,
  prepareCreate: (object) => withStatus(object, { replicas: 0 }),
  prepareUpdate: keepStatus,
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
