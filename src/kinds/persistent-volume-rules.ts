// Rules for PersistentVolumes.
// upstream: pkg/apis/core/validation ValidatePersistentVolume; pkg/volume/validation; pkg/api/persistentvolume/util.go

import { equalData } from './equal-data';
import type {
  CSIPersistentVolumeSource,
  PersistentVolume,
  PersistentVolumeSpec,
  SecretReference,
  Volume,
} from './generated/types.gen';
import type { FieldError } from './kind';
import { checkNodeSelector } from './pod-spec/check-affinity';
import { ACCESS_MODES, VOLUME_MODES } from './pod-spec/check-claim';
import { checkNetworkVolume } from './pod-spec/check-network-volumes';
import { checkCsiDriverName, checkHostPath } from './pod-spec/check-volumes';
import { internalDiff, internalValue } from './pod-spec/internal-value';
import { parseQuantity } from './quantity';
import {
  addInvalid,
  type Errors,
  FIELD_IMMUTABLE,
  forbidden,
  invalid,
  notSupported,
  required,
} from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { dns1123Label, dns1123Subdomain } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { checkNoBacksteps } from './validation/paths';
import { deprecatedTermWarnings } from './warnings';

type Source = keyof PersistentVolumeSpec & string;

/** In the order in which they are looked at. */
const SOURCES = [
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
] as const satisfies readonly Source[];

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];

export function checkNewVolume(volume: PersistentVolume): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, volume);
  checkSpec(errors, volume.spec);
  checkMountOptions(errors, volume);
  return errors;
}

function checkSpec(errors: Errors, spec: PersistentVolumeSpec): void {
  const { accessModes = [], persistentVolumeReclaimPolicy: policy, storageClassName, volumeMode } = spec;
  checkAccessModes(errors, 'spec.accessModes', accessModes);
  checkCapacity(errors, 'spec.capacity', spec.capacity ?? {});
  if (policy && !RECLAIM_POLICIES.includes(policy)) {
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, RECLAIM_POLICIES));
  }
  if (spec.nodeAffinity?.required) checkNodeSelector(errors, 'spec.nodeAffinity.required', spec.nodeAffinity.required);
  else if (spec.nodeAffinity) {
    errors.push(required('spec.nodeAffinity.required', 'must specify required node constraints'));
  }
  checkSource(errors, spec);
  if (spec.hostPath && /^\/[/.]*$/.test(spec.hostPath.path) && policy === 'Recycle') {
    const why = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbidden('spec.persistentVolumeReclaimPolicy', why));
  }
  if (storageClassName)
    addInvalid(errors, 'spec.storageClassName', storageClassName, dns1123Subdomain(storageClassName));
  if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode)) {
    errors.push(notSupported('spec.volumeMode', volumeMode, VOLUME_MODES));
  }
  checkAttributesClass(errors, 'spec.volumeAttributesClassName', spec);
}

function checkAccessModes(errors: Errors, path: string, modes: readonly string[]): void {
  if (modes.length === 0) errors.push(required(path));
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) errors.push(notSupported(path, mode, ACCESS_MODES));
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (others && modes.includes('ReadWriteOncePod')) {
    errors.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
}

function checkCapacity(errors: Errors, path: string, capacity: NonNullable<PersistentVolumeSpec['capacity']>): void {
  const names = Object.keys(capacity);
  if (names.length === 0) errors.push(required(path));
  if (names.length !== 1 || names[0] !== 'storage') {
    errors.push(notSupported(path, names.length === 0 ? null : capacity, ['storage']));
  }
  for (const name of names) {
    const amount = parseQuantity(capacity[name] as string);
    if (!amount) continue;
    const at = `${path}[${name}]`;
    if (amount.nano < 0n) errors.push(invalid(at, amount.whole, 'must be a valid resource quantity'));
    if (amount.nano <= 0n) errors.push(invalid(at, amount.text, 'must be greater than zero'));
  }
}

function checkSource(errors: Errors, spec: PersistentVolumeSpec): void {
  let found = false;
  for (const source of SOURCES) {
    if (spec[source] === undefined) continue;
    // Only flexVolume may come second without complaint.
    if (found && source !== 'flexVolume') {
      errors.push(
        forbidden(`spec.${source === 'cephfs' ? 'cephFS' : source}`, 'may not specify more than 1 volume type'),
      );
      continue;
    }
    found = true;
    if (source === 'hostPath' && spec.hostPath) checkHostPath(errors, 'spec.hostPath', spec.hostPath);
    else if (source === 'local') checkLocal(errors, 'spec.local', spec);
    else if (source === 'csi' && spec.csi) checkCsi(errors, 'spec.csi', spec.csi);
    else checkNetworkVolume(errors, 'spec', source, spec as unknown as Volume);
  }
  if (!found) errors.push(required('spec', 'must specify a volume type'));
}

function checkLocal(errors: Errors, path: string, { local, nodeAffinity }: PersistentVolumeSpec): void {
  if (!local?.path) errors.push(required(`${path}.path`));
  else checkNoBacksteps(errors, `${path}.path`, local.path);
  if (!nodeAffinity) errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
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
  if (name === '') errors.push(required(path, 'an empty string is disallowed'));
  else addInvalid(errors, path, name, dns1123Subdomain(name));
  if (!spec.csi) errors.push(required('spec.csi', 'has to be specified when using volumeAttributesClassName'));
}

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';
const MOUNTABLE: readonly Source[] = [
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
  const errors: Errors = [...checkNewVolume(next)];
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
  if (old.nodeAffinity && !equalData(spec.nodeAffinity, old.nodeAffinity)) {
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
    SOURCES.filter((name) => spec[name] !== undefined).map((name) => [name, spec[name]]),
  );
  if (!spec.csi || !stored.csi || stored.csi.controllerExpandSecretRef) return source;
  const { controllerExpandSecretRef, ...csi } = spec.csi;
  return { ...source, csi };
}

const DEPRECATED_ANNOTATIONS: Readonly<Record<string, string>> = {
  'volume.beta.kubernetes.io/storage-class': 'deprecated since v1.8; use "storageClassName" attribute instead',
  'volume.beta.kubernetes.io/mount-options': 'deprecated since v1.31; use "mountOptions" attribute instead',
};

const DEPRECATED_SOURCES: readonly (readonly [Source, string, string])[] = [
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
