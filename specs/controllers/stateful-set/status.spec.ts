import { describe, expect, test } from '@jest/globals';
import { planPruning } from '../../../src/controllers/stateful-set/revisions';
import { isNewStatus, statefulStatus } from '../../../src/controllers/stateful-set/status';
import type { StatefulSetSpec } from '../../../src/kinds/generated/types.gen';
import { NOW_MS } from '../builders';
import { revision, revisions, type StatefulPodParts, statefulPod, statefulSet, up } from './builders';

const status = (spec: Partial<StatefulSetSpec>, pods: readonly StatefulPodParts[], replaced = 0) =>
  statefulStatus(statefulSet(spec), pods.map(statefulPod), revisions, 0, replaced, NOW_MS);

describe('counts', () => {
  const always = { collisionCount: 0, observedGeneration: 2, updateRevision: 'db-new' };
  const rows: readonly {
    name: string;
    spec?: Partial<StatefulSetSpec>;
    pods: readonly StatefulPodParts[];
    replaced?: number;
    status: object;
  }[] = [
    { name: 'no pods', pods: [], status: { replicas: 0, availableReplicas: 0, currentRevision: 'db-old' } },
    {
      name: 'in the middle of an update',
      pods: [up(0, 'old'), up(1, 'old'), { ordinal: 2 }],
      status: {
        replicas: 3,
        readyReplicas: 2,
        availableReplicas: 2,
        currentReplicas: 2,
        updatedReplicas: 1,
        currentRevision: 'db-old',
      },
    },
    {
      name: 'terminating ones are there and ready, but of no revision',
      pods: [up(0, 'old'), up(1, 'old'), { ...up(2, 'old'), deleted: true }],
      status: { replicas: 3, readyReplicas: 3, availableReplicas: 3, currentReplicas: 2, currentRevision: 'db-old' },
    },
    {
      name: 'one was just deleted for the update',
      pods: [up(0, 'old'), up(1, 'old'), up(2, 'old')],
      replaced: 1,
      status: { replicas: 3, readyReplicas: 3, availableReplicas: 3, currentReplicas: 2, currentRevision: 'db-old' },
    },
    {
      name: 'all are updated and ready: the update is the current revision',
      pods: [up(0), up(1), up(2)],
      status: {
        replicas: 3,
        readyReplicas: 3,
        availableReplicas: 3,
        currentReplicas: 3,
        updatedReplicas: 3,
        currentRevision: 'db-new',
      },
    },
    {
      name: 'never with OnDelete',
      spec: { updateStrategy: { type: 'OnDelete' } },
      pods: [up(0), up(1), up(2)],
      status: { replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3, currentRevision: 'db-old' },
    },
    {
      name: 'ready, not yet available',
      spec: { minReadySeconds: 30, replicas: 1 },
      pods: [up(0)],
      status: {
        replicas: 1,
        readyReplicas: 1,
        availableReplicas: 0,
        currentReplicas: 1,
        updatedReplicas: 1,
        currentRevision: 'db-new',
      },
    },
  ];
  test.each(rows)('$name', ({ spec = {}, pods, replaced, status: expected }) => {
    expect(status(spec, pods, replaced)).toEqual({ ...always, ...expected });
  });
});

describe('a status is written when', () => {
  const next = { replicas: 1, currentRevision: 'db-old', observedGeneration: 2, collisionCount: 0 };
  test.each([
    { name: 'there was none', former: undefined, is: true },
    { name: 'nothing differs', former: { ...next }, is: false },
    { name: 'a count differs', former: { ...next, readyReplicas: 1 }, is: true },
    { name: 'the generation is new', former: { ...next, observedGeneration: 1 }, is: true },
    { name: 'only the collisions differ', former: { ...next, collisionCount: 3 }, is: false },
  ])('$name: $is', ({ former, is }) => {
    expect(isNewStatus(statefulSet({}, former), next)).toBe(is);
  });
});

describe('old revisions', () => {
  const all = ['a', 'b', 'old', 'c', 'new'].map((name, index) => revision(name, index + 1));
  test.each([
    { name: 'within the limit', limit: 3, pods: [], removed: [] },
    { name: 'the oldest go', limit: 1, pods: [], removed: ['db-a', 'db-b'] },
    { name: 'current and update stay', limit: 0, pods: [], removed: ['db-a', 'db-b', 'db-c'] },
    { name: 'those of pods stay', limit: 0, pods: ['a'], removed: ['db-b', 'db-c'] },
    { name: 'a negative limit keeps all', limit: -1, pods: [], removed: [] },
  ])('$name', ({ limit, pods, removed }) => {
    const living = pods.map((name) => statefulPod({ ordinal: 0, revision: name as 'old' }));
    const pruned = planPruning(statefulSet({ revisionHistoryLimit: limit }), all, revisions, living);
    expect(pruned.map(({ metadata }) => metadata.name)).toEqual(removed);
  });
});
