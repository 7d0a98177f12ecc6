// ReplicaSet: what the API server does with one of its own.
// upstream: pkg/apis/apps/v1 SetDefaults_ReplicaSet, pkg/registry/apps/replicaset/strategy.go

import type { ReplicaSet } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { podTemplateDefaults } from './pod-spec/defaults';
import { changeField, withDefaults } from './with-defaults';

export const replicaSet = defineKind<ReplicaSet>({
  hasGeneration: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      changeField(withDefaults(spec, { replicas: 1 }), 'template', podTemplateDefaults),
    ),
  prepareCreate: (object) => withStatus(object, { replicas: 0 }),
  prepareUpdate: keepStatus,
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
});
