// Which of several nodes wins: ties, the list's order, how many nodes are looked at, where the search begins.

import { describe, expect, test } from '@jest/globals';
import { feasibleWanted } from '../../src/scheduler/filtering';
import { chooseIndex } from '../../src/scheduler/scoring';
import { aNode, aPod, Tank } from './tank';

const nodes = (count: number) => Array.from({ length: count }, (_, index) => aNode(`n${index}`));
const pods = (count: number) => Array.from({ length: count }, (_, index) => aPod(`p${index}`, { cpu: '100m' }));

describe('equal pods on equal empty nodes, one by one', () => {
  test.each([
    { name: '2 nodes', count: 2, order: [0, 1] },
    { name: '3 nodes', count: 3, order: [0, 1, 2] },
    { name: '4 nodes', count: 4, order: [0, 1, 3, 2] },
    { name: '5 nodes', count: 5, order: [0, 1, 3, 4, 2] },
    { name: '6 nodes', count: 6, order: [0, 1, 3, 4, 2, 5] },
    { name: '8 nodes', count: 8, order: [0, 1, 3, 7, 4, 2, 5, 6] },
  ])('$name', ({ count, order }) => {
    const expected = order.map((index) => `n${index}`);
    expect(new Tank(nodes(count)).place(...pods(2 * count))).toEqual([...expected, ...expected]);
  });
});

test('the best score wins over every place in the list', () => {
  expect(chooseIndex([5, 5, 7, 7, 6])).toBe(3);
  expect(chooseIndex([1, 2, 3])).toBe(2);
  expect(chooseIndex([9])).toBe(0);
});

test('a pod that one node alone can take goes there without any scoring', () => {
  const tank = new Tank([...nodes(4), aNode('busy', { cpu: 1, labels: { disk: 'ssd' } })]);
  expect(tank.place(aPod('p', { cpu: '1', nodeSelector: { disk: 'ssd' } }))).toEqual(['busy']);
});

test.each([
  { nodes: 99, wanted: 99 },
  { nodes: 100, wanted: 100 },
  { nodes: 1000, wanted: 420 },
  { nodes: 5000, wanted: 500 },
  { nodes: 6000, wanted: 300 },
])('of $nodes nodes $wanted feasible ones are enough', ({ nodes, wanted }) => {
  expect(feasibleWanted(nodes)).toBe(wanted);
});

test('nodes are tried zone by zone in turn', () => {
  const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
  const tank = new Tank([
    aNode('a1', { labels: zone('A') }),
    aNode('a2', { labels: zone('A') }),
    aNode('b1', { labels: zone('B') }),
    aNode('x'),
  ]);
  expect(tank.state.cache.nodes().map(({ name }) => name)).toEqual(['a1', 'b1', 'x', 'a2']);
});

test('a node that changes its zone keeps its place until a node comes or goes', () => {
  const zones = ['a', 'b', 'b'];
  const zone = (name: string) => ({ labels: { 'topology.kubernetes.io/zone': name } });
  const tank = new Tank(zones.map((name, index) => aNode(`n${index}`, zone(name))));
  const names = (of: Tank) => of.state.cache.nodes().map(({ name }) => name);
  tank.settle();
  expect(names(tank)).toEqual(['n0', 'n1', 'n2']);
  tank.patch('Node', 'n0', { metadata: zone('b') });
  tank.settle();
  expect(names(tank)).toEqual(['n0', 'n1', 'n2']);
  expect(names(tank.fork())).toEqual(['n0', 'n1', 'n2']);
  tank.create(aNode('n3', zone('c')));
  tank.settle();
  expect(names(tank)).toEqual(['n1', 'n3', 'n2', 'n0']);
});

test('a pod pinned by matchFields moves the start of the next search on by one', () => {
  const probe = () => aPod('probe', { cpu: '100m' });
  const tank = new Tank(nodes(4));
  expect(tank.place(probe())).toEqual(['n0']);
  tank.remove('probe');
  const pinned = aPod('pinned', {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n3'] }] }],
        },
      },
    },
  });
  expect(tank.place(pinned)).toEqual(['n3']);
  tank.remove('pinned');
  expect(tank.place(probe())).toEqual(['n1']);
});
