import { expect, test } from '@jest/globals';
import { decideClaim } from '../../../src/controllers/shared/controller-ref';
import { compileSelector } from '../../../src/kinds/labels';
import { pod, replicaSet } from '../builders';

const own = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'uid-web-1', controller: true };
const matches = compileSelector({ matchLabels: { app: 'web' } });

test.each([
  { name: 'its own that matches', refs: [own], parts: {}, ownerDeleted: false, claim: 'keep' },
  { name: 'its own, both being deleted', refs: [own], parts: { deleted: true }, ownerDeleted: true, claim: 'keep' },
  { name: 'its own, relabelled', refs: [own], parts: { labels: {} }, ownerDeleted: false, claim: 'release' },
  {
    name: 'its own, relabelled, owner being deleted',
    refs: [own],
    parts: { labels: {} },
    ownerDeleted: true,
    claim: 'ignore',
  },
  {
    name: "somebody else's that matches",
    refs: [{ ...own, uid: 'other' }],
    parts: {},
    ownerDeleted: false,
    claim: 'ignore',
  },
  { name: 'an orphan that matches', refs: [], parts: {}, ownerDeleted: false, claim: 'adopt' },
  {
    name: 'an owner that is no controller',
    refs: [{ ...own, controller: false }],
    parts: {},
    ownerDeleted: false,
    claim: 'adopt',
  },
  {
    name: 'an orphan that does not match',
    refs: [],
    parts: { labels: { app: 'x' } },
    ownerDeleted: false,
    claim: 'ignore',
  },
  { name: 'an orphan being deleted', refs: [], parts: { deleted: true }, ownerDeleted: false, claim: 'ignore' },
  { name: 'an orphan, owner being deleted', refs: [], parts: {}, ownerDeleted: true, claim: 'ignore' },
])('$name: $claim', ({ refs, parts, ownerDeleted, claim }) => {
  const plain = pod(parts);
  const object = { ...plain, metadata: { ...plain.metadata, ownerReferences: refs } };
  expect(decideClaim(replicaSet({ deleted: ownerDeleted }), object, matches)).toBe(claim);
});

test('objects of another namespace are not adopted', () => {
  const plain = pod();
  const object = { ...plain, metadata: { ...plain.metadata, namespace: 'other' } };
  expect(decideClaim(replicaSet(), object, matches)).toBe('ignore');
});
