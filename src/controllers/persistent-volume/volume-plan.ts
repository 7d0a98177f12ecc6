// What the binder does with one volume. upstream: pkg/controller/volume/persistentvolume syncVolume, reclaimVolume

import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/generated/types.gen';
import { PROVISIONED_BY } from '../../kinds/storage-class-names';
import { MIGRATED_TO, successorOf } from './former-plugins';
import { hasSameMode } from './match';

export type VolumePlan =
  | { readonly do: 'phase'; readonly phase: 'Available' | 'Bound' }
  /** The claim will bind it: it is to be looked at. */
  | { readonly do: 'wake-claim' }
  | { readonly do: 'mismatch' }
  /** Its claim is gone or has another volume. */
  | { readonly do: 'release' }
  /** The controller meant it for a claim that got another volume. */
  | { readonly do: 'unbind' };

/** @param claim the claim that the volume names, if it is there and the same one */
export function planVolume(volume: PersistentVolume, claim: PersistentVolumeClaim | undefined): VolumePlan {
  const { metadata, spec } = volume;
  if (!spec?.claimRef?.uid) return { do: 'phase', phase: 'Available' };
  if (!claim) return { do: 'release' };
  const volumeName = claim.spec?.volumeName ?? '';
  if (volumeName === '') return { do: hasSameMode(claim, volume) ? 'wake-claim' : 'mismatch' };
  if (volumeName === metadata.name) return { do: 'phase', phase: 'Bound' };
  const isMadeForIt = metadata.annotations?.[PROVISIONED_BY] !== undefined;
  return { do: isMadeForIt && spec.persistentVolumeReclaimPolicy === 'Delete' ? 'release' : 'unbind' };
}

export type Reclaim =
  | { readonly do: 'nothing' }
  | { readonly do: 'delete' }
  | { readonly do: 'recycle' }
  | { readonly do: 'fail'; readonly reason: string; readonly message: string };

/** What becomes of a released volume; those of external provisioners are theirs to delete. */
export function planReclaim({ metadata, spec }: PersistentVolume): Reclaim {
  const policy: string = spec?.persistentVolumeReclaimPolicy ?? '';
  if (metadata.annotations?.[MIGRATED_TO] || policy === 'Retain') return { do: 'nothing' };
  if (policy === 'Recycle') {
    if (spec?.hostPath || spec?.nfs) return { do: 'recycle' };
    return { do: 'fail', reason: 'VolumeFailedRecycle', message: 'No recycler plugin found for the volume!' };
  }
  if (policy === 'Delete') return planDeletion(metadata.name, spec, metadata.annotations?.[PROVISIONED_BY]);
  const message = 'Volume has unrecognized PersistentVolumeReclaimPolicy';
  return { do: 'fail', reason: 'VolumeUnknownReclaimPolicy', message };
}

/** upstream: findDeletablePlugin, hostPathDeleter.Delete */
function planDeletion(name: string, spec: PersistentVolume['spec'], provisioner: string | undefined): Reclaim {
  const fail = (message: string): Reclaim => ({ do: 'fail', reason: 'VolumeFailedDelete', message });
  if (provisioner && provisioner !== 'kubernetes.io/host-path') {
    const isOwn = provisioner.startsWith('kubernetes.io/') && !successorOf(provisioner);
    return isOwn ? fail(`no volume plugin matched name: ${provisioner}`) : { do: 'nothing' };
  }
  if (spec?.csi) return { do: 'nothing' };
  if (spec?.hostPath) {
    const { path } = spec.hostPath;
    if (/\/tmp\/.+/.test(path)) return { do: 'delete' };
    return fail(`host_path deleter only supports /tmp/.+ but received provided ${path}`);
  }
  const why = spec?.nfs ? 'no deletable volume plugin matched' : 'no volume plugin matched';
  return fail(`error getting deleter volume plugin for volume "${name}": ${why}`);
}
