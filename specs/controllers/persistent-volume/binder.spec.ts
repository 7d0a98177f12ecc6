import { describe, expect, test } from '@jest/globals';
import { addPod } from '../harness';
import { claim, IS_DEFAULT, storageClass, volume, WAITS } from './builders';
import { add, claimIn, claimState, storageCluster, volumeIn, volumeState } from './storage-cluster';

describe('the binder', () => {
  test('binds in four writes, the volume first', () => {
    const cluster = storageCluster();
    add(cluster, volume(), claim());
    cluster.settle();
    expect([claimState(cluster, 'c'), volumeState(cluster, 'v')]).toEqual(['Bound v', 'Bound c']);
    const binding = cluster.simulation.store.changes.slice(-4);
    expect(binding.map(({ kind, subresource }) => `${kind}${subresource ? ` ${subresource}` : ''}`)).toEqual([
      'PersistentVolume',
      'PersistentVolume status',
      'PersistentVolumeClaim',
      'PersistentVolumeClaim status',
    ]);
    expect(claimIn(cluster, 'c').status).toEqual({
      phase: 'Bound',
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '1Gi' },
    });
    expect(volumeIn(cluster, 'v').spec?.claimRef?.uid).toBe(claimIn(cluster, 'c').metadata.uid);
    expect(cluster.events()).toEqual([]);
  });

  test('a claim notices a volume that comes later when all are looked at again', () => {
    const cluster = storageCluster();
    add(cluster, claim());
    cluster.settle();
    cluster.wait(3);
    const text = 'Normal FailedBinding: no persistent volumes available for this claim and no storage class is set';
    expect([claimState(cluster, 'c'), cluster.events()]).toEqual(['Pending', [text]]);
    add(cluster, volume());
    cluster.wait(5);
    expect([claimState(cluster, 'c'), volumeState(cluster, 'v')]).toEqual(['Pending', 'Available']);
    cluster.settle();
    expect(claimState(cluster, 'c')).toBe('Bound v');
  });

  test('a claim that waits repeats itself', () => {
    const cluster = storageCluster();
    add(cluster, claim({ storageClassName: 'fast' }));
    cluster.wait(29);
    expect(cluster.events()).toEqual(['Warning ProvisioningFailed: storageclass.storage.k8s.io "fast" not found']);
    expect(cluster.user.list('Event')[0]).toMatchObject({
      count: 2,
      source: { component: 'persistentvolume-controller' },
    });
  });

  test('claims take a default class that comes later, those with an empty one do not', () => {
    const cluster = storageCluster();
    add(cluster, claim({ name: 'none' }), claim({ name: 'empty', storageClassName: '' }));
    cluster.settle();
    add(cluster, storageClass('std', 'z.io/z', { metadata: { name: 'std', annotations: IS_DEFAULT } }));
    cluster.settle();
    expect(claimIn(cluster, 'none').spec?.storageClassName).toBe('std');
    expect(claimIn(cluster, 'empty').spec?.storageClassName).toBe('');
    expect(claimIn(cluster, 'none').metadata.annotations).toEqual({
      'volume.beta.kubernetes.io/storage-provisioner': 'z.io/z',
      'volume.kubernetes.io/storage-provisioner': 'z.io/z',
    });
  });

  test('says which pods it waits for', () => {
    const cluster = storageCluster();
    add(cluster, storageClass('late', 'kubernetes.io/no-provisioner', WAITS), claim({ storageClassName: 'late' }));
    cluster.settle();
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }];
    addPod(cluster, { name: 'waits', node: '', phase: 'Pending', spec: { volumes } });
    addPod(cluster, { name: 'ended', node: '', phase: 'Failed', spec: { volumes } });
    cluster.wait(16);
    expect(cluster.events()).toEqual([
      'Normal WaitForFirstConsumer: waiting for first consumer to be created before binding',
      'Normal WaitForPodScheduled: waiting for pod waits to be scheduled',
    ]);
  });

  test('a volume reserved for a claim goes to it alone', () => {
    const cluster = storageCluster();
    add(cluster, volume({ for: ['mine'] }), claim({ name: 'other' }));
    cluster.settle();
    expect([claimState(cluster, 'other'), volumeState(cluster, 'v')]).toEqual(['Pending', 'Available mine']);
    add(cluster, claim({ name: 'mine' }));
    cluster.settle();
    expect(claimState(cluster, 'mine')).toBe('Bound v');
    expect(volumeIn(cluster, 'v').metadata.annotations).toBeUndefined();
  });

  test('a claim loses its volume', () => {
    const cluster = storageCluster();
    add(cluster, volume(), claim());
    cluster.settle();
    const stored = volumeIn(cluster, 'v');
    cluster.user.delete('PersistentVolume', undefined, 'v');
    cluster.user.patch('PersistentVolume', undefined, 'v', 'merge', { metadata: { finalizers: null } });
    expect(stored.status?.phase).toBe('Bound');
    cluster.settle();
    expect(claimIn(cluster, 'c').status).toEqual({ phase: 'Lost' });
    expect(cluster.events()).toEqual([
      'Warning ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    ]);
  });

  test('volumes and claims of different modes are told so', () => {
    const cluster = storageCluster();
    add(cluster, claim({ name: 'c' }));
    const uid = claimIn(cluster, 'c').metadata.uid as string;
    add(
      cluster,
      volume({ for: ['c', uid], volumeMode: 'Block', local: { path: '/dev/x' }, nodeAffinity: onNode('n') }),
    );
    cluster.wait(1);
    expect(cluster.events()).toContain(
      'Warning VolumeMismatch: Cannot bind PersistentVolume to requested PersistentVolumeClaim "c" due to incompatible volumeMode.',
    );
    expect(cluster.events()).toContain(
      'Warning VolumeMismatch: Cannot bind PersistentVolume "v" to requested PersistentVolumeClaim due to incompatible volumeMode.',
    );
  });
});

const onNode = (name: string) => ({
  required: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'n', operator: 'In' as const, values: [name] }] }],
  },
});

describe('a volume whose claim is deleted', () => {
  const released = (parts: object) => {
    const cluster = storageCluster();
    add(cluster, volume(parts), claim());
    cluster.settle();
    cluster.user.delete('PersistentVolumeClaim', 'default', 'c');
    cluster.settle();
    expect(claimIn(cluster, 'c')).toBeUndefined();
    return cluster;
  };

  test('is kept with its claim by Retain, and given to no other', () => {
    const cluster = released({ persistentVolumeReclaimPolicy: 'Retain' });
    expect(volumeState(cluster, 'v')).toBe('Released c');
    add(cluster, claim());
    cluster.settle();
    expect(claimState(cluster, 'c')).toBe('Pending');
    cluster.user.patch('PersistentVolume', undefined, 'v', 'merge', { spec: { claimRef: null } });
    cluster.settle();
    expect(claimState(cluster, 'c')).toBe('Bound v');
  });

  test('is deleted by Delete below /tmp', () => {
    expect(volumeIn(released({ persistentVolumeReclaimPolicy: 'Delete' }), 'v')).toBeUndefined();
  });

  test('fails where it cannot be deleted, and says so once', () => {
    const cluster = released({ persistentVolumeReclaimPolicy: 'Delete', hostPath: { path: '/data' } });
    cluster.wait(60);
    const message = 'host_path deleter only supports /tmp/.+ but received provided /data';
    expect(volumeIn(cluster, 'v').status).toMatchObject({ phase: 'Failed', message });
    expect(cluster.events()).toEqual([`Warning VolumeFailedDelete: ${message}`]);
    expect(cluster.user.list('Event')[0]?.count).toBe(1);
  });

  test('is free again by Recycle', () => {
    const cluster = released({ persistentVolumeReclaimPolicy: 'Recycle' });
    expect(volumeState(cluster, 'v')).toBe('Available');
    expect(cluster.events()).toEqual(['Normal VolumeRecycled: Volume recycled']);
  });
});
