// Nodes: registration, heartbeats, what they refuse, how they fail and come back.

import { describe, expect, test } from '@jest/globals';
import { KubeletCluster, type PodParts } from './kubelet-cluster';

const lease = (cluster: KubeletCluster, node = 'node-1') => {
  const found = cluster.user.get('Lease', 'kube-node-lease', node);
  return found?.spec?.renewTime;
};

describe('registration', () => {
  test('makes a Ready node with capacity, labels and addresses', () => {
    const spec = {
      name: 'gpu',
      cpu: '2500m',
      memory: '4Gi',
      zone: 'a',
      labels: { disk: 'ssd' },
      resources: { 'x.com/gpu': 2 },
    };
    const cluster = new KubeletCluster({ nodes: [{ ...spec, taints: [{ key: 'k', effect: 'NoSchedule' }] }] });
    const node = cluster.user.get('Node', undefined, 'gpu');
    expect(node?.metadata.labels).toMatchObject({
      'kubernetes.io/hostname': 'gpu',
      'topology.kubernetes.io/zone': 'a',
      disk: 'ssd',
    });
    expect(node?.spec).toMatchObject({ podCIDR: '10.244.0.0/24', taints: [{ key: 'k', effect: 'NoSchedule' }] });
    expect(node?.status?.allocatable).toMatchObject({ cpu: '2500m', memory: '4Gi', pods: '110', 'x.com/gpu': '2' });
    expect(node?.status?.conditions?.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toEqual([
      'MemoryPressure False KubeletHasSufficientMemory',
      'DiskPressure False KubeletHasNoDiskPressure',
      'PIDPressure False KubeletHasSufficientPID',
      'Ready True KubeletReady',
    ]);
    expect(cluster.events('gpu')).toContainEqual('Normal NodeReady: Node gpu status is now: NodeReady');
  });

  test('that joins is Ready a little later', () => {
    const cluster = new KubeletCluster();
    const ready = () =>
      cluster.user.get('Node', undefined, 'late')?.status?.conditions?.find(({ type }) => type === 'Ready');
    const told = () => cluster.events('late').filter((event) => event.includes('NodeReady')).length;
    cluster.command('joinNode', { name: 'late' });
    expect([ready(), told()]).toMatchObject([{ status: 'False', message: 'CSINode is not yet initialized' }, 0]);
    cluster.advance(1);
    expect([ready(), told()]).toMatchObject([{ status: 'True', reason: 'KubeletReady' }, 1]);
  });

  test('refuses a second node of the same name', () => {
    const cluster = new KubeletCluster();
    expect(() => cluster.command('addNode', { name: 'node-1' })).toThrow('node "node-1" exists already');
  });

  test('a node that comes later runs the pods that waited for it', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { nodeName: 'late', containers: [{ image: 'nginx' }] });
    cluster.settle();
    expect(cluster.status('p').containerStatuses).toBeUndefined();
    cluster.command('addNode', { name: 'late' });
    cluster.settle();
    expect(cluster.status('p').phase).toBe('Running');
  });
});

describe('heartbeats', () => {
  test('renew the Lease every ten seconds, until the node stops', () => {
    const cluster = new KubeletCluster();
    expect(lease(cluster)).toBe('2026-01-01T00:01:00.000000Z');
    cluster.advance(25);
    expect(lease(cluster)).toBe('2026-01-01T00:01:20.000000Z');
    cluster.command('stopNode', { node: 'node-1' });
    cluster.advance(60);
    expect(lease(cluster)).toBe('2026-01-01T00:01:20.000000Z');
    cluster.command('startNode', { node: 'node-1' });
    expect(lease(cluster)).toBe('2026-01-01T00:02:25.000000Z');
    cluster.advance(10);
    expect(lease(cluster)).toBe('2026-01-01T00:02:35.000000Z');
  });

  test('report the status every five minutes', () => {
    const cluster = new KubeletCluster();
    cluster.advance(300);
    const [condition] = cluster.user.get('Node', undefined, 'node-1')?.status?.conditions ?? [];
    expect(condition?.lastHeartbeatTime).toBe('2026-01-01T00:05:00Z');
    expect(condition?.lastTransitionTime).toBe('2026-01-01T00:00:00Z');
  });

  test('are background work', () => {
    const cluster = new KubeletCluster();
    expect(cluster.settle()).toBe(0);
  });

  test('tell that the node was cordoned', () => {
    const cluster = new KubeletCluster();
    cluster.user.patch('Node', undefined, 'node-1', 'merge', { spec: { unschedulable: true } });
    cluster.advance(10);
    expect(cluster.events('node-1').at(-1)).toBe(
      'Normal NodeNotSchedulable: Node node-1 status is now: NodeNotSchedulable',
    );
  });
});

describe('what a node refuses', () => {
  const rows: readonly {
    name: string;
    spec: Omit<PodParts, 'containers'>;
    cpu?: string;
    reason: string;
    message: string;
  }[] = [
    {
      name: 'more CPU than is left',
      spec: {},
      cpu: '3',
      reason: 'OutOfcpu',
      message: "Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000",
    },
    {
      name: 'another node’s selector',
      spec: { nodeSelector: { disk: 'ssd' } },
      reason: 'NodeAffinity',
      message: "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    },
    {
      name: 'a pod that does not tolerate a NoExecute taint',
      spec: { nodeName: 'tainted' },
      reason: 'TaintToleration',
      message: "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate",
    },
    {
      name: 'a pod of another system',
      spec: { os: { name: 'windows' } },
      reason: 'PodOSNotSupported',
      message: "Failed to admit pod as the OS field doesn't match node OS",
    },
  ];
  test.each(rows)('$name', ({ spec, cpu, reason, message }) => {
    const taints = [{ key: 'broken', effect: 'NoExecute' }];
    const cluster = new KubeletCluster({
      nodes: [
        { name: 'node-1', cpu: 2 },
        { name: 'tainted', taints },
      ],
    });
    const resources = cpu ? { resources: { requests: { cpu } } } : {};
    cluster.pod('p', { ...spec, containers: [{ image: 'nginx', ...resources }] });
    cluster.settle();
    expect(cluster.status('p')).toMatchObject({ phase: 'Failed', reason, message: `Pod was rejected: ${message}` });
    expect(cluster.status('p').containerStatuses).toBeUndefined();
    expect(cluster.events('p')).toEqual([`Warning ${reason}: ${message}`]);
  });

  test('more pods than it takes', () => {
    const cluster = new KubeletCluster({ nodes: [{ name: 'node-1', pods: 1 }] });
    cluster.pod('a', { containers: [{ image: 'nginx' }] });
    cluster.pod('b', { containers: [{ image: 'nginx' }] });
    cluster.settle();
    expect(cluster.status('b').message).toBe(
      "Pod was rejected: Node didn't have enough resource: pods, requested: 1, used: 1, capacity: 1",
    );
  });

  test('a host port that is taken', () => {
    const cluster = new KubeletCluster();
    const containers = [{ image: 'nginx', ports: [{ containerPort: 80, hostPort: 8080 }] }];
    cluster.pod('a', { containers });
    cluster.settle();
    cluster.pod('b', { containers });
    cluster.settle();
    expect(cluster.status('b').reason).toBe('NodePorts');
  });
});

describe('a node that fails', () => {
  test('says nothing: its pods look as before, but do not answer', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'nginx', ports: [{ containerPort: 80 }] }] });
    cluster.settle();
    const request = { podIp: '10.244.0.2', port: 80, protocol: 'TCP', path: '/', method: 'GET', sourceIp: '' } as const;
    const { programs } = cluster.simulation.context('kubelet');
    const before = programs.answer(request);
    expect(before).toMatchObject({ outcome: 'answered', status: 200, pod: 'default/p', container: 'c' });
    cluster.command('stopNode', { node: 'node-1' });
    cluster.advance(60);
    expect(cluster.condition('p', 'Ready')).toBe('True');
    expect(programs.answer(request).outcome).toBe('unreachable');
    expect(programs.isNodeUp('node-1')).toBe(false);
    expect(before.outcome === 'answered' && programs.isRunning(before.instance)).toBe(false);
  });

  test('comes back with its containers dead: they start again with another address', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'nginx' }] });
    cluster.settle();
    cluster.command('stopNode', { node: 'node-1' });
    cluster.advance(60);
    cluster.command('startNode', { node: 'node-1' });
    cluster.settle();
    expect(cluster.container('p')).toMatchObject({
      ready: true,
      restartCount: 1,
      lastState: { terminated: { exitCode: 255, reason: 'Unknown' } },
    });
    expect(cluster.status('p').podIP).toBe('10.244.0.3');
    expect(cluster.events('p')).toContainEqual(
      'Normal SandboxChanged: Pod sandbox changed, it will be killed and re-created.',
    );
    expect(cluster.events('node-1').some((event) => event.startsWith('Warning Rebooted'))).toBe(true);
  });

  test('finishes pods that were deleted in the meantime', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'nginx' }] });
    cluster.settle();
    cluster.command('stopNode', { node: 'node-1' });
    cluster.user.delete('Pod', 'default', 'p');
    cluster.advance(300);
    expect(cluster.get('p')?.metadata.deletionTimestamp).toBeDefined();
    cluster.command('startNode', { node: 'node-1' });
    cluster.settle();
    expect(cluster.get('p')).toBeUndefined();
    expect(cluster.history('p').slice(-2)).toEqual(['Failed Unknown', 'DELETED Unknown']);
  });

  test('a pod that never restarts fails', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { restartPolicy: 'Never', containers: [{ image: 'nginx' }] });
    cluster.settle();
    cluster.command('stopNode', { node: 'node-1' });
    cluster.command('startNode', { node: 'node-1' });
    cluster.settle();
    expect(cluster.status('p').phase).toBe('Failed');
  });
});

describe('a fork', () => {
  test('goes its own way', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'nginx' }] });
    cluster.advance(0.3);
    const twin = cluster.fork();
    twin.command('stopNode', { node: 'node-1' });
    twin.advance(10);
    cluster.settle();
    expect(cluster.status('p').phase).toBe('Running');
    expect(twin.status('p').phase).toBe('Pending');
  });

  test('of a crash loop runs on exactly as the original', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{ image: 'sim/exit:1-1' }] });
    cluster.settle();
    const twin = cluster.fork();
    cluster.advance(300);
    twin.advance(300);
    expect(twin.simulation.trace.hash()).toBe(cluster.simulation.trace.hash());
  });
});
