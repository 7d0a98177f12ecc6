// Carries out the plan for one volume. upstream: pkg/controller/volume/persistentvolume syncVolume,
// deleteVolumeOperation, recycleVolumeOperation

import type { Client } from '../../api/actor';
import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/generated/types.gen';
import { PROVISIONED_BY } from '../../kinds/storage-class-names';
import { isPodTerminal } from '../shared/pod-state';
import { unbound, volumeInPhase } from './binding';
import { withMigration } from './former-plugins';
import { planReclaim, planVolume } from './volume-plan';

/** Answers `wake-claim` when the rest is up to the claim. */
export function syncVolume(cx: Client, given: PersistentVolume): 'done' | 'wake-claim' {
  const marked = withMigration(given, PROVISIONED_BY);
  const volume = marked === given ? given : cx.update(marked);
  const claim = claimOf(cx, volume);
  const plan = planVolume(volume, claim);
  switch (plan.do) {
    case 'phase':
      inPhase(cx, volume, plan.phase);
      return 'done';
    case 'wake-claim':
      return 'wake-claim';
    case 'mismatch':
      tellMismatch(cx, volume, claim as PersistentVolumeClaim);
      return 'done';
    case 'release':
      release(cx, volume);
      return 'done';
    case 'unbind':
      inPhase(cx, cx.update(unbound(volume)), 'Available');
      return 'done';
  }
}

/** The claim that the volume names, if it is still the same one. */
function claimOf(cx: Client, { spec }: PersistentVolume): PersistentVolumeClaim | undefined {
  const { namespace, name = '', uid } = spec?.claimRef ?? {};
  const claim = cx.get('PersistentVolumeClaim', namespace, name);
  return claim?.metadata.uid === uid ? claim : undefined;
}

function inPhase(cx: Client, volume: PersistentVolume, phase: 'Available' | 'Bound' | 'Released'): PersistentVolume {
  const next = volumeInPhase(volume, phase);
  return next === volume ? volume : cx.updateStatus(next);
}

function tellMismatch(cx: Client, volume: PersistentVolume, claim: PersistentVolumeClaim): void {
  const tell = (about: PersistentVolume | PersistentVolumeClaim, what: string) =>
    cx.event(about, {
      type: 'Warning',
      reason: 'VolumeMismatch',
      message: `Cannot bind ${what} due to incompatible volumeMode.`,
    });
  tell(volume, `PersistentVolume to requested PersistentVolumeClaim "${claim.metadata.name}"`);
  tell(claim, `PersistentVolume "${volume.metadata.name}" to requested PersistentVolumeClaim`);
}

/** A volume that failed once stays Failed for the user to see, and is tried again. */
function release(cx: Client, given: PersistentVolume): void {
  const isNew = given.status?.phase !== 'Released' && given.status?.phase !== 'Failed';
  const volume = isNew ? inPhase(cx, given, 'Released') : given;
  const plan = planReclaim(volume);
  if (plan.do === 'delete') cx.delete('PersistentVolume', undefined, volume.metadata.name);
  else if (plan.do === 'recycle') recycle(cx, volume);
  else if (plan.do === 'fail' && volume.status?.phase !== 'Failed') {
    const failed = cx.updateStatus(volumeInPhase(volume, 'Failed', plan.message));
    cx.event(failed, { type: 'Warning', reason: plan.reason, message: plan.message });
  }
}

function recycle(cx: Client, volume: PersistentVolume): void {
  const { namespace, name } = volume.spec?.claimRef ?? {};
  const pods = cx.by('Pod', 'claim', `${namespace}/${name}`).filter((pod) => !isPodTerminal(pod));
  // Pods of another claim that has the name by now use another volume.
  if (pods.length > 0 && !cx.get('PersistentVolumeClaim', namespace, name ?? '')) {
    const names = pods.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    const message = `Volume is used by pods: ${names.join(',')}`;
    cx.event(volume, { type: 'Normal', reason: 'VolumeFailedRecycle', message });
    return;
  }
  cx.event(volume, { type: 'Normal', reason: 'VolumeRecycled', message: 'Volume recycled' });
  inPhase(cx, cx.update(unbound(volume)), 'Available');
}
