import { describe, expect, test } from '@jest/globals';
import type { CoreEvent, Deployment, ReplicaSet } from '../../../src/kinds/generated/types.gen';
import { template } from '../builders';
import { changeDeployment, refuseCreates, sizes, web, withDeployment, workloadCluster } from '../workload-cluster';

const conditionsOf = ({ status }: Deployment) =>
  (status?.conditions ?? []).map(({ type, status: value, reason }) => `${type}=${value} ${reason}`);
const progressing = (object: Deployment) => conditionsOf(object).find((text) => text.startsWith('Progressing'));
/** Event messages with ReplicaSets' names replaced by `rs`. */
const scaled = (events: readonly string[]) => events.map((text) => text.replace(/web-[0-9a-z]+/, 'rs'));

describe('a new Deployment', () => {
  test('writes its status in the order of a real controller', () => {
    const cluster = withDeployment(workloadCluster());
    expect(cluster.history('Deployment', conditionsOf)).toEqual([
      [],
      ['Progressing=True NewReplicaSetCreated'],
      ['Progressing=True NewReplicaSetCreated', 'Available=False MinimumReplicasUnavailable'],
      ['Available=False MinimumReplicasUnavailable', 'Progressing=True ReplicaSetUpdated'],
      ['Available=True MinimumReplicasAvailable', 'Progressing=True NewReplicaSetAvailable'],
    ]);
    expect(scaled(cluster.events('Deployment'))).toEqual(['ScalingReplicaSet: Scaled up replica set rs from 0 to 3']);
  });

  test('records its revision without a new generation', () => {
    const { metadata, status } = web(withDeployment(workloadCluster()));
    expect(metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '1' });
    expect(metadata.generation).toBe(1);
    expect(status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      terminatingReplicas: 0,
    });
    expect(status).not.toHaveProperty('unavailableReplicas');
  });

  test('without a deadline there is no Progressing condition', () => {
    const cluster = withDeployment(workloadCluster(), { progressDeadlineSeconds: 2147483647 });
    expect(conditionsOf(web(cluster))).toEqual(['Available=True MinimumReplicasAvailable']);
  });
});

describe('a rolling update', () => {
  test('replaces pods one by one', () => {
    const cluster = withDeployment(workloadCluster());
    changeDeployment(cluster, { template: template('b') });
    expect(scaled(cluster.events('Deployment')).slice(1)).toEqual([
      'ScalingReplicaSet: Scaled up replica set rs from 0 to 1',
      'ScalingReplicaSet: Scaled down replica set rs from 3 to 2',
      'ScalingReplicaSet: Scaled up replica set rs from 1 to 2',
      'ScalingReplicaSet: Scaled down replica set rs from 2 to 1',
      'ScalingReplicaSet: Scaled up replica set rs from 2 to 3',
      'ScalingReplicaSet: Scaled down replica set rs from 1 to 0',
    ]);
    expect(sizes(cluster)).toEqual(['a: 0', 'b: 3']);
    expect(progressing(web(cluster))).toBe('Progressing=True NewReplicaSetAvailable');
  });

  test('keeps within surge and unavailability all the time', () => {
    const cluster = withDeployment(workloadCluster(), {
      replicas: 10,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    });
    const before = cluster.simulation.store.changes.length;
    changeDeployment(cluster, { template: template('b') });
    const counts = cluster.simulation.store.changes.slice(before).filter(({ kind }) => kind === 'Deployment');
    for (const { object } of counts) {
      const { replicas = 0, availableReplicas = 0 } = (object as Deployment).status ?? {};
      expect(replicas).toBeLessThanOrEqual(13);
      expect(availableReplicas).toBeGreaterThanOrEqual(8);
    }
    expect(sizes(cluster)).toEqual(['a: 0', 'b: 10']);
  });

  test('back to an earlier template takes its ReplicaSet again, with a new revision', () => {
    const cluster = withDeployment(workloadCluster());
    changeDeployment(cluster, { template: template('b') });
    changeDeployment(cluster, { template: template('a') });
    expect(sizes(cluster)).toEqual(['b: 0', 'a: 3']);
    const [, newest] = cluster.client
      .list('ReplicaSet', 'default')
      .toSorted((a, b) => (a.spec.replicas ?? 0) - (b.spec.replicas ?? 0));
    expect(newest?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
    expect(web(cluster).metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '3' });
  });

  test('back to an earlier template counts as progress from its start', () => {
    const cluster = withDeployment(workloadCluster(), { replicas: 1 });
    changeDeployment(cluster, { template: template('b') });
    const shown = (object: Deployment) => `${object.status?.updatedReplicas ?? 0} updated, ${progressing(object)}`;
    const before = cluster.history('Deployment', shown).length;
    changeDeployment(cluster, { template: template('a') });
    expect(cluster.history('Deployment', shown).slice(before)).toEqual([
      '0 updated, Progressing=True NewReplicaSetAvailable',
      '1 updated, Progressing=True ReplicaSetUpdated',
      '1 updated, Progressing=True NewReplicaSetAvailable',
    ]);
  });

  test('keeps no more old ReplicaSets than asked', () => {
    const cluster = withDeployment(workloadCluster(), { revisionHistoryLimit: 1 });
    for (const image of ['b', 'c', 'd']) changeDeployment(cluster, { template: template(image) });
    expect(sizes(cluster)).toEqual(['c: 0', 'd: 3']);
  });
});

describe('a stuck rollout', () => {
  const stuck = () => {
    const cluster = withDeployment(workloadCluster(), { progressDeadlineSeconds: 12 });
    changeDeployment(cluster, { template: template('missing') });
    return cluster;
  };

  test('leaves the old pods serving and is reported after the deadline', () => {
    const cluster = stuck();
    expect(sizes(cluster)).toEqual(['a: 3', 'missing: 1']);
    cluster.advance(11_000);
    expect(progressing(web(cluster))).toBe('Progressing=True ReplicaSetUpdated');
    cluster.advance(3_000);
    expect(progressing(web(cluster))).toBe('Progressing=False ProgressDeadlineExceeded');
    expect(web(cluster).status).toMatchObject({ availableReplicas: 3, updatedReplicas: 1, unavailableReplicas: 1 });
  });

  test('a good template gets it going again', () => {
    const cluster = stuck();
    cluster.advance(20_000);
    changeDeployment(cluster, { template: template('b') });
    expect(sizes(cluster)).toEqual(['a: 0', 'missing: 0', 'b: 3']);
    expect(progressing(web(cluster))).toBe('Progressing=True NewReplicaSetAvailable');
  });

  test('is scaled in proportion', () => {
    const cluster = withDeployment(workloadCluster(), {
      replicas: 10,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } },
    });
    changeDeployment(cluster, { template: template('missing') });
    expect(sizes(cluster)).toEqual(['a: 8', 'missing: 5']);
    changeDeployment(cluster, { replicas: 15 });
    expect(sizes(cluster)).toEqual(['a: 11', 'missing: 7']);
    changeDeployment(cluster, { replicas: 6 });
    expect(sizes(cluster)).toEqual(['a: 4', 'missing: 5']);
    expect(scaled(cluster.events('Deployment')).slice(-4)).toEqual([
      'ScalingReplicaSet: Scaled down replica set rs from 11 to 5',
      'ScalingReplicaSet: Scaled down replica set rs from 7 to 4',
      'ScalingReplicaSet: Scaled down replica set rs from 5 to 4',
      'ScalingReplicaSet: (combined from similar events): Scaled up replica set rs from 4 to 5',
    ]);
  });
});

describe('Recreate', () => {
  test('makes no new pod while an old one is left', () => {
    const cluster = withDeployment(workloadCluster(), { strategy: { type: 'Recreate' } });
    const before = cluster.simulation.store.changes.length;
    changeDeployment(cluster, { template: template('b') });
    const pods = cluster.simulation.store.changes.slice(before).filter(({ kind }) => kind === 'Pod');
    const types = pods.map(({ type }) => type);
    expect(types.filter((type) => type === 'DELETED')).toHaveLength(3);
    expect(types.indexOf('ADDED')).toBeGreaterThan(types.lastIndexOf('DELETED'));
    expect(sizes(cluster)).toEqual(['a: 0', 'b: 3']);
  });
});

describe('a paused Deployment', () => {
  test('rolls nothing out, is scaled, and goes on when resumed', () => {
    const cluster = withDeployment(workloadCluster());
    changeDeployment(cluster, { paused: true, template: template('b'), replicas: 2 });
    expect(sizes(cluster)).toEqual(['a: 2']);
    expect(progressing(web(cluster))).toBe('Progressing=Unknown DeploymentPaused');
    changeDeployment(cluster, { paused: false });
    expect(sizes(cluster)).toEqual(['a: 0', 'b: 2']);
    const seen = cluster.history('Deployment', progressing);
    expect(seen).toContain('Progressing=Unknown DeploymentResumed');
    expect(seen.at(-1)).toBe('Progressing=True NewReplicaSetAvailable');
  });
});

describe('ReplicaSets', () => {
  const only = (cluster: ReturnType<typeof workloadCluster>) => cluster.client.list('ReplicaSet')[0] as ReplicaSet;

  test('a size set by hand is set back', () => {
    const cluster = withDeployment(workloadCluster());
    cluster.client.patch('ReplicaSet', 'default', only(cluster).metadata.name, 'merge', { spec: { replicas: 5 } });
    cluster.settle();
    expect(sizes(cluster)).toEqual(['a: 3']);
  });

  test('a deleted one comes back under its name', () => {
    const cluster = withDeployment(workloadCluster());
    const { name, uid } = only(cluster).metadata;
    cluster.client.delete('ReplicaSet', 'default', name);
    cluster.settle();
    expect(only(cluster).metadata.name).toBe(name);
    expect(only(cluster).metadata.uid).not.toBe(uid);
  });

  test('an orphan with the same template is adopted under its own name', () => {
    const cluster = workloadCluster();
    const labels = { app: 'web', old: 'yes' };
    const orphan = cluster.client.create<ReplicaSet>({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'found', namespace: 'default', labels },
      spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: template('a') },
    });
    cluster.settle();
    withDeployment(cluster);
    expect(cluster.client.list('ReplicaSet').map(({ metadata }) => metadata.name)).toEqual(['found']);
    expect(only(cluster).metadata.uid).toBe(orphan.metadata.uid);
    expect(only(cluster).metadata.ownerReferences).toMatchObject([
      { kind: 'Deployment', name: 'web', controller: true },
    ]);
    expect(sizes(cluster)).toEqual(['a: 3']);
  });

  test('one that takes the wanted name is evaded with the collision count', () => {
    const cluster = withDeployment(workloadCluster());
    const { name } = only(cluster).metadata;
    const twin = workloadCluster();
    const taken = { ...template('other'), metadata: { labels: { app: 'else' } } };
    twin.client.create<ReplicaSet>({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name, namespace: 'default' },
      spec: { replicas: 0, selector: { matchLabels: { app: 'else' } }, template: taken },
    });
    withDeployment(twin);
    expect(web(twin).status).toMatchObject({ collisionCount: 1, availableReplicas: 3 });
  });
});

describe('refusals', () => {
  test('a refused ReplicaSet is told in an event and in Progressing, and tried again', () => {
    let full = true;
    const cluster = withDeployment(workloadCluster([refuseCreates('ReplicaSet', () => full)]));
    const refused =
      /^Failed to create new replica set "web-\w+": replicasets.apps "web-\w+" is forbidden: exceeded quota: q$/;
    expect(web(cluster).status?.conditions).toMatchObject([
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ReplicaSetCreateError',
        message: expect.stringMatching(refused),
      },
    ]);
    const [event] = cluster.client.list('Event') as readonly CoreEvent[];
    expect(event).toMatchObject({
      type: 'Warning',
      reason: 'ReplicaSetCreateError',
      message: expect.stringMatching(refused),
    });
    full = false;
    cluster.advance(1_000);
    expect(web(cluster).status?.availableReplicas).toBe(3);
  });

  test('refused pods show as ReplicaFailure until they can be made', () => {
    let full = true;
    const cluster = withDeployment(workloadCluster([refuseCreates('Pod', () => full)]), { progressDeadlineSeconds: 5 });
    const message = expect.stringMatching(/^pods "web-\w+-\w+" is forbidden: exceeded quota: q$/);
    const failure = () => web(cluster).status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
    expect(failure()).toMatchObject({ status: 'True', reason: 'FailedCreate', message });
    cluster.advance(10_000);
    expect(progressing(web(cluster))).toBe('Progressing=False ProgressDeadlineExceeded');
    full = false;
    cluster.advance(60_000);
    expect(web(cluster).status?.availableReplicas).toBe(3);
    expect(failure()).toBeUndefined();
  });
});

test('the annotation of an old client rolls back', () => {
  const cluster = withDeployment(workloadCluster());
  changeDeployment(cluster, { template: template('b') });
  const annotations = { 'deprecated.deployment.rollback.to': '0' };
  cluster.client.patch('Deployment', 'default', 'web', 'merge', { metadata: { annotations } });
  cluster.settle();
  expect(sizes(cluster)).toEqual(['b: 0', 'a: 3']);
  expect(cluster.events('Deployment')).toContain('DeploymentRollback: Rolled back deployment "web" to revision 1');
  expect(web(cluster).metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '3' });
});
