import { describe, expect, test } from '@jest/globals';
import {
  arrange,
  condemnedStep,
  firstUnavailable,
  podsToUpdate,
  replicaStep,
} from '../../../src/controllers/stateful-set/pod-steps';
import type { StatefulSetSpec } from '../../../src/kinds/generated/types.gen';
import { NOW_MS } from '../builders';
import { names, revisions, type StatefulPodParts, statefulPod, statefulSet, up } from './builders';

const parallel: Partial<StatefulSetSpec> = { podManagementPolicy: 'Parallel' };
const arranged = (spec: Partial<StatefulSetSpec>, pods: readonly StatefulPodParts[]) => {
  const set = statefulSet(spec);
  return { set, places: arrange(set, pods.map(statefulPod), revisions) };
};

test('pods stand by their ordinals, missing ones are to be made, others are too many', () => {
  const { places } = arranged({ ordinals: { start: 1 } }, [up(5), up(3), up(1), up(0)]);
  expect(places.replicas.map(({ pod, exists }) => [pod.metadata.name, exists])).toEqual([
    ['db-1', true],
    ['db-2', false],
    ['db-3', true],
  ]);
  expect(names(places.condemned)).toEqual(['db-5', 'db-0']);
});

describe('a wanted pod', () => {
  const rows: readonly {
    name: string;
    pod?: Partial<StatefulPodParts>;
    minReadySeconds?: number;
    ordered: string;
    atOnce: string;
  }[] = [
    { name: 'missing', ordered: 'create', atOnce: 'create' },
    { name: 'failed', pod: { phase: 'Failed' }, ordered: 'delete', atOnce: 'delete' },
    { name: 'succeeded', pod: { phase: 'Succeeded' }, ordered: 'delete', atOnce: 'delete' },
    { name: 'failed and going', pod: { phase: 'Failed', deleted: true }, ordered: 'wait', atOnce: 'wait' },
    { name: 'terminating', pod: { readySecondsAgo: 9, deleted: true }, ordered: 'wait', atOnce: 'keep' },
    { name: 'pending', pod: { phase: 'Pending' }, ordered: 'wait', atOnce: 'keep' },
    { name: 'not ready', pod: {}, ordered: 'wait', atOnce: 'keep' },
    { name: 'ready', pod: { readySecondsAgo: 0 }, ordered: 'keep', atOnce: 'keep' },
    {
      name: 'ready, but not for long enough',
      pod: { readySecondsAgo: 4 },
      minReadySeconds: 5,
      ordered: 'wait',
      atOnce: 'keep',
    },
  ];
  test.each(rows)('$name: $ordered, in parallel $atOnce', ({ pod, minReadySeconds = 0, ordered, atOnce }) => {
    const steps = [{ minReadySeconds }, { minReadySeconds, ...parallel }].map((spec) => {
      const { set, places } = arranged({ replicas: 1, ...spec }, pod ? [{ ordinal: 0, ...pod }] : []);
      return replicaStep(set, places.replicas[0] as never, NOW_MS);
    });
    expect(steps).toEqual([ordered, atOnce]);
  });
});

describe('a pod too many', () => {
  const rows: readonly { name: string; pods: readonly StatefulPodParts[]; ordered: string; atOnce: string }[] = [
    { name: 'healthy', pods: [up(0), up(1)], ordered: 'delete', atOnce: 'delete' },
    { name: 'terminating', pods: [up(0), { ordinal: 1, deleted: true }], ordered: 'wait', atOnce: 'keep' },
    { name: 'the only unhealthy one', pods: [up(0), { ordinal: 1 }], ordered: 'delete', atOnce: 'delete' },
    {
      name: 'unhealthy, and a lower one is too',
      pods: [{ ordinal: 0 }, { ordinal: 1 }],
      ordered: 'wait',
      atOnce: 'delete',
    },
  ];
  test.each(rows)('$name: $ordered, in parallel $atOnce', ({ pods, ordered, atOnce }) => {
    const steps = [{}, parallel].map((spec) => {
      const { set, places } = arranged({ replicas: 0, ...spec }, pods);
      return condemnedStep(set, places.condemned[0] as never, firstUnavailable(set, places, NOW_MS), NOW_MS);
    });
    expect(steps).toEqual([ordered, atOnce]);
  });

  test('the first unavailable pod is the lowest wanted one, else the lowest too many', () => {
    const first = (pods: readonly StatefulPodParts[]) => {
      const { set, places } = arranged({ replicas: 2 }, pods);
      return firstUnavailable(set, places, NOW_MS)?.metadata.name;
    };
    expect(first([up(0), up(1), up(2)])).toBeUndefined();
    expect(first([up(0), { ordinal: 3 }, { ordinal: 2 }, up(1)])).toBe('db-2');
    expect(first([up(0), { ordinal: 2 }])).toBe('db-1');
    expect(first([{ ...up(0), deleted: true }, up(1)])).toBe('db-0');
  });
});

describe('the pod to update', () => {
  const partition = (value: number): Partial<StatefulSetSpec> => ({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: value } },
  });
  const rows: readonly {
    name: string;
    spec?: Partial<StatefulSetSpec>;
    pods: readonly StatefulPodParts[];
    pod: string | undefined;
  }[] = [
    { name: 'all are up to date', pods: [up(0), up(1), up(2)], pod: undefined },
    { name: 'the highest first', pods: [up(0, 'old'), up(1, 'old'), up(2, 'old')], pod: 'db-2' },
    { name: 'then the next', pods: [up(0, 'old'), up(1, 'old'), up(2)], pod: 'db-1' },
    {
      name: 'not while the one above is not ready',
      pods: [up(0, 'old'), up(1, 'old'), { ordinal: 2 }],
      pod: undefined,
    },
    {
      name: 'nor while it is terminating',
      pods: [up(0, 'old'), up(1, 'old'), { ...up(2), deleted: true }],
      pod: undefined,
    },
    {
      name: 'a broken old one goes all the same',
      pods: [up(0, 'old'), { ordinal: 1, revision: 'old' }, up(2)],
      pod: 'db-1',
    },
    { name: 'not below the partition', spec: partition(1), pods: [up(0, 'old'), up(1), up(2)], pod: undefined },
    { name: 'down to the partition', spec: partition(1), pods: [up(0, 'old'), up(1, 'old'), up(2)], pod: 'db-1' },
    {
      name: 'a partition beyond the set',
      spec: partition(9),
      pods: [up(0, 'old'), up(1, 'old'), up(2, 'old')],
      pod: undefined,
    },
    { name: 'OnDelete', spec: { updateStrategy: { type: 'OnDelete' } }, pods: [up(0, 'old')], pod: undefined },
  ];
  test.each(rows)('$name', ({ spec = {}, pods, pod }) => {
    const { set, places } = arranged(spec, pods);
    expect(podsToUpdate(set, places.replicas, 'db-new', NOW_MS)[0]?.metadata.name).toBe(pod);
  });
});
