// Rules for PersistentVolumes.
// upstream: pkg/apis/core/validation ValidatePersistentVolume; pkg/volume/validation; pkg/api/persistentvolume/util.go

import { equalData } from './equal-data';
import { isEnabled } from './feature-gates';
import type { PersistentVolume, PersistentVolumeSpec } from './generated/types.gen';
import type { FieldError } from './kind';
import { checkVolumeSpec, VOLUME_SOURCES, type VolumeSource } from './persistent-volume-spec-rules';
import { internalDiff, internalValue } from './pod-spec/internal-value';
import { type Errors, FIELD_IMMUTABLE, forbidden, invalid } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkObjectMeta } from './validation/object-meta';
import { deprecatedTermWarnings } from './warnings';

export function checkNewVolume(volume: PersistentVolume): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, volume);
  checkVolumeSpec(errors, 'spec', volume.spec);
  checkMountOptions(errors, volume);
  return errors;
}

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';
const MOUNTABLE: readonly VolumeSource[] = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
];

function checkMountOptions(errors: Errors, { metadata, spec }: PersistentVolume): void {
  if (metadata.annotations?.[MOUNT_OPTIONS] === undefined) return;
  if (MOUNTABLE.some((source) => spec[source] !== undefined)) return;
  const why = 'may not specify mount options for this volume type';
  errors.push(forbidden(`metadata.annotations.${MOUNT_OPTIONS}`, why));
}

export function checkVolumeUpdate(next: PersistentVolume, stored: PersistentVolume): readonly FieldError[] {
  // Upstream asks the rules for a new volume twice, those for its annotations once.
  const errors: Errors = [...checkNewVolume(next)];
  checkObjectMeta(errors, next);
  checkVolumeSpec(errors, 'spec', next.spec);
  const [spec, old] = [next.spec, stored.spec];
  const [now, before] = [sourceOf(spec, old), sourceOf(old, old)];
  if (!equalData(now, before)) {
    const diff = internalDiff(
      internalValue('PersistentVolumeSource', before),
      internalValue('PersistentVolumeSource', now),
    );
    const why = 'spec.persistentvolumesource is immutable after creation';
    errors.push(forbidden('spec.persistentvolumesource', `${why}\n${diff}`));
  }
  checkImmutable(errors, 'volumeMode', spec.volumeMode, old.volumeMode);
  const mayMove = isEnabled('MutablePVNodeAffinity');
  if (!mayMove && old.nodeAffinity && !equalData(spec.nodeAffinity, old.nodeAffinity)) {
    const value = spec.nodeAffinity ? internalValue('VolumeNodeAffinity', spec.nodeAffinity) : null;
    errors.push(invalid('nodeAffinity', value, `${FIELD_IMMUTABLE}, except for updating from beta label to GA`));
  }
  if (old.volumeAttributesClassName !== undefined && spec.volumeAttributesClassName === undefined) {
    errors.push(forbidden('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden'));
  }
  return errors;
}

/** The volume itself; the secret for growing it may be added later. */
function sourceOf(spec: PersistentVolumeSpec, stored: PersistentVolumeSpec): object {
  const source = Object.fromEntries(
    VOLUME_SOURCES.filter((name) => spec[name] !== undefined).map((name) => [name, spec[name]]),
  );
  if (!spec.csi || !stored.csi || stored.csi.controllerExpandSecretRef) return source;
  const { controllerExpandSecretRef, ...csi } = spec.csi;
  return { ...source, csi };
}

const DEPRECATED_ANNOTATIONS: Readonly<Record<string, string>> = {
  'volume.beta.kubernetes.io/storage-class': 'deprecated since v1.8; use "storageClassName" attribute instead',
  'volume.beta.kubernetes.io/mount-options': 'deprecated since v1.31; use "mountOptions" attribute instead',
};

const DEPRECATED_SOURCES: readonly (readonly [VolumeSource, string, string])[] = [
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

const RECYCLE =
  'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. ' +
  'Instead, the recommended approach is to use dynamic provisioning.';

export function volumeWarnings({ metadata, spec }: PersistentVolume): readonly string[] {
  const annotations = Object.entries(DEPRECATED_ANNOTATIONS)
    .filter(([key]) => metadata.annotations?.[key] !== undefined)
    .map(([key, text]) => `metadata.annotations[${key}]: ${text}`);
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return [
    ...annotations,
    ...(spec.persistentVolumeReclaimPolicy === 'Recycle' ? [RECYCLE] : []),
    ...terms.flatMap((term, index) =>
      deprecatedTermWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${index}]`),
    ),
    ...DEPRECATED_SOURCES.filter(([source]) => spec[source] !== undefined).map(
      ([, name, text]) => `spec.${name}: ${text}`,
    ),
  ];
}
