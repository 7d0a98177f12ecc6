// The schedulers of ipvs, each by what it is known for.

import { describe, expect, test } from '@jest/globals';
import type { RequestSource } from '../../src/network/client';
import type { IpvsScheduler } from '../../src/network/ipvs';
import { sendRequest } from '../../src/network/request';
import { endpoint, namespace, node, pod, service, slice, type World, world } from './world';

const ADDRESSES = ['10.96.0.20', '10.96.0.21', '10.96.0.22', '10.96.0.23'];

function cluster(ipvsScheduler: IpvsScheduler, replicas = 4): World {
  const indexes = Array.from({ length: replicas }, (_, index) => index + 1);
  const endpoints = indexes.map((index) => endpoint(`10.244.2.${index}`, 'node-2'));
  return world(
    [
      namespace('default'),
      node(1),
      node(2),
      ...indexes.map((index) => pod(`default/web-${index}`, 'node-2', `10.244.2.${index}`)),
      ...Array.from({ length: 40 }, (_, index) => pod(`default/client-${index}`, 'node-1', `10.244.1.${index + 1}`)),
      ...ADDRESSES.flatMap((clusterIP, index) => [
        service(`default/web-${index}`, { clusterIP, ports: [{ name: 'http', port: 80, protocol: 'TCP' }] }),
        slice(`default/web-${index}`, endpoints),
      ]),
    ],
    { proxyMode: 'ipvs', ipvsScheduler },
  );
}

const client = (index: number): RequestSource => ({ pod: `client-${index}` });
const ask = ({ network }: World, from = client(0), to = '10.96.0.20') => sendRequest(network, { from, to });
const pods = (made: World, count: number, from?: RequestSource, to?: string) =>
  Array.from({ length: count }, () => ask(made, from, to).pod);

test.each(['rr', 'wrr'] as const)('%s goes round', (scheduler) => {
  const made = pods(cluster(scheduler), 8);
  expect(new Set(made.slice(0, 4)).size).toBe(4);
  expect(made.slice(4)).toEqual(made.slice(0, 4));
});

describe.each(['lc', 'wlc'] as const)('%s', (scheduler) => {
  test('takes the one with the fewest open connections', () => {
    // An answer takes 3 ms: four at once go to four pods.
    expect(new Set(pods(cluster(scheduler), 4)).size).toBe(4);
  });

  test('counts those that are over too, for two minutes', () => {
    const made = cluster(scheduler);
    const first = ask(made).pod;
    made.nowMs += 1_000;
    expect(ask(made).pod).not.toBe(first);
    made.nowMs += 200_000;
    expect(ask(made).pod).toBe(first);
  });
});

describe.each(['sed', 'nq'] as const)('%s', (scheduler) => {
  test('spreads what is open', () => {
    expect(new Set(pods(cluster(scheduler), 4)).size).toBe(4);
  });

  test('begins with the first again when nothing is', () => {
    const made = cluster(scheduler);
    const chosen = Array.from({ length: 5 }, () => {
      made.nowMs += 1_000;
      return ask(made).pod;
    });
    expect(new Set(chosen).size).toBe(1);
  });
});

describe.each(['sh', 'mh'] as const)('%s', (scheduler) => {
  test('gives a client the same pod, and clients different ones', () => {
    const made = cluster(scheduler);
    expect(new Set(pods(made, 10, client(3))).size).toBe(1);
    const all = Array.from({ length: 40 }, (_, index) => ask(made, client(index)).pod);
    expect(new Set(all).size).toBe(4);
  });
});

test('mh moves the clients of a pod that goes, and no others', () => {
  const [before, after] = [cluster('mh', 4), cluster('mh', 3)];
  for (let index = 0; index < 40; index++) {
    const pod = ask(before, client(index)).pod;
    if (pod !== 'default/web-4') expect(ask(after, client(index)).pod).toBe(pod);
  }
});

test('dh gives all clients of an address the same pod', () => {
  const made = cluster('dh');
  const byAddress = ADDRESSES.map(
    (to) => new Set(Array.from({ length: 20 }, (_, index) => ask(made, client(index), to).pod)),
  );
  expect(byAddress.map(({ size }) => size)).toEqual([1, 1, 1, 1]);
});

test('the hop says how', () => {
  const how = (scheduler: IpvsScheduler) => {
    const hop = ask(cluster(scheduler)).hops.find(({ kind }) => kind === 'proxy');
    return hop?.kind === 'proxy' ? hop.choice : undefined;
  };
  expect((['rr', 'lc', 'sed', 'nq', 'sh', 'dh', 'mh'] as const).map(how)).toEqual([
    'round robin',
    'least connections',
    'shortest expected delay',
    'never queue',
    'source hash',
    'destination hash',
    'Maglev hash',
  ]);
});
