// Short ways to write volumes, claims and classes.

import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeSpec,
  StorageClass,
} from '../../../src/kinds/generated/types.gen';

export interface VolumeParts extends Partial<PersistentVolumeSpec> {
  readonly name?: string;
  readonly size?: string;
  readonly phase?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly deleted?: boolean;
  /** Name and uid of the claim in `default` that it is for. */
  readonly for?: readonly [name: string, uid?: string];
}

/** As admission lets them pass, with their finalizers. A free volume of 1Gi for one writer, without a class. */
export function volume(parts: VolumeParts = {}): PersistentVolume {
  const { name = 'v', size = '1Gi', phase = 'Available', labels, annotations, deleted, for: claim, ...spec } = parts;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      uid: `uid-${name}`,
      finalizers: ['kubernetes.io/pv-protection'],
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: size },
      ...(claim
        ? {
            claimRef: {
              kind: 'PersistentVolumeClaim',
              namespace: 'default',
              name: claim[0],
              ...(claim[1] ? { uid: claim[1] } : {}),
            },
          }
        : {}),
      ...(spec.csi || spec.local || spec.nfs ? {} : { hostPath: { path: '/tmp/v', type: '' } }),
      ...spec,
    },
    status: { phase },
  } as PersistentVolume;
}

export interface ClaimParts extends Partial<PersistentVolumeClaimSpec> {
  readonly name?: string;
  readonly size?: string;
  readonly annotations?: Record<string, string>;
  readonly status?: PersistentVolumeClaim['status'];
}

/** A pending claim on 1Gi for one writer, without a class. */
export function claim(parts: ClaimParts = {}): PersistentVolumeClaim {
  const { name = 'c', size = '1Gi', annotations, status = { phase: 'Pending' }, ...spec } = parts;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      finalizers: ['kubernetes.io/pvc-protection'],
      ...(annotations ? { annotations } : {}),
    },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...spec },
    status,
  } as PersistentVolumeClaim;
}

export function storageClass(name: string, provisioner: string, parts: Partial<StorageClass> = {}): StorageClass {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, ...parts };
}

export const WAITS = { volumeBindingMode: 'WaitForFirstConsumer' as const };
export const IS_DEFAULT = { 'storageclass.kubernetes.io/is-default-class': 'true' };
