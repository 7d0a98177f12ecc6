import { describe, expect, test } from '@jest/globals';
import { planNewSize, planScaleDown } from '../../../src/controllers/deployment/rolling-plan';
import type { ReplicaSet } from '../../../src/kinds/generated/types.gen';
import { deployment, replicaSet } from '../builders';

/** [size, available] of a ReplicaSet; old ones are the older the earlier they stand. */
type Sizes = readonly [number, number];

function sets(current: Sizes, old: readonly Sizes[]): { current: ReplicaSet; old: readonly ReplicaSet[] } {
  const make = (name: string, [replicas, available]: Sizes, ageSeconds: number) =>
    replicaSet({ name, replicas, ageSeconds, status: { availableReplicas: available } });
  return {
    current: make('new', current, 1),
    old: old.map((sizes, index) => make(`old-${index}`, sizes, 100 - index)),
  };
}

const rolling = (replicas: number, surge: number | string, unavailable: number | string) =>
  deployment({ spec: { replicas }, surge, unavailable });

describe('size of the new ReplicaSet', () => {
  test.each([
    { name: 'first rollout: all at once', wanted: 3, surge: 1, current: 0, old: [], size: 3 },
    { name: 'a step of the surge', wanted: 3, surge: 1, current: 0, old: [3], size: 1 },
    { name: 'no room', wanted: 3, surge: 1, current: 1, old: [3], size: 1 },
    { name: 'percent, rounded up', wanted: 10, surge: '25%', current: 0, old: [10], size: 3 },
    { name: 'not beyond what is wanted', wanted: 3, surge: 5, current: 2, old: [1], size: 3 },
    { name: 'shrinks to what is wanted', wanted: 3, surge: 1, current: 7, old: [], size: 3 },
  ])('$name', ({ wanted, surge, current, old, size }) => {
    const given = sets(
      [current, 0],
      old.map((replicas) => [replicas, replicas] as const),
    );
    expect(planNewSize(rolling(wanted, surge, 0), given.current, [...given.old, given.current])).toBe(size);
  });

  test('Recreate goes straight to full size', () => {
    const object = deployment({ spec: { strategy: { type: 'Recreate' } } });
    expect(planNewSize(object, replicaSet({ replicas: 0 }), [replicaSet({ replicas: 5 })])).toBe(3);
  });
});

const downs: readonly {
  name: string;
  limits: readonly [number, number | string, number | string];
  current: Sizes;
  old: readonly Sizes[];
  steps: readonly (readonly [string, number])[];
}[] = [
  { name: 'nothing old', limits: [3, 1, 0], current: [3, 3], old: [[0, 0]], steps: [] },
  { name: 'waits for the new pod', limits: [3, 1, 0], current: [1, 0], old: [[3, 3]], steps: [] },
  { name: 'one for one', limits: [3, 1, 0], current: [1, 1], old: [[3, 3]], steps: [['old-0', 2]] },
  {
    name: 'unavailable share at once',
    limits: [10, '25%', '25%'],
    current: [3, 0],
    old: [[10, 10]],
    steps: [['old-0', 8]],
  },
  { name: 'a broken old version goes first', limits: [3, 1, 0], current: [1, 0], old: [[3, 0]], steps: [] },
  {
    name: 'broken pods go as far as the budget',
    limits: [3, 1, 1],
    current: [1, 0],
    old: [[3, 0]],
    steps: [['old-0', 2]],
  },
  {
    name: 'broken pods of an older version, then available ones of the oldest',
    limits: [4, 2, 1],
    current: [2, 2],
    old: [
      [2, 2],
      [2, 0],
    ],
    steps: [
      ['old-1', 0],
      ['old-0', 1],
    ],
  },
  {
    name: 'one ReplicaSet loses in both ways',
    limits: [4, 4, 2],
    current: [4, 4],
    old: [[4, 2]],
    steps: [
      ['old-0', 2],
      ['old-0', 0],
    ],
  },
];

describe('what old ReplicaSets lose', () => {
  test.each(downs)('$name', ({ limits: [wanted, surge, unavailable], current, old, steps }) => {
    const plan = planScaleDown(rolling(wanted, surge, unavailable), sets(current, old));
    expect(plan.trailing).toBeUndefined();
    expect(plan.steps.map(({ replicaSet: each, size }) => [each.metadata.name, size])).toEqual(steps);
  });

  test('one whose status trails its size stops the pass', () => {
    const given = sets(
      [4, 0],
      [
        [2, 1],
        [5, 11],
      ],
    );
    const plan = planScaleDown(rolling(6, 3, 4), given);
    expect(plan.steps.map(({ size }) => size)).toEqual([1]);
    expect(plan.trailing?.metadata.name).toBe('old-1');
  });
});
