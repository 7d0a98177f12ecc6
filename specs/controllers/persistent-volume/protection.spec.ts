import { describe, expect, test } from '@jest/globals';
import { holdsClaim, planProtection } from '../../../src/controllers/persistent-volume/protection';
import type { KubeObject } from '../../../src/kinds/kind';
import { addPod, type Harness, makePod, ownerReference, type PodParts } from '../harness';
import { claim, volume } from './builders';
import { add, claimIn, storageCluster, volumeIn } from './storage-cluster';

const VOLUMES = [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }];

test.each([
  { name: 'missing', has: false, deleted: false, used: false, plan: 'add' },
  { name: 'there', has: true, deleted: false, used: false, plan: 'leave' },
  { name: 'there, deleted and used', has: true, deleted: true, used: true, plan: 'leave' },
  { name: 'there, deleted and free', has: true, deleted: true, used: false, plan: 'remove' },
  { name: 'missing and deleted', has: false, deleted: true, used: false, plan: 'leave' },
])('a finalizer that is $name', ({ has, deleted, used, plan }) => {
  const metadata = {
    name: 'x',
    ...(has ? { finalizers: ['a/b'] } : {}),
    ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
  };
  expect(planProtection({ apiVersion: 'v1', kind: 'X', metadata }, 'a/b', used)).toBe(plan);
});

describe('a pod holds a claim', () => {
  const ephemeral = { volumes: [{ name: 'v', ephemeral: {} }] } as PodParts['spec'];
  const pod = (parts: Partial<PodParts>, metadata: object = {}) => {
    const made = makePod({ name: 'p', ...parts });
    return { ...made, metadata: { ...made.metadata, uid: 'uid-p', ...metadata } } as typeof made;
  };
  const of = (owned: boolean) => {
    const made = claim({ name: 'p-v' });
    const refs = [ownerReference(pod({}) as KubeObject)];
    return owned ? { ...made, metadata: { ...made.metadata, ownerReferences: refs } } : made;
  };
  const over = { deletionTimestamp: '2026-01-01T00:00:00Z', deletionGracePeriodSeconds: 0 };
  test.each([
    { name: 'on a node', pod: pod({ spec: { volumes: VOLUMES } }), claim: claim(), is: true },
    { name: 'even when it ended', pod: pod({ spec: { volumes: VOLUMES }, phase: 'Failed' }), claim: claim(), is: true },
    { name: 'not before it has a node', pod: pod({ spec: { volumes: VOLUMES }, node: '' }), claim: claim(), is: false },
    { name: 'not another one', pod: pod({ spec: { volumes: VOLUMES } }), claim: claim({ name: 'd' }), is: false },
    { name: 'of its ephemeral volume', pod: pod({ spec: ephemeral ?? {} }), claim: of(true), is: true },
    {
      name: 'not one that is called so and not its own',
      pod: pod({ spec: ephemeral ?? {} }),
      claim: of(false),
      is: false,
    },
    {
      name: 'not of an ephemeral volume once it is over',
      pod: pod({ spec: ephemeral ?? {} }, over),
      claim: of(true),
      is: false,
    },
  ])('$name', ({ pod: subject, claim: held, is }) => expect(holdsClaim(subject, held)).toBe(is));
});

const bound = (): Harness => {
  const cluster = storageCluster();
  add(cluster, volume(), claim());
  cluster.settle();
  return cluster;
};

describe('protection', () => {
  test('adds what admission did not', () => {
    const cluster = storageCluster();
    for (const object of [volume(), claim()]) {
      const { finalizers: _none, ...metadata } = object.metadata;
      add(cluster, { ...object, metadata });
    }
    cluster.settle();
    expect(claimIn(cluster, 'c').metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    expect(volumeIn(cluster, 'v').metadata.finalizers).toEqual(['kubernetes.io/pv-protection']);
  });

  test('keeps a deleted claim until its pod is gone, not only ended', () => {
    const cluster = bound();
    const pod = addPod(cluster, { name: 'p', spec: { volumes: VOLUMES } });
    cluster.user.delete('PersistentVolumeClaim', 'default', 'c');
    cluster.settle();
    expect(claimIn(cluster, 'c')).toMatchObject({ status: { phase: 'Bound' } });
    cluster.user.updateStatus({ ...pod, status: { ...pod.status, phase: 'Succeeded' } });
    cluster.settle();
    expect(claimIn(cluster, 'c')).toBeDefined();
    cluster.user.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    cluster.settle();
    expect(claimIn(cluster, 'c')).toBeUndefined();
    expect(volumeIn(cluster, 'v').status?.phase).toBe('Released');
  });

  test('keeps a deleted volume as long as it is bound', () => {
    const cluster = bound();
    cluster.user.delete('PersistentVolume', undefined, 'v');
    cluster.settle();
    expect(volumeIn(cluster, 'v').metadata.deletionTimestamp).toBeDefined();
    cluster.user.delete('PersistentVolumeClaim', 'default', 'c');
    cluster.settle();
    expect(volumeIn(cluster, 'v')).toBeUndefined();
  });

  test('keeps a class of attributes that a claim names', () => {
    const cluster = storageCluster();
    const classIn = () => cluster.user.get('VolumeAttributesClass', undefined, 'gold');
    add(
      cluster,
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'VolumeAttributesClass',
        metadata: { name: 'gold' },
        driverName: 'd',
        parameters: { iops: '100' },
      } as KubeObject,
      claim({ volumeAttributesClassName: 'gold' }),
    );
    cluster.settle();
    cluster.user.delete('VolumeAttributesClass', undefined, 'gold');
    cluster.settle();
    expect(classIn()).toBeDefined();
    cluster.user.delete('PersistentVolumeClaim', 'default', 'c');
    cluster.settle();
    expect(classIn()).toBeUndefined();
  });
});
