// Jobs and StatefulSets: tries that are counted, names that stay. CronJobs and autoscaling: what comes by the clock and
// by the load. DaemonSets are in controllers.spec.yaml.

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
  test('a Job at every minute, named after it, and no more Jobs kept than its history says', () => {
    const tank = cluster({ nodes: 1, programs: [{ image: 'shop/report:*', exits: { code: 0, afterMs: 5_000 } }] });
    const containers = [{ name: 'report', image: 'shop/report:v1' }];
    const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', containers } } } };
    const spec = { schedule: '*/2 * * * *', successfulJobsHistoryLimit: 2, jobTemplate };
    tank.load({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report' }, spec });
    tank.advance('90s');
    expect(tank.selection('jobs')).not.toExist();
    tank.advance('31s');
    expect(tank.object('cronjob/report')).toOwn('jobs', { exactly: 1 });
    expect(tank.object('cronjob/report')).toHaveField('status.lastScheduleTime', { equals: '2026-01-01T00:02:00Z' });
    tank.advance('10m');
    expect(exactly(2, tank.selection('jobs'))).toHaveSucceeded();
    expect(tank.object('cronjob/report')).toHaveEvent({ reason: 'SuccessfulCreate', exactly: 6 });
  });
});

describe('Autoscaling: load comes, replicas are added; load goes, they are removed after the window', () => {
  function shop(): Cluster {
    const tank = cluster({ nodes: 3, programs: [{ image: 'shop/web:*', cpuMsPerRequest: 5 }] });
    tank.load('manifests/web-autoscaled.yaml');
    tank.settle();
    expect(tank.deployment('web')).toHaveReplicas({ desired: 2, ready: 2 });
    return tank;
  }

  test('enough pods that each is at its share of the load, and back to the fewest five minutes later', () => {
    const tank = shop();
    tank.traffic('http://web', { perSecond: 80, duration: '5m' });
    tank.advance('3m');
    expect(tank.deployment('web')).toHaveReplicas({ desired: { atLeast: 7 }, ready: { atLeast: 7 } });
    expect(tank.object('hpa/web')).toHaveEvent({ reason: 'SuccessfulRescale', message: /cpu resource utilization/ });
    tank.advance('5m');
    expect(tank.deployment('web')).toHaveReplicas({ desired: { atLeast: 7 } });
    tank.advance('4m');
    expect(tank.deployment('web')).toHaveReplicas({ desired: 2, ready: 2 });
    expect(tank.object('hpa/web')).toHaveEvent({ reason: 'SuccessfulRescale', message: /All metrics below target/ });
  });

  test('no request is lost on the way up or down', () => {
    const tank = shop();
    const visitors = tank.traffic('http://web', { perSecond: 80, duration: '5m' });
    tank.advance('15m');
    expect(visitors).toHaveLostNothing();
  });
});

function runningOf(tank: Cluster, of: { readonly labels: string }): string[] {
  const running = tank.pods(of).objects.filter(({ status }) => status?.phase === 'Running');
  return running.map(({ metadata }) => metadata.name);
}
