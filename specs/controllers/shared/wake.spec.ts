import { describe, expect, test } from '@jest/globals';
import type { Reader } from '../../../src/api/actor';
import type { Change } from '../../../src/api/change';
import { wakeOwners } from '../../../src/controllers/shared/wake';
import type { OwnerReference, Pod, ReplicaSet } from '../../../src/kinds/generated/types.gen';
import { compileSelector } from '../../../src/kinds/labels';
import { type PodParts, pod, replicaSet } from '../builders';

const selecting = (name: string, app: string): ReplicaSet => {
  const made = replicaSet({ name });
  return { ...made, spec: { ...made.spec, selector: { matchLabels: { app } } } };
};
const sets = [selecting('a', 'web'), selecting('b', 'web'), selecting('c', 'other')];
const reader = {
  get: (_kind: string, _namespace: string, name: string) => sets.find(({ metadata }) => metadata.name === name),
  list: () => sets,
} as unknown as Reader;
const owners = {
  kind: 'ReplicaSet' as const,
  selects: (owner: ReplicaSet) => compileSelector(owner.spec.selector),
};

const ref = (name: string, uid = `uid-${name}`, kind = 'ReplicaSet'): OwnerReference => {
  return { apiVersion: 'apps/v1', kind, name, uid, controller: true };
};
const made = (parts: PodParts, owner?: OwnerReference): Pod => {
  const plain = pod(parts);
  return owner ? { ...plain, metadata: { ...plain.metadata, ownerReferences: [owner] } } : plain;
};

const rows: readonly {
  name: string;
  type: Change['type'];
  previous?: Pod;
  object: Pod;
  woken: string | readonly string[] | undefined;
}[] = [
  { name: 'an owned pod appears', type: 'ADDED', object: made({}, ref('a')), woken: 'default/a' },
  {
    name: 'an owned pod changes',
    type: 'MODIFIED',
    previous: made({}, ref('a')),
    object: made({ restarts: 1 }, ref('a')),
    woken: 'default/a',
  },
  { name: 'an owned pod goes', type: 'DELETED', object: made({}, ref('a')), woken: 'default/a' },
  { name: 'the owner is another object now', type: 'ADDED', object: made({}, ref('a', 'old')), woken: undefined },
  { name: 'owned by another kind', type: 'ADDED', object: made({}, ref('a', 'x', 'Job')), woken: undefined },
  { name: 'an orphan appears', type: 'ADDED', object: made({}), woken: ['default/a', 'default/b'] },
  { name: 'an orphan changes', type: 'MODIFIED', previous: made({}), object: made({ restarts: 1 }), woken: undefined },
  {
    name: 'an orphan is relabelled',
    type: 'MODIFIED',
    previous: made({}),
    object: made({ labels: { app: 'other' } }),
    woken: ['default/c'],
  },
  { name: 'an orphan goes', type: 'DELETED', object: made({}), woken: undefined },
  { name: 'an orphan that is being deleted', type: 'ADDED', object: made({ deleted: true }), woken: undefined },
  {
    name: 'released',
    type: 'MODIFIED',
    previous: made({ labels: {} }, ref('a')),
    object: made({ labels: {} }),
    woken: ['default/a'],
  },
  {
    name: 'handed over',
    type: 'MODIFIED',
    previous: made({}, ref('a')),
    object: made({}, ref('c')),
    woken: ['default/c', 'default/a'],
  },
];

describe('who is woken by a pod', () => {
  test.each(rows)('$name', ({ type, previous, object, woken }) => {
    const change = { type, previous, object } as unknown as Change;
    expect(wakeOwners(change, reader, owners)).toEqual(woken);
  });
});
