// Topology spread constraints that must hold.

import { describe, expect, test } from '@jest/globals';
import type { TopologySpreadConstraint } from '../../src/kinds/generated/types.gen';
import { aNode, aPod, type NodeOptions, type PodOptions, Tank } from './tank';

const inZone = (name: string, zone: string, options: NodeOptions = {}) => aNode(name, { ...options, labels: { zone } });
const zones = () => [inZone('a1', 'A'), inZone('a2', 'A'), inZone('b1', 'B')];

const constraint = (more: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint => ({
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: { app: 'x' } },
  ...more,
});
const spread = (name: string, more: Partial<TopologySpreadConstraint> = {}, options: PodOptions = {}) =>
  aPod(name, { labels: { app: 'x' }, topologySpreadConstraints: [constraint(more)], ...options });
const on = (name: string, zone: string) => aPod(name, { labels: { app: 'x' }, nodeSelector: { zone } });

const SKEWED = "node(s) didn't match pod topology spread constraints";
const NO_KEY = `${SKEWED} (missing required label)`;

test('pods go to the zone with fewer', () => {
  const tank = new Tank(zones());
  const zoneOf = (node: string | undefined) => node?.[0];
  const placed = tank.place(spread('p1'), spread('p2'), spread('p3'), spread('p4'));
  expect(placed.slice(0, 2)).toEqual(['a1', 'b1']);
  expect(placed.map(zoneOf).slice(2).sort()).toEqual(['a', 'b']);
});

test('fewer domains than minDomains: the least is 0', () => {
  const tank = new Tank([...zones(), aNode('c')]);
  tank.place(on('1', 'A'), on('2', 'A'), on('3', 'B'), on('4', 'B'));
  tank.place(spread('p', { minDomains: 3 }));
  expect(tank.why('p')).toContain(`0/4 nodes are available: 1 ${NO_KEY}, 3 ${SKEWED}. no new claims`);
});

describe('which nodes count', () => {
  const tainted = { taints: [{ key: 'k', effect: 'NoSchedule' as const }] };
  const two = () => [inZone('a1', 'A'), inZone('b1', 'B', tainted)];

  test.each([
    { name: 'a tainted zone counts as empty', more: {}, options: {}, node: undefined },
    { name: 'unless taints are honoured', more: { nodeTaintsPolicy: 'Honor' }, options: {}, node: 'a1' },
    {
      name: 'a zone that the pod cannot choose does not count',
      more: {},
      options: { nodeSelector: { zone: 'A' } },
      node: 'a1',
    },
    {
      name: 'unless affinity is ignored',
      more: { nodeAffinityPolicy: 'Ignore' },
      options: { nodeSelector: { zone: 'A' } },
      node: undefined,
    },
  ] as const)('$name', ({ more, options, node }) => {
    const tank = new Tank(two());
    tank.place(on('there', 'A'));
    expect(tank.place(spread('p', more, options))).toEqual([node]);
  });
});

describe('selectors', () => {
  test.each([
    { name: 'none: always fits', labelSelector: undefined, fits: true },
    { name: 'empty: counts the pod alone', labelSelector: {}, fits: true },
    { name: 'matching', labelSelector: { matchLabels: { app: 'x' } }, fits: false },
    { name: 'matching others only', labelSelector: { matchLabels: { app: 'y' } }, fits: true },
  ])('$name', ({ labelSelector, fits }) => {
    const tank = new Tank([inZone('a1', 'A'), inZone('b1', 'B', { unschedulable: true })]);
    tank.place(on('there', 'A'));
    expect(tank.place(spread('p', { labelSelector }))).toEqual([fits ? 'a1' : undefined]);
  });

  test('matchLabelKeys: only pods of the same revision count', () => {
    const tank = new Tank([inZone('a1', 'A'), inZone('b1', 'B', { unschedulable: true })]);
    tank.place(aPod('old', { labels: { app: 'x', rev: '1' }, nodeSelector: { zone: 'A' } }));
    const revision = (rev: string) => ({ labels: { app: 'x', rev } });
    expect(tank.place(spread('p', { matchLabelKeys: ['rev'] }, revision('2')))).toEqual(['a1']);
    expect(tank.place(spread('q', { matchLabelKeys: ['rev'] }, revision('2')))).toEqual([undefined]);
  });
});

test('a terminating peer frees its place for new pods, but wakes no older one until it is gone', () => {
  const tank = new Tank([inZone('a1', 'A'), inZone('b1', 'B', { unschedulable: true })]);
  tank.place(aPod('peer', { labels: { app: 'x' }, terminationGracePeriodSeconds: 30 }), spread('older'));
  expect(tank.nodeOf('older')).toBeUndefined();
  tank.client.delete('Pod', 'default', 'peer');
  tank.settle();
  expect(tank.nodeOf('older')).toBeUndefined();
  expect(tank.place(spread('newer'))).toEqual(['a1']);
  tank.remove('newer');
  tank.settle();
  expect(tank.nodeOf('older')).toBe('a1');
});
