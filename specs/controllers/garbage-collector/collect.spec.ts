// What becomes of an object, by its owners.

import { describe, expect, test } from '@jest/globals';
import {
  blockingDependents,
  judge,
  type OwnerLook,
  unblockedOwners,
} from '../../../src/controllers/garbage-collector/collect';
import type { OwnerReference } from '../../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../../src/kinds/kind';

const object = (metadata: Partial<KubeObject['metadata']> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'x', ...metadata },
});
const FOREGROUND = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['foregroundDeletion'] };
const reference = (uid: string, blockOwnerDeletion?: boolean): OwnerReference => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: uid,
  uid,
  ...(blockOwnerDeletion === undefined ? {} : { blockOwnerDeletion }),
});

const present = (owner: KubeObject) => ({ state: 'present' as const, object: owner, kind: 'ConfigMap' });
const solid: OwnerLook = { reference: reference('solid'), owner: present(object()) };
const leaving: OwnerLook = {
  reference: reference('leaving'),
  owner: present(object({ deletionTimestamp: '2026-01-01T00:00:00Z' })),
};
const waiting: OwnerLook = { reference: reference('waiting'), owner: present(object(FOREGROUND)) };
const absent: OwnerLook = { reference: reference('absent'), owner: { state: 'absent' } };
const unknown: OwnerLook = { reference: reference('unknown'), owner: { state: 'unknown' } };
const unreachable: OwnerLook = { reference: reference('unreachable'), owner: { state: 'unreachable' } };

const background = { verdict: 'delete', propagation: 'Background', unblock: false };

describe('judge', () => {
  test.each([
    { name: 'no owners', looks: [], verdict: { verdict: 'keep' } },
    { name: 'an owner', looks: [solid], verdict: { verdict: 'keep' } },
    { name: 'an owner that is being deleted otherwise', looks: [leaving], verdict: { verdict: 'keep' } },
    { name: 'an absent owner', looks: [absent], verdict: background },
    { name: 'one is left', looks: [solid, absent], verdict: { verdict: 'drop-references', uids: ['absent'] } },
    {
      name: 'one is left, one waits',
      looks: [solid, waiting],
      verdict: { verdict: 'drop-references', uids: ['waiting'] },
    },
    { name: 'the owner waits', looks: [waiting], verdict: background },
    { name: 'the owner waits, another is absent', looks: [waiting, absent], verdict: background },
    { name: 'an unknown kind', looks: [unknown, absent], verdict: { verdict: 'retry' } },
    { name: 'a namespaced owner of a cluster-scoped object', looks: [unreachable], verdict: { verdict: 'keep' } },
  ])('$name', ({ looks, verdict }) => {
    expect(judge(object(), looks, [])).toEqual(verdict);
  });

  test.each([
    { name: 'with dependents of its own', dependents: [object()], unblock: false },
    { name: 'in a circle', dependents: [object(FOREGROUND)], unblock: true },
  ])('the owner waits, the object $name', ({ dependents, unblock }) => {
    expect(judge(object(), [waiting], dependents)).toEqual({ verdict: 'delete', propagation: 'Foreground', unblock });
  });

  test.each([
    { name: 'orphan', finalizers: ['orphan'], propagation: 'Orphan' },
    { name: 'foreground', finalizers: ['foregroundDeletion'], propagation: 'Foreground' },
    { name: 'none', finalizers: ['x.io/other'], propagation: 'Background' },
  ])('its own finalizer decides: $name', ({ finalizers, propagation }) => {
    expect(judge(object({ finalizers }), [absent], [])).toEqual({ verdict: 'delete', propagation, unblock: false });
  });
});

test('only blocking references hold an owner up', () => {
  const item = (name: string, block?: boolean) => ({
    kind: 'ConfigMap',
    object: object({ name, ownerReferences: [reference('o', block)] }),
  });
  const blocking = blockingDependents('o', [item('yes', true), item('no', false), item('unsaid')]);
  expect(blocking.map((one) => one.object.metadata.name)).toEqual(['yes']);
});

test.each([
  { name: 'reference gone', before: [reference('a', true)], after: [], uids: ['a'] },
  { name: 'no longer blocking', before: [reference('a', true)], after: [reference('a', false)], uids: ['a'] },
  { name: 'never was', before: [reference('a', false)], after: [], uids: [] },
  { name: 'still is', before: [reference('a', true)], after: [reference('a', true), reference('b')], uids: [] },
])('unblocked owners: $name', ({ before, after, uids }) => {
  expect(unblockedOwners(before, after).map((owner) => owner.uid)).toEqual(uids);
});
