// Scripts of containers on the virtual clock: what they print when, files that others wait for, probes and hooks that
// look at them, signals that they handle.

import { describe, expect, test } from '@jest/globals';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { KubeletCluster } from './kubelet-cluster';

const sh = (script: string) => ({ image: 'busybox', command: ['sh', '-c', script] });
const shared = { volumes: [{ name: 'shared', emptyDir: {} }] };
const mounted = { volumeMounts: [{ name: 'shared', mountPath: '/shared' }] };
const logs = (node: KubeletCluster, pod: string, container?: string) =>
  node.command('logs', { pod, ...(container ? { container } : {}) });
const read = (node: KubeletCluster, pod: string, path: string) =>
  node.command('readFile', { pod, path, container: 'c' });

describe('what is printed', () => {
  test('comes when the script comes to it', () => {
    const node = new KubeletCluster();
    node.pod('p', { containers: [sh('i=0; while true; do echo "tick $i"; i=$((i+1)); sleep 10; done')] });
    node.advance(25);
    expect(logs(node, 'p')).toEqual(['tick 0', 'tick 1', 'tick 2']);
    const copy = node.fork();
    copy.advance(10);
    expect(logs(copy, 'p')).toEqual(['tick 0', 'tick 1', 'tick 2', 'tick 3']);
    node.advance(3600);
    expect(logs(node, 'p')).toHaveLength(363);
  });

  test('names the pod, and what its variables say', () => {
    const node = new KubeletCluster();
    const env = [{ name: 'WHO', value: 'world' }];
    node.pod('p', {
      containers: [{ ...sh(`echo "$HOSTNAME: hello $\{WHO}"; sleep 5; exit 3`), env }],
      restartPolicy: 'Never',
    });
    node.advance(20);
    expect(logs(node, 'p')).toEqual(['p: hello world']);
    expect(node.container('p').state?.terminated?.exitCode).toBe(3);
  });
});

describe('files', () => {
  test('an init container waits for one that a sidecar makes', () => {
    const node = new KubeletCluster();
    node.pod('p', {
      ...shared,
      initContainers: [
        { name: 'maker', restartPolicy: 'Always', ...mounted, ...sh('sleep 20; touch /shared/ready; sleep infinity') },
        { name: 'waiter', ...mounted, ...sh('until [ -f /shared/ready ]; do echo waiting; sleep 2; done; echo go') },
      ],
      containers: [{ ...sh('cat /shared/ready && echo "found" > /shared/out; tail -f /dev/null'), ...mounted }],
    });
    node.settle();
    expect(node.status('p').phase).toBe('Running');
    const lines = logs(node, 'p', 'waiter') as string[];
    expect(lines.at(-1)).toBe('go');
    expect(lines.filter((line) => line === 'waiting').length).toBeGreaterThanOrEqual(9);
    expect(read(node, 'p', '/shared/out')).toBe('found\n');
  });

  test('one container writes what another one follows', () => {
    const node = new KubeletCluster();
    node.pod('p', {
      ...shared,
      containers: [
        { ...sh('while true; do date >> /shared/log; sleep 10; done'), ...mounted },
        { name: 'reader', ...sh('sleep 25; wc -l < /shared/log; sleep infinity'), ...mounted },
      ],
    });
    node.settle();
    node.advance(30);
    expect(logs(node, 'p', 'reader')).toEqual(['3']);
  });

  test('a sidecar shows what is appended', () => {
    const node = new KubeletCluster();
    const counter = 'i=0; while true; do echo "$i: $(date +%S)" >> /shared/1.log; i=$((i+1)); sleep 1; done';
    node.pod('counter', {
      ...shared,
      containers: [
        { ...sh(counter), ...mounted },
        { name: 'log', ...sh('tail -n+1 -F /shared/1.log'), ...mounted },
      ],
    });
    node.settle();
    node.advance(5);
    const lines = logs(node, 'counter', 'log') as string[];
    expect(lines.slice(0, 2).map((line) => line.slice(0, 2))).toEqual(['0:', '1:']);
    expect(lines.length).toBeGreaterThanOrEqual(5);
    node.advance(600);
    expect((logs(node, 'counter', 'log') as string[]).at(-1)).toMatch(/^6\d\d: \d\d$/);
  });

  test('of the container itself are gone with its process; those of a volume stay', () => {
    const node = new KubeletCluster();
    const script =
      '[ -f /tmp/own ] && echo own; [ -f /shared/kept ] && echo kept; touch /tmp/own /shared/kept; sleep 5; exit 1';
    node.pod('p', { ...shared, containers: [{ ...sh(script), ...mounted }] });
    node.advance(30);
    expect(logs(node, 'p')).toEqual(['kept']);
  });

  test('a user’s file lets a script go on', () => {
    const node = new KubeletCluster();
    node.pod('p', { containers: [sh('while [ ! -e /go ]; do sleep 1; done; exit 0')], restartPolicy: 'Never' });
    node.settle();
    expect(node.status('p').phase).toBe('Running');
    node.command('writeFile', { pod: 'p', path: '/go', content: '' });
    node.settle();
    expect(node.status('p').phase).toBe('Succeeded');
  });
});

test('the documentation’s liveness probe: a file that goes', () => {
  const node = new KubeletCluster();
  const livenessProbe = { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 };
  node.pod('liveness', {
    containers: [{ ...sh('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'), livenessProbe }],
    terminationGracePeriodSeconds: 5,
  });
  node.advance(33);
  expect(node.events('liveness').join()).not.toContain('Unhealthy');
  node.advance(30);
  const told = node.events('liveness');
  expect(told).toContainEqual(
    expect.stringMatching(/^Warning Unhealthy: Liveness probe failed: cat: \/tmp\/healthy: No such file/),
  );
  expect(told).toContain('Normal Killing: Container c failed liveness probe, will be restarted');
  expect(node.container('liveness').restartCount).toBe(1);
});

describe('hooks', () => {
  test('write files, and take as long as they sleep', () => {
    const node = new KubeletCluster();
    const lifecycle = {
      postStart: { exec: { command: ['/bin/sh', '-c', 'echo Hello > /usr/share/message'] } },
      preStop: { exec: { command: ['sh', '-c', 'sleep 15'] } },
    };
    node.pod('p', { containers: [{ image: 'nginx', lifecycle }] });
    node.settle();
    expect(read(node, 'p', '/usr/share/message')).toBe('Hello\n');
    const before = node.simulation.nowMs;
    node.user.delete('Pod', 'default', 'p');
    node.settle();
    expect(node.simulation.nowMs - before).toBeGreaterThanOrEqual(15_000);
  });

  test('that fail are told', () => {
    const node = new KubeletCluster();
    const lifecycle = { postStart: { exec: { command: ['sh', '-c', 'echo bad; exit 4'] } } };
    node.pod('p', { containers: [{ image: 'nginx', lifecycle }] });
    node.advance(3);
    expect(node.events('p').join()).toContain('FailedPostStartHook');
  });
});

describe('SIGTERM', () => {
  const stopped = (script: string, graceSeconds = 30) => {
    const node = new KubeletCluster();
    node.pod('p', { containers: [sh(script)], terminationGracePeriodSeconds: graceSeconds });
    node.advance(20);
    const fromMs = node.simulation.nowMs;
    node.user.delete('Pod', 'default', 'p');
    for (let second = 0; second < 60 && node.get('p'); second++) node.advance(1);
    const states = node.simulation.store.changes.flatMap(({ kind, object }) =>
      kind === 'Pod' ? ((object as Pod).status?.containerStatuses?.[0]?.state?.terminated ?? []) : [],
    );
    return { code: states.at(-1)?.exitCode, seconds: Math.floor((node.simulation.nowMs - fromMs) / 1000) };
  };
  const rows = [
    { name: 'without a trap nothing hears it', script: 'sleep 3600', grace: 5, code: 137, seconds: 6 },
    {
      name: 'a trap that waits hears it at once',
      script: 'trap "exit 0" TERM; sleep infinity & wait',
      code: 0,
      seconds: 1,
    },
    {
      name: 'one behind a sleep hears it when that is over',
      script: 'trap "exit 3" TERM; while true; do sleep 17; done',
      code: 3,
      seconds: 15,
    },
    { name: 'it may take its time', script: 'trap "sleep 7; exit 0" TERM; sleep 1d & wait', code: 0, seconds: 8 },
    { name: 'and too much of it', script: 'trap "sleep 60" TERM; sleep 1d & wait', grace: 4, code: 137, seconds: 5 },
    {
      name: 'exec takes the trap away',
      script: 'trap "exit 0" TERM; exec sleep 3600',
      grace: 3,
      code: 137,
      seconds: 4,
    },
  ];
  test.each(rows)('$name', ({ script, grace, code, seconds }) => {
    const found = stopped(script, grace);
    expect(found.code).toBe(code);
    expect(Math.abs(found.seconds - seconds)).toBeLessThanOrEqual(2);
  });
});

test('a script that ends in another program leaves the image to itself', () => {
  const node = new KubeletCluster();
  node.pod('p', {
    containers: [
      {
        ...sh('mkdir -p /etc/app && echo port=80 > /etc/app/conf && exec /app --serve'),
        ports: [{ containerPort: 80 }],
      },
    ],
  });
  node.settle();
  expect(read(node, 'p', '/etc/app/conf')).toBe('port=80\n');
  expect(node.status('p').phase).toBe('Running');
  node.user.delete('Pod', 'default', 'p');
  const before = node.simulation.nowMs;
  node.settle();
  expect(node.simulation.nowMs - before).toBeLessThan(5_000);
});
