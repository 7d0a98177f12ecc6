// PersistentVolumeClaim: what the API server does with one of its own.
// upstream: pkg/apis/core/v1 SetDefaults_PersistentVolumeClaim, pkg/registry/core/persistentvolumeclaim/strategy.go

import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { claimSpecDefaults } from './pod-spec/volume-defaults';
import { changeField } from './with-defaults';

export const persistentVolumeClaim = defineKind<PersistentVolumeClaim>({
  returnsDeleted: true,
  defaults: (object) => changeField(object, 'spec', claimSpecDefaults),
  prepareCreate: (object) => withStatus(changeField(object, 'spec', withDataSources), { phase: 'Pending' as const }),
  prepareUpdate: (next, stored) => keepStatus(changeField(next, 'spec', withDataSources), stored),
  selectableFields: { name: ({ metadata }) => metadata.name },
});

/** `dataSource` and `dataSourceRef` follow each other. upstream: NormalizeDataSources */
function withDataSources(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource && !dataSourceRef) return { ...spec, dataSourceRef: dataSource };
  if (!dataSourceRef || dataSource || dataSourceRef.namespace) return spec;
  return { ...spec, dataSource: dataSourceRef };
}
