// What the binder does for a claim whose class names somebody to make its volume: that is left to an external
// provisioner, which finds its name on the claim. upstream: pkg/controller/volume/persistentvolume provisionClaim

import type { EventInput } from '../../api/actor';
import type { PersistentVolumeClaim, StorageClass } from '../../kinds/generated/types.gen';
import { STORAGE_PROVISIONER } from '../../kinds/storage-class-names';
import { successorOf } from './former-plugins';

const BETA_PROVISIONER = 'volume.beta.kubernetes.io/storage-provisioner';
const OWN = 'kubernetes.io/';
const HOST_PATH = 'kubernetes.io/host-path';
/** Plugins that are there and make no volumes. */
const OTHER_PLUGINS = ['kubernetes.io/nfs'];

export interface Provisioning {
  /** The claim with its provisioner's name; the same claim when it stands there or there is none. */
  readonly claim: PersistentVolumeClaim;
  readonly event: EventInput;
}

/** @param className the claim's class, which may not exist */
export function planProvisioning(
  claim: PersistentVolumeClaim,
  className: string,
  storageClass: StorageClass | undefined,
): Provisioning {
  if (!storageClass) return { claim, event: failed(`storageclass.storage.k8s.io "${className}" not found`) };
  const { provisioner } = storageClass;
  const successor = successorOf(provisioner);
  if (provisioner === HOST_PATH) {
    const why = `provisioning in volume plugin "${HOST_PATH}" is disabled`;
    return { claim: marked(claim, provisioner), event: failed(`Failed to create provisioner: ${why}`) };
  }
  if (OTHER_PLUGINS.includes(provisioner)) return { claim, event: failed('no provisionable volume plugin matched') };
  if (!successor && provisioner.startsWith(OWN)) {
    return { claim, event: failed(`no volume plugin matched name: ${provisioner}`) };
  }
  const name = successor ?? provisioner;
  const message =
    `Waiting for a volume to be created either by the external provisioner '${name}' or manually by the system ` +
    'administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.';
  return { claim: marked(claim, name), event: { type: 'Normal', reason: 'ExternalProvisioning', message } };
}

const failed = (message: string): EventInput => ({ type: 'Warning', reason: 'ProvisioningFailed', message });

/** upstream: setClaimProvisioner */
function marked(claim: PersistentVolumeClaim, name: string): PersistentVolumeClaim {
  const { annotations } = claim.metadata;
  if (annotations?.[STORAGE_PROVISIONER] === name) return claim;
  const next = { ...annotations, [BETA_PROVISIONER]: name, [STORAGE_PROVISIONER]: name };
  return { ...claim, metadata: { ...claim.metadata, annotations: next } };
}
