// PersistentVolumeClaim: what the API server does with one of its own.
// upstream: pkg/apis/core/v1 SetDefaults_PersistentVolumeClaim, pkg/registry/core/persistentvolumeclaim/strategy.go

import { isEnabled } from './feature-gates';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from './generated/types.gen';
import { keepSpec, keepStatus, withDefaultPhase, withStatus } from './keep';
import { defineKind } from './kind';
import { checkClaimUpdate, checkNewClaim, claimObjectWarnings, withBothSources } from './persistent-volume-claim-rules';
import { checkClaimStatus } from './persistent-volume-claim-status';
import { claimSpecDefaults } from './pod-spec/volume-defaults';
import { BIND_COMPLETED, claimClassName } from './storage-class-names';
import { changeField, withoutField } from './with-defaults';

export const persistentVolumeClaim = defineKind<PersistentVolumeClaim>({
  returnsDeleted: true,
  defaults: (object) => changeField(object, 'spec', claimSpecDefaults),
  prepareCreate: (object) =>
    withStatus(
      changeField(object, 'spec', (spec) => withDataSources(spec, undefined)),
      { phase: 'Pending' as const },
    ),
  prepareStatusUpdate: (next, stored) => withDefaultPhase(keepSpec(next, stored), 'Pending'),
  prepareUpdate: (next, stored) =>
    keepStatus(
      changeField(next, 'spec', (spec) => withDataSources(spec, stored.spec)),
      stored,
    ),
  validate: (object) => checkNewClaim(object),
  validateUpdate: checkClaimUpdate,
  validateStatusUpdate: checkClaimStatus,
  warnings: claimObjectWarnings,
  indexes: {
    // Claims whose binding is not completed, by their class.
    unbound: (claim) =>
      claim.metadata.annotations?.[BIND_COMPLETED] === undefined ? claimClassName(claim) : undefined,
  },
});

/**
 * `dataSource` and `dataSourceRef` follow each other; what is neither a claim nor a snapshot is dropped from the
 * former.
 * upstream: DropDisabledFields, EnforceDataSourceBackwardsCompatibility, NormalizeDataSources
 */
function withDataSources(
  given: PersistentVolumeClaimSpec,
  stored: PersistentVolumeClaimSpec | undefined,
): PersistentVolumeClaimSpec {
  const mayBeForeign = isEnabled('CrossNamespaceVolumeDataSource');
  const isForeign = !mayBeForeign && given.dataSourceRef?.namespace && !stored?.dataSourceRef;
  let spec = isForeign ? withoutField(given, 'dataSourceRef') : given;
  const hadSource = stored?.dataSource || stored?.dataSourceRef;
  if (!hadSource && !spec.dataSourceRef && !isKnownSource(spec.dataSource)) spec = withoutField(spec, 'dataSource');
  return withBothSources(spec);
}

function isKnownSource(source: PersistentVolumeClaimSpec['dataSource']): boolean {
  const { kind, apiGroup } = source ?? {};
  if (kind === 'PersistentVolumeClaim') return !apiGroup;
  return kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io';
}
