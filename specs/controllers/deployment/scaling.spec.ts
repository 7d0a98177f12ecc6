import { describe, expect, test } from '@jest/globals';
import { DESIRED_REPLICAS, MAX_REPLICAS } from '../../../src/controllers/deployment/annotations';
import { isScalingEvent, planProportions } from '../../../src/controllers/deployment/scaling';
import { deployment, replicaSet } from '../builders';

const sized = (name: string, replicas: number, desired: number, max: number, ageSeconds: number) =>
  replicaSet({
    name,
    replicas,
    ageSeconds,
    annotations: { [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(max) },
  });

const wanting = (replicas: number, surge = 3) => deployment({ spec: { replicas }, surge, unavailable: 2 });

describe('proportional sizes', () => {
  test.each([
    { name: '10 to 15 at 8 + 5', wanted: 15, before: [10, 13], old: 8, current: 5, sizes: { old: 11, new: 7 } },
    { name: '15 to 6 at 11 + 7', wanted: 6, before: [15, 18], old: 11, current: 7, sizes: { old: 5, new: 4 } },
    { name: 'to nothing', wanted: 0, before: [10, 13], old: 8, current: 5, sizes: { old: 0, new: 0 } },
    {
      name: 'equal sizes up: the newer first',
      wanted: 11,
      before: [10, 13],
      old: 6,
      current: 7,
      sizes: { old: 6, new: 8 },
    },
    {
      name: 'equal sizes, leftover to the newer',
      wanted: 3,
      before: [1, 4],
      old: 2,
      current: 2,
      sizes: { old: 3, new: 3 },
    },
    { name: 'already there', wanted: 10, before: [9, 12], old: 8, current: 5, sizes: { old: 8, new: 5 } },
  ])('$name', ({ wanted, before: [desired, max], old, current, sizes }) => {
    const plan = planProportions(wanting(wanted), {
      current: sized('new', current, desired as number, max as number, 1),
      old: [sized('old', old, desired as number, max as number, 100), replicaSet({ name: 'idle', replicas: 0 })],
    });
    expect(Object.fromEntries(plan.map((each) => [each.replicaSet.metadata.name, each.size]))).toEqual(sizes);
  });

  test('without a size annotation the status stands in', () => {
    const object = { ...wanting(20, 0), status: { replicas: 10 } };
    const old = replicaSet({ name: 'old', replicas: 6, ageSeconds: 100 });
    const plan = planProportions(object, {
      current: replicaSet({ name: 'new', replicas: 4, ageSeconds: 1 }),
      old: [old],
    });
    expect(plan.map((each) => each.size)).toEqual([12, 8]);
  });
});

describe('scaling event', () => {
  test.each([
    { name: 'sized for another number', size: 3, annotations: { [DESIRED_REPLICAS]: '5' }, scaling: true },
    { name: 'sized for this number', size: 2, annotations: { [DESIRED_REPLICAS]: '3' }, scaling: false },
    { name: 'idle ones do not count', size: 0, annotations: { [DESIRED_REPLICAS]: '5' }, scaling: false },
    { name: 'no annotation', size: 3, annotations: {}, scaling: false },
  ])('$name', ({ size, annotations, scaling }) => {
    const old = [replicaSet({ replicas: size, annotations })];
    expect(isScalingEvent(deployment(), { current: undefined, old })).toBe(scaling);
  });
});
