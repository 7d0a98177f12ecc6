// What befalls nodes: a boot, a kubelet that stops, cuts of the network; what is seen of it, and what is told
// afterwards.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import type { Pod } from '../../src/kinds/generated/types.gen';

const onNode = (name: string, node: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: {
    nodeSelector: { 'kubernetes.io/hostname': node },
    containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80 }], ...more }],
  },
});

function shop(): Cluster {
  const running = cluster({
    nodes: [
      { name: 'node-1', zone: 'a' },
      { name: 'node-2', zone: 'a' },
      { name: 'node-3', zone: 'b' },
    ],
  });
  for (const number of [1, 2, 3]) running.create(onNode(`p${number}`, `node-${number}`));
  running.settle();
  running.advance('1m');
  return running;
}

const pod = (running: Cluster, name: string) => running.get('Pod', 'default', name) as Pod;
const ready = (running: Cluster, node: string) =>
  running.get('Node', undefined, node)?.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
const told = (running: Cluster, name: string) =>
  running
    .list('Event')
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ reason }) => reason);
const asks = (running: Cluster, from: string, to: string) =>
  (running.request(`http://${pod(running, to).status?.podIP}`, { from: `pod/${from}` }) as { outcome: string }).outcome;

describe('a boot', () => {
  test('restarts pods in place, in new sandboxes', () => {
    const running = shop();
    const before = pod(running, 'p2');
    const boot = running.get('Node', undefined, 'node-2')?.status?.nodeInfo?.bootID;
    running.rebootNode('node-2');
    running.advance('2m');
    const after = pod(running, 'p2');
    expect(after.metadata.uid).toBe(before.metadata.uid);
    expect(after.status?.podIP).not.toBe(before.status?.podIP);
    expect(after.status?.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      ready: true,
      lastState: { terminated: { exitCode: 255, reason: 'Unknown' } },
    });
    expect(told(running, 'p2')).toContain('SandboxChanged');
    expect(told(running, 'node-2')).toContain('Rebooted');
    expect(running.get('Node', undefined, 'node-2')?.status?.nodeInfo?.bootID).not.toBe(boot);
    expect(ready(running, 'node-2')).toBe('True');
  });

  test('has nobody know the address of a pod that had ended', () => {
    const running = shop();
    const done = onNode('done', 'node-2');
    running.create({
      ...done,
      spec: { ...done.spec, restartPolicy: 'Never', containers: [{ name: 'c', image: 'sim/exit:0-1' }] },
    });
    running.advance('20s');
    expect(pod(running, 'done').status).toMatchObject({ phase: 'Succeeded', podIP: expect.any(String) });
    running.rebootNode('node-2');
    running.advance('1m');
    expect(pod(running, 'done').status?.podIP).toBeUndefined();
    expect(pod(running, 'done').status).toMatchObject({ phase: 'Succeeded', containerStatuses: [{ restartCount: 0 }] });
  });

  test('that takes longer than anybody waits is a lost node first', () => {
    const running = shop();
    running.rebootNode('node-2', { downFor: '2m' });
    running.advance('1m');
    expect(ready(running, 'node-2')).toBe('Unknown');
    running.advance('2m');
    expect(ready(running, 'node-2')).toBe('True');
    expect(pod(running, 'p2').status?.containerStatuses?.[0]?.restartCount).toBe(1);
  });
});

describe('a kubelet that stops', () => {
  test('leaves containers running that nobody looks after', () => {
    const running = shop();
    running.stopKubelet('node-2');
    running.advance('10s');
    expect(asks(running, 'p1', 'p2')).toBe('answered');
    running.crash('pod/p2');
    running.advance('1m');
    expect(ready(running, 'node-2')).toBe('Unknown');
    expect(asks(running, 'p1', 'p2')).not.toBe('answered');
    running.recoverNode('node-2');
    running.advance('1m');
    expect(ready(running, 'node-2')).toBe('True');
    expect(asks(running, 'p1', 'p2')).toBe('answered');
    expect(pod(running, 'p2').status?.containerStatuses?.[0]?.restartCount).toBe(1);
  });

  test('finds its containers as they were, without a boot', () => {
    const running = shop();
    const ip = pod(running, 'p2').status?.podIP;
    running.stopKubelet('node-2');
    running.advance('20s');
    running.recoverNode('node-2');
    running.advance('1m');
    expect(pod(running, 'p2').status).toMatchObject({
      podIP: ip,
      containerStatuses: [{ restartCount: 0, ready: true }],
    });
    expect(told(running, 'node-2')).not.toContain('Rebooted');
    expect(told(running, 'p2')).not.toContain('SandboxChanged');
  });
});

describe('a cut from the control plane', () => {
  test('nobody hears of the node, but its pods answer and restart', () => {
    const running = shop();
    running.cutNode('node-2', 'controlPlane');
    running.advance('5s');
    running.crash('pod/p2');
    running.advance('1m');
    expect(ready(running, 'node-2')).toBe('Unknown');
    expect(asks(running, 'p1', 'p2')).toBe('answered');
    expect(pod(running, 'p2').status?.containerStatuses?.[0]?.restartCount).toBe(0);
    running.recoverNode('node-2');
    running.advance('20s');
    expect(ready(running, 'node-2')).toBe('True');
    expect(pod(running, 'p2').status?.containerStatuses?.[0]?.restartCount).toBe(1);
    expect(running.get('Node', undefined, 'node-2')?.spec?.taints).toBeUndefined();
  });

  test('pods that were deleted meanwhile go when it is over, new ones start', () => {
    const running = shop();
    running.cutNode('node-2', 'controlPlane');
    running.delete('pod/p2');
    running.create({ ...onNode('late', 'node-2') });
    running.advance('30s');
    expect(pod(running, 'p2').metadata.deletionTimestamp).toBeDefined();
    expect(pod(running, 'late').status?.phase).toBe('Pending');
    running.recoverNode('node-2');
    running.advance('40s');
    expect(pod(running, 'p2')).toBeUndefined();
    expect(pod(running, 'late').status?.phase).toBe('Running');
  });
});

describe('a cut between nodes', () => {
  const rows = [
    { name: 'from all others', from: 'nodes', lost: ['p1', 'p3'] },
    { name: 'from one', from: 'node-1', lost: ['p1'] },
    { name: 'from a zone', from: 'zone/b', lost: ['p3'] },
  ];
  test.each(rows)('$name', ({ from, lost }) => {
    const running = shop();
    running.cutNode('node-2', from);
    running.advance('1m');
    expect(ready(running, 'node-2')).toBe('True');
    for (const other of ['p1', 'p3']) {
      expect(asks(running, other, 'p2')).toBe(lost.includes(other) ? 'timeout' : 'answered');
      expect(asks(running, 'p2', other)).toBe(lost.includes(other) ? 'timeout' : 'answered');
    }
    expect(asks(running, 'p1', 'p3')).toBe('answered');
    running.recoverNode('node-2');
    expect(asks(running, 'p1', 'p2')).toBe('answered');
  });

  test('needs another side', () => {
    const running = shop();
    expect(() => running.cutNode('node-2', 'zone/c')).toThrow('there is no node or zone "zone/c"');
    expect(() => running.cutNode('node-9', 'nodes')).toThrow('there is no node "node-9"');
  });
});

describe('a slow node', () => {
  const times = (running: Cluster, name: string) => {
    const { status } = pod(running, name);
    const at = (text: string | undefined) => Date.parse(text ?? '') / 1000;
    const [ran] = status?.containerStatuses ?? [];
    const since = status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
    return {
      start: at(ran?.state?.running?.startedAt) - at(status?.startTime),
      ready: at(since) - at(status?.startTime),
    };
  };
  const made = (slow: number | undefined) => {
    const running = cluster({
      nodes: 1,
      programs: [{ image: 'nginx', readyAfterMs: 4_000, exits: { code: 0, afterMs: 60_000 } }],
      timings: { sandboxMs: 1_000, imagePullMs: 2_000, containerStartMs: 1_000 },
    });
    if (slow) running.slowNode('node-1', { times: slow });
    const readinessProbe = { httpGet: { path: '/', port: 80 }, periodSeconds: 1 };
    running.create(onNode('p', 'node-1', { readinessProbe }));
    running.runUntil(
      () => pod(running, 'p').status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false,
    );
    return running;
  };

  test('takes so many times as long to pull, to start, and to be ready', () => {
    expect(times(made(undefined), 'p')).toMatchObject({ start: 4, ready: 9 });
    expect(times(made(5), 'p')).toMatchObject({ start: 20, ready: 41 });
  });

  test('finishes the work of its programs later, but sleeps no longer', () => {
    const running = made(5);
    running.create({
      ...onNode('nap', 'node-1', { image: 'busybox', command: ['sleep', '30'] }),
      spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox', command: ['sleep', '30'] }] },
    });
    running.advance('10m');
    const terminated = (name: string) => {
      const [{ state, lastState } = {}] = pod(running, name).status?.containerStatuses ?? [];
      const { startedAt, finishedAt } = state?.terminated ?? lastState?.terminated ?? {};
      return (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
    };
    expect(terminated('p')).toBe(300);
    expect(terminated('nap')).toBe(30);
  });

  test('is as fast as ever after it recovered', () => {
    const running = made(5);
    running.recoverNode('node-1');
    running.create(onNode('late', 'node-1', { image: 'redis' }));
    running.settle();
    expect(times(running, 'late').start).toBe(4);
  });

  test('is told by nobody: its leases are in time', () => {
    const running = made(10);
    running.advance('5m');
    expect(ready(running, 'node-1')).toBe('True');
  });

  test('cannot be faster than usual', () => {
    expect(() => made(0.5)).toThrow('expected a number from 1');
  });
});
