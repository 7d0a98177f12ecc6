// A control plane with the storage controllers alone.

import { persistentVolumeBinder } from '../../../src/controllers/persistent-volume/binder';
import { ephemeralVolumeController } from '../../../src/controllers/persistent-volume/ephemeral-volume';
import {
  claimProtection,
  volumeAttributesClassProtection,
  volumeProtection,
} from '../../../src/controllers/persistent-volume/protection';
import { volumeProvisioner } from '../../../src/controllers/persistent-volume/provisioner';
import { volumeExpansionController } from '../../../src/controllers/persistent-volume/volume-expansion';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../../src/kinds/kind';
import { type Harness, harness } from '../harness';

export const OURS = 'disk.x.io';

export function storageCluster(): Harness {
  return harness(
    persistentVolumeBinder,
    ephemeralVolumeController,
    volumeExpansionController,
    claimProtection,
    volumeProtection,
    volumeAttributesClassProtection,
    volumeProvisioner({ provisioners: [OURS], provisionMs: 1000 }),
  );
}

/** Creates objects in order, each without what the server sets. */
export function add(to: Harness, ...objects: readonly KubeObject[]): void {
  for (const object of objects) {
    const { uid: _uid, ...metadata } = object.metadata;
    to.create({ ...object, metadata });
  }
}

export const volumeIn = (of: Harness, name: string) =>
  of.user.get('PersistentVolume', undefined, name) as PersistentVolume;
export const claimIn = (of: Harness, name: string) =>
  of.user.get('PersistentVolumeClaim', 'default', name) as PersistentVolumeClaim;

/** `Bound v`, `Pending` */
export const claimState = (of: Harness, name: string) => {
  const { status, spec } = claimIn(of, name);
  return [status?.phase, spec?.volumeName].filter(Boolean).join(' ');
};
export const volumeState = (of: Harness, name: string) => {
  const { status, spec } = volumeIn(of, name);
  return [status?.phase, spec?.claimRef?.name].filter(Boolean).join(' ');
};
