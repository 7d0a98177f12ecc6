// Pods of higher priority push others out.

import { describe, expect, test } from '@jest/globals';
import type { Pod, PodDisruptionBudget } from '../../src/kinds/generated/types.gen';
import { aNode, aPod, type PodOptions, Tank } from './tank';

const on = (name: string, node: string, cpu: string, more: PodOptions = {}) =>
  aPod(name, { cpu, nodeSelector: { 'kubernetes.io/hostname': node }, ...more });

/** Names of pods that preemption has sent away, in order. */
const victims = (tank: Tank): string[] =>
  (tank.client.list('Pod') as readonly Pod[])
    .filter(({ status }) => status?.conditions?.some(({ reason }) => reason === 'PreemptionByScheduler'))
    .map(({ metadata }) => metadata.name);

const started = (tank: Tank, name: string, startTime: string) => tank.setStatus(name, { phase: 'Running', startTime });

function budget(name: string, app: string, disruptionsAllowed: number): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'default' },
    spec: { minAvailable: 1, selector: { matchLabels: { app } } },
    status: { disruptionsAllowed, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
  };
}

function withBudget(tank: Tank, name: string, app: string, allowed: number): void {
  const created = tank.create(budget(name, app, allowed));
  tank.client.updateStatus({ ...created, status: budget(name, app, allowed).status });
}

test('the preemptor is nominated, the victim gets a condition and its grace', () => {
  const tank = new Tank([aNode('a', { cpu: 1 })]);
  tank.place(aPod('low', { cpu: '1', terminationGracePeriodSeconds: 5 }), aPod('high', { cpu: '1', priority: 10 }));
  const high = tank.pod('high');
  expect(high.status?.nominatedNodeName).toBe('a');
  expect(tank.why('high')).toBe('0/1 nodes are available: 1 Insufficient cpu.');
  const low = tank.pod('low');
  expect(low.metadata.deletionGracePeriodSeconds).toBe(5);
  expect(low.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
    status: 'True',
    reason: 'PreemptionByScheduler',
    message: 'default-scheduler: preempting to accommodate a higher priority pod',
    observedGeneration: 1,
  });
  expect(tank.events('low').at(-1)).toBe(`Preempted: Preempted by pod ${high.metadata.uid} on node a`);
  tank.setStatus('low', { phase: 'Succeeded' });
  tank.settle();
  expect(tank.nodeOf('high')).toBe('a');
  expect(tank.pod('high').status?.nominatedNodeName).toBeUndefined();
});

describe('which node pays', () => {
  test('the lowest sum of the lowest top priorities, then the fewest pods', () => {
    const tank = new Tank(['p1', 'p2', 'p3'].map((name) => aNode(name, { cpu: 2 })));
    tank.place(
      on('a', 'p1', '2', { priority: 20 }),
      on('b1', 'p2', '1', { priority: 10 }),
      on('b2', 'p2', '1', { priority: 10 }),
      on('c', 'p3', '2', { priority: 10 }),
      aPod('high', { cpu: '2', priority: 100 }),
    );
    expect(victims(tank)).toEqual(['c']);
    expect(tank.pod('high').status?.nominatedNodeName).toBe('p3');
  });

  test('a budget weighs more than priority, but does not forbid', () => {
    const tank = new Tank([aNode('p1', { cpu: 1 }), aNode('p2', { cpu: 1 })]);
    tank.place(
      on('guarded', 'p1', '1', { priority: 5, labels: { app: 'g' } }),
      on('free', 'p2', '1', { priority: 10 }),
    );
    withBudget(tank, 'g', 'g', 0);
    const alone = tank.fork();
    tank.place(aPod('high', { cpu: '1', priority: 100 }));
    expect(victims(tank)).toEqual(['free']);
    alone.patch('Node', 'p2', { spec: { unschedulable: true } });
    alone.place(aPod('high', { cpu: '1', priority: 100 }));
    expect(victims(alone)).toEqual(['guarded']);
  });
});

describe('which pod of a node goes', () => {
  test('the one that started last', () => {
    const tank = new Tank([aNode('a', { cpu: 2 })]);
    tank.place(aPod('jan', { cpu: '1' }), aPod('feb', { cpu: '1' }));
    started(tank, 'jan', '2025-01-01T00:00:00Z');
    started(tank, 'feb', '2025-02-01T00:00:00Z');
    tank.place(aPod('high', { cpu: '1', priority: 1 }));
    expect(victims(tank)).toEqual(['feb']);
  });

  test('of pods that have not started the one that came first', () => {
    const tank = new Tank([aNode('a', { cpu: 3 })]);
    tank.place(aPod('e0', { cpu: '1' }), aPod('e1', { cpu: '1' }), aPod('e2', { cpu: '1' }));
    tank.place(aPod('high', { cpu: '1', priority: 1 }));
    expect(victims(tank)).toEqual(['e0']);
  });

  test('of pods that started together the one that stands last, and each change reorders them', () => {
    const tank = new Tank([aNode('a', { cpu: 3 })]);
    tank.place(aPod('e0', { cpu: '1' }), aPod('e1', { cpu: '1' }), aPod('e2', { cpu: '1' }));
    for (const name of ['e0', 'e1', 'e2']) started(tank, name, '2025-01-01T00:00:00Z');
    const [node] = tank.state.cache.nodes();
    expect(node?.pods.map(({ pod }) => pod.metadata.name)).toEqual(['e1', 'e0', 'e2']);
    tank.place(aPod('high', { cpu: '1', priority: 1 }));
    expect(victims(tank)).toEqual(['e2']);
  });

  test('only as many as needed: small ones are spared when one large one does', () => {
    const tank = new Tank([aNode('a', { cpu: 4 })]);
    tank.place(aPod('large', { cpu: '3' }), aPod('small', { cpu: '1' }));
    started(tank, 'large', '2025-02-01T00:00:00Z');
    started(tank, 'small', '2025-01-01T00:00:00Z');
    tank.place(aPod('high', { cpu: '2', priority: 1 }));
    expect(victims(tank)).toEqual(['large']);
  });
});

test('no victims against no help', () => {
  const tank = new Tank([aNode('a', { cpu: 1 })]);
  tank.place(aPod('low', { cpu: '1' }), aPod('too-large', { cpu: '2', priority: 9 }));
  expect(tank.why('too-large')).toContain('1 Preemption is not helpful for scheduling.');
  expect(victims(tank)).toEqual([]);
});

test('a pod that must be near its would-be victim finds no way', () => {
  const tank = new Tank([aNode('a', { cpu: 1 })]);
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'low' } } };
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  tank.place(aPod('low', { cpu: '1', labels: { app: 'low' } }), aPod('high', { cpu: '1', priority: 9, affinity }));
  expect(tank.why('high')).toBe(
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: ' +
      "1 node(s) didn't match pod affinity rules.",
  );
});

describe('while the victim goes', () => {
  const start = () => {
    const tank = new Tank([aNode('a', { cpu: 1 })]);
    tank.place(aPod('low', { cpu: '1' }), aPod('first', { cpu: '1', priority: 10 }));
    return tank;
  };

  test('one of equal priority counts the nominated pod as running', () => {
    const tank = start();
    tank.place(aPod('second', { cpu: '1', priority: 10 }));
    expect(tank.why('second')).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, ' +
        'preemption: 0/1 nodes are available: 1 Insufficient cpu.',
    );
    tank.setStatus('low', { phase: 'Failed' });
    tank.settle();
    expect([tank.nodeOf('first'), tank.nodeOf('second')]).toEqual(['a', undefined]);
  });

  test('one of higher priority takes the room', () => {
    const tank = start();
    tank.place(aPod('higher', { cpu: '1', priority: 20 }));
    tank.setStatus('low', { phase: 'Failed' });
    tank.settle();
    expect([tank.nodeOf('first'), tank.nodeOf('higher')]).toEqual([undefined, 'a']);
  });
});

test('a pod that is to make way gives its nomination up, before it was tried again', () => {
  const tank = new Tank([aNode('a', { cpu: 2 })]);
  const slow = { cpu: '1', terminationGracePeriodSeconds: 30 };
  tank.place(aPod('v', slow), aPod('w', { ...slow, priority: 5 }), aPod('mid', { cpu: '1', priority: 3 }));
  expect(tank.pod('mid').status?.nominatedNodeName).toBe('a');
  tank.place(aPod('top', { cpu: '2', priority: 10 }));
  expect(victims(tank)).toEqual(['v', 'w']);
  expect(tank.pod('top').status?.nominatedNodeName).toBe('a');
  expect(tank.pod('mid').status?.nominatedNodeName).toBeUndefined();
});

test('of two victims one gone: the preemptor keeps waiting for the other', () => {
  const tank = new Tank([aNode('a', { cpu: 2 })]);
  tank.place(aPod('v1', { cpu: '1' }), aPod('v2', { cpu: '1' }), aPod('high', { cpu: '2', priority: 10 }));
  expect(victims(tank)).toEqual(['v1', 'v2']);
  tank.setStatus('v1', { phase: 'Succeeded' });
  tank.settle();
  expect(tank.why('high')).toBe(
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, ' +
      'preemption: not eligible due to a terminating pod on the nominated node.',
  );
  expect(tank.pod('high').status?.nominatedNodeName).toBe('a');
  tank.setStatus('v2', { phase: 'Succeeded' });
  tank.settle();
  expect(tank.nodeOf('high')).toBe('a');
});

test('a nominated pod that goes elsewhere lets one of lower priority in', () => {
  const tank = new Tank([aNode('a', { cpu: 1 }), aNode('b', { cpu: 1, labels: { side: 'b' } })]);
  tank.place(on('low', 'a', '1'), on('blocker', 'b', '1', { priority: 100 }), aPod('high', { cpu: '1', priority: 10 }));
  expect(tank.pod('high').status?.nominatedNodeName).toBe('a');
  tank.place(aPod('patient', { cpu: '1', priority: 5 }));
  expect(tank.nodeOf('patient')).toBeUndefined();
  tank.setStatus('blocker', { phase: 'Succeeded' });
  tank.settle();
  expect(tank.nodeOf('high')).toBe('b');
  tank.setStatus('low', { phase: 'Succeeded' });
  tank.settle();
  expect(tank.nodeOf('patient')).toBe('a');
});
