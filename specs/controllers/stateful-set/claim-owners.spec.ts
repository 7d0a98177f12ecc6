import { describe, expect, test } from '@jest/globals';
import {
  hasForeignController,
  hasRightOwners,
  isStale,
  rightOwners,
} from '../../../src/controllers/stateful-set/claim-owners';
import type { OwnerReference, StatefulSetSpec } from '../../../src/kinds/generated/types.gen';
import { claim, statefulPod, statefulSet } from './builders';

type Policy = 'Retain' | 'Delete';

const ref = (
  kind: 'StatefulSet' | 'Pod' | 'ConfigMap',
  name: string,
  uid: string,
  controller = true,
): OwnerReference => ({
  apiVersion: kind === 'StatefulSet' ? 'apps/v1' : 'v1',
  kind,
  name,
  uid,
  ...(controller ? { controller: true, blockOwnerDeletion: true } : {}),
});
const set = ref('StatefulSet', 'db', 'uid-db');
const pod = (ordinal: number) => ref('Pod', `db-${ordinal}`, `uid-db-${ordinal}`);

const policies = (whenDeleted: Policy, whenScaled: Policy): Partial<StatefulSetSpec> => ({
  persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
});

interface Row {
  readonly name: string;
  readonly deleted: Policy;
  readonly scaled: Policy;
  readonly ordinal: number;
  readonly owners: readonly OwnerReference[];
  readonly right: readonly OwnerReference[] | 'as they are';
}

const other = ref('ConfigMap', 'x', 'uid-x', false);
const foreign = ref('ConfigMap', 'x', 'uid-x');
const rows: readonly Row[] = [
  { name: 'kept: nobody', deleted: 'Retain', scaled: 'Retain', ordinal: 0, owners: [], right: 'as they are' },
  {
    name: 'kept again: the set lets go',
    deleted: 'Retain',
    scaled: 'Retain',
    ordinal: 0,
    owners: [set, other],
    right: [other],
  },
  { name: 'goes with the set', deleted: 'Delete', scaled: 'Retain', ordinal: 0, owners: [], right: [set] },
  {
    name: 'goes with the set, scaled away or not',
    deleted: 'Delete',
    scaled: 'Retain',
    ordinal: 5,
    owners: [],
    right: [set],
  },
  {
    name: 'goes with scaling: nobody while wanted',
    deleted: 'Retain',
    scaled: 'Delete',
    ordinal: 0,
    owners: [],
    right: 'as they are',
  },
  {
    name: 'goes with scaling: the pod that is too many',
    deleted: 'Retain',
    scaled: 'Delete',
    ordinal: 5,
    owners: [],
    right: [pod(5)],
  },
  {
    name: 'wanted again: the pod lets go',
    deleted: 'Retain',
    scaled: 'Delete',
    ordinal: 0,
    owners: [pod(0)],
    right: [],
  },
  {
    name: 'goes with both: the set while wanted',
    deleted: 'Delete',
    scaled: 'Delete',
    ordinal: 0,
    owners: [],
    right: [set],
  },
  {
    name: 'goes with both: the pod instead',
    deleted: 'Delete',
    scaled: 'Delete',
    ordinal: 5,
    owners: [set],
    right: [pod(5)],
  },
  { name: 'others stay', deleted: 'Delete', scaled: 'Retain', ordinal: 0, owners: [other], right: [other, set] },
  {
    name: 'an owner that does not control',
    deleted: 'Delete',
    scaled: 'Retain',
    ordinal: 0,
    owners: [ref('StatefulSet', 'db', 'uid-db', false)],
    right: [set],
  },
  {
    name: 'another controller is left alone',
    deleted: 'Delete',
    scaled: 'Retain',
    ordinal: 0,
    owners: [foreign],
    right: 'as they are',
  },
  {
    name: 'beside another controller the set lets go',
    deleted: 'Delete',
    scaled: 'Retain',
    ordinal: 0,
    owners: [foreign, set],
    right: [foreign],
  },
  {
    name: 'an earlier pod’s claim is not touched',
    deleted: 'Retain',
    scaled: 'Delete',
    ordinal: 0,
    owners: [ref('Pod', 'db-0', 'uid-before')],
    right: 'as they are',
  },
];

test.each(rows)('$name', ({ deleted, scaled, ordinal, owners, right }) => {
  const object = statefulSet(policies(deleted, scaled));
  const held = claim('data', { ownerReferences: owners });
  const member = statefulPod({ ordinal });
  expect(hasRightOwners(held, object, member)).toBe(right === 'as they are');
  if (right !== 'as they are') expect(rightOwners(held, object, member)).toEqual(right);
});

describe('conflicts', () => {
  const held = claim('data', { ownerReferences: [foreign] });
  test('count only where a policy deletes', () => {
    expect(hasForeignController(held, statefulSet(policies('Retain', 'Retain')), statefulPod({ ordinal: 0 }))).toBe(
      false,
    );
    expect(hasForeignController(held, statefulSet(policies('Delete', 'Retain')), statefulPod({ ordinal: 0 }))).toBe(
      true,
    );
  });
  test('an owner of the same name but another uid is of an earlier time', () => {
    expect(isStale(claim('data', { ownerReferences: [pod(0)] }), statefulPod({ ordinal: 0 }))).toBe(false);
    const before = claim('data', { ownerReferences: [ref('Pod', 'db-0', 'uid-before')] });
    expect(isStale(before, statefulPod({ ordinal: 0 }))).toBe(true);
  });
});
