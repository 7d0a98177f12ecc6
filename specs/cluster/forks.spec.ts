import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { fixtures } from '../support/root';

const loaded = cluster({ nodes: 3 });
loaded.load(join(fixtures, 'shop'));
loaded.settle();

/** A cluster of its own in which the shop runs. */
const shop = (): Cluster => loaded.fork();

/** All that can be read of a cluster, as text. */
const stateOf = ({ simulation, nowMs }: Cluster) =>
  JSON.stringify([
    nowMs,
    simulation.trace.hash(),
    simulation.store.revision,
    simulation.store
      .kinds()
      .flatMap((kind) => simulation.client({ actor: 'x', component: 'x', manager: 'x' }, 0).list(kind as 'Pod')),
    simulation.queue.records().map(({ actor, key, atMs, background }) => [actor, key, atMs, background]),
  ]);

const ACTIONS: readonly { readonly name: string; readonly act: (tank: Cluster) => void }[] = [
  { name: 'a rollout', act: (tank) => tank.setImage('deployment/frontend', 'shop/frontend:v2') },
  { name: 'a deletion', act: (tank) => tank.delete('deployment/cart') },
  { name: 'a lost node', act: (tank) => tank.failNode('node-1') },
  {
    name: 'a blocked image',
    act: (tank) => {
      tank.blockImage('shop/*');
      tank.rolloutRestart('deployment/cart');
    },
  },
  { name: 'traffic', act: (tank) => void tank.traffic('http://frontend', { perSecond: 10, duration: '20s' }) },
  { name: 'a crash', act: (tank) => tank.crash(`pod/${tank.list('Pod', 'default')[0]?.metadata.name}`) },
  { name: 'a new node', act: (tank) => tank.addNode({ name: 'node-4' }) },
  { name: 'a new Service', act: (tank) => tank.create(service('extra')) },
];

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: 'cart' }, ports: [{ port: 80 }] },
});

describe.each(ACTIONS)('$name', ({ act }) => {
  test('on a fork leaves the original as it was', () => {
    const original = shop();
    const before = stateOf(original);
    const fork = original.fork();
    act(fork);
    fork.advance('1m');
    expect(stateOf(original)).toBe(before);
    expect(stateOf(fork)).not.toBe(before);
  });

  test('on the original leaves a fork as it was', () => {
    const original = shop();
    const fork = original.fork();
    const before = stateOf(fork);
    act(original);
    original.advance('1m');
    expect(stateOf(fork)).toBe(before);
  });

  test('does the same on both sides', () => {
    const original = shop();
    const fork = original.fork();
    for (const tank of [original, fork]) {
      act(tank);
      tank.advance('1m');
    }
    expect(stateOf(fork)).toBe(stateOf(original));
  });
});

test('a fork of a fork is a cluster of its own', () => {
  const first = shop();
  const second = first.fork();
  second.scale('deployment/cart', 4);
  const third = second.fork();
  third.scale('deployment/cart', 1);
  for (const tank of [first, second, third]) tank.settle();
  const replicas = [first, second, third].map((tank) => tank.get('Deployment', 'default', 'cart')?.status?.replicas);
  expect(replicas).toEqual([2, 4, 1]);
});

test('a fork between two instants goes on with what is under way', () => {
  const original = shop();
  original.setImage('deployment/frontend', 'shop/frontend:v2');
  original.advance('1s');
  const fork = original.fork();
  original.settle();
  fork.settle();
  expect(stateOf(fork)).toBe(stateOf(original));
});

test('a fork has the same past: why, timeline and sources', () => {
  const original = shop();
  const fork = original.fork();
  expect(fork.timeline()).toEqual(original.timeline());
  expect(fork.why('deployment/cart')).toEqual(original.why('deployment/cart'));
  expect(fork.sourceOf('Deployment', 'default/cart')).toEqual(original.sourceOf('Deployment', 'default/cart'));
  fork.cordon('node-1');
  expect(fork.lastAction).not.toEqual(original.lastAction);
});

test('a stream of requests goes on in a fork by itself', () => {
  const original = shop();
  // The first request is sent at once.
  const visitors = original.traffic('http://frontend', { perSecond: 10, name: 'visitors' });
  original.advance('2s');
  const fork = original.fork();
  fork.advance('10s');
  expect(visitors.result.total).toBe(21);
  original.advance('1s');
  expect(visitors.result.total).toBe(31);
});
