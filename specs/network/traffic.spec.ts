// Streams of requests: when they are sent, what is counted, what is lost and why.

import { describe, expect, test } from '@jest/globals';
import type { Endpoint } from '../../src/kinds/generated/types.gen';
import type { RequestResult } from '../../src/network/request';
import type { TrafficResult } from '../../src/network/traffic-result';
import { type Behaviour, type NetworkCluster, networkCluster } from './network-cluster';
import { endpoint, service, slice } from './world';

const all: readonly Endpoint[] = [1, 2, 3].map((index) => endpoint(`10.244.${index}.5`, `node-${index}`));

function shop(behaviour: Behaviour = {}, ...rest: [] | [object] | [object, object]): NetworkCluster {
  const cluster = networkCluster(behaviour, ...rest);
  cluster.create(
    service('default/web', { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, protocol: 'TCP' }] }),
    slice('default/web', all),
  );
  cluster.settle();
  return cluster;
}

const start = (cluster: NetworkCluster, input: object = {}) =>
  cluster.command('startTraffic', {
    name: 'visitors',
    from: { pod: 'client' },
    to: 'http://web',
    perSecond: 50,
    ...input,
  });
const result = (cluster: NetworkCluster) => cluster.command<TrafficResult>('trafficResult', { name: 'visitors' });

describe('sending', () => {
  test('each request leaves at its instant, the first at once', () => {
    const cluster = shop();
    start(cluster, { perSecond: 3 });
    const totals = [0, 1, 331, 1, 332, 1, 333, 1].map((ms) => {
      cluster.advance(ms);
      return result(cluster).total;
    });
    expect(totals).toEqual([1, 1, 1, 2, 2, 3, 3, 4]);
  });

  test('many in one millisecond are many', () => {
    const cluster = shop();
    start(cluster, { perSecond: 5_000 });
    cluster.advance(999);
    expect(result(cluster).total).toBe(5_000);
  });

  test('a stream without an end is background work', () => {
    const cluster = shop();
    const before = cluster.simulation.nowMs;
    start(cluster);
    cluster.settle();
    expect(cluster.simulation.nowMs).toBe(before);
  });

  test('a stream with a duration keeps settle waiting, its last answer included', () => {
    const cluster = shop({ delayMs: 70 });
    const before = cluster.simulation.nowMs;
    start(cluster, { durationMs: 2_000 });
    cluster.settle();
    expect(cluster.simulation.nowMs - before).toBe(2_050);
    expect(result(cluster)).toMatchObject({
      total: 100,
      succeeded: 100,
      lost: 0,
      inFlight: 0,
      endedAtMs: before + 2_000,
    });
  });

  test('a stopped stream sends no more and its answers still arrive', () => {
    const cluster = shop({ delayMs: 30 });
    start(cluster);
    cluster.advance(100);
    const stopped = cluster.command<TrafficResult>('stopTraffic', { name: 'visitors' });
    expect(stopped).toMatchObject({ total: 6, succeeded: 4, inFlight: 2 });
    cluster.advance(1_000);
    expect(result(cluster)).toMatchObject({ total: 6, succeeded: 6, inFlight: 0, endedAtMs: stopped.endedAtMs });
  });

  test('a name can be used again once its stream is over', () => {
    const cluster = shop();
    start(cluster);
    expect(() => start(cluster)).toThrow('traffic "visitors" is already running');
    cluster.command('stopTraffic', { name: 'visitors' });
    start(cluster);
    expect(result(cluster).total).toBe(0);
  });

  test.each([
    { name: 'no rate', input: { perSecond: 0 }, message: 'perSecond must be above 0 and at most 100000, not 0' },
    { name: 'no number', input: { perSecond: Number.NaN }, message: 'perSecond must be above 0' },
    { name: 'no time', input: { durationMs: 0 }, message: 'a duration must be above 0 ms, not 0' },
    { name: 'an unreadable target', input: { to: 'http://' }, message: 'cannot read the target "http://"' },
    { name: 'a client that is not there', input: { from: { pod: 'ghost' } }, message: 'there is no pod default/ghost' },
  ])('$name is refused', ({ input, message }) => {
    expect(() => start(shop(), input)).toThrow(message);
  });

  test('a name without a stream is refused', () => {
    expect(() => result(shop())).toThrow('there is no traffic "visitors"');
  });
});

describe('counting', () => {
  test('by pod, status and latency', () => {
    const cluster = shop({ delayMs: 5 });
    start(cluster, { perSecond: 100, durationMs: 10_000 });
    cluster.settle();
    const { total, byPod, byStatus, latencyMs, from, to } = result(cluster);
    expect({ total, byStatus, from, to }).toEqual({
      total: 1_000,
      byStatus: { 200: 1_000 },
      from: 'pod default/client',
      to: 'http://web',
    });
    expect(Object.keys(byPod)).toEqual(['default/web-1', 'default/web-2', 'default/web-3']);
    expect(Object.values(byPod).reduce((sum, share) => sum + share)).toBe(1_000);
    expect(latencyMs).toEqual({ min: 5, mean: 5, p50: 5, p95: 5, p99: 5, max: 5 });
  });

  test('an answer of 400 or above is a loss that names its status', () => {
    const cluster = shop({ status: (pod) => (pod === 'default/web-2' ? 503 : 200) });
    start(cluster, { perSecond: 100, durationMs: 1_000 });
    cluster.settle();
    const { lost, losses, byStatus, byOutcome } = result(cluster);
    expect(lost).toBeGreaterThan(10);
    expect(byStatus[503]).toBe(lost);
    expect(byOutcome).toEqual({ status: lost });
    expect(losses[0]).toMatchObject({ outcome: 'status', reason: 'HTTP 503', pod: 'default/web-2' });
  });

  test('nothing sent is nothing said of latency', () => {
    const cluster = shop();
    start(cluster);
    expect(result(cluster)).toMatchObject({ total: 0, latencyMs: undefined });
  });
});

describe('a report', () => {
  test('tells each second and each version', () => {
    const cluster = shop({ status: (pod, nowMs) => (pod === 'default/web-2' && nowMs % 2_000 >= 1_000 ? 503 : 200) });
    start(cluster, { perSecond: 100, durationMs: 3_000 });
    cluster.settle();
    const { bySecond, byVersion, byCause, lost, succeeded } = result(cluster);
    expect(bySecond.map(({ sent }) => sent)).toEqual([100, 100, 100]);
    expect(bySecond.map((second) => second.succeeded + second.lost)).toEqual([100, 100, 100]);
    expect(byVersion).toEqual({ app: { succeeded, lost } });
    expect(byCause).toEqual({ 'the process answered 503': lost });
  });
});

describe('a closed loop', () => {
  test('each client waits for its answer and rests', () => {
    const cluster = shop({ delayMs: 50 });
    start(cluster, { clients: 2, pauseMs: 150 });
    const totals = [1, 48, 152, 48, 152].map((ms) => {
      cluster.advance(ms);
      const { total, inFlight } = result(cluster);
      return [total, inFlight];
    });
    expect(totals).toEqual([
      [2, 2],
      [2, 2],
      [4, 2],
      [4, 2],
      [6, 2],
    ]);
  });

  test('a client whose request is refused rests too', () => {
    const cluster = shop();
    cluster.setEndpoints('web-abcde', []);
    cluster.settle();
    start(cluster, { clients: 1, pauseMs: 100, durationMs: 1_000 });
    cluster.settle();
    expect(result(cluster)).toMatchObject({ total: 10, lost: 10, byCause: { 'the Service has no endpoints': 10 } });
  });

  test.each([
    { name: 'no rest', input: { clients: 2 }, message: 'the pause of a client must be above 0 ms, not undefined' },
    {
      name: 'no client',
      input: { clients: 0, pauseMs: 1 },
      message: 'clients must be a whole number from 1 to 10000, not 0',
    },
    { name: 'half a connection', input: { connections: 0.5 }, message: 'connections must be a whole number from 1' },
    { name: 'fewer than no retries', input: { retries: -1 }, message: 'retries must be a whole number from 0, not -1' },
  ])('$name is refused', ({ input, message }) => {
    expect(() => start(shop(), input)).toThrow(message);
  });
});

describe('connections that are kept', () => {
  test('stay with their pods, also when the endpoints are gone', () => {
    const cluster = shop();
    start(cluster, { connections: 2 });
    cluster.advance(1_000);
    const before = Object.keys(result(cluster).byPod);
    expect(before.length).toBeLessThanOrEqual(2);
    cluster.setEndpoints('web-abcde', []);
    cluster.advance(1_000);
    expect(result(cluster)).toMatchObject({ lost: 0 });
    expect(Object.keys(result(cluster).byPod)).toEqual(before);
  });

  test('are opened again elsewhere when their process has ended', () => {
    const cluster = shop();
    start(cluster, { connections: 1 });
    cluster.advance(100);
    const [first = ''] = Object.keys(result(cluster).byPod);
    cluster.ended.add(first);
    cluster.setEndpoints(
      'web-abcde',
      all.filter(({ nodeName }) => !first.endsWith(nodeName?.slice(-1) ?? '?')),
    );
    cluster.advance(1_000);
    expect(Object.keys(result(cluster).byPod)).toHaveLength(2);
    expect(result(cluster).losses.every(({ atMs }) => atMs - result(cluster).startedAtMs <= 120)).toBe(true);
  });
});

describe('a name that clients remember', () => {
  const lost = (input: object) => {
    const cluster = networkCluster();
    const ports = [{ name: 'http', port: 8080, protocol: 'TCP' as const }];
    cluster.create(service('default/web', { clusterIP: 'None', selector: { app: 'web' }, ports }));
    cluster.create(slice('default/web', all.slice(0, 1)));
    cluster.settle();
    start(cluster, { to: 'http://web:8080', perSecond: 10, durationMs: 10_000, ...input });
    cluster.advance(1_050);
    cluster.ended.add('default/web-1');
    cluster.setEndpoints('web-abcde', all.slice(1));
    cluster.settle();
    return result(cluster).lost;
  };

  test('leads to pods that are gone until they ask again', () => {
    expect(lost({ namesForMs: 3_000 })).toBe(19);
  });

  test('is asked for anew by clients that do not', () => {
    expect(lost({})).toBe(0);
  });
});

describe('retries', () => {
  test('find another pod, and count once', () => {
    const cluster = shop();
    cluster.ended.add('default/web-1');
    start(cluster, { perSecond: 100, durationMs: 1_000, retries: 5 });
    cluster.settle();
    const { total, succeeded, retried } = result(cluster);
    expect({ total, succeeded }).toEqual({ total: 100, succeeded: 100 });
    expect(retried).toBeGreaterThan(20);
  });

  test('of answers that were cut off take their time', () => {
    const cluster = shop({ delayMs: 50 });
    cluster.setEndpoints('web-abcde', all.slice(0, 1));
    cluster.settle();
    start(cluster, { perSecond: 1, durationMs: 1_000, retries: 1 });
    cluster.advance(20);
    cluster.ended.add('default/web-1');
    cluster.setEndpoints('web-abcde', all.slice(1));
    cluster.settle();
    expect(result(cluster)).toMatchObject({ succeeded: 1, retried: 1, latencyMs: { max: 100 } });
  });
});

describe('losing', () => {
  test('an answer under way is lost when its process ends', () => {
    const cluster = shop({ delayMs: 50 });
    cluster.setEndpoints('web-abcde', all.slice(0, 1));
    cluster.settle();
    start(cluster, { perSecond: 10, durationMs: 1_000 });
    cluster.advance(520);
    cluster.ended.add('default/web-1');
    cluster.setEndpoints('web-abcde', all.slice(1));
    cluster.settle();
    const sentAt = result(cluster).startedAtMs + 500;
    const reason = `read tcp 10.244.1.6->${cluster.client.get('Service', 'default', 'web')?.spec?.clusterIP}:80: read: connection reset by peer`;
    const cause = 'the process ended before its answer was finished';
    expect(result(cluster).losses).toEqual([{ atMs: sentAt, outcome: 'reset', reason, cause, pod: 'default/web-1' }]);
  });

  test('an answer that came just before the end is none', () => {
    const cluster = shop({ delayMs: 50 });
    cluster.setEndpoints('web-abcde', all.slice(0, 1));
    cluster.settle();
    start(cluster, { perSecond: 10, durationMs: 100 });
    cluster.advance(51);
    cluster.ended.add('default/web-1');
    cluster.settle();
    expect(result(cluster)).toMatchObject({ total: 1, succeeded: 1, lost: 0 });
  });

  test('until the proxies hear of it, requests still go to a pod that has ended', () => {
    const cluster = shop({}, {}, { proxyLagMs: 200 });
    cluster.setEndpoints('web-abcde', all.slice(0, 1));
    cluster.settle();
    start(cluster, { perSecond: 100, durationMs: 1_000 });
    cluster.advance(500);
    cluster.ended.add('default/web-1');
    cluster.setEndpoints('web-abcde', all.slice(1));
    cluster.settle();
    const { losses, startedAtMs } = result(cluster);
    expect(losses.map(({ atMs }) => atMs - startedAtMs)).toEqual(
      Array.from({ length: 20 }, (_, index) => 510 + index * 10).slice(0, losses.length),
    );
    expect(losses.length).toBe(19);
    expect(new Set(losses.map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
  });

  test('a name that goes away is lost at once, for DNS needs no proxy', () => {
    const cluster = shop();
    start(cluster, { perSecond: 100 });
    cluster.advance(100);
    cluster.client.delete('Service', 'default', 'web');
    cluster.advance(100);
    expect(result(cluster).byOutcome).toEqual({ 'no-such-host': 10 });
  });

  test('a client that is deleted sends no more', () => {
    const cluster = shop();
    start(cluster, { perSecond: 100 });
    cluster.advance(100);
    cluster.client.delete('Pod', 'default', 'client', { gracePeriodSeconds: 0 });
    cluster.advance(100);
    expect(result(cluster).losses[0]).toMatchObject({
      outcome: 'no-client',
      reason: 'pod default/client does not exist',
    });
  });
});

describe('the proxies', () => {
  const ask = (cluster: NetworkCluster) =>
    cluster.command<RequestResult>('sendRequest', { from: { pod: 'client' }, to: 'http://web' });

  test('follow a new Service after their lag', () => {
    const cluster = networkCluster();
    cluster.create(
      service('default/web', { ports: [{ name: 'http', port: 80, protocol: 'TCP' }] }),
      slice('default/web', all),
    );
    expect(ask(cluster).outcome).toBe('timeout');
    cluster.advance(10);
    expect(ask(cluster).outcome).toBe('answered');
  });

  test('forget a deleted Service and leave its neighbour alone', () => {
    const cluster = shop();
    cluster.create(
      service('default/twin', { externalIPs: ['198.18.0.1'], ports: [{ name: 'http', port: 80, protocol: 'TCP' }] }),
      slice('default/twin', all),
    );
    cluster.settle();
    const twin = () => cluster.command<RequestResult>('sendRequest', { from: { pod: 'client' }, to: '198.18.0.1' });
    expect(twin().ok).toBe(true);
    cluster.client.delete('Service', 'default', 'web');
    cluster.settle();
    expect(twin().ok).toBe(true);
    cluster.client.delete('Service', 'default', 'twin');
    cluster.settle();
    expect(twin().outcome).toBe('timeout');
  });
});

test('a fork goes its own way and the original does not notice', () => {
  const cluster = shop({ delayMs: 15 });
  start(cluster);
  cluster.advance(1_010);
  const before = result(cluster);
  const twin = cluster.simulation.fork();
  const told = (simulation: typeof twin) => simulation.command('kube-proxy', 'trafficResult', { name: 'visitors' }, 0);
  for (let count = 0; count < 2_000; count++) twin.step(twin.nowMs + 10_000);
  expect(result(cluster)).toEqual(before);
  cluster.advance(twin.nowMs - cluster.simulation.nowMs);
  expect(told(twin)).toEqual(result(cluster));
});

test('30,000 requests over ten minutes are cheap', () => {
  const cluster = shop({ delayMs: 12 });
  start(cluster, { durationMs: 600_000 });
  const startMs = performance.now();
  cluster.settle();
  const tookMs = performance.now() - startMs;
  expect(result(cluster)).toMatchObject({ total: 30_000, succeeded: 30_000 });
  expect(tookMs).toBeLessThan(3_000);
});
