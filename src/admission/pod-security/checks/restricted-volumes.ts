// Volumes hold what the cluster gives, not what a node or a storage protocol has.
// upstream: pod-security-admission/policy/check_restrictedVolumes.go

import type { Volume } from '../../../kinds/generated/types.gen';
import { type Check, plural, quoted, sorted } from '../check';

const ALLOWED = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
] as const;

const RESTRICTED = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
] as const;

const typeOf = (volume: Volume) => RESTRICTED.find((field) => volume[field]) ?? 'unknown';

export const restrictedVolumes: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  overrides: 'hostPathVolumes',
  versions: [
    {
      since: 0,
      check: ({ spec }) => {
        const bad = (spec.volumes ?? []).filter((volume) => !ALLOWED.some((field) => volume[field]));
        if (bad.length === 0) return undefined;
        const types = sorted(bad.map(typeOf));
        const who = `${plural('volume', bad.length)} ${quoted(bad.map(({ name }) => name))}`;
        const use = bad.length === 1 ? 'uses' : 'use';
        const what = `${plural('restricted volume type', types.length)} ${quoted(types)}`;
        return { reason: 'restricted volume types', detail: `${who} ${use} ${what}` };
      },
    },
  ],
};
