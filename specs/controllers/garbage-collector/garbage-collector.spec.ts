// The garbage collector in a running control plane.

import { describe, expect, test } from '@jest/globals';
import { garbageCollector } from '../../../src/controllers/garbage-collector/garbage-collector';
import type { ConfigMap, OwnerReference } from '../../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../../src/kinds/kind';
import { addPod, type Harness, harness, ownerReference } from '../harness';

const DANGLING: OwnerReference = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'gone',
  uid: '00000000-0000-0000-0000-000000000001',
};

function map(
  it: Harness,
  name: string,
  owners: readonly OwnerReference[] = [],
  metadata: Partial<ConfigMap['metadata']> = {},
) {
  return it.create<KubeObject>({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', ownerReferences: owners, ...metadata },
  });
}

/** A Deployment with a ReplicaSet and two pods. */
function tree(it: Harness, options: { readonly block?: boolean; readonly hold?: boolean } = {}) {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
  const spec = { selector: { matchLabels: { app: 'web' } }, template };
  const top = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'top', namespace: 'default' }, spec };
  const deployment = it.create<KubeObject>(top);
  const ownerReferences = [ownerReference(deployment, options.block ?? true)];
  const metadata = { name: 'mid', namespace: 'default', ownerReferences };
  const owner = it.create<KubeObject>({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec } as KubeObject);
  for (const name of ['a', 'b'])
    addPod(it, { name, node: '', owner, ...(options.hold ? { finalizers: ['x.io/hold'] } : {}) });
  it.settle();
}

const left = (it: Harness) =>
  ['Deployment', 'ReplicaSet', 'Pod', 'ConfigMap']
    .flatMap((kind) => it.user.list(kind))
    .map(({ metadata }) => `${metadata.name}${metadata.deletionTimestamp ? ' leaving' : ''}`);

const remove = (it: Harness, propagationPolicy: 'Foreground' | 'Background' | 'Orphan') =>
  it.user.delete('Deployment', 'default', 'top', { propagationPolicy });

test('what comes with an absent owner stays for the requests that ask for it', () => {
  const it = harness(garbageCollector);
  map(it, 'lost', [DANGLING]);
  it.wait(0.015);
  expect(left(it)).toEqual(['lost']);
  it.settle();
  expect(left(it)).toEqual([]);
});

describe('a Deployment, its ReplicaSet and pods', () => {
  test('background: the top goes first, the rest follows', () => {
    const it = harness(garbageCollector);
    tree(it);
    remove(it, 'Background');
    expect(left(it)).toEqual(['mid', 'a', 'b']);
    it.settle();
    expect(left(it)).toEqual([]);
  });

  test('foreground: the pods go first, the top last', () => {
    const it = harness(garbageCollector);
    tree(it);
    remove(it, 'Foreground');
    expect(left(it)).toEqual(['top leaving', 'mid', 'a', 'b']);
    it.settle();
    const gone = it.simulation.store.changes.filter((change) => change.type === 'DELETED').map((change) => change.key);
    expect(gone).toEqual(['default/a', 'default/b', 'default/mid', 'default/top']);
  });

  test('foreground waits for a pod that a finalizer holds', () => {
    const it = harness(garbageCollector);
    tree(it, { hold: true });
    remove(it, 'Foreground');
    it.settle();
    expect(left(it)).toEqual(['top leaving', 'mid leaving', 'a leaving', 'b leaving']);
    for (const name of ['a', 'b']) it.user.patch('Pod', 'default', name, 'merge', { metadata: { finalizers: null } });
    it.settle();
    expect(left(it)).toEqual([]);
  });

  test('a dependent that does not block is not waited for', () => {
    const it = harness(garbageCollector);
    tree(it, { hold: true, block: false });
    remove(it, 'Foreground');
    it.settle();
    expect(left(it)).toEqual(['mid leaving', 'a leaving', 'b leaving']);
  });

  test('a reference that stops blocking lets the owner go', () => {
    const it = harness(garbageCollector);
    tree(it, { hold: true });
    remove(it, 'Foreground');
    it.settle();
    const patch = [{ op: 'replace', path: '/metadata/ownerReferences/0/blockOwnerDeletion', value: false }];
    it.user.patch('ReplicaSet', 'default', 'mid', 'json', patch);
    it.settle();
    expect(left(it)).toEqual(['mid leaving', 'a leaving', 'b leaving']);
  });

  test('orphan: the ReplicaSet loses its owner and stays', () => {
    const it = harness(garbageCollector);
    tree(it);
    remove(it, 'Orphan');
    expect(left(it)).toEqual(['top leaving', 'mid', 'a', 'b']);
    it.settle();
    expect(left(it)).toEqual(['mid', 'a', 'b']);
    expect(it.user.get('ReplicaSet', 'default', 'mid')?.metadata.ownerReferences).toBeUndefined();
  });
});

describe('owners that are not there', () => {
  test.each([
    { name: 'no such object', owners: [DANGLING], left: [] },
    { name: 'no such kind', owners: [{ ...DANGLING, apiVersion: 'nope.io/v1', kind: 'Thing' }], left: ['x'] },
    { name: 'none', owners: [], left: ['x'] },
  ])('$name', ({ owners, left: expected }) => {
    const it = harness(garbageCollector);
    map(it, 'x', owners);
    it.settle();
    expect(left(it)).toEqual(expected);
  });

  test('another object of that name is not the owner', () => {
    const it = harness(garbageCollector);
    map(it, 'gone');
    map(it, 'x', [DANGLING]);
    it.settle();
    expect(left(it)).toEqual(['gone']);
  });

  test('one of two is there: the other reference goes', () => {
    const it = harness(garbageCollector);
    const owner = map(it, 'owner');
    map(it, 'x', [DANGLING, { ...ownerReference(owner), controller: false }]);
    it.settle();
    expect(it.user.get('ConfigMap', 'default', 'x')?.metadata.ownerReferences?.map(({ name }) => name)).toEqual([
      'owner',
    ]);
  });

  test('an owner in another namespace: deleted, with an event', () => {
    const it = harness(garbageCollector);
    it.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'far' } });
    const owner = map(it, 'owner', [], { namespace: 'far' });
    map(it, 'x', [ownerReference(owner)]);
    it.settle();
    expect(left(it)).toEqual(['owner']);
    const place = `namespace: default, name: owner, uid: ${owner.metadata.uid}`;
    expect(it.events()).toEqual([
      `Warning OwnerRefInvalidNamespace: ownerRef [v1/ConfigMap, ${place}] does not exist in namespace "default"`,
    ]);
  });

  test('a cluster-scoped object with a namespaced owner is left alone', () => {
    const it = harness(garbageCollector);
    const owner = map(it, 'owner');
    it.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'n', ownerReferences: [ownerReference(owner)] },
    });
    it.settle();
    expect(it.user.get('Namespace', undefined, 'n')).toBeDefined();
  });
});

test('two owners that own each other are deleted in the foreground all the same', () => {
  const it = harness(garbageCollector);
  const a = map(it, 'a');
  const b = map(it, 'b', [ownerReference(a)]);
  it.user.patch('ConfigMap', 'default', 'a', 'merge', { metadata: { ownerReferences: [ownerReference(b)] } });
  it.user.delete('ConfigMap', 'default', 'a', { propagationPolicy: 'Foreground' });
  it.settle();
  expect(left(it)).toEqual([]);
});

test('a thousand pods go with their owner, each once', () => {
  const it = harness(garbageCollector);
  const owner = map(it, 'owner');
  for (let number = 0; number < 1000; number++) map(it, `d${number}`, [ownerReference(owner)]);
  it.user.delete('ConfigMap', 'default', 'owner');
  it.settle();
  expect(left(it)).toEqual([]);
});
