import { describe, expect, test } from '@jest/globals';
import { autoscalerMemory } from '../../../src/controllers/horizontal-pod-autoscaler/memory';
import {
  noteScaling,
  withBehavior,
  withoutBehavior,
} from '../../../src/controllers/horizontal-pod-autoscaler/scaling-rate';
import { stabilizeBoth, stabilizeDown } from '../../../src/controllers/horizontal-pod-autoscaler/stabilization';
import type { HPAScalingRules } from '../../../src/kinds/generated/types.gen';

const NOW_MS = 1_000_000;
const ago = (seconds: number, amount: number) => ({ atMs: NOW_MS - seconds * 1000, amount });

describe('without a behavior', () => {
  test.each([
    { current: 1, desired: 10, replicas: 4, reason: 'ScaleUpLimit' },
    { current: 3, desired: 10, replicas: 6, reason: 'ScaleUpLimit' },
    { current: 3, desired: 30, replicas: 6, reason: 'ScaleUpLimit' },
    { current: 6, desired: 30, max: 8, replicas: 8, reason: 'TooManyReplicas' },
    { current: 3, desired: 1, replicas: 2, reason: 'TooFewReplicas' },
    { current: 3, desired: 5, replicas: 5, reason: 'DesiredWithinRange' },
  ])('$current to $desired', ({ current, desired, max = 100, replicas, reason }) => {
    expect(withoutBehavior(desired, { current, min: 2, max })).toMatchObject({ replicas, reason });
  });

  test.each([
    { name: 'nothing known', known: [], desired: 3, replicas: 3 },
    { name: 'a higher one lately', known: [ago(299, 5), ago(20, 4)], desired: 3, replicas: 5 },
    { name: 'just as long ago as the window', known: [ago(300, 5)], desired: 3, replicas: 5 },
    { name: 'a higher one long ago', known: [ago(301, 5)], desired: 3, replicas: 3 },
    { name: 'lower ones do not hold back', known: [ago(5, 1)], desired: 3, replicas: 3 },
  ])('down waits: $name', ({ known, desired, replicas }) => {
    const recommendations = known.map(({ atMs, amount }) => ({ atMs, replicas: amount }));
    const stable = stabilizeDown(desired, recommendations, NOW_MS);
    expect(stable.replicas).toBe(replicas);
    expect(stable.recommendations.at(-1)).toEqual({ replicas: desired, atMs: NOW_MS });
  });
});

describe('windows of a behavior', () => {
  test.each([
    {
      name: 'up waits for the lowest',
      known: [ago(30, 4), ago(10, 3)],
      current: 2,
      desired: 6,
      up: 60,
      down: 300,
      replicas: 3,
      reason: 'ScaleUpStabilized',
    },
    {
      name: 'a window of 0 does not wait',
      known: [ago(10, 3)],
      current: 2,
      desired: 6,
      up: 0,
      down: 300,
      replicas: 6,
      reason: 'ScaleUpStabilized',
    },
    {
      name: 'down waits for the highest',
      known: [ago(200, 5)],
      current: 6,
      desired: 2,
      up: 0,
      down: 300,
      replicas: 5,
      reason: 'ScaleDownStabilized',
    },
    {
      name: 'down is 300 s unless given',
      known: [ago(299, 5)],
      current: 6,
      desired: 2,
      up: 0,
      down: undefined,
      replicas: 5,
      reason: 'ScaleDownStabilized',
    },
    {
      name: 'between the two it stays',
      known: [ago(50, 1), ago(40, 9)],
      current: 5,
      desired: 6,
      up: 60,
      down: 60,
      replicas: 5,
      reason: 'ScaleUpStabilized',
    },
  ])('$name', ({ known, current, desired, up, down, replicas, reason }) => {
    const recommendations = known.map(({ atMs, amount }) => ({ atMs, replicas: amount }));
    const window = (seconds: number | undefined): HPAScalingRules =>
      seconds === undefined ? {} : { stabilizationWindowSeconds: seconds };
    const windows = { current, up: window(up), down: window(down), nowMs: NOW_MS };
    expect(stabilizeBoth(desired, recommendations, windows)).toMatchObject({ replicas, reason });
  });
});

describe('policies of a behavior', () => {
  const pods = (value: number, periodSeconds = 60) => ({ type: 'Pods', value, periodSeconds });
  const percent = (value: number, periodSeconds = 60) => ({ type: 'Percent', value, periodSeconds });
  test.each([
    {
      name: 'the furthest counts',
      current: 10,
      desired: 90,
      up: { policies: [pods(4), percent(100)] },
      replicas: 20,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'Min: the nearest',
      current: 10,
      desired: 90,
      up: { selectPolicy: 'Min', policies: [pods(4), percent(100)] },
      replicas: 14,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'Disabled',
      current: 10,
      desired: 90,
      up: { selectPolicy: 'Disabled' },
      replicas: 10,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'percent up is rounded up',
      current: 1,
      desired: 9,
      up: { policies: [percent(10)] },
      replicas: 2,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'what came in the period counts',
      current: 10,
      desired: 90,
      ups: [ago(30, 6)],
      up: { policies: [pods(8)] },
      replicas: 12,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'what went in the period gives room',
      current: 10,
      desired: 90,
      downs: [ago(30, 3)],
      up: { policies: [pods(8)] },
      replicas: 21,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'what came before it does not',
      current: 10,
      desired: 90,
      ups: [ago(60, 6)],
      up: { policies: [pods(8)] },
      replicas: 18,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'no room left: stays',
      current: 10,
      desired: 90,
      ups: [ago(30, 9)],
      up: { policies: [pods(8)] },
      replicas: 10,
      reason: 'ScaleUpLimit',
    },
    {
      name: 'the maximum is nearer',
      current: 90,
      desired: 120,
      up: { policies: [pods(50)] },
      replicas: 100,
      reason: 'TooManyReplicas',
    },
    {
      name: 'percent down is cut',
      current: 7,
      desired: 2,
      down: { policies: [percent(20)] },
      replicas: 5,
      reason: 'ScaleDownLimit',
    },
    {
      name: 'down: the furthest is the lowest',
      current: 20,
      desired: 2,
      down: { policies: [pods(1), percent(50)] },
      replicas: 10,
      reason: 'ScaleDownLimit',
    },
    {
      name: 'down: Min is the highest',
      current: 20,
      desired: 2,
      down: { selectPolicy: 'Min', policies: [pods(1), percent(50)] },
      replicas: 19,
      reason: 'ScaleDownLimit',
    },
    {
      name: 'the minimum is nearer',
      current: 5,
      desired: 1,
      down: { policies: [pods(9)] },
      replicas: 2,
      reason: 'TooFewReplicas',
    },
    { name: 'within', current: 5, desired: 6, up: { policies: [pods(9)] }, replicas: 6, reason: 'DesiredWithinRange' },
  ])('$name', ({ current, desired, up = {}, down = {}, ups = [], downs = [], replicas, reason }) => {
    const events = (known: readonly { atMs: number; amount: number }[]) =>
      known.map(({ atMs, amount }) => ({ atMs, change: amount }));
    const scaled = { scaleUps: events(ups), scaleDowns: events(downs) };
    const found = withBehavior(desired, { current, min: 2, max: 100, up, down, ...scaled, nowMs: NOW_MS });
    expect(found).toMatchObject({ replicas, reason });
  });

  test('a scaling is remembered as long as a policy looks back', () => {
    const memory = autoscalerMemory.create();
    const rules = { policies: [pods(4, 30), pods(9, 60)] };
    noteScaling(memory, 'ns/a', rules, { from: 1, to: 4, nowMs: 0 });
    noteScaling(memory, 'ns/a', rules, { from: 4, to: 6, nowMs: 60_000 });
    noteScaling(memory, 'ns/a', rules, { from: 6, to: 7, nowMs: 60_001 });
    expect(memory.scaleUps.get('ns/a')).toEqual([
      { change: 2, atMs: 60_000 },
      { change: 1, atMs: 60_001 },
    ]);
    noteScaling(memory, 'ns/a', rules, { from: 7, to: 2, nowMs: 60_002 });
    expect(memory.scaleDowns.get('ns/a')).toEqual([{ change: 5, atMs: 60_002 }]);
  });
});
