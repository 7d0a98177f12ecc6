// The StatefulSet controller on a whole cluster: order, identity, claims, updates and the update that gets stuck.

import { describe, expect, test } from '@jest/globals';
import type { ControllerRevision, Pod, StatefulSet, StatefulSetSpec } from '../../../src/kinds/generated/types.gen';
import { type World, world } from '../whole-cluster';

const labels = { app: 'db' };

function database(spec: Partial<StatefulSetSpec> = {}, pod: Partial<Pod['spec']> = {}): StatefulSet {
  const containers = [{ name: 'c', image: 'mysql:8' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 1, containers, ...pod } },
      ...spec,
    },
  };
}

const status = ({ user }: World) => user.get('StatefulSet', 'default', 'db')?.status;
const patch = ({ user }: World, spec: object) => void user.patch('StatefulSet', 'default', 'db', 'strategic', { spec });
const setImage = (it: World, image: string) =>
  patch(it, { template: { spec: { containers: [{ name: 'c', image }] } } });
const images = (it: World) => it.pods().map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0]?.image}`);
const names = (it: World) => it.pods().map(({ metadata }) => metadata.name);
/** Claims that are not being deleted. */
const claims = ({ user }: World) =>
  user
    .list('PersistentVolumeClaim', 'default')
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata.name);
const revisions = ({ user }: World) =>
  [...(user.list('ControllerRevision', 'default') as readonly ControllerRevision[])].sort(
    (a, b) => a.revision - b.revision,
  );
/** Names of pods in the order in which this happened to them. */
const order = ({ cluster }: World, type: 'ADDED' | 'DELETED') =>
  cluster.simulation.store.changes
    .filter((change) => change.kind === 'Pod' && change.type === type)
    .map(({ object }) => object.metadata.name);
/** The most pods that were not ready at one time, after all had been. */
const mostUnready = (it: World) => {
  const ready = it.history('StatefulSet', 'db', ({ status }: StatefulSet) => status?.readyReplicas ?? 0);
  return 3 - Math.min(...ready.slice(ready.indexOf(3)));
};

describe('in order', () => {
  const it = world(3, database());
  it.settle();

  test('each pod waits until the one before is ready', () => {
    expect(order(it, 'ADDED')).toEqual(['db-0', 'db-1', 'db-2']);
    const [first, second] = it.pods();
    const ready = first?.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
    expect((second?.metadata.creationTimestamp ?? '') >= ready).toBe(true);
  });
  test('the status says so', () => {
    const [{ metadata: { name = '' } = {} } = {}] = revisions(it);
    expect(status(it)).toEqual({
      availableReplicas: 3,
      collisionCount: 0,
      currentReplicas: 3,
      currentRevision: name,
      observedGeneration: 1,
      readyReplicas: 3,
      replicas: 3,
      updateRevision: name,
      updatedReplicas: 3,
    });
  });
  test('and the events', () => {
    expect(it.events('StatefulSet/db')).toEqual(
      [0, 1, 2].map((ordinal) => `SuccessfulCreate: Create Pod db-${ordinal} in StatefulSet db successful`),
    );
  });
  test('scaling down takes the highest first, one at a time', () => {
    patch(it, { replicas: 1 });
    it.settle();
    expect(order(it, 'DELETED')).toEqual(['db-2', 'db-1']);
    expect(names(it)).toEqual(['db-0']);
  });
  test('a deleted pod comes back under its name', () => {
    const uid = it.pods()[0]?.metadata.uid;
    it.user.delete('Pod', 'default', 'db-0');
    it.settle();
    expect(names(it)).toEqual(['db-0']);
    expect(it.pods()[0]?.metadata.uid).not.toBe(uid);
  });
});

test('ordinals begin where they are asked to', () => {
  const it = world(1, database({ replicas: 2, ordinals: { start: 5 } }));
  it.settle();
  expect(names(it)).toEqual(['db-5', 'db-6']);
  patch(it, { ordinals: { start: 6 } });
  it.settle();
  expect(names(it)).toEqual(['db-6', 'db-7']);
});

test('in parallel nobody waits', () => {
  const it = world(
    1,
    database({ podManagementPolicy: 'Parallel' }, { containers: [{ name: 'c', image: 'sim/missing:1' }] }),
  );
  it.wait(2);
  expect(names(it)).toEqual(['db-0', 'db-1', 'db-2']);
  patch(it, { replicas: 0 });
  it.settle();
  expect(names(it)).toEqual([]);
});

describe('an update', () => {
  test('goes from the highest to the lowest, one at a time', () => {
    const it = world(1, database());
    it.settle();
    setImage(it, 'mysql:9');
    it.settle();
    expect(order(it, 'DELETED')).toEqual(['db-2', 'db-1', 'db-0']);
    expect(images(it)).toEqual(['db-0 mysql:9', 'db-1 mysql:9', 'db-2 mysql:9']);
    expect(mostUnready(it)).toBe(1);
    expect(revisions(it).map(({ revision }) => revision)).toEqual([1, 2]);
    expect(status(it)?.currentRevision).toBe(revisions(it)[1]?.metadata.name);
  });

  test('stops at the partition; below it pods come back as they were', () => {
    const it = world(1, database());
    it.settle();
    patch(it, { updateStrategy: { rollingUpdate: { partition: 2 } } });
    setImage(it, 'mysql:9');
    it.settle();
    expect(images(it)).toEqual(['db-0 mysql:8', 'db-1 mysql:8', 'db-2 mysql:9']);
    it.user.delete('Pod', 'default', 'db-0');
    it.settle();
    expect(images(it)).toEqual(['db-0 mysql:8', 'db-1 mysql:8', 'db-2 mysql:9']);
    expect(status(it)).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
  });

  test('OnDelete waits for someone to delete the pods', () => {
    const it = world(1, database({ updateStrategy: { type: 'OnDelete' } }));
    it.settle();
    setImage(it, 'mysql:9');
    it.settle();
    expect(order(it, 'DELETED')).toEqual([]);
    it.user.delete('Pod', 'default', 'db-1');
    it.settle();
    expect(images(it)).toEqual(['db-0 mysql:8', 'db-1 mysql:9', 'db-2 mysql:8']);
    expect(status(it)?.currentRevision).toBe(revisions(it)[0]?.metadata.name);
  });

  test('to an earlier template uses its revision again', () => {
    const it = world(1, database({ replicas: 1 }));
    it.settle();
    const [first] = revisions(it);
    setImage(it, 'mysql:9');
    it.settle();
    setImage(it, 'mysql:8');
    it.settle();
    expect(revisions(it).map(({ revision }) => revision)).toEqual([2, 3]);
    expect(revisions(it)[1]?.metadata.name).toBe(first?.metadata.name);
  });

  test('to a bad image stays stuck when the template is put right, until someone deletes the pod', () => {
    const it = world(1, database());
    it.settle();
    setImage(it, 'sim/missing:9');
    it.wait(30);
    setImage(it, 'mysql:8');
    it.wait(60);
    expect(images(it)).toEqual(['db-0 mysql:8', 'db-1 mysql:8', 'db-2 sim/missing:9']);
    it.user.delete('Pod', 'default', 'db-2');
    it.settle();
    expect(images(it)).toEqual(['db-0 mysql:8', 'db-1 mysql:8', 'db-2 mysql:8']);
    expect(status(it)).toMatchObject({ readyReplicas: 3, updatedReplicas: 3 });
  });

  test('in parallel the fix rolls out', () => {
    const it = world(1, database({ podManagementPolicy: 'Parallel' }));
    it.settle();
    setImage(it, 'sim/missing:9');
    it.wait(30);
    setImage(it, 'mysql:8');
    it.wait(60);
    expect(images(it)).toEqual(['db-0 mysql:8', 'db-1 mysql:8', 'db-2 mysql:8']);
  });

  test('a pod that has failed is replaced', () => {
    const it = world(1, database({ replicas: 1 }));
    it.settle();
    const pod = it.pods()[0] as Pod;
    it.user.updateStatus({ ...pod, status: { ...pod.status, phase: 'Failed' } } as Pod);
    it.settle();
    expect(it.pods()[0]?.metadata.uid).not.toBe(pod.metadata.uid);
    expect(status(it)).toMatchObject({ readyReplicas: 1 });
  });
});

describe('claims', () => {
  const claimed = (spec: Partial<StatefulSetSpec> = {}) =>
    database({
      podManagementPolicy: 'Parallel',
      replicas: 2,
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'none',
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
      ...spec,
    });

  test('are made before their pods and told of', () => {
    const it = world(1, claimed());
    it.wait(5);
    expect(claims(it)).toEqual(['data-db-0', 'data-db-1']);
    expect(it.events('StatefulSet/db').slice(0, 2)).toEqual([
      'SuccessfulCreate: Create Claim data-db-0 Pod db-0 in StatefulSet db success',
      'SuccessfulCreate: Create Pod db-0 in StatefulSet db successful',
    ]);
  });

  test('stay when the set shrinks or goes', () => {
    const it = world(1, claimed());
    it.wait(5);
    patch(it, { replicas: 0 });
    it.wait(20);
    expect(claims(it)).toEqual(['data-db-0', 'data-db-1']);
    it.user.delete('StatefulSet', 'default', 'db');
    it.wait(20);
    expect(claims(it)).toEqual(['data-db-0', 'data-db-1']);
  });

  test('go with scaled pods where the policy says so', () => {
    const policy = { whenDeleted: 'Retain' as const, whenScaled: 'Delete' as const };
    const it = world(1, claimed({ persistentVolumeClaimRetentionPolicy: policy }));
    it.wait(5);
    patch(it, { replicas: 1 });
    it.wait(20);
    expect(claims(it)).toEqual(['data-db-0']);
    it.user.delete('StatefulSet', 'default', 'db');
    it.wait(20);
    expect(claims(it)).toEqual(['data-db-0']);
  });

  test('go with the set where the policy says so', () => {
    const policy = { whenDeleted: 'Delete' as const, whenScaled: 'Retain' as const };
    const it = world(1, claimed({ persistentVolumeClaimRetentionPolicy: policy }));
    it.wait(5);
    it.user.delete('StatefulSet', 'default', 'db');
    it.wait(20);
    expect(claims(it)).toEqual([]);
  });

  test('a claim that is being deleted holds its pod up', () => {
    const it = world(1, claimed({ replicas: 1 }));
    it.wait(5);
    it.user.patch('PersistentVolumeClaim', 'default', 'data-db-0', 'merge', {
      metadata: { finalizers: ['x.io/hold'] },
    });
    it.user.delete('PersistentVolumeClaim', 'default', 'data-db-0');
    it.user.delete('Pod', 'default', 'db-0');
    it.wait(20);
    expect(names(it)).toEqual([]);
    expect(it.events('StatefulSet/db').at(-1)).toBe(
      'FailedCreate: Create Pod db-0 in StatefulSet db failed error: pvc data-db-0 is being deleted',
    );
  });
});

test('minReadySeconds slows the start', () => {
  const it = world(1, database({ replicas: 2, minReadySeconds: 10 }));
  it.wait(8);
  expect(names(it)).toEqual(['db-0']);
  expect(status(it)).toMatchObject({ readyReplicas: 1, availableReplicas: 0 });
  it.wait(15);
  expect(names(it)).toEqual(['db-0', 'db-1']);
});

test('a set that is deleted takes its pods and revisions along, all at once', () => {
  const it = world(1, database());
  it.settle();
  it.user.delete('StatefulSet', 'default', 'db');
  it.settle();
  expect(names(it)).toEqual([]);
  expect(revisions(it)).toEqual([]);
});

test('orphaned pods are taken over by a set of the same name', () => {
  const it = world(1, database());
  it.settle();
  const uids = it.pods().map(({ metadata }) => metadata.uid);
  it.user.delete('StatefulSet', 'default', 'db', { propagationPolicy: 'Orphan' });
  it.settle();
  it.create(database());
  it.settle();
  expect(it.pods().map(({ metadata }) => metadata.uid)).toEqual(uids);
  expect(status(it)).toMatchObject({ readyReplicas: 3, updatedReplicas: 3 });
});

test('a stray pod of the right name is adopted and given its labels, without a word of failure', () => {
  const it = world(1);
  const containers = [{ name: 'c', image: 'mysql:8' }];
  const metadata = { name: 'db-0', namespace: 'default', labels };
  it.user.create({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } });
  const set = database({ replicas: 1, podManagementPolicy: 'Parallel', updateStrategy: { type: 'OnDelete' } });
  it.user.create({ ...set, metadata: { ...set.metadata, namespace: 'default' } });
  it.settle();
  expect(it.pods()[0]?.metadata).toMatchObject({
    labels: { 'statefulset.kubernetes.io/pod-name': 'db-0', 'apps.kubernetes.io/pod-index': '0' },
    ownerReferences: [{ kind: 'StatefulSet', name: 'db' }],
  });
  const told = it.user.list('Event', 'default').filter(({ involvedObject }) => involvedObject.kind === 'StatefulSet');
  expect(told.map(({ message }) => message)).toEqual(['Update Pod db-0 in StatefulSet db successful']);
});
