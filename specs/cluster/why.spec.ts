import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { valueAt } from '../../src/cluster/why';
import { fixtures } from '../support/root';

function shop(nodes = 2): Cluster {
  const tank = cluster({ nodes });
  tank.load(join(fixtures, 'shop'));
  tank.settle();
  return tank;
}

const podOf = (tank: Cluster, app: string) =>
  tank.list('Pod', 'default').find(({ metadata }) => metadata.labels?.app === app)?.metadata.name as string;

/** `actor verb` of each step, from the write back to the user. */
function steps(
  tank: Cluster,
  kind: 'Pod' | 'Node' | 'ReplicaSet' | 'Deployment',
  name: string,
  path?: string,
): string[] {
  return tank.why(`${kind}/${name}`, path).steps.map(({ actor, verb }) => `${actor} ${verb}`);
}

describe('valueAt', () => {
  const object = { a: { b: [{ c: 1 }, 'x'] }, 'd.e/f': 2, g: null };
  test.each([
    { path: 'a.b[0].c', value: 1 },
    { path: '.a.b[1]', value: 'x' },
    { path: "['d.e/f']", value: 2 },
    { path: '["d.e/f"]', value: 2 },
    { path: 'a.none.deeper', value: undefined },
    { path: 'g', value: null },
    { path: 'g.h', value: undefined },
    { path: '', value: object },
  ])('$path', ({ path, value }) => {
    expect(valueAt(object, path)).toEqual(value);
  });
});

describe('the chain of causes', () => {
  test('of a pod that a load brought about', () => {
    const tank = shop();
    const chain = steps(tank, 'Pod', podOf(tank, 'cart'), 'metadata.ownerReferences');
    expect(chain).toEqual([
      'replicaset-controller create',
      'deployment-controller create',
      'kube-apiserver create',
      'user load',
    ]);
  });

  test('of a field: the write that last changed it, not the last write', () => {
    const tank = shop();
    const pod = podOf(tank, 'cart');
    expect(steps(tank, 'Pod', pod, 'spec.nodeName')[0]).toBe('kube-scheduler bind');
    expect(steps(tank, 'Pod', pod, 'status.phase')[0]).toBe('kubelet update');
    expect(steps(tank, 'Pod', pod, 'metadata.labels')[0]).toBe('replicaset-controller create');
  });

  test('ends at the action and its line', () => {
    const tank = shop();
    tank.setImage('deployment/cart', 'shop/cart:v2');
    const found = tank.why('deployment/cart', 'spec.template.spec.containers[0].image');
    expect(found).toMatchObject({ object: 'Deployment default/cart', value: 'shop/cart:v2' });
    expect(found.steps.map(({ actor, verb, target }) => [actor, verb, target])).toEqual([
      ['kube-apiserver', 'update', 'Deployment default/cart'],
      ['user', 'setImage', 'deployment/cart shop/cart:v2'],
    ]);
    const last = found.steps.at(-1);
    expect(last?.source).toMatchObject({ file: __filename, line: expect.any(Number) });
    expect(found.steps[0]?.source).toBeUndefined();
  });

  test('of what a later action did, although a timer of an earlier one was waiting', () => {
    const tank = shop();
    tank.blockImage('shop/catalog:bad');
    tank.setImage('deployment/catalog', 'shop/catalog:bad');
    tank.advance('2m');
    tank.scale('deployment/catalog', 5);
    tank.settle();
    const [set] = tank.list('ReplicaSet', 'default').filter(({ metadata }) => metadata.labels?.app === 'catalog');
    expect(steps(tank, 'ReplicaSet', set?.metadata.name as string, 'spec.replicas').at(-1)).toBe('user scale');
  });

  test('of a lost node goes back to the failure, though nobody was told of it', () => {
    const tank = shop();
    tank.failNode('node-2');
    tank.advance('7m');
    expect(steps(tank, 'Node', 'node-2', 'spec.taints').at(-1)).toBe('user failNode');
    const evicted = tank.list('Pod', 'default').filter(({ metadata }) => metadata.deletionTimestamp);
    expect(evicted.length).toBeGreaterThan(0);
    for (const { metadata } of evicted) {
      const chain = steps(tank, 'Pod', metadata.name, 'metadata.deletionTimestamp');
      expect([chain[0], chain.at(-1)]).toEqual(['taint-eviction-controller delete', 'user failNode']);
    }
    tank.recoverNode('node-2');
    tank.advance('2m');
    expect(steps(tank, 'Node', 'node-2', 'spec.taints').at(-1)).toBe('user recoverNode');
  });

  test('of a node that is taken away: its pods are collected because of that', () => {
    const tank = shop();
    const pod = tank.list('Pod', 'default').find(({ spec }) => spec.nodeName === 'node-2')?.metadata.name as string;
    tank.delete('node/node-2');
    tank.advance('2m');
    expect(tank.get('Pod', 'default', pod)).toBeUndefined();
    expect(steps(tank, 'Pod', pod)[0]).toBe('pod-garbage-collector delete');
    expect(steps(tank, 'Pod', pod).at(-1)).toBe('user delete');
  });

  test('of the start ends there, without a user', () => {
    const tank = cluster({ nodes: 1 });
    expect(steps(tank, 'Node', 'node-1', 'spec.podCIDR').some((step) => step.startsWith('user'))).toBe(false);
  });

  test.each([
    { name: 'an object that never was', object: 'deployment/nothing', path: undefined, says: 'deployment/nothing' },
    {
      name: 'a field that never was',
      object: 'deployment/cart',
      path: 'spec.paused',
      says: 'spec.paused of deployment/cart',
    },
    { name: 'a kind that nobody has', object: 'deploymnt/cart', path: undefined, says: 'did you mean deployment?' },
  ])('of $name is an error', ({ object, path, says }) => {
    expect(() => shop().why(object, path)).toThrow(says);
  });

  test('of a field that was removed has no value', () => {
    const tank = shop();
    tank.setLabel('deployment/cart', 'tier', 'back');
    tank.removeLabel('deployment/cart', 'tier');
    const found = tank.why('deployment/cart', 'metadata.labels.tier');
    expect(found.value).toBeUndefined();
    expect(found.steps.at(-1)).toMatchObject({ actor: 'user', verb: 'removeLabel' });
  });

  test('names the user who asked', () => {
    const tank = shop();
    tank.as('alice', { groups: ['system:masters'] }).setLabel('deployment/cart', 'tier', 'back');
    const found = tank.why('deployment/cart', 'metadata.labels.tier');
    expect(found.steps.at(-1)).toMatchObject({ actor: 'user', target: 'deployment/cart tier back as alice' });
  });

  test('times go back', () => {
    const tank = shop();
    const times = tank.why(`pod/${podOf(tank, 'frontend')}`, 'status.phase').steps.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });
});
