// Which class a claim or a volume is of, and the annotations in which volumes and claims keep their binding.
// upstream: component-helpers/storage/volume GetPersistentVolumeClaimClass, GetPersistentVolumeClass

import type { PersistentVolume, PersistentVolumeClaim } from './generated/types.gen';

export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
export const STORAGE_PROVISIONER = 'volume.kubernetes.io/storage-provisioner';

/** Older than the field, and stronger where both are set. */
const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** Empty for none. */
export function claimClassName({ metadata, spec }: PersistentVolumeClaim): string {
  return metadata.annotations?.[BETA_CLASS] ?? spec?.storageClassName ?? '';
}

/** Whether the claim says anything about its class; an empty name is a word, too. */
export function hasClass({ metadata, spec }: PersistentVolumeClaim): boolean {
  return metadata.annotations?.[BETA_CLASS] !== undefined || spec?.storageClassName !== undefined;
}

/** Empty for none. */
export function volumeClassName({ metadata, spec }: PersistentVolume): string {
  return metadata.annotations?.[BETA_CLASS] ?? spec?.storageClassName ?? '';
}
