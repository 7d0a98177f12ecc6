// Rules for volumes on the network and in clouds: mostly which fields must be there.
// upstream: pkg/apis/core/validation validateNFSVolumeSource and its siblings

import type { ISCSIVolumeSource, Volume } from '../generated/types.gen';
import { type Errors, invalid, required } from '../validation/field-error';
import { inclusiveRange } from '../validation/names';

/** By source: the fields that must not be empty, in upstream's order. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  gitRepo: ['repository'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  nfs: ['server', 'path'],
  iscsi: ['targetPortal', 'iqn'],
  glusterfs: ['endpoints', 'path'],
  flocker: [],
  rbd: ['monitors', 'image'],
  cinder: ['volumeID'],
  cephfs: ['monitors'],
  quobyte: ['registry', 'volume'],
  fc: [],
  flexVolume: ['driver'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  storageos: ['volumeName'],
  scaleIO: ['gateway', 'system', 'volumeName'],
};

export const NETWORK_VOLUMES: ReadonlySet<string> = new Set(Object.keys(REQUIRED));

const REPORTED_AS: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

export function checkNetworkVolume(errors: Errors, path: string, source: string, volume: Volume): void {
  const at = `${path}.${REPORTED_AS[source] ?? source}`;
  const fields = volume[source as keyof Volume] as unknown as Readonly<Record<string, unknown>>;
  for (const name of REQUIRED[source] ?? []) if (isEmpty(fields[name])) errors.push(required(`${at}.${name}`));
  if (volume.nfs?.path && !volume.nfs.path.startsWith('/')) {
    errors.push(invalid(`${at}.path`, volume.nfs.path, 'must be an absolute path'));
  }
  if (volume.iscsi) checkIscsi(errors, at, volume.iscsi);
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const ISCSI_NAMES: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9.-]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[a-zA-Z0-9]{16}$/,
  naa: /^naa.[a-zA-Z0-9]{32}$/,
};

function checkIscsi(errors: Errors, at: string, { iqn, lun }: ISCSIVolumeSource): void {
  const pattern = ISCSI_NAMES[iqn?.slice(0, 3) ?? ''];
  if (iqn && !pattern) errors.push(invalid(`${at}.iqn`, iqn, 'must be valid format starting with iqn, eui, or naa'));
  else if (iqn && !pattern?.test(iqn)) errors.push(invalid(`${at}.iqn`, iqn, 'must be valid format'));
  if (lun < 0 || lun > 255) errors.push(invalid(`${at}.lun`, lun, inclusiveRange(0, 255)));
}
