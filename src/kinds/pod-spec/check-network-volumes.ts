// Rules for volumes on the network and in clouds: mostly which fields must be there.
// upstream: pkg/apis/core/validation validateNFSVolumeSource and its siblings

import type { AzureDiskVolumeSource, FCVolumeSource, ISCSIVolumeSource, Volume } from '../generated/types.gen';
import { addInvalid, type Errors, invalid, notSupported, required } from '../validation/field-error';
import { dns1123Label, inclusiveRange } from '../validation/names';
import { checkDescendingPath } from '../validation/paths';

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
  quobyte: [],
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

/** `isPersistent` for the volume of a PersistentVolume, whose secrets lie in namespaces. */
export function checkNetworkVolume(
  errors: Errors,
  path: string,
  source: string,
  volume: Volume,
  isPersistent = false,
): void {
  const at = `${path}.${REPORTED_AS[source] ?? source}`;
  const fields = volume[source as keyof Volume] as unknown as Readonly<Record<string, unknown>>;
  for (const name of REQUIRED[source] ?? []) if (isEmpty(fields[name])) errors.push(required(`${at}.${name}`));
  FURTHER[source]?.(errors, at, volume, isPersistent);
  if (isPersistent) checkNamespaces(errors, at, source, fields);
}

function checkNamespaces(errors: Errors, at: string, source: string, fields: Readonly<Record<string, unknown>>): void {
  const ref = fields.secretRef as { readonly name?: string; readonly namespace?: string } | undefined;
  if (source === 'azureFile' && fields.secretNamespace === '') errors.push(required(`${at}.secretNamespace`));
  if ((source === 'cinder' || source === 'storageos') && ref && !ref.namespace) {
    errors.push(required(`${at}.secretRef.namespace`));
  }
  const namespace = fields.endpointsNamespace;
  if (source !== 'glusterfs' || typeof namespace !== 'string') return;
  const field = `${at}.endpointsNamespace`;
  if (namespace !== '') addInvalid(errors, field, namespace, dns1123Label(namespace));
  else errors.push(invalid(field, '', 'if the endpointnamespace is set, it must be a valid namespace name'));
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

type Check = (errors: Errors, at: string, volume: Volume, isPersistent: boolean) => void;

/** What is asked of a source beyond the fields that must be there. */
const FURTHER: Readonly<Record<string, Check>> = {
  gitRepo: (errors, at, { gitRepo }) => checkDescendingPath(errors, `${at}.directory`, gitRepo?.directory ?? ''),
  gcePersistentDisk: (errors, at, { gcePersistentDisk }) => checkPartition(errors, at, gcePersistentDisk?.partition),
  awsElasticBlockStore: (errors, at, { awsElasticBlockStore }) => {
    checkPartition(errors, at, awsElasticBlockStore?.partition);
  },
  nfs: (errors, at, { nfs }) => {
    if (nfs && !nfs.path?.startsWith('/')) {
      errors.push(invalid(`${at}.path`, nfs.path ?? '', 'must be an absolute path'));
    }
  },
  iscsi: (errors, at, { iscsi }, isPersistent) => iscsi && checkIscsi(errors, at, iscsi, isPersistent),
  fc: (errors, at, { fc }) => fc && checkFibreChannel(errors, at, fc),
  flexVolume: (errors, at, { flexVolume }) => checkFlexOptions(errors, at, flexVolume?.options),
  azureDisk: (errors, at, { azureDisk }) => azureDisk && checkAzureDisk(errors, at, azureDisk),
  cinder: (errors, at, { cinder }) => checkSecretRef(errors, at, cinder?.secretRef),
  flocker: (errors, at, { flocker = {} }) => checkFlocker(errors, at, flocker),
  quobyte: (errors, at, { quobyte }) => quobyte && checkQuobyte(errors, at, quobyte),
  storageos: (errors, at, { storageos = {} }) => {
    const { volumeName, volumeNamespace, secretRef } = storageos;
    if (volumeName) addInvalid(errors, `${at}.volumeName`, volumeName, dns1123Label(volumeName));
    if (volumeNamespace) addInvalid(errors, `${at}.volumeNamespace`, volumeNamespace, dns1123Label(volumeNamespace));
    checkSecretRef(errors, at, secretRef);
  },
};

function checkSecretRef(errors: Errors, at: string, ref: { readonly name?: string | undefined } | undefined): void {
  if (ref && !ref.name) errors.push(required(`${at}.secretRef.name`));
}

function checkPartition(errors: Errors, at: string, partition = 0): void {
  if (partition >= 0 && partition <= 255) return;
  errors.push(invalid(`${at}.partition`, partition, inclusiveRange(1, 255)));
}

const ISCSI_NAMES: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9.-]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[a-zA-Z0-9]{16}$/,
  naa: /^naa.[a-zA-Z0-9]{32}$/,
};

function checkIscsiName(errors: Errors, at: string, name: string, isPersistent: boolean): void {
  const pattern = ISCSI_NAMES[name.slice(0, 3)];
  const start = isPersistent ? '' : ' starting with iqn, eui, or naa';
  if (!pattern) errors.push(invalid(at, name, `must be valid format${start}`));
  else if (!pattern.test(name)) errors.push(invalid(at, name, 'must be valid format'));
}

function checkIscsi(errors: Errors, at: string, source: ISCSIVolumeSource, isPersistent: boolean): void {
  const { iqn, lun, chapAuthDiscovery, chapAuthSession, secretRef, initiatorName } = source;
  if (iqn) checkIscsiName(errors, `${at}.iqn`, iqn, isPersistent);
  if (lun < 0 || lun > 255) errors.push(invalid(`${at}.lun`, lun, inclusiveRange(0, 255)));
  if ((chapAuthDiscovery || chapAuthSession) && !secretRef) errors.push(required(`${at}.secretRef`));
  if (isPersistent) checkSecretRef(errors, at, secretRef);
  if (initiatorName !== undefined) checkIscsiName(errors, `${at}.initiatorname`, initiatorName, isPersistent);
}

function checkFibreChannel(errors: Errors, at: string, { targetWWNs = [], wwids = [], lun }: FCVolumeSource): void {
  if (targetWWNs.length === 0 && wwids.length === 0) {
    errors.push(required(`${at}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targetWWNs.length === 0) return;
  if (wwids.length > 0) {
    errors.push(invalid(`${at}.targetWWNs`, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  }
  if (lun === undefined) errors.push(required(`${at}.lun`, 'lun is required if targetWWNs is specified'));
  else if (lun < 0 || lun > 255) errors.push(invalid(`${at}.lun`, lun, inclusiveRange(0, 255)));
}

function checkFlexOptions(errors: Errors, at: string, options: Readonly<Record<string, string>> | undefined): void {
  for (const key in options) {
    const slash = key.indexOf('/');
    const domain = `.${(slash < 0 ? key : key.slice(0, slash)).toLowerCase()}`;
    if (!domain.endsWith('.kubernetes.io') && !domain.endsWith('.k8s.io')) continue;
    errors.push(invalid(`${at}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved'));
  }
}

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];
const MANAGED_DISK = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_DISK = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

function checkAzureDisk(errors: Errors, at: string, disk: AzureDiskVolumeSource): void {
  const { cachingMode, kind, diskURI } = disk;
  if (cachingMode !== undefined && !CACHING_MODES.includes(cachingMode)) {
    errors.push(notSupported(`${at}.cachingMode`, cachingMode, CACHING_MODES));
  }
  if (kind === undefined) return;
  if (!DISK_KINDS.includes(kind)) errors.push(notSupported(`${at}.kind`, kind, DISK_KINDS));
  const [start, form] = kind === 'Managed' ? ['/subscriptions/', MANAGED_DISK] : ['https://', BLOB_DISK];
  if (!diskURI.startsWith(start)) errors.push(notSupported(`${at}.diskURI`, diskURI, [form]));
}

function checkFlocker(errors: Errors, at: string, { datasetName, datasetUUID }: NonNullable<Volume['flocker']>): void {
  if (!datasetName && !datasetUUID) errors.push(required(at, 'one of datasetName and datasetUUID is required'));
  if (datasetName && datasetUUID) {
    errors.push(invalid(at, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (datasetName?.includes('/')) errors.push(invalid(`${at}.datasetName`, datasetName, "must not contain '/'"));
}

const HOST_PORTS = 'must be a host:port pair or multiple pairs separated by commas';
/** upstream: net.SplitHostPort */
const HOST_PORT = /^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/;

function checkQuobyte(errors: Errors, at: string, quobyte: NonNullable<Volume['quobyte']>): void {
  const { registry, tenant = '', volume } = quobyte;
  if (!registry) errors.push(required(`${at}.registry`, HOST_PORTS));
  else if (tenant.length >= 65) {
    errors.push(required(`${at}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
  } else if (registry.split(',').some((pair) => !HOST_PORT.test(pair))) {
    errors.push(invalid(`${at}.registry`, registry, HOST_PORTS));
  }
  if (!volume) errors.push(required(`${at}.volume`));
}
