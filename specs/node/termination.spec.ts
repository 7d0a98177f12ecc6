// How pods go: grace, hooks, sidecars, force, deadlines.

import { describe, expect, test } from '@jest/globals';
import { type ContainerParts, KubeletCluster, type PodParts } from './kubelet-cluster';

function running(spec: PodParts, parts = {}): KubeletCluster {
  const cluster = new KubeletCluster(parts);
  cluster.pod('p', spec);
  cluster.settle();
  // A pod that was synced just now is looked at again within a second; an older one at once.
  cluster.advance(2);
  return cluster;
}

/** Milliseconds from the deletion to the end of the last container, and to the object's end. */
function remove(cluster: KubeletCluster, seconds?: number): { endedMs: number; goneMs: number } {
  const startMs = cluster.simulation.nowMs;
  const grace = seconds === undefined ? {} : { gracePeriodSeconds: seconds };
  cluster.user.delete('Pod', 'default', 'p', grace);
  cluster.settle();
  const changes = cluster.simulation.store.changes.filter(({ key, atMs }) => key === 'default/p' && atMs >= startMs);
  const ended = changes.find(({ object }) => JSON.stringify(object).includes('"terminated"'));
  const gone = changes.find(({ type }) => type === 'DELETED');
  return { endedMs: (ended?.atMs ?? 0) - startMs, goneMs: (gone?.atMs ?? 0) - startMs };
}

describe('a deleted pod', () => {
  test('that obeys ends Succeeded, then its object goes', () => {
    const cluster = running({ containers: [{ image: 'nginx:1' }] });
    expect(remove(cluster)).toEqual({ endedMs: 20 + 10, goneMs: 20 + 10 + 400 });
    expect(cluster.history('p').slice(-3)).toEqual(['Running running', 'Succeeded Completed', 'DELETED Completed']);
    expect(cluster.events('p').at(-1)).toBe('Normal Killing: Stopping container c');
  });

  test('that ignores SIGTERM is killed when its grace is over', () => {
    const cluster = running({ terminationGracePeriodSeconds: 10, containers: [{ image: 'sim/ignore-term:1' }] });
    expect(remove(cluster).endedMs).toBe(20 + 10_000);
    expect(cluster.history('p').slice(-2)).toEqual(['Failed Error', 'DELETED Error']);
  });

  test('that takes its time gets it', () => {
    const programs = [{ image: 'slow:1', stopsOnTerm: { afterMs: 4_000, exitCode: 143 } }];
    const cluster = running({ containers: [{ image: 'slow:1' }] }, { programs });
    expect(remove(cluster).endedMs).toBe(20 + 4_000);
    expect(cluster.history('p').at(-2)).toBe('Failed Error');
  });

  test('that never got its image fails without having run', () => {
    const cluster = running({ containers: [{ image: 'sim/missing:1' }] });
    remove(cluster);
    const last = cluster.simulation.store.changes.filter(({ key }) => key === 'default/p').at(-1)?.object;
    expect(last).toMatchObject({
      status: {
        phase: 'Failed',
        containerStatuses: [
          {
            state: {
              terminated: {
                exitCode: 137,
                reason: 'ContainerStatusUnknown',
                message: 'The container could not be located when the pod was terminated',
              },
            },
          },
        ],
      },
    });
  });

  test('goes at once with grace 0 while its container still stops', () => {
    const cluster = running({ containers: [{ image: 'sim/ignore-term:1' }] });
    cluster.user.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    expect(cluster.get('p')).toBeUndefined();
    cluster.pod('p', { containers: [{ image: 'sim/ignore-term:1' }] });
    cluster.settle();
    expect(cluster.status('p')).toMatchObject({ phase: 'Running', podIP: '10.244.0.3' });
    expect(cluster.events('p').filter((event) => event.includes('Killing'))).toHaveLength(1);
  });

  test('waits for its finalizers after its containers have ended', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'nginx:1' }] }, { finalizers: ['example.com/hold'] });
    cluster.settle();
    cluster.user.delete('Pod', 'default', 'p');
    cluster.settle();
    expect(cluster.status('p').phase).toBe('Succeeded');
    expect(cluster.get('p')?.metadata.deletionGracePeriodSeconds).toBe(0);
    cluster.user.patch('Pod', 'default', 'p', 'merge', { metadata: { finalizers: null } });
    expect(cluster.get('p')).toBeUndefined();
  });

  test('that was still being set up is never started', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', {
      containers: [{ image: 'nginx:1', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      volumes: [{ name: 'v', secret: { secretName: 'nope' } }],
    });
    cluster.advance(5);
    cluster.user.delete('Pod', 'default', 'p');
    cluster.settle();
    expect(cluster.get('p')).toBeUndefined();
    expect(cluster.events('p').some((event) => event.includes('Pulling'))).toBe(false);
  });

  test('gives its place back', () => {
    const cluster = new KubeletCluster({ nodes: [{ name: 'node-1', cpu: 1 }] });
    const containers: ContainerParts[] = [{ image: 'nginx:1', resources: { requests: { cpu: '1' } } }];
    cluster.pod('p', { containers });
    cluster.settle();
    remove(cluster);
    cluster.pod('q', { containers });
    cluster.settle();
    expect(cluster.status('q').phase).toBe('Running');
  });
});

describe('hooks', () => {
  const sleep = (seconds: number) => ({ sleep: { seconds } });

  test('preStop comes before SIGTERM and counts against the grace', () => {
    const cluster = running({ containers: [{ image: 'nginx:1', lifecycle: { preStop: sleep(6) } }] });
    expect(remove(cluster).endedMs).toBe(20 + 6_000 + 10);
  });

  test('preStop is cut off when the grace is over; SIGTERM leaves two seconds', () => {
    const programs = [{ image: 'slow:1', stopsOnTerm: false as const, exec: { delayMs: 60_000 } }];
    const preStop = { exec: { command: ['bye'] } };
    const containers = [{ image: 'slow:1', lifecycle: { preStop } }];
    const cluster = running({ terminationGracePeriodSeconds: 4, containers }, { programs });
    expect(remove(cluster).endedMs).toBe(20 + 4_000 + 2_000);
  });

  test('a failing preStop is told and stops nothing', () => {
    const container = { image: 'nginx:1', env: [{ name: 'SIM_EXEC_EXIT', value: '7' }] };
    const cluster = running({ containers: [{ ...container, lifecycle: { preStop: { exec: { command: ['bye'] } } } }] });
    expect(remove(cluster).endedMs).toBe(20 + 10);
    expect(cluster.events('p').at(-1)).toBe('Warning FailedPreStopHook: PreStopHook failed');
  });

  test('postStart holds the container in ContainerCreating', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'nginx:1', lifecycle: { postStart: sleep(4) } }] });
    cluster.advance(3);
    expect(cluster.container('p').state?.waiting?.reason).toBe('ContainerCreating');
    cluster.settle();
    expect(cluster.container('p').ready).toBe(true);
  });

  test('a failing postStart kills the container', () => {
    const container = { image: 'nginx:1', env: [{ name: 'SIM_EXEC_EXIT', value: '3' }] };
    const cluster = running({
      containers: [{ ...container, lifecycle: { postStart: { exec: { command: ['warm'] } } } }],
    });
    expect(cluster.events('p')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Warning FailedPostStartHook: PostStartHook failed/),
        expect.stringMatching(/^Normal Killing: FailedPostStartHook/),
      ]),
    );
    cluster.advance(2);
    expect(cluster.container('p').ready).toBe(false);
  });
});

describe('sidecars', () => {
  test('end after the regular containers, the last one first', () => {
    const slow = (name: string) => ({ name, image: 'slow:1', restartPolicy: 'Always' });
    const programs = [{ image: 'slow:1', stopsOnTerm: { afterMs: 1_000 } }];
    const cluster = running(
      { initContainers: [slow('first'), slow('second')], containers: [{ name: 'main', image: 'slow:1' }] },
      { programs },
    );
    expect(remove(cluster).endedMs).toBe(20 + 3_000);
  });
});

describe('a deadline', () => {
  test('fails the pod with its reason', () => {
    const cluster = running({ activeDeadlineSeconds: 30, containers: [{ image: 'nginx:1' }] });
    cluster.advance(33);
    const message = 'Pod was active on the node longer than the specified deadline';
    expect(cluster.status('p')).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded', message });
    expect(cluster.events('p')).toContainEqual(`Normal DeadlineExceeded: ${message}`);
    expect(cluster.condition('p', 'Ready')).toBe('False PodFailed');
  });

  test('is noticed only when the pod stops waiting for its volumes', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', {
      activeDeadlineSeconds: 5,
      containers: [{ image: 'nginx:1', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      volumes: [{ name: 'v', secret: { secretName: 'nope' } }],
    });
    cluster.advance(120);
    expect(cluster.status('p').phase).toBe('Pending');
    cluster.advance(20);
    expect(cluster.status('p')).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
  });
});

describe('termination messages', () => {
  const rows: readonly { name: string; container: ContainerParts; message: string | undefined }[] = [
    {
      name: 'from the file',
      container: { image: 'sim/exit:4-1', env: [{ name: 'SIM_TERMINATION_MESSAGE', value: 'out of cheese' }] },
      message: 'out of cheese',
    },
    {
      name: 'from the log after an error',
      container: {
        image: 'sim/exit:4-1',
        terminationMessagePolicy: 'FallbackToLogsOnError',
        env: [{ name: 'SIM_LOG', value: 'panic: last words' }],
      },
      message: 'sim: started image=sim/exit:4-1 attempt=0\npanic: last words\nsim: exit code=4\n',
    },
    {
      name: 'not from the log after a success',
      container: {
        image: 'sim/exit:0-1',
        terminationMessagePolicy: 'FallbackToLogsOnError',
        env: [{ name: 'SIM_LOG', value: 'all fine' }],
      },
      message: undefined,
    },
  ];
  test.each(rows)('$name', ({ container, message }) => {
    const cluster = running({ restartPolicy: 'Never', containers: [container] });
    cluster.advance(3);
    expect(cluster.container('p').state?.terminated?.message).toBe(message);
  });
});
