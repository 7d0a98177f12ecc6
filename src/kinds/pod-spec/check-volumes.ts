// Rules for a pod's volumes.
// upstream: pkg/apis/core/validation ValidateVolumes, validateVolumeSource

import type {
  ConfigMapVolumeSource,
  CSIVolumeSource,
  EphemeralVolumeSource,
  HostPathVolumeSource,
  SecretVolumeSource,
  Volume,
} from '../generated/types.gen';
import { parseQuantity } from '../quantity';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
  tooLong,
} from '../validation/field-error';
import { dns1123Label, dns1123Subdomain } from '../validation/names';
import { checkOnlyTemplateMeta } from '../validation/object-meta';
import { checkFileMode, checkNoBacksteps } from '../validation/paths';
import { checkClaimSpec } from './check-claim';
import { checkKeys } from './check-keys';
import type { VolumesByName } from './check-mounts';
import { checkNetworkVolume, NETWORK_VOLUMES } from './check-network-volumes';
import { checkDownwardFiles, checkProjected } from './check-projected';

/** What the rules need to know of the pod besides its spec. */
export interface PodContext {
  /** False for templates, which may be less complete. */
  readonly isPod: boolean;
  /** The pod's name, empty for templates. */
  readonly podName: string;
}

/** Answers the volumes that are fine, by name. */
export function checkVolumes(
  errors: Errors,
  path: string,
  volumes: readonly Volume[] | undefined,
  pod: PodContext,
): VolumesByName {
  const fine = new Map<string, Volume>();
  const created = new Set(
    volumes?.filter(({ ephemeral }) => ephemeral && pod.podName).map(({ name }) => `${pod.podName}-${name}`),
  );
  volumes?.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const before = errors.length;
    checkSources(errors, at, volume, pod);
    if (!volume.name) errors.push(required(`${at}.name`));
    else addInvalid(errors, `${at}.name`, volume.name, dns1123Label(volume.name));
    if (fine.has(volume.name)) errors.push(duplicate(`${at}.name`, volume.name));
    if (errors.length === before) fine.set(volume.name, volume);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && created.has(claim)) {
      const why = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalid(`${at}.persistentVolumeClaim.claimName`, claim, why));
    }
  });
  return fine;
}

type Source = Exclude<keyof Volume, 'name'>;

/** In the order in which upstream looks: of several sources the first is judged, the others are refused. */
const SOURCES: readonly Source[] = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
];

/** Upstream misspells two of them where it refuses a second source. */
const REFUSED_AS: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

function checkSources(errors: Errors, path: string, volume: Volume, pod: PodContext): void {
  let found = false;
  for (const source of SOURCES) {
    if (volume[source] === undefined) continue;
    if (found)
      errors.push(forbidden(`${path}.${REFUSED_AS[source] ?? source}`, 'may not specify more than 1 volume type'));
    else checkSource(errors, path, source, volume, pod);
    found = true;
  }
  if (!found) errors.push(required(path, 'must specify a volume type'));
}

function checkSource(errors: Errors, path: string, source: Source, volume: Volume, pod: PodContext): void {
  const at = `${path}.${source}`;
  const check = CHECKS[source];
  if (check) check(errors, at, volume, pod);
  else if (NETWORK_VOLUMES.has(source)) checkNetworkVolume(errors, path, source, volume);
  else if (source === 'ephemeral' && volume.ephemeral) checkEphemeral(errors, path, volume.name, volume.ephemeral, pod);
}

type Check = (errors: Errors, at: string, volume: Volume, pod: PodContext) => void;

/** The rules of the sources that are no network's, each looking at its own field only. */
const CHECKS: { readonly [S in Source]?: Check } = {
  emptyDir: (errors, at, { emptyDir }) => checkEmptyDir(errors, at, emptyDir?.sizeLimit),
  hostPath: (errors, at, { hostPath }) => hostPath && checkHostPath(errors, at, hostPath),
  secret: (errors, at, { secret }) => secret && checkSecret(errors, at, secret),
  configMap: (errors, at, { configMap }) => configMap && checkConfigMap(errors, at, configMap),
  persistentVolumeClaim: (errors, at, { persistentVolumeClaim: claim }) => {
    if (!claim?.claimName) errors.push(required(`${at}.claimName`));
  },
  downwardAPI: (errors, at, { downwardAPI }) => {
    checkFileMode(errors, `${at}.defaultMode`, downwardAPI?.defaultMode);
    checkDownwardFiles(errors, at, downwardAPI?.items);
  },
  projected: (errors, at, { projected }) => projected && checkProjected(errors, at, projected),
  csi: (errors, at, { csi }) => csi && checkCsi(errors, at, csi),
  image: (errors, at, { image }, pod) => image && checkImage(errors, at, image, pod),
};

function checkEmptyDir(errors: Errors, path: string, sizeLimit: string | number | undefined): void {
  if (sizeLimit === undefined || (parseQuantity(sizeLimit)?.nano ?? 0n) >= 0n) return;
  errors.push(forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity'));
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

export function checkHostPath(errors: Errors, at: string, { path, type }: HostPathVolumeSource): void {
  if (!path) return void errors.push(required(`${at}.path`));
  checkNoBacksteps(errors, `${at}.path`, path);
  if (type !== undefined && !HOST_PATH_TYPES.includes(type)) {
    errors.push(notSupported(`${at}.type`, type, HOST_PATH_TYPES));
  }
}

function checkSecret(errors: Errors, path: string, source: SecretVolumeSource): void {
  if (!source.secretName) errors.push(required(`${path}.secretName`));
  checkFileMode(errors, `${path}.defaultMode`, source.defaultMode);
  checkKeys(errors, `${path}.items`, source.items);
}

function checkConfigMap(errors: Errors, path: string, source: ConfigMapVolumeSource): void {
  if (!source.name) errors.push(required(`${path}.name`));
  checkFileMode(errors, `${path}.defaultMode`, source.defaultMode);
  checkKeys(errors, `${path}.items`, source.items);
}

/** upstream: ValidateCSIDriverName */
export function checkCsiDriverName(errors: Errors, path: string, driver: string | undefined): void {
  if (!driver) return void errors.push(required(path));
  if (driver.length > 63) errors.push(tooLong(path, 63));
  addInvalid(errors, path, driver, dns1123Subdomain(driver.toLowerCase()));
}

function checkCsi(errors: Errors, path: string, { driver, nodePublishSecretRef }: CSIVolumeSource): void {
  checkCsiDriverName(errors, `${path}.driver`, driver);
  if (!nodePublishSecretRef) return;
  const { name } = nodePublishSecretRef;
  if (!name) errors.push(required(`${path}.nodePublishSecretRef.name`));
  else addInvalid(errors, `${path}.name`, name, dns1123Subdomain(name));
}

function checkEphemeral(
  errors: Errors,
  path: string,
  name: string,
  { volumeClaimTemplate }: EphemeralVolumeSource,
  { podName }: PodContext,
): void {
  const at = `${path}.ephemeral.volumeClaimTemplate`;
  if (!volumeClaimTemplate) errors.push(required(at));
  else {
    checkOnlyTemplateMeta(errors, volumeClaimTemplate.metadata, `${at}.metadata`);
    checkClaimSpec(errors, `${at}.spec`, volumeClaimTemplate.spec);
  }
  if (!podName || !name) return;
  const claim = `${podName}-${name}`;
  for (const why of dns1123Subdomain(claim)) errors.push(invalid(`${path}.name`, name, `PVC name "${claim}": ${why}`));
}

function checkImage(errors: Errors, path: string, source: NonNullable<Volume['image']>, { isPod }: PodContext): void {
  if (isPod && !source.reference) errors.push(required(`${path}.reference`));
  checkPullPolicy(errors, `${path}.pullPolicy`, source.pullPolicy);
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** upstream: validatePullPolicy */
export function checkPullPolicy(errors: Errors, path: string, policy: string | undefined): void {
  if (!policy) errors.push(required(path));
  else if (!PULL_POLICIES.includes(policy)) errors.push(notSupported(path, policy, PULL_POLICIES));
}
