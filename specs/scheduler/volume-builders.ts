// Claims, volumes and classes for specs of the scheduler, and what the volume controller does with them.

import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../src/kinds/generated/types.gen';
import { aNode, type PodOptions, type Tank } from './tank';

export const storageClass = (name: string, more: Partial<StorageClass> = {}): StorageClass => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'kubernetes.io/no-provisioner',
  volumeBindingMode: 'WaitForFirstConsumer',
  ...more,
});

export const claim = (
  name: string,
  spec: Partial<PersistentVolumeClaim['spec']> = {},
  bound = false,
): PersistentVolumeClaim => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: {
    name,
    namespace: 'default',
    ...(bound ? { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } } : {}),
  },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

export const volume = (name: string, more: Partial<PersistentVolume['spec']> = {}, labels = {}): PersistentVolume => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name, labels },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/v' }, ...more },
});

export const onNode = (node: string): Partial<PersistentVolume['spec']> => ({
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }],
    },
  },
});

export const using = (...claims: readonly string[]): PodOptions => ({
  volumes: claims.map((claimName, index) => ({ name: `v${index}`, persistentVolumeClaim: { claimName } })),
});

export const NODES = () => [aNode('a'), aNode('b')];

/** Creates a volume as the volume controller leaves it. */
export function available(tank: Tank, object: PersistentVolume): void {
  const created = tank.create(object);
  tank.client.updateStatus({ ...created, status: { phase: 'Available' } });
}

/** Ends a binding as the volume controller does. */
export function finishBinding(tank: Tank, name: string, volumeName: string): void {
  const stored = tank.client.get('PersistentVolumeClaim', 'default', name) as PersistentVolumeClaim;
  tank.client.update({
    ...stored,
    metadata: {
      ...stored.metadata,
      annotations: { ...stored.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes' },
    },
    spec: { ...stored.spec, volumeName },
  });
}
