// Rules for the spec of a PersistentVolume, which stands in VolumeAttachments too.
// upstream: pkg/apis/core/validation ValidatePersistentVolumeSpec

import type { CSIPersistentVolumeSource, PersistentVolumeSpec, SecretReference, Volume } from './generated/types.gen';
import { checkNodeSelector } from './pod-spec/check-affinity';
import { ACCESS_MODES, VOLUME_MODES } from './pod-spec/check-claim';
import { checkNetworkVolume } from './pod-spec/check-network-volumes';
import { checkCsiDriverName, checkHostPath } from './pod-spec/check-volumes';
import { parseQuantity } from './quantity';
import { addInvalid, type Errors, forbidden, invalid, notSupported, required } from './validation/field-error';
import { dns1123Label, dns1123Subdomain } from './validation/names';
import { checkNoBacksteps } from './validation/paths';

export type VolumeSource = keyof PersistentVolumeSpec & string;

/** In the order in which they are looked at. */
export const VOLUME_SOURCES = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const satisfies readonly VolumeSource[];

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];

/** `isInline` for the volume of a VolumeAttachment, which has no object of its own. */
export function checkVolumeSpec(errors: Errors, path: string, spec: PersistentVolumeSpec, isInline = false): void {
  if (isInline) checkInlineParts(errors, path, spec);
  checkAccessModes(errors, `${path}.accessModes`, spec.accessModes ?? []);
  if (!isInline) checkCapacity(errors, `${path}.capacity`, spec.capacity);
  if (isInline) checkInlinePolicy(errors, path, spec);
  else checkPolicyAndAffinity(errors, path, spec);
  checkSource(errors, path, spec);
  const { persistentVolumeReclaimPolicy: policy, storageClassName, volumeMode } = spec;
  if (spec.hostPath && /^\/[/.]*$/.test(spec.hostPath.path) && policy === 'Recycle') {
    const why = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbidden(`${path}.persistentVolumeReclaimPolicy`, why));
  }
  if (isInline) {
    if (storageClassName) errors.push(forbidden(`${path}.storageClassName`, NOT_INLINE));
    if (volumeMode !== undefined && volumeMode !== 'Filesystem') {
      const why = 'may not specify volumeMode other than Filesystem in the context of inline volumes';
      errors.push(forbidden(`${path}.volumeMode`, why));
    }
  } else {
    if (storageClassName)
      addInvalid(errors, `${path}.storageClassName`, storageClassName, dns1123Subdomain(storageClassName));
    if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode)) {
      errors.push(notSupported(`${path}.volumeMode`, volumeMode, VOLUME_MODES));
    }
  }
  if (!isInline) checkAttributesClass(errors, path, spec);
}

const NOT_INLINE = 'may not be specified in the context of inline volumes';

function checkInlineParts(errors: Errors, path: string, spec: PersistentVolumeSpec): void {
  if (spec.claimRef) errors.push(forbidden(`${path}.claimRef`, NOT_INLINE));
  if (Object.keys(spec.capacity ?? {}).length > 0) errors.push(forbidden(`${path}.capacity`, NOT_INLINE));
  if (!spec.csi) errors.push(required(`${path}.csi`, 'has to be specified in the context of inline volumes'));
}

function checkInlinePolicy(errors: Errors, path: string, spec: PersistentVolumeSpec): void {
  const policy = spec.persistentVolumeReclaimPolicy;
  if (policy && policy !== 'Retain') {
    errors.push(
      forbidden(`${path}.persistentVolumeReclaimPolicy`, 'may only be Retain in the context of inline volumes'),
    );
  }
  if (spec.nodeAffinity) errors.push(forbidden(`${path}.nodeAffinity`, NOT_INLINE));
}

function checkPolicyAndAffinity(errors: Errors, path: string, spec: PersistentVolumeSpec): void {
  const { persistentVolumeReclaimPolicy: policy, nodeAffinity } = spec;
  if (policy && !RECLAIM_POLICIES.includes(policy)) {
    errors.push(notSupported(`${path}.persistentVolumeReclaimPolicy`, policy, RECLAIM_POLICIES));
  }
  const at = `${path}.nodeAffinity.required`;
  if (nodeAffinity?.required) checkNodeSelector(errors, at, nodeAffinity.required);
  else if (nodeAffinity) errors.push(required(at, 'must specify required node constraints'));
}

function checkAccessModes(errors: Errors, path: string, modes: readonly string[]): void {
  if (modes.length === 0) errors.push(required(path));
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) errors.push(notSupported(path, mode, ACCESS_MODES));
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (others && modes.includes('ReadWriteOncePod')) {
    errors.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
}

function checkCapacity(errors: Errors, path: string, capacity: PersistentVolumeSpec['capacity']): void {
  const names = Object.keys(capacity ?? {});
  if (names.length === 0) errors.push(required(path));
  if (names.length !== 1 || names[0] !== 'storage') {
    errors.push(notSupported(path, capacity ?? null, ['storage']));
  }
  for (const name of names) {
    const amount = parseQuantity(capacity?.[name] as string);
    if (!amount) continue;
    const at = `${path}[${name}]`;
    if (amount.nano < 0n) errors.push(invalid(at, amount.whole, 'must be a valid resource quantity'));
    if (amount.nano <= 0n) errors.push(invalid(at, amount.text, 'must be greater than zero'));
  }
}

function checkSource(errors: Errors, path: string, spec: PersistentVolumeSpec): void {
  let found = false;
  for (const source of VOLUME_SOURCES) {
    if (spec[source] === undefined) continue;
    // Only flexVolume may come second without complaint.
    if (found && source !== 'flexVolume') {
      errors.push(
        forbidden(`${path}.${source === 'cephfs' ? 'cephFS' : source}`, 'may not specify more than 1 volume type'),
      );
      continue;
    }
    found = true;
    if (source === 'hostPath' && spec.hostPath) checkHostPath(errors, `${path}.hostPath`, spec.hostPath);
    else if (source === 'local') checkLocal(errors, path, spec);
    else if (source === 'csi' && spec.csi) checkCsi(errors, `${path}.csi`, spec.csi);
    else checkNetworkVolume(errors, path, source, spec as unknown as Volume, true);
  }
  if (!found) errors.push(required(path, 'must specify a volume type'));
}

function checkLocal(errors: Errors, path: string, { local, nodeAffinity }: PersistentVolumeSpec): void {
  if (!local?.path) errors.push(required(`${path}.local.path`));
  else checkNoBacksteps(errors, `${path}.local.path`, local.path);
  if (!nodeAffinity) errors.push(required(`${path}.nodeAffinity`, 'Local volume requires node affinity'));
}

function checkCsi(errors: Errors, path: string, csi: CSIPersistentVolumeSource): void {
  checkCsiDriverName(errors, `${path}.driver`, csi.driver);
  if (!csi.volumeHandle) errors.push(required(`${path}.volumeHandle`));
  const secrets = [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ] as const;
  for (const secret of secrets) {
    const ref = csi[secret];
    if (ref) checkSecret(errors, `${path}.${secret}`, ref);
  }
}

function checkSecret(errors: Errors, path: string, { name, namespace }: SecretReference): void {
  if (!name) errors.push(required(`${path}.name`));
  else addInvalid(errors, `${path}.name`, name, dns1123Subdomain(name));
  if (!namespace) errors.push(required(`${path}.namespace`));
  else addInvalid(errors, `${path}.namespace`, namespace, dns1123Label(namespace));
}

function checkAttributesClass(errors: Errors, path: string, spec: PersistentVolumeSpec): void {
  const name = spec.volumeAttributesClassName;
  if (name === undefined) return;
  const at = `${path}.volumeAttributesClassName`;
  if (name === '') errors.push(required(at, 'an empty string is disallowed'));
  else addInvalid(errors, at, name, dns1123Subdomain(name));
  if (!spec.csi) errors.push(required(`${path}.csi`, 'has to be specified when using volumeAttributesClassName'));
}
