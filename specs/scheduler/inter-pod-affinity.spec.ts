// Pods that must be near others, or must not.

import { describe, expect, test } from '@jest/globals';
import type { PodAffinityTerm } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { aNode, aPod, type PodOptions, Tank } from './tank';

const term = (
  app: string,
  topologyKey = 'kubernetes.io/hostname',
  more: Partial<PodAffinityTerm> = {},
): PodAffinityTerm => ({
  topologyKey,
  labelSelector: { matchLabels: { app } },
  ...more,
});
const near = (...terms: readonly PodAffinityTerm[]): PodOptions => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
});
const awayFrom = (...terms: readonly PodAffinityTerm[]): PodOptions => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
});
const on = (node: string, app: string, more: PodOptions = {}): PodOptions => ({
  labels: { app },
  nodeSelector: { 'kubernetes.io/hostname': node },
  ...more,
});
const zone = (name: string) => ({ labels: { zone: name } });
const namespace = (name: string, labels: Record<string, string>) =>
  ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }) as KubeObject;

describe('the first of a group that wants its own kind', () => {
  const nodes = () => [aNode('plain'), aNode('a', zone('A')), aNode('b', zone('B'))];

  test('goes to a node that has the key', () => {
    const tank = new Tank(nodes());
    const [first] = tank.place(aPod('p', { labels: { app: 'x' }, ...near(term('x', 'zone')) }));
    expect(['a', 'b']).toContain(first);
    expect(tank.place(aPod('q', { labels: { app: 'x' }, ...near(term('x', 'zone')) }))).toEqual([first]);
  });

  test('goes nowhere when it is not of that kind itself', () => {
    const tank = new Tank(nodes());
    tank.place(aPod('p', { labels: { app: 'y' }, ...near(term('x', 'zone')) }));
    expect(tank.why('p')).toContain(
      "0/3 nodes are available: 3 node(s) didn't match pod affinity rules. no new claims",
    );
    expect(tank.why('p')).toContain('3 Preemption is not helpful for scheduling.');
  });
});

test('all affinity terms must be met by one and the same pod', () => {
  const tank = new Tank([aNode('a'), aNode('b')]);
  tank.place(
    aPod('x', on('a', 'x')),
    aPod('y', on('a', 'y')),
    aPod('xy', on('b', 'x', { labels: { app: 'x', tier: 't' } })),
  );
  const tier = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { tier: 't' } } };
  expect(tank.place(aPod('p', near(term('x'), tier)))).toEqual(['b']);
});

test('anti-affinity of pods that are there holds for a plain newcomer', () => {
  const tank = new Tank([aNode('a'), aNode('b'), aNode('c')]);
  const loner = (node: string) => aPod(`loner-${node}`, on(node, 'x', awayFrom(term('x'))));
  tank.place(loner('a'), loner('b'), loner('c'), aPod('p', { labels: { app: 'x' } }));
  expect(tank.why('p')).toContain(
    "0/3 nodes are available: 3 node(s) didn't satisfy existing pods anti-affinity rules. no new claims to deallocate, " +
      'preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
  );
});

test('own anti-affinity is told first', () => {
  const tank = new Tank([aNode('a')]);
  tank.place(aPod('there', { labels: { app: 'x' }, ...awayFrom(term('x')) }));
  tank.place(aPod('p', { labels: { app: 'x' }, ...awayFrom(term('x')) }));
  expect(tank.why('p')).toContain("1 node(s) didn't match pod anti-affinity rules. no new claims");
});

test('a node without the key is no place for affinity and no bar for anti-affinity', () => {
  const tank = new Tank([aNode('plain'), aNode('a', zone('A'))]);
  tank.place(aPod('there', on('a', 'x')));
  expect(tank.place(aPod('p', awayFrom(term('x', 'zone'))))).toEqual(['plain']);
  expect(tank.place(aPod('q', near(term('x', 'zone'))))).toEqual(['a']);
});

describe('namespaces of a term', () => {
  const spaces = [namespace('one', { team: 't' }), namespace('two', { team: 'u' })];
  const notTeamT = { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['t'] }] };

  test.each([
    { name: 'none said: the own one', more: {}, blocked: false },
    { name: 'listed', more: { namespaces: ['one'] }, blocked: true },
    { name: 'listed another', more: { namespaces: ['two'] }, blocked: false },
    { name: 'every one', more: { namespaceSelector: {} }, blocked: true },
    { name: 'by label', more: { namespaceSelector: { matchLabels: { team: 't' } } }, blocked: true },
    { name: 'by another label', more: { namespaceSelector: { matchLabels: { team: 'u' } } }, blocked: false },
    { name: 'excluded by label, and met all the same', more: { namespaceSelector: notTeamT }, blocked: true },
  ])('$name', ({ more, blocked }) => {
    const tank = new Tank([aNode('a'), ...spaces]);
    tank.place(aPod('there', { namespace: 'one', labels: { app: 'x' } }));
    const [node] = tank.place(aPod('p', awayFrom(term('x', 'kubernetes.io/hostname', more))));
    expect(node).toBe(blocked ? undefined : 'a');
  });

  test('for terms of pods that are there the newcomer counts with the labels of its namespace', () => {
    const tank = new Tank([aNode('a'), ...spaces]);
    tank.place(aPod('there', awayFrom(term('x', 'kubernetes.io/hostname', { namespaceSelector: notTeamT }))));
    expect(tank.place(aPod('p', { namespace: 'one', labels: { app: 'x' } }))).toEqual(['a']);
    expect(tank.place(aPod('q', { namespace: 'two', labels: { app: 'x' } }))).toEqual([undefined]);
  });
});

test('a pod that changes its labels on its node changes what it bars', () => {
  const tank = new Tank([aNode('a')]);
  tank.place(aPod('there', { labels: { app: 'x' } }), aPod('p', awayFrom(term('x'))));
  expect(tank.nodeOf('p')).toBeUndefined();
  tank.patch('Pod', 'there', { metadata: { labels: { app: 'y' } } });
  tank.settle();
  expect(tank.nodeOf('p')).toBe('a');
});
