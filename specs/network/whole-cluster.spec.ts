// The network on a whole control plane: real endpoints, real kubelets, rollouts and lost nodes under traffic.

import { describe, expect, test } from '@jest/globals';
import { Cluster } from '../../src/cluster/cluster';
import type { ClusterOptions } from '../../src/cluster/options';
import type { Deployment, Service } from '../../src/kinds/generated/types.gen';
import type { DnsAnswer } from '../../src/network/dns-records';
import type { RequestResult } from '../../src/network/request';
import type { TrafficResult } from '../../src/network/traffic-result';

const labels = { app: 'web' };

function deployment(replicas: number, container: object = {}): Deployment {
  const containers = [{ name: 'app', image: 'web:1', ports: [{ containerPort: 8080 }], ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'default', name: 'web' },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

function webService(spec: Partial<Service['spec']> = {}): Service {
  const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'default', name: 'web' },
    spec: { selector: labels, ports, ...spec },
  };
}

function shop(workload: Deployment, service: Service, options: ClusterOptions = {}): Cluster {
  const cluster = new Cluster(options);
  cluster.act('create', 'web', undefined, (client) => {
    client.create(workload);
    client.create(service);
  });
  cluster.settleWithin();
  return cluster;
}

const network = <T>(cluster: Cluster, command: string, args: object) =>
  cluster.simulation.command('kube-proxy', command, args, 0) as T;
const request = (cluster: Cluster, to = 'http://web', from: unknown = { namespace: 'default' }) =>
  network<RequestResult>(cluster, 'sendRequest', { from, to });
const start = (cluster: Cluster, input: object = {}) =>
  network(cluster, 'startTraffic', {
    name: 'visitors',
    from: { namespace: 'default' },
    to: 'http://web',
    perSecond: 100,
    ...input,
  });
const visitors = (cluster: Cluster) => network<TrafficResult>(cluster, 'trafficResult', { name: 'visitors' });
const setImage = (cluster: Cluster, image: string) =>
  cluster.act('set image', 'web', undefined, (client) => {
    const template = { spec: { containers: [{ name: 'app', image }] } };
    client.patch('Deployment', 'default', 'web', 'strategic', { spec: { template } });
  });

describe('a Service', () => {
  test('answers by name, and every pod takes its share', () => {
    const cluster = shop(deployment(3), webService());
    const pods = new Set(Array.from({ length: 60 }, () => request(cluster).pod));
    expect(pods.size).toBe(3);
    expect(request(cluster, 'web.default.svc.cluster.local').ok).toBe(true);
    expect(request(cluster, cluster.get('Service', 'default', 'web')?.spec?.clusterIP).ok).toBe(true);
  });

  test('of type NodePort answers on every node, those without a pod too', () => {
    const cluster = shop(
      deployment(1),
      webService({ type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 31000 }] }),
    );
    for (const node of ['node-1', 'node-2', 'node-3'])
      expect(request(cluster, `${node}:31000`, 'outside').ok).toBe(true);
  });

  test('with a wrong target port is refused by the pod, with a wrong selector by the node', () => {
    const wrongPort = shop(deployment(1), webService({ ports: [{ port: 80, targetPort: 9999 }] }));
    const refusal = request(wrongPort);
    expect(refusal.error).toMatch(/connect: connection refused$/);
    expect(refusal.hops.at(-1)).toMatchObject({ kind: 'pod', outcome: 'refused' });
    const wrongSelector = shop(deployment(1), webService({ selector: { app: 'other' } }));
    expect(request(wrongSelector).hops.at(-1)).toMatchObject({
      kind: 'proxy',
      verdict: 'reject',
      why: 'has no endpoints',
    });
  });

  test('without heads has its pods’ own addresses', () => {
    const cluster = shop(deployment(2), webService({ clusterIP: 'None' }));
    const { answer } = network<DnsAnswer>(cluster, 'lookUp', { name: 'web.default.svc.cluster.local', type: 'A' });
    const addresses = cluster.list('Pod').map((pod) => pod.status?.podIP);
    expect(answer.map(({ data }) => data)).toEqual(addresses.sort());
  });

  test('goes nowhere while no pod is ready', () => {
    const readinessProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
    const cluster = shop(
      deployment(1, { readinessProbe, env: [{ name: 'SIM_READY_AFTER', value: '60' }] }),
      webService(),
    );
    expect(request(cluster).outcome).toBe('refused');
    cluster.advanceMs(70_000);
    expect(request(cluster).outcome).toBe('answered');
  });
});

describe('trafficDistribution', () => {
  const nodes = ['a', 'b', 'a', 'b'].map((zone, index) => ({ name: `node-${index + 1}`, zone }));
  const zoneOf = (cluster: Cluster, name = '') =>
    nodes.find((node) => node.name === cluster.get('Pod', 'default', name.replace('default/', ''))?.spec.nodeName)
      ?.zone;
  const reached = (cluster: Cluster, node: string) =>
    new Set(Array.from({ length: 40 }, () => zoneOf(cluster, request(cluster, service(cluster), { node }).pod)));
  const service = (cluster: Cluster) => cluster.get('Service', 'default', 'web')?.spec?.clusterIP;

  test.each([
    { distribution: undefined, zones: 2 },
    { distribution: 'PreferSameZone', zones: 1 },
    { distribution: 'PreferClose', zones: 1 },
  ])('$distribution: $zones zones', ({ distribution, zones }) => {
    const spec = distribution === undefined ? {} : { trafficDistribution: distribution };
    const cluster = shop(deployment(4), webService(spec), { nodes });
    expect(reached(cluster, 'node-1').size).toBe(zones);
    if (zones === 1) expect([...reached(cluster, 'node-1'), ...reached(cluster, 'node-2')]).toEqual(['a', 'b']);
  });

  test('PreferSameNode: the pod beside the client', () => {
    const cluster = shop(deployment(4), webService({ trafficDistribution: 'PreferSameNode' }), { nodes });
    for (const { name } of nodes) {
      const key = request(cluster, service(cluster), { node: name }).pod ?? '';
      expect(cluster.get('Pod', 'default', key.replace('default/', ''))?.spec.nodeName).toBe(name);
    }
  });
});

describe('under traffic', () => {
  test('a rollout one by one loses nothing, and the new pods take over', () => {
    const cluster = shop(deployment(4), webService());
    const before = cluster.list('Pod').map((pod) => `default/${pod.metadata.name}`);
    start(cluster, { perSecond: 200 });
    cluster.advanceMs(1_000);
    setImage(cluster, 'web:2');
    cluster.settleWithin();
    cluster.advanceMs(1_000);
    const { lost, succeeded, total, byPod } = visitors(cluster);
    expect({ lost, left: total - succeeded }).toEqual({ lost: 0, left: 0 });
    expect(Object.keys(byPod).length).toBe(8);
    const now = request(cluster).pod;
    expect(before).not.toContain(now);
  });

  test('answers that take long are lost when their pod ends', () => {
    const programs = [{ image: 'web:*', answers: [{ delayMs: 400, status: 200 }] }];
    const cluster = shop(deployment(2), webService(), { programs });
    start(cluster);
    cluster.advanceMs(1_000);
    setImage(cluster, 'web:2');
    cluster.settleWithin();
    cluster.advanceMs(2_000);
    const { losses, byOutcome } = visitors(cluster);
    expect(losses.length).toBeGreaterThan(0);
    expect(Object.keys(byOutcome)).toEqual(['reset']);
    expect(losses[0]?.reason).toMatch(/: read: connection reset by peer$/);
  });

  test('a lost node costs its share until the endpoints follow', () => {
    const cluster = shop(deployment(3), webService());
    start(cluster, { perSecond: 10 });
    cluster.advanceMs(1_000);
    const failedMs = cluster.nowMs;
    const node = cluster
      .list('Pod')
      .map((pod) => pod.spec?.nodeName)
      .find((name) => name !== 'node-1');
    cluster.act('fail node', String(node), undefined, (_, cause) => {
      cluster.simulation.command('kubelet', 'stopNode', { node }, cause);
    });
    cluster.advanceMs(420_000);
    const { losses, lost } = visitors(cluster);
    expect(lost).toBeGreaterThan(50);
    const span = Math.max(...losses.map(({ atMs }) => atMs)) - failedMs;
    expect(span).toBeGreaterThan(35_000);
    expect(span).toBeLessThan(60_000);
    expect(new Set(losses.map(({ outcome }) => outcome))).toEqual(new Set(['timeout']));
  });

  test('a fork and a second run come to the same', () => {
    const run = () => {
      const cluster = shop(deployment(3), webService());
      start(cluster);
      setImage(cluster, 'web:2');
      cluster.advanceMs(500);
      return cluster;
    };
    const first = run();
    const fork = first.fork();
    const second = run();
    for (const cluster of [first, fork, second]) cluster.advanceMs(3_000);
    expect(visitors(fork)).toEqual(visitors(first));
    expect(visitors(second)).toEqual(visitors(first));
    expect(fork.simulation.trace.hash()).toBe(first.simulation.trace.hash());
    expect(second.simulation.trace.hash()).toBe(first.simulation.trace.hash());
  });
});
