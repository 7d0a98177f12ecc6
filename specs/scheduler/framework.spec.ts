// The parts around the plugins: a profile of one's own, explanations, forks, bindings that are refused.

import { describe, expect, test } from '@jest/globals';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { definePlugin, ready, unschedulable } from '../../src/scheduler/framework';
import { defaultProfile, type ProfileRow } from '../../src/scheduler/profile';
import { createScheduler } from '../../src/scheduler/scheduler';
import { DEFAULT_SCHEDULER } from '../../src/scheduler/scheduler-name';
import { hintTable } from '../../src/scheduler/state';
import { aNode, aPod, Tank } from './tank';

const schedulerWith = (row: ProfileRow) =>
  createScheduler([{ schedulerName: DEFAULT_SCHEDULER, rows: [...defaultProfile, row] }]);

describe('a plugin of the user', () => {
  const fewer = definePlugin<number>({
    name: 'AtMost',
    preFilter: (pod) => ready(Number(pod.metadata.labels?.most ?? 100)),
    filter: (_pod, node, most) => (node.podCount < most ? undefined : unschedulable('node(s) held enough pods')),
    wakeOn: { 'Pod/delete': true },
  });
  const lastLetter = definePlugin({
    name: 'LastLetter',
    score: (_pod, { name }) => (name.endsWith('z') ? 100 : 0),
  });

  test('filters, gives its reason, and is asked again', () => {
    const tank = new Tank([aNode('a')], schedulerWith({ plugin: fewer, weight: 0 }));
    tank.place(aPod('there'), aPod('p', { labels: { most: '1' } }));
    expect(tank.why('p')).toContain('0/1 nodes are available: 1 node(s) held enough pods. no new claims');
    tank.remove('there');
    tank.settle();
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('scores with its weight', () => {
    const nodes = [aNode('a'), aNode('z', { cpu: 2 })];
    expect(new Tank(nodes).place(aPod('p', { cpu: '1' }))).toEqual(['a']);
    const tank = new Tank(nodes, schedulerWith({ plugin: lastLetter, weight: 5 }));
    expect(tank.place(aPod('p', { cpu: '1' }))).toEqual(['z']);
  });
});

test('every plugin of the profile has its own name', () => {
  const names = defaultProfile.map(({ plugin }) => plugin.name);
  expect(new Set(names).size).toBe(names.length);
});

test('who asks for new nodes hears of changed taints too', () => {
  const onTaint = [
    ...(hintTable(defaultProfile.map(({ plugin }) => plugin))
      .get('Node/taint')
      ?.entries() ?? []),
  ];
  const always = onTaint.filter(([, hint]) => hint === true).map(([plugin]) => plugin);
  expect(always).toEqual([
    'NodeName',
    'NodeAffinity',
    'NodePorts',
    'NodeResourcesFit',
    'VolumeRestrictions',
    'VolumeBinding',
    'VolumeZone',
    'InterPodAffinity',
    'DynamicResources',
    'NodeDeclaredFeatures',
  ]);
});

describe('explain', () => {
  const tank = new Tank([aNode('a', { cpu: 1, taints: [{ key: 'k', effect: 'NoSchedule' }] }), aNode('b')]);

  test('names every objection, not only the first', () => {
    const { nodes, node, message } = tank.explain(aPod('p', { cpu: '2' }));
    expect(node).toBe('b');
    expect(message).toBeUndefined();
    expect(nodes[0]).toEqual({
      node: 'a',
      objections: [
        { plugin: 'TaintToleration', reasons: ['node(s) had untolerated taint(s)'], unresolvable: true },
        { plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'], unresolvable: true },
      ],
      passed: [],
      scores: [],
      total: undefined,
    });
    expect(nodes[1]?.total).toBe(nodes[1]?.scores.reduce((sum, { score, weight }) => sum + score * weight, 0));
  });

  test('gives the sentence of a pod that fits nowhere, and the gate of one that is not tried', () => {
    expect(tank.explain(aPod('p', { cpu: '9' })).message).toContain(
      '0/2 nodes are available: 1 Insufficient cpu, 1 node(s)',
    );
    const gated = aPod('p', { schedulingGates: [{ name: 'x' }, { name: 'y' }] });
    expect(tank.explain(gated).gate).toBe('waiting for scheduling gates: [x y]');
  });

  test('changes nothing', () => {
    const before = tank.simulation.store.revision;
    tank.explain(aPod('p', { cpu: '2' }));
    expect(tank.simulation.store.revision).toBe(before);
    expect(tank.state.search.nextStart).toBe(0);
  });

  test('explains a pod that is placed as if it were not', () => {
    const own = new Tank([aNode('a', { cpu: 1 })]);
    own.place(aPod('p', { cpu: '1' }));
    expect(own.explain(own.pod('p')).node).toBe('a');
  });
});

describe('a fork', () => {
  test('goes its own way from the same state', () => {
    const tank = new Tank([aNode('a', { cpu: 1 }), aNode('b', { cpu: 1 })]);
    tank.place(aPod('x', { cpu: '1' }), aPod('y', { cpu: '1' }), aPod('p', { cpu: '1' }));
    const twin = tank.fork();
    twin.remove('y');
    twin.settle();
    expect([tank.nodeOf('p'), twin.nodeOf('p')]).toEqual([undefined, 'b']);
    tank.remove('x');
    tank.settle();
    expect([tank.nodeOf('p'), twin.nodeOf('p')]).toEqual(['a', 'b']);
  });

  test('counts pods as the original does', () => {
    const spread = (name: string): Pod =>
      aPod(name, {
        labels: { app: 'x' },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { app: 'x' } },
          },
        ],
      });
    const tank = new Tank([aNode('a'), aNode('b'), aNode('c')]);
    tank.place(spread('p1'), spread('p2'));
    const twin = tank.fork();
    expect(twin.place(spread('p3'))).toEqual(tank.place(spread('p3')));
    expect(twin.place(spread('p4'))).toEqual(tank.place(spread('p4')));
  });
});

test('two runs are equal to the last row of the trace', () => {
  const run = () => {
    const tank = new Tank(Array.from({ length: 7 }, (_, index) => aNode(`n${index}`, { cpu: 2 })));
    for (let index = 0; index < 20; index++) tank.create(aPod(`p${index}`, { cpu: '700m', priority: index % 3 }));
    tank.settle();
    return tank.simulation.trace.hash();
  };
  expect(run()).toBe(run());
});

test('ready at one instant in any order, pods are placed by the queue', () => {
  const run = (order: readonly number[]) => {
    const tank = new Tank([aNode('a', { cpu: 1 })]);
    for (const index of order) tank.create(aPod(`p${index}`, { cpu: '1', priority: index }));
    tank.settle();
    return tank.nodeOf('p3');
  };
  expect([run([1, 2, 3]), run([3, 2, 1])]).toEqual(['a', 'a']);
});
