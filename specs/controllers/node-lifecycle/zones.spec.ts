// Zones: their state, their rate, their queue, and what happens when all of them are down.

import { describe, expect, test } from '@jest/globals';
import {
  evictionRate,
  newZone,
  nextTokenMs,
  planDisruption,
  queueNode,
  tryAccept,
  unqueueNode,
  withRate,
  type Zone,
  type ZoneState,
  zoneOf,
  zoneState,
} from '../../../src/controllers/node-lifecycle/zones';
import { makeNode } from '../harness';

test.each([
  { name: 'no labels', labels: {}, zone: '' },
  { name: 'a zone', labels: { 'topology.kubernetes.io/zone': 'a' }, zone: ':\u0000:a' },
  {
    name: 'region and zone',
    labels: { 'topology.kubernetes.io/zone': 'a', 'topology.kubernetes.io/region': 'r' },
    zone: 'r:\u0000:a',
  },
])('zone of a node with $name', ({ labels, zone }) => {
  expect(zoneOf(makeNode('n', labels))).toBe(zone);
});

test.each([
  { ready: 3, notReady: 0, state: 'Normal' },
  { ready: 0, notReady: 1, state: 'FullDisruption' },
  { ready: 1, notReady: 2, state: 'Normal' },
  { ready: 2, notReady: 3, state: 'PartialDisruption' },
  { ready: 3, notReady: 3, state: 'Normal' },
])('$ready ready and $notReady not: $state', ({ ready, notReady, state }) => {
  expect(zoneState({ ready, notReady })).toBe(state);
});

test.each([
  { state: 'Normal' as ZoneState, size: 3, rate: 0.1 },
  { state: 'FullDisruption' as ZoneState, size: 3, rate: 0.1 },
  { state: 'PartialDisruption' as ZoneState, size: 50, rate: 0 },
  { state: 'PartialDisruption' as ZoneState, size: 51, rate: 0.01 },
])('$state with $size nodes: $rate a second', ({ state, size, rate }) => {
  expect(evictionRate(state, size)).toBe(rate);
});

describe('the limiter', () => {
  const accepts = (zone: Zone, ...times: readonly number[]) => {
    let { limiter } = zone;
    return times.map((atMs) => {
      const result = tryAccept(limiter, atMs);
      limiter = result.limiter;
      return result.accepted;
    });
  };
  test.each([
    {
      name: 'one at once, then one in ten seconds',
      zone: newZone(0),
      times: [0, 100, 9_900, 10_000],
      accepted: [true, false, false, true],
    },
    { name: 'one token at most', zone: newZone(0), times: [60_000, 60_000], accepted: [true, false] },
    { name: 'stopped', zone: withRate(newZone(0), 0, 0), times: [0, 60_000], accepted: [false, false] },
    {
      name: 'started again: empty',
      zone: withRate(withRate(newZone(0), 0, 0), 0.1, 0),
      times: [0, 10_000],
      accepted: [false, true],
    },
    { name: 'slower', zone: withRate(newZone(0), 0.01, 0), times: [0, 10_000, 100_000], accepted: [true, false, true] },
  ])('$name', ({ zone, times, accepted }) => {
    expect(accepts(zone, ...times)).toEqual(accepted);
  });

  test('says when it is worth trying again', () => {
    const { limiter } = tryAccept(newZone(0).limiter, 0);
    expect(nextTokenMs(limiter, 0)).toBe(10_000);
    expect(nextTokenMs(limiter, 4000)).toBe(6000);
    expect(nextTokenMs({ ...limiter, rate: 0 }, 0)).toBeUndefined();
  });
});

describe('the queue', () => {
  const queued = (zone: Zone) => zone.queue;
  const two = queueNode(queueNode(newZone(0), 'a', false), 'b', false);
  test.each([
    { name: 'in order', zone: two, queue: ['a', 'b'] },
    { name: 'an untainted node goes to the end', zone: queueNode(two, 'a', false), queue: ['b', 'a'] },
    {
      name: 'a tainted one that was queued is not queued again',
      zone: queueNode({ ...two, queue: ['b'] }, 'a', true),
      queue: ['b'],
    },
    { name: 'a ready one leaves', zone: unqueueNode(two, 'a'), queue: ['b'] },
  ])('$name', ({ zone, queue }) => {
    expect(queued(zone)).toEqual(queue);
  });
});

describe('all zones together', () => {
  const zones = (...states: readonly ZoneState[]) =>
    new Map(states.map((state, index) => [String(index), { ...newZone(0), state }] as const));
  const counts = (...pairs: readonly (readonly [number, number])[]) =>
    new Map(pairs.map(([ready, notReady], index) => [String(index), { ready, notReady }] as const));
  const summary = (plan: ReturnType<typeof planDisruption>) => ({
    shift: plan.shift,
    zones: [...plan.zones.values()].map((zone) => `${zone.state} ${zone.limiter.rate}`),
  });
  test.each([
    { name: 'no nodes', before: zones(), now: counts(), shift: undefined, zones: [] },
    { name: 'a first look', before: zones(), now: counts([3, 0]), shift: undefined, zones: ['Normal 0.1'] },
    {
      name: 'the last zone goes down',
      before: zones('Normal'),
      now: counts([0, 1]),
      shift: 'enter',
      zones: ['FullDisruption 0'],
    },
    {
      name: 'still down',
      before: zones('FullDisruption'),
      now: counts([0, 1]),
      shift: undefined,
      zones: ['FullDisruption 0.1'],
    },
    {
      name: 'one is back',
      before: zones('FullDisruption'),
      now: counts([1, 0]),
      shift: 'leave',
      zones: ['Normal 0.1'],
    },
    {
      name: 'one of two goes down',
      before: zones('Normal', 'Normal'),
      now: counts([3, 0], [0, 2]),
      shift: undefined,
      zones: ['Normal 0.1', 'FullDisruption 0.1'],
    },
    {
      name: 'much of a small zone is down: its eviction stops',
      before: zones('Normal'),
      now: counts([2, 3]),
      shift: undefined,
      zones: ['PartialDisruption 0'],
    },
    {
      name: 'a zone without nodes is dropped',
      before: zones('Normal', 'Normal'),
      now: counts([1, 0]),
      shift: undefined,
      zones: ['Normal 0.1'],
    },
  ])('$name', ({ before, now, shift, zones: expected }) => {
    expect(summary(planDisruption(before, now, 0))).toEqual({ shift, zones: expected });
  });
});
