// Crash loops, restart policies and rules, init containers and sidecars.

import { describe, expect, test } from '@jest/globals';
import { KubeletCluster, START_MS } from './kubelet-cluster';

/** Seconds between one start of the container and the next, from the statuses that were written. */
function startTimes(cluster: KubeletCluster, pod: string): number[] {
  const times: number[] = [];
  for (const change of cluster.simulation.store.changes) {
    if (change.kind !== 'Pod' || change.key !== `default/${pod}`) continue;
    const status = (change.object as { status?: { containerStatuses?: { state?: { running?: object } }[] } }).status;
    const running = status?.containerStatuses?.[0]?.state?.running !== undefined;
    const before = (change.previous as typeof change.object & { status?: typeof status })?.status;
    if (running && !before?.containerStatuses?.[0]?.state?.running) times.push((change.atMs - START_MS) / 1000);
  }
  return times;
}

describe('a container that ends again and again', () => {
  test('restarts at once first, then after 10, 20, 40, 80, 160 and 300 s, each up to half as much again', () => {
    const cluster = new KubeletCluster();
    cluster.pod('crash', { containers: [{ image: 'sim/exit:1-1' }] });
    cluster.settle();
    cluster.advance(1500);
    const starts = startTimes(cluster, 'crash');
    const gaps = starts.slice(1).map((at, index) => at - (starts[index] as number) - 1);
    const nominal = [0, 10, 20, 40, 80, 160, 300, 300];
    nominal.forEach((seconds, index) => {
      // Long waits are looked at every 60 to 90 s; each look rounds up to a whole second.
      const slack = seconds === 0 ? 1.2 : Math.min(seconds * 0.5, 90) + 2;
      expect(gaps[index]).toBeGreaterThanOrEqual(seconds);
      expect(gaps[index]).toBeLessThanOrEqual(seconds + slack);
    });
    expect(cluster.status('crash').phase).toBe('Running');
    expect(cluster.container('crash').restartCount).toBe(starts.length - 1);
  });

  test('shows its end until the next look, then the back-off', () => {
    const cluster = new KubeletCluster();
    cluster.pod('crash', { containers: [{ image: 'sim/exit:3-1' }] });
    cluster.settle();
    cluster.advance(4);
    expect(cluster.container('crash').state?.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
    const uid = cluster.get('crash')?.metadata.uid;
    expect(cluster.events('crash')).toContainEqual(
      `Warning BackOff: Back-off restarting failed container c in pod crash_default(${uid})`,
    );
    cluster.advance(200);
    const back = cluster.history('crash').filter((state) => state.endsWith('CrashLoopBackOff'));
    expect(back.length).toBeGreaterThan(2);
  });

  test('begins from the first step again after ten good minutes', () => {
    const cluster = new KubeletCluster({ programs: [{ image: 'app:1', exits: { code: 1, afterMs: 700_000 } }] });
    cluster.pod('slow', { containers: [{ image: 'app:1' }] });
    cluster.settle();
    cluster.advance(3000);
    const starts = startTimes(cluster, 'slow');
    const gaps = starts.slice(1).map((at, index) => at - (starts[index] as number) - 700);
    expect(gaps.every((gap) => gap < 2)).toBe(true);
  });
});

describe('restart policies', () => {
  const rows = [
    { name: 'Never, exit 0', policy: 'Never', image: 'sim/exit:0-1', phase: 'Succeeded', restarts: 0 },
    { name: 'Never, exit 2', policy: 'Never', image: 'sim/exit:2-1', phase: 'Failed', restarts: 0 },
    { name: 'OnFailure, exit 0', policy: 'OnFailure', image: 'sim/exit:0-1', phase: 'Succeeded', restarts: 0 },
    { name: 'OnFailure, exit 1', policy: 'OnFailure', image: 'sim/exit:1-1', phase: 'Running', restarts: 1 },
    { name: 'Always, exit 0', policy: 'Always', image: 'sim/exit:0-1', phase: 'Running', restarts: 1 },
  ] as const;
  test.each(rows)('$name: $phase', ({ policy, image, phase, restarts }) => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { restartPolicy: policy, containers: [{ image }] });
    cluster.settle();
    cluster.advance(5);
    expect(cluster.status('p').phase).toBe(phase);
    expect(cluster.container('p').restartCount).toBe(restarts);
  });

  test('a pod that ended shows no ready condition and no sandbox', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { restartPolicy: 'Never', containers: [{ image: 'sim/exit:0-1' }] });
    cluster.settle();
    cluster.advance(3);
    expect(cluster.condition('p', 'PodReadyToStartContainers')).toBe('False');
    expect(cluster.condition('p', 'Ready')).toBe('False PodCompleted');
    expect(cluster.condition('p', 'Initialized')).toBe('True PodCompleted');
  });

  test('an OOM kill is told as such', () => {
    const cluster = new KubeletCluster();
    const resources = { limits: { memory: '64Mi' } };
    cluster.pod('p', { restartPolicy: 'Never', containers: [{ image: 'sim/oom:1', resources }] });
    cluster.settle();
    cluster.advance(3);
    expect(cluster.container('p').state?.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });

  test('memory above the limit is an OOM kill, memory below it is none', () => {
    const memory = [
      { atMs: 0, value: 0 },
      { atMs: 10_000, value: 100 * 2 ** 20 },
    ];
    const cluster = new KubeletCluster({ programs: [{ image: 'app:*', memory }] });
    const container = (limit: string) => ({ image: 'app:1', resources: { limits: { memory: limit } } });
    cluster.pod('small', { restartPolicy: 'Never', containers: [container('50Mi')] });
    cluster.pod('large', { restartPolicy: 'Never', containers: [container('200Mi')] });
    cluster.settle();
    cluster.advance(20);
    expect(cluster.container('small').state?.terminated?.reason).toBe('OOMKilled');
    expect(cluster.status('large').phase).toBe('Running');
    expect(cluster.command('usage', { pod: 'large' })).toMatchObject({ memoryBytes: 100 * 2 ** 20 });
  });

  test('a container of its own policy restarts in a pod that never does', () => {
    const cluster = new KubeletCluster();
    const restartPolicyRules = [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }];
    cluster.pod('p', {
      restartPolicy: 'Never',
      containers: [
        { name: 'main', image: 'nginx:1' },
        { name: 'ruled', image: 'sim/exit:42-1', restartPolicy: 'Never', restartPolicyRules },
        { name: 'unruled', image: 'sim/exit:1-1', restartPolicy: 'Never', restartPolicyRules },
      ],
    });
    cluster.settle();
    cluster.advance(5);
    expect(cluster.container('p', 'ruled').restartCount).toBe(1);
    expect(cluster.container('p', 'unruled').restartCount).toBe(0);
  });

  test('a rule may restart the whole pod in place', () => {
    const cluster = new KubeletCluster();
    const restartPolicyRules = [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [88] } }];
    cluster.pod('p', {
      restartPolicy: 'Never',
      initContainers: [{ name: 'setup', image: 'sim/exit:0-1' }],
      containers: [
        { name: 'main', image: 'nginx:1' },
        { name: 'watcher', image: 'sim/exit:88-2', restartPolicy: 'Never', restartPolicyRules },
      ],
    });
    cluster.settle();
    cluster.advance(30);
    const ip = cluster.status('p').podIP;
    expect(cluster.container('p', 'main').restartCount).toBeGreaterThanOrEqual(4);
    expect(cluster.container('p', 'setup').restartCount).toBeGreaterThanOrEqual(4);
    expect(cluster.container('p', 'main').lastState?.terminated).toEqual({
      exitCode: 137,
      finishedAt: null,
      message: 'The container is removed because RestartAllContainers in place',
      reason: 'RestartingAllContainers',
      startedAt: null,
    });
    expect(cluster.history('p').some((state) => state.startsWith('Failed'))).toBe(false);
    expect(ip).toBe('10.244.0.2');
    const told = cluster.simulation.store.changes.some((change) =>
      JSON.stringify(change.object).includes('"reason":"RestartAllContainersStarted"'),
    );
    expect(told).toBe(true);
  });

  test('a crash from outside restarts the container', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'nginx:1' }] });
    cluster.settle();
    cluster.command('crashContainer', { pod: 'p', exitCode: 7 });
    cluster.settle();
    expect(cluster.container('p')).toMatchObject({ restartCount: 1, ready: true });
    expect(cluster.container('p').lastState?.terminated).toMatchObject({ exitCode: 7, reason: 'Error' });
  });

  test('a changed image restarts the container whatever the policy', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { restartPolicy: 'Never', containers: [{ image: 'nginx:1' }] });
    cluster.settle();
    const patch = { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } };
    cluster.user.patch('Pod', 'default', 'p', 'strategic', patch);
    cluster.settle();
    expect(cluster.container('p')).toMatchObject({ restartCount: 1, image: 'docker.io/library/nginx:2', ready: true });
    expect(cluster.events('p')).toContainEqual('Normal Killing: Container c definition changed, will be restarted');
  });
});

describe('init containers and sidecars', () => {
  test('init containers run one by one before the others', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', {
      initContainers: [
        { name: 'i1', image: 'sim/exit:0-1' },
        { name: 'i2', image: 'sim/exit:0-1' },
      ],
      containers: [{ image: 'nginx:1' }],
    });
    cluster.advance(0.1);
    expect(cluster.condition('p', 'Initialized')).toBe(
      'False ContainersNotInitialized containers with incomplete status: [i1 i2]',
    );
    expect(cluster.container('p', 'c').state?.waiting?.reason).toBe('PodInitializing');
    cluster.settle();
    expect(cluster.status('p').phase).toBe('Running');
    expect(cluster.container('p', 'i1')).toMatchObject({ ready: true, started: false });
  });

  test('a failing init container keeps the pod Pending, or fails it for good', () => {
    const cluster = new KubeletCluster();
    const pod = { initContainers: [{ name: 'i', image: 'sim/exit:1-1' }], containers: [{ image: 'nginx:1' }] };
    cluster.pod('again', pod);
    cluster.pod('never', { ...pod, restartPolicy: 'Never' });
    cluster.settle();
    cluster.advance(5);
    expect(cluster.status('again').phase).toBe('Pending');
    expect(cluster.status('never').phase).toBe('Failed');
    expect(cluster.container('again', 'i').restartCount).toBe(1);
  });

  test('a sidecar starts first, outlives the main container and then is stopped', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', {
      restartPolicy: 'Never',
      initContainers: [{ name: 'proxy', image: 'envoy:1', restartPolicy: 'Always' }],
      containers: [{ name: 'main', image: 'sim/exit:0-3' }],
    });
    cluster.advance(2);
    expect(cluster.container('p', 'proxy').started).toBe(true);
    cluster.settle();
    cluster.advance(5);
    expect(cluster.status('p').phase).toBe('Succeeded');
    expect(cluster.events('p')).toContainEqual('Normal Killing: Stopping container proxy');
  });

  test('a sidecar that ends with 0 is started again even in a pod that never restarts', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', {
      restartPolicy: 'Never',
      initContainers: [{ name: 'proxy', image: 'sim/exit:0-1', restartPolicy: 'Always' }],
      containers: [{ name: 'main', image: 'nginx:1' }],
    });
    cluster.settle();
    cluster.advance(3);
    expect(cluster.container('p', 'proxy').restartCount).toBe(1);
  });
});
