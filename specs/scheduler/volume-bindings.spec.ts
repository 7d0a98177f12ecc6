// Claims that wait for their first consumer: what is promised to a pod, written for it, and waited for.

import { describe, expect, test } from '@jest/globals';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { aNode, aPod, Tank } from './tank';
import { available, claim, finishBinding, NODES, onNode, storageClass, using, volume } from './volume-builders';

describe('claims that wait for their first consumer', () => {
  const late = { storageClassName: 'late' };
  const sized = (storage: string) => ({ ...late, capacity: { storage } });

  test('both claims find volumes on one node, the smallest that do; the pod is bound when they are', () => {
    const tank = new Tank([...NODES(), storageClass('late')]);
    available(tank, volume('a-small', { ...sized('5Gi'), ...onNode('a') }));
    available(tank, volume('b-large', { ...sized('20Gi'), ...onNode('b') }));
    available(tank, volume('b-mid', { ...sized('10Gi'), ...onNode('b') }));
    available(tank, volume('b-small', { ...sized('5Gi'), ...onNode('b') }));
    tank.create(claim('small', { ...late, resources: { requests: { storage: '5Gi' } } }));
    tank.create(claim('large', { ...late, resources: { requests: { storage: '8Gi' } } }));
    tank.create(aPod('p', using('large', 'small')));
    tank.advance(0.5);
    const waiting = tank.pod('p');
    expect(waiting.status?.nominatedNodeName).toBe('b');
    expect(waiting.status?.conditions ?? []).toEqual([]);
    const owner = (name: string) => tank.client.get('PersistentVolume', undefined, name)?.spec?.claimRef?.name;
    expect(['b-small', 'b-mid', 'b-large'].map(owner)).toEqual(['small', 'large', undefined]);
    finishBinding(tank, 'small', 'b-small');
    finishBinding(tank, 'large', 'b-mid');
    tank.settle();
    expect(tank.nodeOf('p')).toBe('b');
    expect(tank.pod('p').status?.nominatedNodeName).toBeUndefined();
    expect(tank.events('p')).toEqual(['Scheduled: Successfully assigned default/p to b']);
  });

  describe('from the attempt on, before anything is written', () => {
    const PROVISIONED = "2 node(s) didn't find available persistent volumes to bind";
    const start = () => {
      const tank = new Tank([...NODES(), storageClass('late')]);
      available(tank, volume('v', { ...sized('1Gi'), ...onNode('a') }));
      for (const name of ['c', 'd']) tank.create(claim(name, late));
      tank.create(aPod('p', using('c')));
      tank.create(aPod('q', using('d')));
      tank.advance(0.008);
      return tank;
    };
    const ownerOf = (tank: Tank, name: string) =>
      tank.client.get('PersistentVolume', undefined, name)?.spec?.claimRef?.name;

    test('a volume is promised to one pod', () => {
      const tank = start();
      expect(ownerOf(tank, 'v')).toBeUndefined();
      expect(tank.why('q')).toContain(PROVISIONED);
      tank.settle();
      expect(ownerOf(tank, 'v')).toBe('c');
    });

    test('and free again when that pod goes', () => {
      const tank = start();
      tank.remove('p');
      tank.create(claim('e', late));
      tank.create(aPod('r', using('e')));
      tank.settle();
      expect(ownerOf(tank, 'v')).toBe('e');
    });

    test('each way of two goes its own way', () => {
      const tank = start();
      const twin = tank.fork();
      twin.remove('p');
      twin.settle();
      tank.settle();
      expect([ownerOf(tank, 'v'), ownerOf(twin, 'v')]).toEqual(['c', undefined]);
    });

    test('somebody else may still take it first: the pod backs off', () => {
      const tank = start();
      const stored = tank.client.get('PersistentVolume', undefined, 'v') as PersistentVolume;
      tank.client.update({ ...stored, spec: { ...stored.spec, claimRef: { namespace: 'default', name: 'x' } } });
      tank.settle();
      expect(tank.why('p')).toBe(
        'running PreBind plugin "VolumeBinding": Operation cannot be fulfilled on persistentvolumes "v": the object has ' +
          'been modified; please apply your changes to the latest version and try again',
      );
      expect(tank.pod('p').status?.nominatedNodeName).toBeUndefined();
    });

    test('its volumes are written one after the other', () => {
      const tank = new Tank([aNode('a'), storageClass('late')]);
      for (const name of ['v', 'w']) available(tank, volume(name, sized('1Gi')));
      for (const name of ['c', 'd']) tank.create(claim(name, late));
      tank.create(aPod('p', using('c', 'd')));
      const seen: unknown[] = [];
      for (let step = 0; step < 5; step++) {
        seen.push([tank.pod('p').status?.nominatedNodeName, ownerOf(tank, 'v'), ownerOf(tank, 'w')]);
        tank.advance(0.006);
      }
      expect(seen).toEqual([
        [undefined, undefined, undefined],
        [undefined, undefined, undefined],
        ['a', undefined, undefined],
        ['a', 'c', undefined],
        ['a', 'c', 'd'],
      ]);
    });
  });

  describe('of a class with a provisioner', () => {
    const start = () => {
      const tank = new Tank([
        aNode('a', { cpu: 1 }),
        storageClass('late', { provisioner: 'disk.example.com' }),
        claim('c', late),
      ]);
      tank.create(aPod('p', { cpu: '1', ...using('c') }));
      tank.settle();
      return tank;
    };
    const selected = (tank: Tank) =>
      tank.client.get('PersistentVolumeClaim', 'default', 'c')?.metadata.annotations?.[
        'volume.kubernetes.io/selected-node'
      ];

    test('the claim names the node, the pod waits ten minutes, then fails and tries again', () => {
      const tank = start();
      expect(selected(tank)).toBe('a');
      expect(tank.pod('p').status?.nominatedNodeName).toBe('a');
      expect(tank.why('p')).toBeUndefined();
      expect(tank.events('p')).toEqual([]);
      tank.advance(600);
      expect(tank.why('p')).toBe('running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded');
      expect(tank.pod('p').status?.conditions?.find(({ type }) => type === 'PodScheduled')?.reason).toBe(
        'SchedulerError',
      );
      tank.advance(5);
      expect(tank.pod('p').status?.nominatedNodeName).toBe('a');
    });

    test('what it is assumed to take counts, until it is deleted', () => {
      const tank = start();
      tank.place(aPod('q', { cpu: '1' }));
      expect(tank.nodeOf('q')).toBeUndefined();
      tank.remove('p');
      tank.settle();
      expect(tank.nodeOf('q')).toBe('a');
    });

    test('it counts once, not as a nominated pod besides', () => {
      const tank = new Tank([
        aNode('a', { cpu: 2 }),
        storageClass('late', { provisioner: 'disk.example.com' }),
        claim('c', late),
      ]);
      tank.create(aPod('p', { cpu: '1', ...using('c') }));
      tank.settle();
      expect(tank.place(aPod('q', { cpu: '1' }), aPod('r', { cpu: '1' }))).toEqual(['a', undefined]);
    });

    test.each([
      { name: 'beside other annotations', annotations: { a: 'b' }, why: 'provisioning failed for PVC "c"' },
      { name: 'the only annotation', annotations: {}, why: 'selectedNode annotation reset for PVC "c"' },
    ])('a provisioner that gives up takes the node back: $name', ({ annotations, why }) => {
      const tank = start();
      const stored = tank.client.get('PersistentVolumeClaim', 'default', 'c') as PersistentVolumeClaim;
      tank.client.update({ ...stored, metadata: { ...stored.metadata, annotations } });
      tank.settle();
      expect(tank.why('p')).toBe(`running PreBind plugin "VolumeBinding": binding volumes: ${why}`);
    });

    test('a claim that a pod uses twice is written twice, which fails', () => {
      const late2 = storageClass('late', { provisioner: 'disk.example.com' });
      const tank = new Tank([aNode('a'), late2, claim('c', late)]);
      const persistentVolumeClaim = { claimName: 'c' };
      tank.place(aPod('p', { volumes: ['v', 'w'].map((name) => ({ name, persistentVolumeClaim })) }));
      expect(tank.why('p')).toBe(
        'running PreBind plugin "VolumeBinding": Operation cannot be fulfilled on persistentvolumeclaims "c": the object ' +
          'has been modified; please apply your changes to the latest version and try again',
      );
    });

    test('allowed topologies and capacity', () => {
      const allowedTopologies = [{ matchLabelExpressions: [{ key: 'zone', values: ['z'] }] }];
      const provisioner = 'disk.example.com';
      const nodes = [aNode('a'), aNode('b', { labels: { zone: 'z' } })];
      const tank = new Tank([...nodes, storageClass('late', { provisioner, allowedTopologies }), claim('c', late)]);
      tank.create(aPod('p', using('c')));
      tank.settle();
      expect(tank.pod('p').status?.nominatedNodeName).toBe('b');
      tank.create({
        apiVersion: 'storage.k8s.io/v1',
        kind: 'CSIDriver',
        metadata: { name: provisioner },
        spec: { storageCapacity: true },
      } as KubeObject);
      tank.create(claim('d', late));
      tank.place(aPod('q', using('d')));
      expect(tank.why('q')).toContain(
        "1 node(s) did not have enough free storage, 1 node(s) didn't find available persistent volumes to bind",
      );
    });
  });

  test('an ephemeral volume waits for its claim, which must be its own', () => {
    const volumeClaimTemplate = {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    } as const;
    const pod = (name: string): Pod => aPod(name, { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate } }] });
    const tank = new Tank([aNode('a')]);
    tank.place(pod('p'));
    expect(tank.why('p')).toBe(
      '0/1 nodes are available: waiting for ephemeral volume controller to create the persistentvolumeclaim "p-v". not found',
    );
    tank.create(claim('q-v'));
    tank.place(pod('q'));
    expect(tank.why('q')).toBe(
      '0/1 nodes are available: PVC default/q-v was not created for pod default/q (pod is not owner). not found',
    );
  });
});
