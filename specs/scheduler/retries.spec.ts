// When a pod that found no node is tried again: at once when something may have helped it, by the clock when nothing
// can.

import { describe, expect, test } from '@jest/globals';
import type { Node, PersistentVolumeClaim } from '../../src/kinds/generated/types.gen';
import { backoffMs, leftoverMs } from '../../src/scheduler/backoff';
import { DEFAULT_START_MS } from '../../src/sim/time';
import { aNode, aPod, type PodOptions, Tank } from './tank';

/** How often the pod was tried and rejected. */
function attemptsOf(tank: Tank, name: string): number {
  return tank.state.queue.get(`default/${name}`)?.unschedulableCount ?? 0;
}

/** As a resize under way shows it. */
const takes = (tank: Tank, name: string, cpu: string) =>
  tank.setStatus(name, {
    containerStatuses: [
      { name: 'c', image: 'nginx', imageID: '', ready: true, restartCount: 0, resources: { requests: { cpu } } },
    ],
  });

const node = (tank: Tank, name: string) => tank.client.get('Node', undefined, name) as Node;

describe('a pod that lacks cpu', () => {
  const start = () => {
    const tank = new Tank([aNode('a', { cpu: 2 }), aNode('b', { cpu: 1 })]);
    tank.place(aPod('there', { cpu: '2' }), aPod('other', { cpu: '1' }), aPod('p', { cpu: '2' }));
    expect(attemptsOf(tank, 'p')).toBe(1);
    return tank;
  };

  test.each([
    { name: 'any pod on a node goes', act: (tank: Tank) => tank.remove('other'), again: true },
    {
      name: 'a label of a node changes',
      act: (tank: Tank) => tank.patch('Node', 'b', { metadata: { labels: { x: '1' } } }),
      again: false,
    },
    {
      name: "any node's taints change",
      act: (tank: Tank) => tank.patch('Node', 'b', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } }),
      again: true,
    },
    {
      name: 'a node is cordoned',
      act: (tank: Tank) => tank.patch('Node', 'b', { spec: { unschedulable: true } }),
      again: false,
    },
    {
      name: 'a large enough node comes, even a tainted one',
      act: (tank: Tank) => tank.create(aNode('c', { taints: [{ key: 'k', effect: 'NoSchedule' }] })),
      again: true,
    },
    { name: 'a node comes that is too small', act: (tank: Tank) => tank.create(aNode('c', { cpu: 1 })), again: false },
    { name: 'a node goes', act: (tank: Tank) => tank.client.delete('Node', undefined, 'b'), again: false },
    {
      name: 'another pod takes less than before',
      act: (tank: Tank) => {
        takes(tank, 'other', '2');
        takes(tank, 'other', '1');
      },
      again: true,
    },
    {
      name: 'its own label changes',
      act: (tank: Tank) => tank.patch('Pod', 'p', { metadata: { labels: { x: '1' } } }),
      again: false,
    },
    { name: 'another pod waits too', act: (tank: Tank) => tank.place(aPod('q', { cpu: '8' })), again: false },
  ])('$name: tried again $again', ({ act, again }) => {
    const tank = start();
    act(tank);
    tank.settle();
    expect(attemptsOf(tank, 'p')).toBe(again ? 2 : 1);
  });

  test('a node that grows lets it in', () => {
    const tank = start();
    const grown = node(tank, 'b');
    tank.client.updateStatus({
      ...grown,
      status: { ...grown.status, allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
    });
    tank.settle();
    expect(tank.nodeOf('p')).toBe('b');
  });

  test('the end of a pod frees its room at once, no back-off is waited for', () => {
    const tank = start();
    const atMs = tank.simulation.nowMs;
    tank.setStatus('there', { phase: 'Succeeded' });
    tank.settle();
    expect(tank.nodeOf('p')).toBe('a');
    expect(tank.simulation.nowMs - atMs).toBeLessThan(50);
  });

  test('a node that was deleted stays in the sentence until the next try', () => {
    const tank = start();
    tank.client.delete('Node', undefined, 'b');
    tank.settle();
    expect(tank.why('p')).toContain('0/2 nodes are available');
    tank.patch('Node', 'a', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } });
    tank.settle();
    expect(tank.why('p')).toContain('0/1 nodes are available');
  });
});

describe('hints of other plugins', () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'x' } } };
  const near: PodOptions = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };

  test('required affinity: an unrelated pod wakes it not, a matching one does', () => {
    const tank = new Tank([aNode('a')]);
    tank.place(aPod('p', near), aPod('unrelated'));
    expect(attemptsOf(tank, 'p')).toBe(1);
    tank.place(aPod('match', { labels: { app: 'x' } }));
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('its own label change wakes a pod that affinity rejected', () => {
    const tank = new Tank([aNode('a')]);
    tank.place(aPod('p', near));
    tank.patch('Pod', 'p', { metadata: { labels: { app: 'x' } } });
    tank.settle();
    expect(tank.nodeOf('p')).toBe('a');
  });

  test.each([
    { name: 'a label that now matches', patch: { metadata: { labels: { disk: 'ssd' } } }, again: true },
    { name: 'a label that matches nothing', patch: { metadata: { labels: { disk: 'hdd' } } }, again: false },
    { name: 'an annotation', patch: { metadata: { annotations: { a: 'b' } } }, again: false },
  ])('nodeSelector: $name', ({ patch, again }) => {
    const tank = new Tank([aNode('a')]);
    tank.place(aPod('p', { nodeSelector: { disk: 'ssd' } }));
    tank.patch('Node', 'a', patch);
    tank.settle();
    expect(tank.nodeOf('p')).toBe(again ? 'a' : undefined);
    expect(attemptsOf(tank, 'p')).toBe(again ? 0 : 1);
  });

  test('a tainted node becomes free when the last taint that is not tolerated goes', () => {
    const tank = new Tank([
      aNode('a', {
        taints: [
          { key: 'k', effect: 'NoSchedule' },
          { key: 'l', effect: 'NoExecute' },
        ],
      }),
    ]);
    tank.place(aPod('p'));
    tank.patch('Node', 'a', { spec: { taints: [{ key: 'l', effect: 'NoExecute' }] } });
    tank.settle();
    expect(attemptsOf(tank, 'p')).toBe(1);
    tank.patch('Node', 'a', { spec: { taints: null } });
    tank.settle();
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('uncordon', () => {
    const tank = new Tank([aNode('a', { unschedulable: true })]);
    tank.place(aPod('p'));
    tank.patch('Node', 'a', { spec: { unschedulable: null } });
    tank.settle();
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('a claim that appears', () => {
    const tank = new Tank([aNode('a')]);
    tank.place(aPod('p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'late' } }] }));
    tank.create<PersistentVolumeClaim>({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'late', namespace: 'default' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    tank.settle();
    expect(tank.why('p')).toBe('0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found');
  });
});

test('two gates: the removal of one changes nothing, of the last one all', () => {
  const tank = new Tank([aNode('a')]);
  tank.place(aPod('p', { schedulingGates: [{ name: 'one' }, { name: 'two' }] }));
  expect(tank.why('p')).toBe('Scheduling is blocked due to non-empty scheduling gates');
  tank.patch('Pod', 'p', { spec: { schedulingGates: [{ name: 'two' }] } });
  tank.settle();
  expect(tank.nodeOf('p')).toBeUndefined();
  tank.patch('Pod', 'p', { spec: { schedulingGates: null } });
  tank.settle();
  expect(tank.nodeOf('p')).toBe('a');
  expect(tank.events('p')).toEqual(['Scheduled: Successfully assigned default/p to a']);
});

test('without any node a pod backs off to whole seconds: 1, 2, 4, 8, 10, 10', () => {
  const tank = new Tank();
  // As seen on a real scheduler: t = 50.78, then 52, 55, 60, 69, 80, 91.
  tank.advance(50.774);
  const tries: number[] = [];
  tank.create(aPod('p'));
  const errorsOf = () => tank.state.queue.get('default/p')?.errorCount ?? 0;
  while (tries.length < 7) {
    tank.simulation.step(Number.POSITIVE_INFINITY);
    if (errorsOf() > tries.length) tries.push((tank.simulation.nowMs - DEFAULT_START_MS) / 1000);
  }
  expect(tries).toEqual([50.78, 52, 55, 60, 69, 80, 91]);
  expect(tank.why('p')).toBe('no nodes available to schedule pods');
});

test('a pod that nothing wakes is tried again after five minutes, at a tick of 30 s', () => {
  const tank = new Tank([aNode('a', { cpu: 1 })]);
  tank.advance(12);
  tank.place(aPod('p', { cpu: '2' }));
  tank.advance(317);
  expect(attemptsOf(tank, 'p')).toBe(1);
  tank.advance(1);
  expect(attemptsOf(tank, 'p')).toBe(2);
  tank.advance(330);
  expect(attemptsOf(tank, 'p')).toBe(3);
});

test.each([
  { failures: 1, seconds: 1 },
  { failures: 2, seconds: 2 },
  { failures: 3, seconds: 4 },
  { failures: 4, seconds: 8 },
  { failures: 5, seconds: 10 },
  { failures: 60, seconds: 10 },
])('the back-off after $failures failures is $seconds s', ({ failures, seconds }) => {
  expect(backoffMs(failures)).toBe(seconds * 1000);
});

test('a failure exactly five minutes before a tick is taken up at the next one', () => {
  expect(leftoverMs(30_000, 0)).toBe(360_000);
  expect(leftoverMs(29_999, 0)).toBe(330_000);
});

test('higher priority first, then who came first', () => {
  const tank = new Tank([aNode('a', { cpu: 1 })]);
  tank.create(aPod('first', { cpu: '1' }));
  tank.create(aPod('second', { cpu: '1' }));
  tank.create(aPod('urgent', { cpu: '1', priority: 10 }));
  tank.settle();
  expect(tank.nodeOf('urgent')).toBe('a');
  tank.setStatus('urgent', { phase: 'Succeeded' });
  tank.settle();
  expect([tank.nodeOf('first'), tank.nodeOf('second')]).toEqual(['a', undefined]);
});

test("other schedulers' pods and pods with a node of their own are left alone", () => {
  const tank = new Tank([aNode('a')]);
  tank.place(aPod('foreign', { schedulerName: 'other' }), aPod('pinned', { nodeName: 'a' }));
  expect(tank.nodeOf('foreign')).toBeUndefined();
  expect([...tank.events('foreign'), ...tank.events('pinned')]).toEqual([]);
});
