// PersistentVolume: what the API server does with one of its own. It notes when the phase changes.
// upstream: pkg/apis/core/v1 SetDefaults_PersistentVolume, pkg/registry/core/persistentvolume/strategy.go

import { rfc3339 } from '../sim/time';
import type { PersistentVolume } from './generated/types.gen';
import { keepSpec, keepStatus, withDefaultPhase, withStatus } from './keep';
import { defineKind } from './kind';
import { checkNewVolume, checkVolumeUpdate, volumeWarnings } from './persistent-volume-rules';
import { roundedList } from './pod-spec/rounded-list';
import { sourceDefaults } from './pod-spec/volume-defaults';
import { volumeClassName } from './storage-class-names';
import type { Errors } from './validation/field-error';
import { checkObjectMetaUpdate } from './validation/object-meta';
import { changeField, withAbsent, withDefaults, withField } from './with-defaults';

export const persistentVolume = defineKind<PersistentVolume>({
  returnsDeleted: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      changeField(
        sourceDefaults(
          withAbsent(withDefaults(spec, { persistentVolumeReclaimPolicy: 'Retain' }), { volumeMode: 'Filesystem' }),
        ),
        'capacity',
        roundedList,
      ),
    ),
  prepareCreate: (object, cx) =>
    withStatus(object, { phase: 'Pending' as const, lastPhaseTransitionTime: rfc3339(cx.nowMs) }),
  prepareUpdate: keepStatus,
  prepareStatusUpdate: (next, stored, cx) => {
    const kept = withDefaultPhase(keepSpec(next, stored), 'Pending');
    const [now, before] = [kept.status ?? {}, stored.status ?? {}];
    if (now.phase === (before.phase ?? 'Pending')) {
      return withField(kept, 'status', withDefaults(now, { lastPhaseTransitionTime: before.lastPhaseTransitionTime }));
    }
    const isNoted = now.lastPhaseTransitionTime && now.lastPhaseTransitionTime !== before.lastPhaseTransitionTime;
    return isNoted ? kept : withStatus(kept, { ...now, lastPhaseTransitionTime: rfc3339(cx.nowMs) });
  },
  validate: checkNewVolume,
  validateUpdate: checkVolumeUpdate,
  validateStatusUpdate: (next) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    return errors;
  },
  warnings: volumeWarnings,
  indexes: {
    // `namespace/name` of the claim it is for.
    claim: ({ spec }) => spec?.claimRef && `${spec.claimRef.namespace}/${spec.claimRef.name}`,
    // Volumes for nobody yet, by their class.
    free: (volume) => (volume.spec?.claimRef ? undefined : volumeClassName(volume)),
  },
});
