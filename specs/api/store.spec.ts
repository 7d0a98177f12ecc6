import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/api/change';
import { Store, type WriteOrigin } from '../../src/api/store';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { configMap, pod } from './api-tank';

const origin: WriteOrigin = {
  writer: 'user',
  trace: 1,
  atMs: 5,
  manager: 'm',
  subresource: undefined,
  asked: undefined,
  managers: undefined,
};
const maps = kindByKey('ConfigMap') as KindRow;
const pods = kindByKey('Pod') as KindRow;
const leases = kindByKey('Lease') as KindRow;

const put = (store: Store, object: KubeObject, row = maps) => store.put(row, object, origin);
const keys = (store: Store, row: KindRow, index: string, value: string) => store.table(row).keysBy(index, value);

describe('revisions', () => {
  test('are one number over all kinds, one up for each write and each removal', () => {
    const store = new Store();
    const versions = [
      put(store, configMap('a')),
      put(store, pod('p'), pods),
      put(store, configMap('a', { data: {} })),
      store.remove(maps, configMap('a'), origin),
    ].map(({ metadata }) => metadata.resourceVersion);
    expect(versions).toEqual(['1', '2', '3', '4']);
    expect(store.revision).toBe(4);
  });

  test('go up in a fork by itself', () => {
    const store = new Store();
    put(store, configMap('a'));
    const fork = store.fork();
    put(fork, configMap('b'));
    expect([store.revision, fork.revision]).toEqual([1, 2]);
  });
});

describe('changes', () => {
  test('keep what stood before and what stands now', () => {
    const store = new Store();
    const first = put(store, configMap('a'));
    const second = put(store, configMap('a', { data: { x: '1' } }));
    const last = store.remove(maps, second, origin);
    expect(store.changes.map(({ type, previous, object }) => [type, previous, object])).toEqual([
      ['ADDED', undefined, first],
      ['MODIFIED', first, second],
      ['DELETED', second, last],
    ]);
    expect(last).toMatchObject({ data: { x: '1' }, metadata: { resourceVersion: '3' } });
  });

  test('are told at once and in order', () => {
    const store = new Store();
    const told: string[] = [];
    store.onChange = ({ type, revision }: Change) => told.push(`${revision} ${type}`);
    put(store, configMap('a'));
    put(store, configMap('a', { data: {} }));
    expect(told).toEqual(['1 ADDED', '2 MODIFIED']);
  });

  test('of kinds without history are told and not kept', () => {
    const store = new Store();
    let told = 0;
    store.onChange = () => told++;
    put(
      store,
      { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'l', namespace: 'n' } },
      leases,
    );
    expect([told, store.changes.length, store.revision]).toEqual([1, 0, 1]);
  });

  test('can be taken back, the latest first', () => {
    const store = new Store();
    const first = put(store, configMap('a'));
    put(store, configMap('a', { data: {} }));
    store.remove(maps, configMap('a'), origin);
    const [, second, third] = store.changes as [Change, Change, Change];
    store.takeBack(third);
    expect(store.get(maps, 'default/a')).toBe(second.object);
    store.takeBack(second);
    expect(store.get(maps, 'default/a')).toBe(first);
  });
});

describe('indexes', () => {
  const owned = (name: string, uids: readonly string[], node = '') =>
    pod(
      name,
      { nodeName: node },
      {
        ownerReferences: uids.map((uid, index) => ({
          apiVersion: 'v1',
          kind: 'X',
          name: 'x',
          uid,
          controller: index === 0,
        })),
      },
    );

  test('follow what is written', () => {
    const store = new Store();
    put(store, owned('b', ['u1', 'u2'], 'n1'), pods);
    put(store, owned('a', ['u1'], 'n1'), pods);
    expect(keys(store, pods, 'node', 'n1')).toEqual(['default/a', 'default/b']);
    expect(keys(store, pods, 'owner', 'u1')).toEqual(['default/a', 'default/b']);
    expect(keys(store, pods, 'owners', 'u2')).toEqual(['default/b']);
    put(store, owned('b', [], 'n2'), pods);
    expect(keys(store, pods, 'node', 'n1')).toEqual(['default/a']);
    expect(keys(store, pods, 'owners', 'u2')).toEqual([]);
    store.remove(pods, owned('a', ['u1'], 'n1'), origin);
    expect(keys(store, pods, 'node', 'n1')).toEqual([]);
  });

  test('of namespaces hold every object there, in order', () => {
    const store = new Store();
    for (const name of ['b', 'B', 'a']) put(store, configMap(name));
    expect(keys(store, maps, 'namespace', 'default')).toEqual(['default/B', 'default/a', 'default/b']);
  });

  test('of a fork go their own way', () => {
    const store = new Store();
    put(store, owned('a', ['u1'], 'n1'), pods);
    const fork = store.fork();
    put(fork, owned('b', ['u1'], 'n1'), pods);
    store.remove(pods, owned('a', ['u1'], 'n1'), origin);
    expect(keys(store, pods, 'node', 'n1')).toEqual([]);
    expect(keys(fork, pods, 'node', 'n1')).toEqual(['default/a', 'default/b']);
  });

  test('that nobody declared are not there', () => {
    const store = new Store();
    expect(keys(store, maps, 'colour', 'red')).toBeUndefined();
  });
});

test('what a caller handed over stays its own', () => {
  const store = new Store();
  const frozen = Object.freeze(configMap('a'));
  const stored = put(store, frozen);
  expect(frozen.metadata.resourceVersion).toBeUndefined();
  expect(stored.metadata.resourceVersion).toBe('1');
});
