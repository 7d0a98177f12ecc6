import { describe, expect, test } from '@jest/globals';
import {
  claimForVolume,
  claimInPhase,
  unbound,
  volumeForClaim,
  volumeInPhase,
} from '../../../src/controllers/persistent-volume/binding';
import { defaultClassOf } from '../../../src/controllers/persistent-volume/default-class';
import { formerPluginOf, withMigration } from '../../../src/controllers/persistent-volume/former-plugins';
import { planReclaim, planVolume } from '../../../src/controllers/persistent-volume/volume-plan';
import type { PersistentVolume } from '../../../src/kinds/generated/types.gen';
import { claim, IS_DEFAULT, storageClass, volume } from './builders';

const BOUND = { 'pv.kubernetes.io/bind-completed': 'yes' };
const CHOSEN = { 'pv.kubernetes.io/bound-by-controller': 'yes' };
const MADE = { 'pv.kubernetes.io/provisioned-by': 'x.io/y' };

describe('the plan for a volume', () => {
  const own = { for: ['c', 'uid-c'] as const };
  test.each([
    { name: 'for nobody', of: volume(), with: undefined, plan: 'phase Available' },
    { name: 'reserved by name', of: volume({ for: ['c'] }), with: undefined, plan: 'phase Available' },
    { name: 'its claim is gone', of: volume(own), with: undefined, plan: 'release' },
    { name: 'its claim knows it', of: volume(own), with: claim({ volumeName: 'v' }), plan: 'phase Bound' },
    { name: 'its claim does not know it yet', of: volume(own), with: claim(), plan: 'wake-claim' },
    { name: 'its claim cannot use it', of: volume({ ...own, volumeMode: 'Block' }), with: claim(), plan: 'mismatch' },
    { name: 'its claim got another', of: volume(own), with: claim({ volumeName: 'w' }), plan: 'unbind' },
    {
      name: 'its claim got another, though it was made for it',
      of: volume({ ...own, annotations: MADE, persistentVolumeReclaimPolicy: 'Delete' }),
      with: claim({ volumeName: 'w' }),
      plan: 'release',
    },
    {
      name: 'the same, to be kept',
      of: volume({ ...own, annotations: MADE, persistentVolumeReclaimPolicy: 'Retain' }),
      with: claim({ volumeName: 'w' }),
      plan: 'unbind',
    },
  ])('$name', ({ of, with: claimed, plan }) => {
    const found = planVolume(of, claimed);
    expect('phase' in found ? `${found.do} ${found.phase}` : found.do).toBe(plan);
  });

  const reclaim = (policy: string, parts: object = {}) =>
    volume({ persistentVolumeReclaimPolicy: policy as 'Delete', ...parts });
  test.each([
    { name: 'Retain keeps it', of: reclaim('Retain'), is: 'nothing' },
    { name: 'Delete below /tmp', of: reclaim('Delete'), is: 'delete' },
    {
      name: 'Delete elsewhere',
      of: reclaim('Delete', { hostPath: { path: '/data' } }),
      is: 'fail VolumeFailedDelete: host_path deleter only supports /tmp/.+ but received provided /data',
    },
    {
      name: 'Delete of a CSI volume is left to its driver',
      of: reclaim('Delete', { csi: { driver: 'd', volumeHandle: 'h' } }),
      is: 'nothing',
    },
    {
      name: 'Delete of what an external provisioner made',
      of: reclaim('Delete', { annotations: MADE }),
      is: 'nothing',
    },
    {
      name: 'Delete of a local volume',
      of: reclaim('Delete', { local: { path: '/d' } }),
      is: 'fail VolumeFailedDelete: error getting deleter volume plugin for volume "v": no volume plugin matched',
    },
    {
      name: 'Delete of an NFS volume',
      of: reclaim('Delete', { nfs: { server: 's', path: '/' } }),
      is: 'fail VolumeFailedDelete: error getting deleter volume plugin for volume "v": no deletable volume plugin matched',
    },
    { name: 'Recycle', of: reclaim('Recycle'), is: 'recycle' },
    {
      name: 'Recycle of what cannot be',
      of: reclaim('Recycle', { csi: { driver: 'd', volumeHandle: 'h' } }),
      is: 'fail VolumeFailedRecycle: No recycler plugin found for the volume!',
    },
    {
      name: 'an unknown policy',
      of: reclaim('Eat'),
      is: 'fail VolumeUnknownReclaimPolicy: Volume has unrecognized PersistentVolumeReclaimPolicy',
    },
  ])('$name', ({ of, is }) => {
    const found = planReclaim(of);
    expect(found.do === 'fail' ? `fail ${found.reason}: ${found.message}` : found.do).toBe(is);
  });
});

describe('the writes of a binding', () => {
  test('a free volume is chosen, a reserved one only completed', () => {
    const chosen = volumeForClaim(volume(), claim());
    expect(chosen.metadata.annotations).toEqual(CHOSEN);
    expect(chosen.spec?.claimRef).toMatchObject({ apiVersion: 'v1', namespace: 'default', name: 'c', uid: 'uid-c' });
    expect(volumeForClaim(chosen, claim())).toBe(chosen);
    const reserved = volumeForClaim(volume({ for: ['c'] }), claim());
    expect(reserved.metadata.annotations).toBeUndefined();
    expect(reserved.spec?.claimRef?.uid).toBe('uid-c');
  });

  test('a claim learns its volume; one that named it is only completed', () => {
    const found = claimForVolume(claim(), volume());
    expect([found.spec?.volumeName, found.metadata.annotations]).toEqual(['v', { ...BOUND, ...CHOSEN }]);
    expect(claimForVolume(found, volume())).toBe(found);
    expect(claimForVolume(claim({ volumeName: 'v' }), volume()).metadata.annotations).toEqual(BOUND);
  });

  test('a bound claim has what its volume has, and keeps its own size from then on', () => {
    const large = volume({ size: '5Gi', accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] });
    const bound = claimInPhase(claim(), 'Bound', large);
    expect(bound.status).toEqual({
      phase: 'Bound',
      accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
      capacity: { storage: '5Gi' },
    });
    expect(claimInPhase(bound, 'Bound', volume({ ...large.spec, size: '9Gi' } as never))).toBe(bound);
    expect(claimInPhase(bound, 'Lost').status).toEqual({ phase: 'Lost' });
    const resizing = volume({ size: '5Gi', annotations: { 'volume.alpha.kubernetes.io/pre-resize-capacity': '2Gi' } });
    expect(claimInPhase(claim(), 'Bound', resizing).status?.capacity).toEqual({ storage: '2Gi' });
    const gold = volume({ volumeAttributesClassName: 'gold' });
    expect(claimInPhase(claim(), 'Bound', gold).status?.currentVolumeAttributesClassName).toBe('gold');
  });

  test('a phase carries its message and loses it with the next', () => {
    const failed = volumeInPhase(volume(), 'Failed', 'no');
    expect(failed.status).toEqual({ phase: 'Failed', message: 'no' });
    expect(volumeInPhase(failed, 'Available').status).toEqual({ phase: 'Available' });
    expect(volumeInPhase(failed, 'Failed', 'other')).toBe(failed);
  });

  test('what the controller bound is free again, what a user reserved stays reserved', () => {
    const free = unbound(volume({ for: ['c', 'uid-c'], annotations: CHOSEN }));
    expect(free.spec?.claimRef).toBeUndefined();
    expect(free.metadata.annotations).toBeUndefined();
    const reserved = unbound(volume({ for: ['c', 'uid-c'], annotations: { a: 'b' } }));
    expect(reserved.spec?.claimRef).toEqual({ kind: 'PersistentVolumeClaim', namespace: 'default', name: 'c' });
    expect(reserved.metadata.annotations).toEqual({ a: 'b' });
  });
});

test('of several default classes the newest is taken, of equally old ones the first by name', () => {
  const of = (name: string, creationTimestamp: string, annotations = IS_DEFAULT) =>
    storageClass(name, 'x.io/y', { metadata: { name, creationTimestamp, annotations } });
  const [old, b, a] = [
    of('old', '2026-01-01T00:00:00Z'),
    of('b', '2026-01-02T00:00:00Z'),
    of('a', '2026-01-02T00:00:00Z'),
  ];
  expect(defaultClassOf([old, b, a])?.metadata.name).toBe('a');
  expect(defaultClassOf([storageClass('x', 'x.io/y')])).toBeUndefined();
});

test('what names a former plugin is marked with the driver that took over', () => {
  const key = 'pv.kubernetes.io/provisioned-by';
  const former = withMigration(volume({ annotations: { [key]: 'kubernetes.io/aws-ebs' } }), key);
  expect(former.metadata.annotations?.['pv.kubernetes.io/migrated-to']).toBe('ebs.csi.aws.com');
  expect(withMigration(former, key)).toBe(former);
  const plain = volume({ annotations: MADE });
  expect(withMigration(plain, key)).toBe(plain);
  const disk = { gcePersistentDisk: { pdName: 'd' } } as PersistentVolume['spec'];
  expect(formerPluginOf({ ...plain, ...(disk ? { spec: disk } : {}) })?.driver).toBe('pd.csi.storage.gke.io');
});
