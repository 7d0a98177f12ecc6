// Which endpoint a connection is given: random or in turn, and the same one again under session affinity.

import { describe, expect, test } from '@jest/globals';
import type { RequestSource } from '../../src/network/client';
import type { NetworkOptions } from '../../src/network/options';
import { sendRequest } from '../../src/network/request';
import { endpoint, namespace, node, pod, service, slice, sync, type World, world } from './world';

const SECOND = 1_000;

function cluster(spec: object = {}, options: Partial<NetworkOptions> = {}, replicas = 3): World {
  const indexes = Array.from({ length: replicas }, (_, index) => index + 1);
  return world(
    [
      namespace('default'),
      node(1),
      node(2),
      ...indexes.map((index) => pod(`default/web-${index}`, 'node-2', `10.244.2.${index}`)),
      pod('default/one', 'node-1', '10.244.1.1'),
      pod('default/two', 'node-1', '10.244.1.2'),
      service('default/web', {
        clusterIP: '10.96.0.20',
        ports: [{ name: 'http', port: 80, protocol: 'TCP', nodePort: 30080 }],
        ...spec,
      }),
      slice(
        'default/web',
        indexes.map((index) => endpoint(`10.244.2.${index}`, 'node-2')),
      ),
    ],
    options,
  );
}

const one: RequestSource = { pod: 'one' };
const two: RequestSource = { pod: 'two' };
const affinity = (timeoutSeconds?: number) => ({
  sessionAffinity: 'ClientIP',
  ...(timeoutSeconds ? { sessionAffinityConfig: { clientIP: { timeoutSeconds } } } : {}),
});

const answered = ({ network }: World, from: RequestSource, to = '10.96.0.20') => sendRequest(network, { from, to }).pod;

function counts(made: World, requests: number): number[] {
  const byPod = new Map<string | undefined, number>();
  for (let count = 0; count < requests; count++) {
    const name = answered(made, one);
    byPod.set(name, (byPod.get(name) ?? 0) + 1);
  }
  return [...byPod.values()];
}

describe('without affinity', () => {
  test('iptables gives every endpoint about the same share, by chance', () => {
    const shares = counts(cluster(), 3_000);
    expect(shares).toHaveLength(3);
    for (const share of shares) expect(Math.abs(share - 1_000)).toBeLessThan(120);
    expect(new Set(shares).size).toBeGreaterThan(1);
  });

  test('two equal clusters choose equally', () => {
    const run = () =>
      Array.from(
        { length: 20 },
        (
          (made) => () =>
            answered(made, one)
        )(cluster()),
      );
    expect(run()).toEqual(run());
  });

  test('ipvs takes them in turn', () => {
    const made = cluster({}, { proxyMode: 'ipvs' });
    const pods = Array.from({ length: 6 }, () => answered(made, one));
    expect(new Set(pods.slice(0, 3)).size).toBe(3);
    expect(pods.slice(3)).toEqual(pods.slice(0, 3));
  });

  test('each node takes its own turns', () => {
    const made = cluster({}, { proxyMode: 'ipvs' });
    expect(answered(made, one)).toBe(answered(made, { node: 'node-2' }));
  });
});

describe('session affinity ClientIP', () => {
  const many = (made: World, from: RequestSource, to?: string) =>
    new Set(Array.from({ length: 30 }, () => answered(made, from, to)));

  test('a client stays with its pod', () => {
    expect(many(cluster(affinity()), one).size).toBe(1);
  });

  test('clients do not share one', () => {
    const made = cluster(affinity(), {}, 40);
    expect(answered(made, one)).not.toBe(answered(made, two));
  });

  test('cluster address and node port of one Service port share it', () => {
    const made = cluster(affinity(), {}, 40);
    expect(answered(made, one, '10.96.0.20')).toBe(answered(made, one, '192.168.0.1:30080'));
  });

  test('two ports of one Service do not share it', () => {
    const ports = [
      { name: 'http', port: 80, protocol: 'TCP', nodePort: 30080 },
      { name: 'metrics', port: 81, protocol: 'TCP' },
    ];
    const made = cluster({ ...affinity(), ports }, {}, 50);
    const index = made.objects.findIndex(({ kind }) => kind === 'EndpointSlice');
    const both = ports.map(({ name }) => ({ name, port: 8080, protocol: 'TCP' as const }));
    made.objects[index] = { ...made.objects[index], ports: both } as (typeof made.objects)[number];
    sync(made);
    expect(answered(made, two, '10.96.0.20:80')).not.toBe(answered(made, two, '10.96.0.20:81'));
  });

  test('nodes do not share it', () => {
    const made = cluster(affinity(), {}, 40);
    const outside = (index: number) => answered(made, 'outside', `192.168.0.${index}:30080`);
    expect(outside(1)).not.toBe(outside(2));
    expect(outside(1)).toBe(outside(1));
  });

  test.each([
    { name: 'within the timeout it holds', pauseMs: 10 * SECOND, kept: true },
    { name: 'after the timeout it is forgotten', pauseMs: 10 * SECOND + 1, kept: false },
  ])('$name', ({ pauseMs, kept }) => {
    const made = cluster(affinity(10), {}, 40);
    const first = answered(made, one);
    made.nowMs += pauseMs;
    expect(answered(made, one) === first).toBe(kept);
  });

  test('each new connection starts the timeout again', () => {
    const made = cluster(affinity(10), {}, 40);
    const first = answered(made, one);
    for (let count = 0; count < 5; count++) {
      made.nowMs += 9 * SECOND;
      expect(answered(made, one)).toBe(first);
    }
  });

  test('it lasts three hours unless told otherwise', () => {
    const made = cluster(affinity(), {}, 40);
    const first = answered(made, one);
    made.nowMs += 10_800 * SECOND;
    expect(answered(made, one)).toBe(first);
    made.nowMs += 10_800 * SECOND + 1;
    expect(answered(made, one)).not.toBe(first);
  });

  test('a pod that left is not used', () => {
    const made = cluster(affinity());
    const first = answered(made, one) as string;
    const left = `10.244.2.${first.slice(-1)}`;
    const index = made.objects.findIndex(({ kind }) => kind === 'EndpointSlice');
    const rest = [1, 2, 3].map((number) => `10.244.2.${number}`).filter((address) => address !== left);
    made.objects[index] = slice(
      'default/web',
      rest.map((address) => endpoint(address, 'node-2')),
    );
    sync(made);
    const second = answered(made, one);
    expect(second).not.toBe(first);
    expect(many(made, one)).toEqual(new Set([second]));
  });
});
