// Which volume a claim gets from the binder: one that points at the claim, else the smallest free one that will do,
// from the narrowest set of access modes. upstream: pkg/controller/volume/persistentvolume/index.go findByClaim,
// component-helpers/storage/volume FindMatchingVolume

import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import { compareQuantity, value } from '../../kinds/quantity';
import { claimClassName, volumeClassName } from '../../kinds/storage-class-names';

const requestOf = ({ spec }: PersistentVolumeClaim) => spec?.resources?.requests?.storage ?? 0;
const sizeOf = ({ spec }: PersistentVolume) => spec?.capacity?.storage ?? 0;

/** The best volume for the claim. A claim that waits for a consumer takes only volumes that point at it. */
export function findVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  isDelayed: boolean,
): PersistentVolume | undefined {
  const bySet = new Map<string, PersistentVolume[]>();
  for (const volume of volumes) {
    if (!hasAccessModes(claim, volume)) continue;
    const modes = [...new Set(volume.spec?.accessModes)].sort().join(',');
    const list = bySet.get(modes);
    if (list) list.push(volume);
    else bySet.set(modes, [volume]);
  }
  for (const modes of [...bySet.keys()].sort(byNumber)) {
    const found = bestOf(claim, bySet.get(modes) ?? [], isDelayed);
    if (found) return found;
  }
  return undefined;
}

const byNumber = (a: string, b: string) => a.split(',').length - b.split(',').length || (a < b ? -1 : 1);

function bestOf(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  isDelayed: boolean,
): PersistentVolume | undefined {
  let smallest: PersistentVolume | undefined;
  for (const volume of volumes) {
    if (volume.spec?.claimRef && !pointsAt(volume, claim)) continue;
    if (compareQuantity(sizeOf(volume), requestOf(claim)) < 0 || volume.metadata.deletionTimestamp) continue;
    if (!hasSameMode(claim, volume) || !hasSameAttributes(claim, volume)) continue;
    if (pointsAt(volume, claim)) return volume;
    if (isDelayed || volume.status?.phase !== 'Available') continue;
    if (claim.spec?.selector && !compileSelector(claim.spec.selector)(volume.metadata.labels)) continue;
    if (volumeClassName(volume) !== claimClassName(claim)) continue;
    if (!smallest || compareQuantity(sizeOf(smallest), sizeOf(volume)) > 0) smallest = volume;
  }
  return smallest;
}

/** Reserved for the claim or bound to it; a reservation by name alone counts. upstream: IsVolumeBoundToClaim */
export function pointsAt({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const reference = spec?.claimRef;
  if (!reference || reference.name !== metadata.name || reference.namespace !== metadata.namespace) return false;
  return !reference.uid || reference.uid === metadata.uid;
}

/** Why the volume that a claim names cannot be had. upstream: checkVolumeSatisfyClaim */
export function whyUnfit(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (volume.metadata.deletionTimestamp) return `the volume is marked for deletion "${volume.metadata.name}"`;
  if (value(sizeOf(volume)) < value(requestOf(claim))) return 'requested PV is too small';
  if (volumeClassName(volume) !== claimClassName(claim)) return 'storageClassName does not match';
  if (!hasSameAttributes(claim, volume)) return 'volumeAttributesClassName does not match';
  if (!hasSameMode(claim, volume)) return 'incompatible volumeMode';
  return hasAccessModes(claim, volume) ? undefined : 'incompatible accessMode';
}

export function hasSameMode(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return (volume.spec?.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem');
}

const hasSameAttributes = (claim: PersistentVolumeClaim, volume: PersistentVolume) =>
  (volume.spec?.volumeAttributesClassName ?? '') === (claim.spec?.volumeAttributesClassName ?? '');

const hasAccessModes = (claim: PersistentVolumeClaim, volume: PersistentVolume) =>
  (claim.spec?.accessModes ?? []).every((mode) => volume.spec?.accessModes?.includes(mode));
