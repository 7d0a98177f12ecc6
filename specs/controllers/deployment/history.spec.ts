import { expect, test } from '@jest/globals';
import { REVISION } from '../../../src/controllers/deployment/annotations';
import { planPruning } from '../../../src/controllers/deployment/history';
import { deployment, type ReplicaSetParts, replicaSet } from '../builders';

const idle = (revision: number, parts: ReplicaSetParts = {}) =>
  replicaSet({ name: `r${revision}`, replicas: 0, annotations: { [REVISION]: String(revision) }, ...parts });

test.each([
  { name: 'within the limit', limit: 3, old: [idle(1), idle(2), idle(3)], pruned: [] },
  { name: 'lowest revisions go', limit: 1, old: [idle(3), idle(1), idle(2)], pruned: ['r1', 'r2'] },
  { name: 'none kept', limit: 0, old: [idle(2), idle(1)], pruned: ['r1', 'r2'] },
  {
    name: 'one asked for pods is passed over',
    limit: 1,
    old: [idle(1, { replicas: 1 }), idle(2), idle(3)],
    pruned: ['r2'],
  },
  {
    name: 'one with pods left too',
    limit: 1,
    old: [idle(1), idle(2, { status: { replicas: 1 } }), idle(3)],
    pruned: ['r1'],
  },
  { name: 'one not observed too', limit: 1, old: [idle(1, { generation: 2 }), idle(2)], pruned: [] },
  { name: 'those being deleted do not count', limit: 1, old: [idle(1, { deleted: true }), idle(2)], pruned: [] },
  { name: 'the largest int32 keeps all', limit: 2147483647, old: [idle(1), idle(2)], pruned: [] },
])('$name', ({ limit, old, pruned }) => {
  const names = planPruning(deployment({ spec: { revisionHistoryLimit: limit } }), old).map(
    (each) => each.metadata.name,
  );
  expect(names).toEqual(pruned);
});
