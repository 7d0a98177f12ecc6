// Claims: what holds a pod back, what ties it to a node, and volumes that are bound when their consumer is placed.

import { describe, expect, test } from '@jest/globals';
import type { PersistentVolume } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { aNode, aPod, Tank } from './tank';
import { claim, NODES, onNode, storageClass, using, volume } from './volume-builders';

describe('claims that hold a pod back', () => {
  const unbound = '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found';
  const rows: readonly { name: string; objects: readonly KubeObject[]; message: string }[] = [
    {
      name: 'none there',
      objects: [],
      message: '0/2 nodes are available: persistentvolumeclaim "c" not found. not found',
    },
    { name: 'no class', objects: [claim('c')], message: unbound },
    { name: 'a class that does not exist', objects: [claim('c', { storageClassName: 'gone' })], message: unbound },
    {
      name: 'an immediate class',
      objects: [storageClass('now', { volumeBindingMode: 'Immediate' }), claim('c', { storageClassName: 'now' })],
      message: unbound,
    },
    {
      name: 'one that waits but names its volume already',
      objects: [storageClass('late'), claim('c', { storageClassName: 'late', volumeName: 'v' })],
      message: unbound,
    },
    {
      name: 'bound to a volume that is gone',
      objects: [claim('c', { volumeName: 'v' }, true)],
      message: '0/2 nodes are available: persistentvolume "v" not found. not found',
    },
    {
      name: 'bound, by affinity to no node here',
      objects: [volume('v', onNode('z')), claim('c', { volumeName: 'v' }, true)],
      message:
        "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, " +
        'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    },
    {
      name: 'one that waits, no volume to be had',
      objects: [storageClass('late'), claim('c', { storageClassName: 'late' })],
      message:
        "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind. no new claims to deallocate, " +
        'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    },
  ];
  test.each(rows)('$name', ({ objects, message }) => {
    const tank = new Tank([...NODES(), ...objects]);
    tank.place(aPod('p', using('c')));
    expect(tank.why('p')).toBe(message);
  });

  test('one that is lost', () => {
    const tank = new Tank(NODES());
    const lost = tank.create(claim('c', { volumeName: 'v' }, true));
    tank.client.updateStatus({ ...lost, status: { phase: 'Lost' } });
    tank.place(aPod('p', using('c')));
    expect(tank.why('p')).toBe(
      '0/2 nodes are available: persistentvolumeclaim "c" bound to non-existent persistentvolume "v". not found',
    );
  });
});

test('a bound claim takes the pod to its volume', () => {
  const tank = new Tank([...NODES(), volume('v', onNode('b')), claim('c', { volumeName: 'v' }, true)]);
  expect(tank.place(aPod('p', using('c')))).toEqual(['b']);
});

test('zones of a volume: nodes without any zone pass', () => {
  const zone = (value: string) => ({ 'topology.kubernetes.io/zone': value });
  const nodes = [aNode('a'), aNode('b', { labels: zone('zb') }), aNode('c', { labels: zone('za') })];
  const tank = new Tank([...nodes, volume('v', {}, zone('za__zc')), claim('c', { volumeName: 'v' }, true)]);
  tank.place(aPod('p', { ...using('c'), nodeSelector: { 'kubernetes.io/hostname': 'b' } }));
  expect(tank.why('p')).toContain('1 node(s) had no available volume zone');
  const fits = tank.explain(aPod('q', using('c'))).nodes.filter(({ objections }) => objections.length === 0);
  expect(fits.map(({ node }) => node)).toEqual(['a', 'c']);
});

describe('ReadWriteOncePod', () => {
  const once = () => [
    volume('v', { accessModes: ['ReadWriteOncePod'] }),
    claim('c', { accessModes: ['ReadWriteOncePod'], volumeName: 'v' }, true),
  ];

  test('a second pod fits nowhere until the first is gone', () => {
    const tank = new Tank([...NODES(), ...once()]);
    tank.place(aPod('first', using('c')), aPod('second', using('c')));
    expect(tank.why('second')).toBe(
      '0/2 nodes are available: 2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode ' +
        'already in-use by another pod. no new claims to deallocate, preemption: 0/2 nodes are available: ' +
        '2 No preemption victims found for incoming pod.',
    );
    tank.remove('first');
    tank.settle();
    expect(tank.nodeOf('second')).toBeDefined();
  });

  test('a pod of higher priority takes it over', () => {
    const tank = new Tank([aNode('a'), ...once()]);
    tank.place(aPod('first', using('c')), aPod('second', { ...using('c'), priority: 1 }));
    expect(tank.pod('second').status?.nominatedNodeName).toBe('a');
  });
});

test('disks that only one machine may write', () => {
  const disk = (name: string, readOnly: boolean) =>
    aPod(name, { volumes: [{ name: 'd', gcePersistentDisk: { pdName: 'disk', readOnly } }] });
  const tank = new Tank([aNode('a')]);
  expect(tank.place(disk('p', true), disk('q', true), disk('r', false))).toEqual(['a', 'a', undefined]);
  expect(tank.why('r')).toContain('1 node(s) had no available disk');
});

test('a node attaches only so many volumes of a driver', () => {
  const csi = (name: string) => volume(name, { csi: { driver: 'd', volumeHandle: name } });
  const bound = (name: string) => [csi(name), claim(name, { volumeName: name }, true)];
  const csiNode = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name: 'a' },
    spec: { drivers: [{ name: 'd', nodeID: 'a', allocatable: { count: 2 } }] },
  } as KubeObject;
  const objects = ['x', 'y', 'z'].flatMap(bound).map((object) => {
    const { hostPath: _hostPath, ...spec } = (object as PersistentVolume).spec as Record<string, unknown>;
    return { ...object, spec } as unknown as KubeObject;
  });
  const tank = new Tank([aNode('a'), csiNode, ...objects]);
  tank.place(aPod('p', using('x')), aPod('q', using('x', 'y')), aPod('r', using('z')));
  expect([tank.nodeOf('p'), tank.nodeOf('q'), tank.nodeOf('r')]).toEqual(['a', 'a', undefined]);
  expect(tank.why('r')).toContain('1 node(s) exceed max volume count');

  const attachment = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: 'left' },
    spec: { attacher: 'd', nodeName: 'a', source: { persistentVolumeName: 'x' } },
  } as KubeObject;
  const other = new Tank([aNode('a'), csiNode, ...objects, attachment]);
  expect(other.place(aPod('p', using('y')), aPod('q', using('x')), aPod('r', using('y')))).toEqual([
    'a',
    undefined,
    'a',
  ]);
});
