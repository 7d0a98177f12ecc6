import { describe, expect, test } from '@jest/globals';
import type { Pod, ReplicaSet, ReplicationController } from '../../../src/kinds/generated/types.gen';
import { template } from '../builders';
import { refuseCreates, type WorkloadCluster, workloadCluster } from '../workload-cluster';

function withReplicaSet(cluster: WorkloadCluster, spec: Partial<ReplicaSet['spec']> = {}): WorkloadCluster {
  cluster.client.create<ReplicaSet>({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: template('a'), ...spec },
  });
  cluster.settle();
  return cluster;
}

const owned = (pods: readonly Pod[]) => pods.filter(({ metadata }) => metadata.ownerReferences?.length);
const names = (pods: readonly Pod[]) => pods.map(({ metadata }) => metadata.name);
const scale = ({ client }: WorkloadCluster, replicas: number) =>
  client.patch('ReplicaSet', 'default', 'web', 'merge', { spec: { replicas } });
const status = ({ client }: WorkloadCluster) => client.get('ReplicaSet', 'default', 'web')?.status;
const barePod = ({ client }: WorkloadCluster, name: string, image = 'a'): Pod =>
  client.create<Pod>({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'web' } },
    spec: template(image).spec,
  });

describe('a ReplicaSet', () => {
  test('makes its pods, then reports them', () => {
    const cluster = withReplicaSet(workloadCluster());
    expect(owned(cluster.pods())).toHaveLength(3);
    expect(cluster.history('ReplicaSet', (object: ReplicaSet) => object.status)).toEqual([
      { replicas: 0 },
      { replicas: 0, observedGeneration: 1, terminatingReplicas: 0 },
      { replicas: 3, fullyLabeledReplicas: 3, observedGeneration: 1, terminatingReplicas: 0 },
      {
        replicas: 3,
        fullyLabeledReplicas: 3,
        readyReplicas: 3,
        availableReplicas: 3,
        observedGeneration: 1,
        terminatingReplicas: 0,
      },
    ]);
    expect(cluster.events('ReplicaSet')).toEqual(
      names(cluster.pods())
        .map((name) => `SuccessfulCreate: Created pod: ${name}`)
        .sort((a, b) => cluster.events('ReplicaSet').indexOf(a) - cluster.events('ReplicaSet').indexOf(b)),
    );
  });

  test('replaces a pod as soon as its deletion begins', () => {
    const cluster = withReplicaSet(workloadCluster());
    const [victim] = names(cluster.pods());
    cluster.client.delete('Pod', 'default', victim as string);
    cluster.advance(20);
    expect(cluster.pods()).toHaveLength(4);
    expect(status(cluster)).toMatchObject({ replicas: 3, terminatingReplicas: 1 });
    cluster.settle();
    expect(cluster.pods()).toHaveLength(3);
    expect(status(cluster)).toMatchObject({ replicas: 3, availableReplicas: 3, terminatingReplicas: 0 });
  });

  test('replaces an ended pod and leaves it', () => {
    const cluster = withReplicaSet(workloadCluster());
    const [pod] = cluster.pods();
    cluster.client.updateStatus({ ...(pod as Pod), status: { ...pod?.status, phase: 'Failed' } });
    cluster.settle();
    expect(cluster.pods()).toHaveLength(4);
    expect(status(cluster)?.replicas).toBe(3);
  });

  test('lets a relabelled pod go and takes it back with its label', () => {
    const cluster = withReplicaSet(workloadCluster());
    const [loose] = names(cluster.pods()) as [string];
    const relabel = (app: string | null) =>
      cluster.client.patch('Pod', 'default', loose, 'merge', { metadata: { labels: { app } } });
    relabel(null);
    cluster.settle();
    expect(cluster.pods()).toHaveLength(4);
    expect(cluster.client.get('Pod', 'default', loose)?.metadata).not.toHaveProperty('ownerReferences');
    relabel('web');
    cluster.settle();
    expect(cluster.pods()).toHaveLength(3);
  });

  test('adopts bare pods and drops the least ready one', () => {
    const cluster = workloadCluster();
    barePod(cluster, 'good');
    barePod(cluster, 'stuck', 'missing');
    cluster.settle();
    withReplicaSet(cluster, { replicas: 1 });
    expect(names(cluster.pods())).toEqual(['good']);
    expect(owned(cluster.pods())).toHaveLength(1);
    expect(cluster.events('ReplicaSet')).toEqual(['SuccessfulDelete: Deleted pod: stuck']);
  });

  test('scales up and down', () => {
    const cluster = withReplicaSet(workloadCluster());
    scale(cluster, 7);
    cluster.settle();
    expect(status(cluster)).toMatchObject({ replicas: 7, availableReplicas: 7, observedGeneration: 2 });
    scale(cluster, 0);
    cluster.settle();
    expect(cluster.pods()).toHaveLength(0);
    expect(status(cluster)).toEqual({ replicas: 0, observedGeneration: 3, terminatingReplicas: 0 });
  });

  test('a pod is available only after minReadySeconds', () => {
    const cluster = withReplicaSet(workloadCluster(), { minReadySeconds: 5 });
    const seen = cluster.history('ReplicaSet', (object: ReplicaSet) => object.status?.availableReplicas ?? 0);
    expect(seen).toEqual([0, 3]);
    const atMs = cluster.simulation.store.changes.filter(({ kind }) => kind === 'ReplicaSet').at(-1)?.atMs ?? 0;
    const readyMs = cluster.simulation.store.changes.filter(({ kind }) => kind === 'Pod').at(-1)?.atMs ?? 0;
    // Readiness is told in whole seconds, so the wait may seem up to a second shorter.
    expect(atMs - readyMs).toBeGreaterThan(4000);
    expect(atMs - readyMs).toBeLessThanOrEqual(5000);
  });

  test('starts slowly: a full quota costs one call a try', () => {
    let tries = 0;
    const full = () => {
      tries++;
      return true;
    };
    const cluster = withReplicaSet(workloadCluster([refuseCreates('Pod', full)]), { replicas: 50 });
    const spent = tries;
    expect(spent).toBeLessThanOrEqual(3);
    cluster.advance(100);
    expect(tries).toBeGreaterThan(spent);
    expect(tries).toBeLessThan(10);
    for (const event of cluster.events('ReplicaSet')) {
      expect(event).toMatch(/^FailedCreate: Error creating: pods "web-\w+" is forbidden: exceeded quota: q$/);
    }
    expect(status(cluster)?.conditions).toMatchObject([
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' },
    ]);
  });

  test('one that is being deleted makes no pods', () => {
    const cluster = withReplicaSet(workloadCluster());
    cluster.client.patch('ReplicaSet', 'default', 'web', 'merge', { metadata: { finalizers: ['a/b'] } });
    cluster.client.delete('ReplicaSet', 'default', 'web');
    cluster.client.delete('Pod', 'default', names(cluster.pods())[0] as string);
    cluster.settle();
    expect(cluster.pods()).toHaveLength(2);
    expect(status(cluster)?.replicas).toBe(2);
  });

  test('10,000 pods are made and counted in time', () => {
    const cluster = withReplicaSet(workloadCluster(), { replicas: 10_000 });
    expect(status(cluster)).toMatchObject({ replicas: 10_000, availableReplicas: 10_000 });
  });
});

test('a ReplicationController does the same with a plain selector, and does not report terminating pods', () => {
  const cluster = workloadCluster();
  cluster.client.create<ReplicationController>({
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas: 2, selector: { app: 'web' }, template: template('a') },
  });
  cluster.settle();
  cluster.client.delete('Pod', 'default', names(cluster.pods())[0] as string);
  cluster.settle();
  const { status: seen, metadata } = cluster.client.get(
    'ReplicationController',
    'default',
    'web',
  ) as ReplicationController;
  expect(seen).toEqual({
    replicas: 2,
    fullyLabeledReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
    observedGeneration: 1,
  });
  expect(cluster.pods()[0]?.metadata.ownerReferences).toMatchObject([
    { apiVersion: 'v1', kind: 'ReplicationController', uid: metadata.uid },
  ]);
  expect(cluster.events('ReplicationController')).toHaveLength(3);
});
