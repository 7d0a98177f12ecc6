// What the API server fills into a volume.
// upstream: pkg/apis/core/v1 SetDefaults_Volume and its siblings

import { isEnabled } from '../feature-gates';
import type {
  DownwardAPIVolumeFile,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  Volume,
  VolumeProjection,
} from '../generated/types.gen';
import { changeField, changeItems, withAbsent, withDefaults, withoutField } from '../with-defaults';
import { fieldRefDefaults, resourceDefaults } from './container-defaults';
import { defaultPullPolicy } from './image-name';

const EMPTY_DIR = Object.freeze({});
/** 0644 */
const FILE_MODE = 420;

export function volumeDefaults(volume: Volume): Volume {
  if (!hasSource(volume)) return { ...volume, emptyDir: EMPTY_DIR };
  let next = volume;
  next = changeField(next, 'configMap', (source) => withDefaults(source, { defaultMode: FILE_MODE }));
  next = changeField(next, 'secret', (source) => withDefaults(source, { defaultMode: FILE_MODE }));
  next = changeField(next, 'projected', (source) =>
    changeItems(withDefaults(source, { defaultMode: FILE_MODE }), 'sources', projectionDefaults),
  );
  next = changeField(next, 'downwardAPI', (source) =>
    changeItems(withDefaults(source, { defaultMode: FILE_MODE }), 'items', downwardFileDefaults),
  );
  next = changeField(next, 'ephemeral', (source) => changeField(source, 'volumeClaimTemplate', claimTemplateDefaults));
  next = changeField(next, 'image', (source) =>
    withDefaults(source, { pullPolicy: source.pullPolicy || defaultPullPolicy(source.reference) }),
  );
  return sourceDefaults(next);
}

function hasSource(volume: Volume): boolean {
  for (const key in volume) {
    const value = volume[key as keyof Volume] as unknown;
    if (key !== 'name' && value !== undefined && value !== null) return true;
  }
  return false;
}

/**
 * Two sources are behind gates. upstream: pkg/api/pod dropDisabledClusterTrustBundleProjection,
 * dropDisabledPodCertificateProjection
 */
function projectionDefaults(projection: VolumeProjection): VolumeProjection {
  let known = projection;
  if (!isEnabled('ClusterTrustBundleProjection')) known = withoutField(known, 'clusterTrustBundle');
  if (!isEnabled('PodCertificateRequest')) known = withoutField(known, 'podCertificate');
  const next = changeField(known, 'serviceAccountToken', (token) => withDefaults(token, { expirationSeconds: 3600 }));
  return changeField(next, 'downwardAPI', (source) => changeItems(source, 'items', downwardFileDefaults));
}

function downwardFileDefaults(file: DownwardAPIVolumeFile): DownwardAPIVolumeFile {
  const next = changeField(file, 'fieldRef', fieldRefDefaults);
  return changeField(next, 'resourceFieldRef', (ref) => withDefaults(ref, { divisor: '0' }));
}

const NO_METADATA = Object.freeze({});

function claimTemplateDefaults(template: PersistentVolumeClaimTemplate): PersistentVolumeClaimTemplate {
  return changeField(withDefaults(template, { metadata: NO_METADATA }), 'spec', claimSpecDefaults);
}

/** upstream: pkg/apis/core/v1 SetDefaults_PersistentVolumeClaimSpec */
export function claimSpecDefaults(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const next = withDefaults(withAbsent(spec, { volumeMode: 'Filesystem' }), { resources: {} });
  return changeField(next, 'resources', resourceDefaults);
}

/** What is filled into a source, wherever one of its name stands. */
const SOURCE_DEFAULTS: Readonly<Record<string, object>> = {
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/** For a pod's volume and for the spec of a PersistentVolume. */
export function sourceDefaults<T extends object>(holder: T): T {
  let next = holder as Readonly<Record<string, object>>;
  for (const name in SOURCE_DEFAULTS) {
    next = changeField(next, name, (source) => withDefaults(source, SOURCE_DEFAULTS[name] ?? {}));
  }
  return next as T;
}
