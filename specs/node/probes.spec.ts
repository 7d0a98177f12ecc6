// Probes: what they find, in the kubelet's words, and what follows.

import { describe, expect, test } from '@jest/globals';
import { parseRfc3339 } from '../../src/sim/time';
import { type ContainerParts, KubeletCluster } from './kubelet-cluster';

const HTTP = { httpGet: { path: '/', port: 80 } };
const web = (parts: Partial<ContainerParts>): ContainerParts => ({
  image: 'nginx:1',
  ports: [{ name: 'http', containerPort: 80 }],
  ...parts,
});
const env = (name: string, value: string) => ({ env: [{ name, value }] });

describe('readiness', () => {
  test('holds a pod back until it succeeds', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', {
      containers: [web({ ...env('SIM_READY_AFTER', '8'), readinessProbe: { ...HTTP, periodSeconds: 2 } })],
    });
    cluster.settle();
    expect(cluster.container('p')).toMatchObject({ ready: false, started: true });
    expect(cluster.status('p').phase).toBe('Running');
    cluster.advance(10);
    expect(cluster.condition('p', 'Ready')).toBe('True');
    expect(cluster.events('p').at(-1)).toMatch(
      /^Warning Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503 x\d$/,
    );
  });

  test('is asked at once when the container has started', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [web({ readinessProbe: { ...HTTP, periodSeconds: 60 } })] });
    cluster.advance(0.7);
    expect(cluster.condition('p', 'Ready')).toBe('True');
  });

  test('waits for its initial delay', () => {
    const cluster = new KubeletCluster();
    const readinessProbe = { ...HTTP, initialDelaySeconds: 20, periodSeconds: 5 };
    cluster.pod('p', { containers: [web({ readinessProbe })] });
    cluster.advance(19);
    expect(cluster.condition('p', 'ContainersReady')).toMatch(/^False/);
    cluster.advance(10);
    expect(cluster.condition('p', 'ContainersReady')).toBe('True');
  });

  test('is lost at the third failure in a row and comes back with the first success; nothing restarts', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [web({ readinessProbe: { ...HTTP, periodSeconds: 2 } })] });
    cluster.settle();
    cluster.command('failProbe', { pod: 'p', probe: 'readiness', forMs: 7_000 });
    cluster.advance(5.4);
    expect(cluster.condition('p', 'Ready')).toBe('True');
    cluster.advance(0.3);
    expect(cluster.condition('p', 'Ready')).toBe('False ContainersNotReady containers with unready status: [c]');
    cluster.advance(2.5);
    expect(cluster.condition('p', 'Ready')).toBe('True');
    expect(cluster.container('p').restartCount).toBe(0);
  });

  test('that succeeds and does not change costs nothing', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [web({ readinessProbe: HTTP, livenessProbe: HTTP })] });
    cluster.settle();
    cluster.advance(20);
    const pending = cluster.simulation.queue.records().map(({ key }) => key);
    expect(pending.filter((key) => key.startsWith('probe/'))).toEqual([]);
  });

  test('a program that is told to fail later is noticed on the next tick', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [web({ readinessProbe: { ...HTTP, periodSeconds: 2, failureThreshold: 1 } })] });
    cluster.settle();
    cluster.advance(100);
    cluster.command('setProgram', { image: 'nginx:*', failAfterMs: 0 });
    cluster.advance(2.1);
    expect(cluster.condition('p', 'Ready')).toMatch(/^False/);
  });

  test('gates of others count too', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { readinessGates: [{ conditionType: 'example.com/gate' }], containers: [web({})] });
    cluster.settle();
    expect(cluster.condition('p', 'Ready')).toBe(
      'False ReadinessGatesNotReady corresponding condition of pod readiness gate "example.com/gate" does not exist.',
    );
    const conditions = [{ type: 'example.com/gate', status: 'True' }];
    cluster.user.patch('Pod', 'default', 'p', 'strategic', { status: { conditions } }, { subresource: 'status' });
    cluster.settle();
    cluster.advance(2);
    expect(cluster.condition('p', 'Ready')).toBe('True');
  });
});

describe('liveness', () => {
  test('restarts the container at the third failure, without a back-off the first time', () => {
    const cluster = new KubeletCluster();
    const livenessProbe = { ...HTTP, periodSeconds: 3 };
    cluster.pod('p', { containers: [web({ ...env('SIM_FAIL_AFTER', '10'), livenessProbe })] });
    cluster.settle();
    cluster.advance(21);
    expect(cluster.container('p').restartCount).toBe(1);
    expect(cluster.events('p')).toContainEqual('Normal Killing: Container c failed liveness probe, will be restarted');
    expect(cluster.events('p')).toContainEqual(
      'Warning Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500 x3',
    );
    expect(cluster.events('p').some((event) => event.includes('BackOff'))).toBe(false);
  });

  test('ends the pod that never restarts, with its whole grace', () => {
    const cluster = new KubeletCluster();
    const livenessProbe = {
      exec: { command: ['check'] },
      periodSeconds: 2,
      failureThreshold: 1,
      terminationGracePeriodSeconds: 1,
    };
    const container = { image: 'sim/ignore-term:1', ...env('SIM_EXEC_FAIL_AFTER', '4'), livenessProbe };
    cluster.pod('p', { restartPolicy: 'Never', terminationGracePeriodSeconds: 15, containers: [container] });
    cluster.settle();
    cluster.advance(14);
    expect(cluster.status('p').phase).toBe('Running');
    cluster.advance(10);
    expect(cluster.status('p').phase).toBe('Failed');
    expect(cluster.events('p')).toContainEqual('Normal Killing: Stopping container c');
  });

  test('grants the grace of the probe where a container restarts', () => {
    const cluster = new KubeletCluster();
    const livenessProbe = { ...HTTP, periodSeconds: 1, failureThreshold: 1, terminationGracePeriodSeconds: 3 };
    cluster.pod('p', { containers: [web({ image: 'sim/ignore-term:1', livenessProbe })] });
    cluster.settle();
    cluster.advance(3);
    cluster.command('failProbe', { pod: 'p', probe: 'liveness' });
    cluster.advance(1.1);
    cluster.settle();
    expect(cluster.container('p')).toMatchObject({ restartCount: 1, ready: true });
    const killing = cluster.user.list('Event').find(({ reason }) => reason === 'Killing');
    const { exitCode, finishedAt } = cluster.container('p').lastState?.terminated ?? {};
    expect(exitCode).toBe(137);
    expect(parseRfc3339(finishedAt ?? '') - parseRfc3339(killing?.firstTimestamp ?? '')).toBe(3_000);
  });
});

describe('startup', () => {
  test('holds readiness and liveness back until it succeeds', () => {
    const cluster = new KubeletCluster();
    const startupProbe = { httpGet: { path: '/start', port: 'http' }, periodSeconds: 2, failureThreshold: 10 };
    const livenessProbe = { httpGet: { path: '/live', port: 'http' }, periodSeconds: 1, failureThreshold: 1 };
    const answers = env('SIM_HTTP', '/start=0:503,6:200;/live=0:500,5:200;*=200');
    cluster.pod('p', { containers: [web({ ...answers, startupProbe, livenessProbe })] });
    cluster.settle();
    expect(cluster.container('p')).toMatchObject({ started: true, ready: true, restartCount: 0 });
    expect(cluster.events('p').some((event) => event.includes('Liveness'))).toBe(false);
  });

  test('restarts the container when it takes too long', () => {
    const cluster = new KubeletCluster();
    const startupProbe = { ...HTTP, periodSeconds: 2, failureThreshold: 5 };
    cluster.pod('p', { containers: [web({ ...env('SIM_READY_AFTER', '3600'), startupProbe })] });
    cluster.advance(12);
    expect(cluster.container('p')).toMatchObject({ started: false, restartCount: 1 });
    expect(cluster.events('p')).toContainEqual('Normal Killing: Container c failed startup probe, will be restarted');
  });
});

describe('what a probe finds', () => {
  const rows: readonly { name: string; container: ContainerParts; told: string }[] = [
    {
      name: 'HTTP on a port where nothing listens',
      container: { image: 'nginx:1', readinessProbe: { httpGet: { path: '/x', port: 8080 } } },
      told: 'Readiness probe failed: Get "http://10.244.0.2:8080/x": dial tcp 10.244.0.2:8080: connect: connection refused',
    },
    {
      name: 'HTTP on a port of no name',
      container: { image: 'nginx:1', readinessProbe: { httpGet: { path: '/', port: 'nosuch' } } },
      told: 'Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing "nosuch": invalid syntax',
    },
    {
      name: 'TCP on a port where nothing listens',
      container: { image: 'nginx:1', readinessProbe: { tcpSocket: { port: 5432 } } },
      told: 'Readiness probe failed: dial tcp 10.244.0.2:5432: connect: connection refused',
    },
    {
      name: 'a command that fails',
      container: { image: 'nginx:1', ...env('SIM_EXEC_EXIT', '1'), readinessProbe: { exec: { command: ['cat'] } } },
      told: 'Readiness probe failed: sim: exec exit 1\n',
    },
    {
      name: 'a gRPC service that does not serve',
      container: web({ ...env('SIM_READY_AFTER', '3600'), readinessProbe: { grpc: { port: 80 } } }),
      told: 'Readiness probe failed: service unhealthy (responded with "NOT_SERVING")',
    },
    {
      name: 'an answer that takes too long',
      container: web({ image: 'slow:1', readinessProbe: HTTP }),
      told:
        'Readiness probe failed: Get "http://10.244.0.2:80/": ' +
        'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    },
  ];
  test.each(rows)('$name', ({ container, told }) => {
    const cluster = new KubeletCluster({ programs: [{ image: 'slow:*', answers: [{ status: 200, delayMs: 2000 }] }] });
    cluster.pod('p', { containers: [container] });
    cluster.advance(3);
    expect(cluster.events('p').some((event) => event.startsWith(`Warning Unhealthy: ${told}`))).toBe(true);
    expect(cluster.container('p').ready).toBe(false);
  });

  test('TCP where something listens is a success', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [web({ readinessProbe: { tcpSocket: { port: 'http' } } })] });
    cluster.settle();
    expect(cluster.container('p').ready).toBe(true);
  });
});
