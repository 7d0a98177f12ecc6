// In-place resize as the kubelet does it: allocate, apply, tell; or wait for room.

import { describe, expect, test } from '@jest/globals';
import { patchFromBody } from '../../src/api/request';
import type { ContainerResizePolicy, ResourceRequirements } from '../../src/kinds/generated/types.gen';
import { kindByName } from '../../src/kinds/table';
import { KubeletCluster } from './kubelet-cluster';

const cpu = (milli: number): ResourceRequirements => ({ requests: { cpu: `${milli}m` } });
const NODE = { name: 'node-1', cpu: 2, memory: '4Gi' };

function resize(cluster: KubeletCluster, pod: string, resources: ResourceRequirements): void {
  const row = kindByName('Pod');
  if (!row) throw new Error('no pods');
  const patch = { spec: { containers: [{ name: 'c', resources }] } };
  const request = { row, namespace: 'default', name: pod, type: 'strategic' as const, patch, subresource: 'resize' };
  patchFromBody(cluster.simulation.server, cluster.user.caller, request);
}

/** A running pod that asks for a tenth of a core. */
function running(policy: readonly ContainerResizePolicy[] = [], milli = 100): KubeletCluster {
  const cluster = new KubeletCluster({ nodes: [NODE] });
  cluster.pod('web', { containers: [{ image: 'nginx:1', resources: cpu(milli), resizePolicy: policy }] });
  cluster.settle();
  return cluster;
}

const sizes = (cluster: KubeletCluster, pod = 'web') => {
  const { resources, allocatedResources } = cluster.container(pod);
  return [resources?.requests?.cpu, allocatedResources?.cpu, cluster.status(pod).resources?.requests?.cpu];
};

const resizeEvents = (cluster: KubeletCluster, pod = 'web') =>
  cluster.events(pod).filter((line) => line.includes('esize'));

describe('a resize that fits', () => {
  test('is told, applied without a restart and told again', () => {
    const cluster = running();
    resize(cluster, 'web', cpu(300));
    cluster.settle();
    expect(sizes(cluster)).toEqual(['300m', '300m', '300m']);
    expect(cluster.container('web').restartCount).toBe(0);
    expect(cluster.status('web').observedGeneration).toBe(2);
    const account = '{"containers":[{"name":"c","resources":{"requests":{"cpu":"300m"}}}],"generation":2}';
    expect(resizeEvents(cluster)).toEqual([
      `Normal ResizeStarted: Pod resize started: ${account}`,
      `Normal ResizeCompleted: Pod resize completed: ${account}`,
    ]);
    expect(cluster.condition('web', 'PodResizeInProgress')).toBe('');
  });

  test('shows its condition and the old resources while it is under way', () => {
    const cluster = running();
    resize(cluster, 'web', cpu(300));
    cluster.settle();
    const steps = cluster.simulation.store.changes.flatMap(({ kind, key, object }) => {
      if (kind !== 'Pod' || key !== 'default/web') return [];
      const status = (object as { status?: ReturnType<KubeletCluster['status']> }).status;
      const isUnderWay = status?.conditions?.[0]?.type === 'PodResizeInProgress';
      return isUnderWay ? [status?.containerStatuses?.[0]] : [];
    });
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ resources: cpu(100), allocatedResources: { cpu: '300m' } });
  });

  test('restarts the container where its policy says so', () => {
    const cluster = running([{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }]);
    resize(cluster, 'web', cpu(300));
    cluster.settle();
    expect(cluster.container('web').restartCount).toBe(1);
    expect(sizes(cluster)).toEqual(['300m', '300m', '300m']);
    expect(cluster.events('web')).toContain('Normal Killing: Container c resize requires restart');
    expect(resizeEvents(cluster).at(-1)).toContain('ResizeCompleted');
  });

  test('leaves the container alone where the policy is about another resource', () => {
    const cluster = running([{ resourceName: 'memory', restartPolicy: 'RestartContainer' }]);
    resize(cluster, 'web', cpu(300));
    cluster.settle();
    expect(cluster.container('web').restartCount).toBe(0);
  });
});

describe('a resize that does not fit now', () => {
  const crowded = () => {
    const cluster = running();
    cluster.pod('other', { containers: [{ image: 'nginx:1', resources: cpu(1500) }] });
    cluster.settle();
    resize(cluster, 'web', cpu(900));
    cluster.settle();
    return cluster;
  };
  const WHY = "Node didn't have enough resource: cpu, requested: 900, used: 1500, capacity: 2000";

  test('waits', () => {
    const cluster = crowded();
    expect(cluster.condition('web', 'PodResizePending')).toBe(`True Deferred ${WHY}`);
    expect(sizes(cluster)).toEqual(['100m', '100m', '100m']);
    const account = '{"containers":[{"name":"c","resources":{"requests":{"cpu":"900m"}}}],"generation":2,';
    expect(resizeEvents(cluster)).toEqual([`Warning ResizeDeferred: Pod resize OutOfcpu: ${account}"error":"${WHY}"}`]);
  });

  test('comes when another pod goes', () => {
    const cluster = crowded();
    cluster.user.delete('Pod', 'default', 'other', { gracePeriodSeconds: 0 });
    cluster.settle();
    cluster.advance(5);
    expect(sizes(cluster)).toEqual(['900m', '900m', '900m']);
    expect(cluster.condition('web', 'PodResizePending')).toBe('');
  });

  test('comes when another pod shrinks', () => {
    const cluster = crowded();
    resize(cluster, 'other', cpu(1000));
    cluster.settle();
    expect(sizes(cluster)).toEqual(['900m', '900m', '900m']);
    expect(sizes(cluster, 'other')).toEqual(['1', '1', '1']);
  });

  test('is looked at before a later wish, and after one that frees room', () => {
    const cluster = crowded();
    resize(cluster, 'other', cpu(1600));
    cluster.settle();
    expect(cluster.condition('web', 'PodResizePending')).toContain('used: 1500');
    resize(cluster, 'other', cpu(1400));
    cluster.settle();
    expect(cluster.condition('web', 'PodResizePending')).toContain('used: 1400');
  });

  test('is forgotten when it is taken back', () => {
    const cluster = crowded();
    resize(cluster, 'web', cpu(100));
    cluster.settle();
    expect(cluster.condition('web', 'PodResizePending')).toBe('');
    expect(resizeEvents(cluster)).toHaveLength(1);
    expect(cluster.status('web').observedGeneration).toBe(3);
  });

  test('keeps others from the room it waits for no more than it holds', () => {
    const cluster = crowded();
    cluster.pod('third', { containers: [{ image: 'nginx:1', resources: cpu(400) }] });
    cluster.settle();
    expect(cluster.status('third').phase).toBe('Running');
  });
});

test('a fork goes on with a resize by itself', () => {
  const cluster = running();
  resize(cluster, 'web', cpu(300));
  const fork = cluster.fork();
  fork.settle();
  expect(sizes(fork)).toEqual(['300m', '300m', '300m']);
  expect(sizes(cluster)).toEqual(['100m', '100m', '100m']);
});

describe('a memory limit below what is used', () => {
  const memory = (request: string, limit: string) => ({ requests: { memory: request }, limits: { memory: limit } });
  const MI = 1_048_576;
  const error =
    'cannot decrease memory limits: [attempting to set pod memory limit (104857600) below current usage (209715200), ' +
    'attempting to set container \\"c\\" memory limit (104857600) below current usage (209715200)]';

  test('is an error until less is used', () => {
    const hill = [0, 120_000, 120_001].map((atMs, index) => ({ atMs, value: (index < 2 ? 200 : 50) * MI }));
    const cluster = new KubeletCluster({ nodes: [NODE], programs: [{ image: 'big', memory: hill }] });
    cluster.pod('web', { containers: [{ image: 'big', resources: memory('50Mi', '400Mi') }] });
    cluster.advance(20);
    resize(cluster, 'web', memory('50Mi', '100Mi'));
    cluster.advance(60);
    expect(cluster.condition('web', 'PodResizeInProgress')).toBe(`True Error ${error.replaceAll('\\"', '"')}`);
    expect(cluster.container('web').resources?.limits).toEqual({ memory: '400Mi' });
    expect(resizeEvents(cluster).at(-1)).toBe(
      'Warning ResizeError: Pod resize error: {"containers":[{"name":"c","resources":{"limits":{"memory":"100Mi"},' +
        `"requests":{"memory":"50Mi"}}}],"generation":2,"error":"${error}"}`,
    );
    expect(cluster.events('web').join()).not.toContain('Killing');
    cluster.advance(70);
    expect(cluster.container('web').resources?.limits).toEqual({ memory: '100Mi' });
    expect(cluster.condition('web', 'PodResizeInProgress')).toBe('');
    expect(resizeEvents(cluster).at(-1)).toContain('ResizeCompleted');
  });

  test('a limit that is raised in time saves the container', () => {
    const leak = [0, 100_000].map((atMs, index) => ({ atMs, value: (1 + index * 100) * MI }));
    const cluster = new KubeletCluster({ nodes: [NODE], programs: [{ image: 'leak', memory: leak }] });
    cluster.pod('web', { containers: [{ image: 'leak', resources: memory('20Mi', '50Mi') }] });
    cluster.advance(20);
    resize(cluster, 'web', memory('20Mi', '80Mi'));
    cluster.advance(50);
    expect(cluster.container('web').state?.running).toBeDefined();
    cluster.advance(30);
    expect(cluster.container('web').lastState?.terminated?.reason).toBe('OOMKilled');
  });
});
