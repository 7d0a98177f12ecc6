// Memory by load: what programs hold for requests, who is killed or evicted for it, what autoscalers make of it.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, type ClusterOptions, cluster } from 'wavetank';
import 'wavetank/jest-globals';

const MI = 1_048_576;

function shop(options: ClusterOptions, resources: object = {}, replicas = 1): Cluster {
  const tank = cluster({ nodes: 1, ...options });
  const containers = [{ name: 'web', image: 'shop/web', ports: [{ containerPort: 80 }], resources }];
  tank.load([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    },
  ]);
  tank.settle();
  return tank;
}

const holds = (mebibytes: number, memoryHeldMs = 1000) => ({
  programs: [{ image: 'shop/web', memoryBytesPerRequest: mebibytes * MI, memoryHeldMs }],
});
const used = (tank: Cluster) => tank.simulation.command('kubelet', 'usage', { pod: podOf(tank) }, 0);
const podOf = (tank: Cluster) => tank.pods({ labels: 'app=web' }).objects[0]?.metadata.name ?? '';

describe('what requests hold', () => {
  test('from their arrival until their answer and as long after as the program says', () => {
    const answers = [{ status: 200, delayMs: 500 }];
    const tank = shop({ programs: [{ image: 'shop/web', answers, memoryBytesPerRequest: MI, memoryHeldMs: 1500 }] });
    tank.traffic('http://web', { perSecond: 10, duration: '4s' });
    const seen = ['950ms', '1s', '1s', '1s', '1s', '1s'].map((span) => {
      tank.advance(span);
      return (used(tank) as { memoryBytes: number }).memoryBytes / MI;
    });
    expect(seen).toEqual([10, 20, 20, 20, 10, 0]);
  });

  test('a copy of the cluster goes its own way', () => {
    const tank = shop(holds(1, 2000));
    const stream = tank.traffic('http://web', { perSecond: 10, duration: '10s' });
    tank.advance('1950ms');
    const copy = tank.fork();
    copy.advance('5s');
    expect(used(tank)).toMatchObject({ memoryBytes: 20 * MI });
    tank.stopTraffic(stream.name);
    tank.advance('2s');
    expect(used(tank)).toMatchObject({ memoryBytes: 0 });
    expect(used(copy)).toMatchObject({ memoryBytes: 20 * MI });
  });
});

describe('too much of it', () => {
  test('kills the container that passes its limit, with the requests that it holds', () => {
    const tank = shop(holds(1, 10_000), { limits: { memory: '64Mi' } });
    const stream = tank.traffic('http://web', { perSecond: 5, duration: '10s' });
    tank.advance('12s');
    expect(tank.pods({ labels: 'app=web' })).not.toBeOOMKilled();
    tank.stopTraffic(stream.name);
    tank.traffic('http://web', { perSecond: 20, duration: '10s', name: 'rush' });
    tank.advance('10s');
    expect(tank.pods({ labels: 'app=web' })).toBeOOMKilled();
  });

  test('with a curve beneath, at the instant at which both together pass the limit', () => {
    const memory = [
      { atMs: 0, value: MI },
      { atMs: 100_000, value: 101 * MI },
    ];
    const limits = { limits: { memory: '64Mi' } };
    const [rule] = holds(1, 20_000).programs;
    const tank = shop({ programs: [{ ...rule, image: 'shop/web', memory }] }, limits);
    tank.traffic('http://web', { perSecond: 1, duration: '10m' });
    tank.advance('35s');
    expect(tank.pods({ labels: 'app=web' })).not.toBeOOMKilled();
    tank.advance('15s');
    expect(tank.pods({ labels: 'app=web' })).toBeOOMKilled();
  });

  test('puts the node under pressure, and evicts', () => {
    const tank = shop({ nodes: [{ name: 'node-1', memory: '1Gi' }], ...holds(1, 100_000) });
    tank.traffic('http://web', { perSecond: 10, duration: '97s' });
    tank.advance('3m');
    const [first] = tank.events('node/node-1').filter(({ reason }) => reason === 'EvictionThresholdMet');
    expect(first?.message).toBe('Attempting to reclaim memory');
    expect(tank.object('node/node-1')).toHaveCondition('MemoryPressure', { status: 'True' });
    expect(tank.pods({ labels: 'app=web', fields: 'status.phase=Failed' })).toBeEvicted();
  });

  test('takes what the node has before its kubelet looks', () => {
    const tank = shop({ nodes: [{ name: 'node-1', memory: '1Gi' }], ...holds(8, 20_000) });
    tank.traffic('http://web', { perSecond: 100, duration: '3s' });
    tank.advance('5s');
    expect(tank.pods({ labels: 'app=web' })).toBeOOMKilled();
    expect(tank.events('node/node-1').map(({ reason }) => reason)).toContain('SystemOOM');
  });
});

test('an autoscaler on memory reacts, and comes back when the requests end', () => {
  const tank = shop({ nodes: 2, ...holds(1, 1000) }, { requests: { memory: '100Mi' } });
  tank.create({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  });
  tank.advance('30s');
  tank.traffic('http://web', { perSecond: 200, duration: '3m' });
  tank.advance('3m');
  expect(tank.deployment('web')).toHaveReplicas({ desired: 5 });
  tank.advance('10m');
  expect(tank.deployment('web')).toHaveReplicas({ desired: 1 });
});

test.each([
  {
    name: 'nothing would ever be held',
    program: { memoryBytesPerRequest: 1 },
    text: 'cluster: programs[0].memoryBytesPerRequest: every request is answered at once and holds nothing: give memoryHeldMs, or answers a delayMs',
  },
  {
    name: 'held without an amount',
    program: { memoryHeldMs: 1 },
    text: 'cluster: programs[0].memoryHeldMs: nothing is held without memoryBytesPerRequest',
  },
  {
    name: 'a slip',
    program: { memoryBytesPerRequests: 1 },
    text: /unknown key "memoryBytesPerRequests".*did you mean memoryBytesPerRequest\?/s,
  },
])('refused: $name', ({ program, text }) => {
  expect(() => cluster({ programs: [{ image: 'shop/web', ...program }] })).toThrow(text);
});
