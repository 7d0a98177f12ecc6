// Jobs and StatefulSets: tries that are counted, names that stay. DaemonSets are in controllers.spec.yaml.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster, exactly } from 'wavetank';
import 'wavetank/jest-globals';

describe('Job: retried until it succeeds or the limit', () => {
  function job(program: object, spec: object): Cluster {
    const tank = cluster({ nodes: 1, programs: [{ image: 'shop/task', ...program }] });
    const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'shop/task' }] } };
    tank.load({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'task' }, spec: { template, ...spec } });
    return tank;
  }
  const ofTask = { labels: 'batch.kubernetes.io/job-name=task' };

  test('the third pod succeeds, and the Job with it', () => {
    const tank = job({ exits: { code: 0, afterMs: 30_000 } }, {});
    for (const attempt of [1, 2]) {
      tank.runUntil(() => runningOf(tank, ofTask).length === 1);
      tank.crash(`pod/${runningOf(tank, ofTask)[0]}`);
      tank.advance('5s');
      expect(exactly(attempt, tank.pods(ofTask))).toHaveFailed();
    }
    expect(tank.object('job/task')).not.toHaveSucceeded();
    tank.advance('2m');
    expect(exactly(1, tank.pods(ofTask))).toHaveSucceeded();
    expect(tank.object('job/task')).toHaveSucceeded();
    expect(tank.object('job/task')).toHaveField('status.failed', { equals: 2 });
  });

  test('after the limit it fails; each try waits twice as long as the one before', () => {
    const tank = job({ exits: { code: 1, afterMs: 1000 } }, { backoffLimit: 3 });
    tank.advance('10m');
    expect(tank.object('job/task')).toHaveFailed({
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    });
    expect(exactly(4, tank.pods(ofTask))).toHaveFailed();
    const created = tank
      .pods(ofTask)
      .objects.map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? '') / 1000);
    const [first = 0, second = 0, third = 0, fourth = 0] = created.sort((a, b) => a - b);
    expect(second - first).toBeGreaterThanOrEqual(10);
    expect(third - second).toBeGreaterThanOrEqual(20);
    expect(fourth - third).toBeGreaterThanOrEqual(40);
  });
});

describe('StatefulSet: ordinals from 0, in order, stable names and claims; headless DNS per pod', () => {
  const db = { labels: 'app=db' };

  function database(): Cluster {
    const tank = cluster({ nodes: 2 });
    tank.load('manifests/db-statefulset.yaml');
    tank.settle();
    return tank;
  }

  test('each pod is made when the one before is ready, and goes before it', () => {
    const tank = cluster({ nodes: 2 });
    tank.load('manifests/db-statefulset.yaml');
    for (const ordinal of [0, 1, 2]) {
      tank.runUntil(() => tank.pod(`db-${ordinal}`).object !== undefined);
      expect(exactly(ordinal, tank.pods(db))).toBeReady();
    }
    tank.settle();
    tank.scale('statefulset/db', 1);
    tank.runUntil(() => tank.pod('db-2').object === undefined);
    expect(tank.pod('db-1')).toBeReady();
    tank.settle();
    expect(tank.pods(db).objects.map(({ metadata }) => metadata.name)).toEqual(['db-0']);
  });

  test('a lost pod comes back under its name and is found by it', () => {
    const tank = database();
    const address = tank.pod('db-1').object?.status?.podIP;
    tank.delete('pod/db-1');
    tank.settle();
    expect(tank.pod('db-1')).toBeReady();
    expect(tank.pod('db-1')).not.toHaveField('status.podIP', { equals: address });
    expect(tank.resolve('db-1.db.default.svc.cluster.local')).toHaveResolvedTo('pod/db-1');
    expect(tank.request('tcp://db-1.db:5432')).toBeAnswered({ pod: 'db-1' });
  });

  test('each has a claim of its own, which outlives it', () => {
    const tank = cluster({ nodes: 2 });
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const template = {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'db', image: 'shop/db:v1' }] },
    };
    const spec = {
      serviceName: 'db',
      replicas: 2,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: { app: 'db' } },
      template,
      volumeClaimTemplates: [claim],
    };
    tank.load({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
    tank.settle();
    for (const ordinal of [0, 1]) {
      expect(tank.object(`persistentvolumeclaim/data-db-${ordinal}`)).toExist();
      expect(tank.pod(`db-${ordinal}`)).toMatchManifest({
        spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-db-${ordinal}` } }] },
      });
    }
    tank.scale('statefulset/db', 1);
    tank.settle();
    expect(tank.pod('db-1')).not.toExist();
    expect(tank.object('persistentvolumeclaim/data-db-1')).toExist();
  });
});

describe('CronJob: on its minute', () => {
  const nightly = (schedule: string, timeZone?: string) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report' },
    spec: {
      schedule,
      ...(timeZone === undefined ? {} : { timeZone }),
      jobTemplate: {
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'shop/task' }] } } },
      },
    },
  });
  const programs = [{ image: 'shop/task', exits: { code: 0, afterMs: 2_000 } }];

  test('a Job at each minute of the schedule, and none between', () => {
    const tank = cluster({ nodes: 1, programs, start: '2026-01-01T00:00:00Z' });
    tank.load(nightly('*/10 * * * *'));
    tank.advance('9m');
    expect(tank.list('Job')).toEqual([]);
    tank.advance('21m30s');
    const times = tank.list('Job').map(({ metadata }) => metadata.creationTimestamp);
    expect(times).toEqual(['2026-01-01T00:10:00Z', '2026-01-01T00:20:00Z', '2026-01-01T00:30:00Z']);
    for (const { metadata } of tank.list('Job')) expect(tank.object(`job/${metadata.name}`)).toHaveSucceeded();
  });

  test('in the time zone that it names', () => {
    const tank = cluster({ nodes: 1, programs, start: '2026-01-01T00:00:00Z' });
    tank.load(nightly('30 3 * * *', 'Europe/Berlin'));
    tank.advance('3h');
    expect(tank.list('Job').map(({ metadata }) => metadata.creationTimestamp)).toEqual(['2026-01-01T02:30:00Z']);
  });
});

describe('Autoscaling: load comes, replicas are added; load goes, they are removed after the window', () => {
  function shop(): Cluster {
    const tank = cluster({ nodes: 2, programs: [{ image: 'shop/web', cpuMsPerRequest: 10 }] });
    const container = {
      name: 'main',
      image: 'shop/web',
      ports: [{ containerPort: 80 }],
      resources: { requests: { cpu: '100m' } },
    };
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
    const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } };
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    tank.load([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
      },
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 10, metrics: [{ type: 'Resource', resource: cpu }] },
      },
    ]);
    tank.advance('2m');
    return tank;
  }

  const sizeOf = (tank: Cluster) => tank.object('deployment/web').object as { spec: { replicas: number } };

  test('28 requests a second of 10 ms each want six pods at half of their 100 thousandths', () => {
    const tank = shop();
    expect(sizeOf(tank).spec.replicas).toBe(1);
    const visitors = tank.traffic('http://web', { perSecond: 28 });
    tank.advance('15m');
    expect(sizeOf(tank).spec.replicas).toBe(6);
    tank.stopTraffic(visitors);
    tank.advance('4m');
    expect(sizeOf(tank).spec.replicas).toBe(6);
    tank.advance('3m');
    expect(sizeOf(tank).spec.replicas).toBe(1);
    expect(visitors).toHaveLostNothing();
  });
});

function runningOf(tank: Cluster, of: { readonly labels: string }): string[] {
  const running = tank.pods(of).objects.filter(({ status }) => status?.phase === 'Running');
  return running.map(({ metadata }) => metadata.name);
}
