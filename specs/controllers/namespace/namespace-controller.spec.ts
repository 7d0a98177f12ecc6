// A namespace's deletion in a running control plane.

import { expect, test } from '@jest/globals';
import { namespaceController } from '../../../src/controllers/namespace/namespace-controller';
import type { KubeObject } from '../../../src/kinds/kind';
import { type Harness, harness, makePod } from '../harness';

function world(): Harness {
  const it = harness(namespaceController);
  it.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'nm' } });
  return it;
}

const map = (it: Harness, name: string, finalizers?: readonly string[]) =>
  it.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'nm', ...(finalizers ? { finalizers } : {}) },
  });

function pod(it: Harness, name: string, graceSeconds: number, finalizers?: readonly string[]) {
  const made = makePod({ name, spec: { terminationGracePeriodSeconds: graceSeconds } });
  const metadata = { ...made.metadata, namespace: 'nm', ...(finalizers ? { finalizers } : {}) };
  it.create<KubeObject>({ ...made, metadata });
}

const namespace = (it: Harness) => it.user.get('Namespace', undefined, 'nm');
const names = (it: Harness) =>
  ['Pod', 'ConfigMap'].flatMap((kind) => it.user.list(kind, 'nm')).map(({ metadata }) => metadata.name);
const remaining = (it: Harness) =>
  namespace(it)
    ?.status?.conditions?.filter((one) => one.status === 'True')
    .map((one) => one.message);

test('nothing happens for five seconds, then all is gone', () => {
  const it = world();
  map(it, 'a');
  it.user.delete('Namespace', undefined, 'nm');
  expect(namespace(it)?.status).toEqual({ phase: 'Terminating' });
  it.wait(4.9);
  expect(names(it)).toEqual(['a']);
  expect(namespace(it)?.status?.conditions).toBeUndefined();
  it.wait(0.2);
  expect(names(it)).toEqual([]);
  expect(namespace(it)).toBeUndefined();
});

test('settle waits for it', () => {
  const it = world();
  it.user.delete('Namespace', undefined, 'nm');
  it.settle();
  expect(namespace(it)).toBeUndefined();
});

test('pods first: the rest is not touched, nor told of, while one is left', () => {
  const it = world();
  map(it, 'a', ['x.io/hold']);
  pod(it, 'p', 30);
  it.user.delete('Namespace', undefined, 'nm');
  it.wait(6);
  expect(names(it)).toEqual(['p', 'a']);
  expect(it.user.get('Pod', 'nm', 'p')?.metadata.deletionTimestamp).toBeDefined();
  expect(remaining(it)).toEqual([]);
  it.user.delete('Pod', 'nm', 'p', { gracePeriodSeconds: 0 });
  it.wait(5);
  expect(it.user.get('ConfigMap', 'nm', 'a')?.metadata.deletionTimestamp).toBeDefined();
  expect(remaining(it)).toEqual([
    'Some resources are remaining: configmaps. has 1 resource instances',
    'Some content in the namespace has finalizers remaining: x.io/hold in 1 resource instances',
  ]);
});

test('a finalizer holds it; it goes within eight seconds of the finalizer', () => {
  const it = world();
  map(it, 'a', ['x.io/hold']);
  it.user.delete('Namespace', undefined, 'nm');
  it.wait(60);
  expect(names(it)).toEqual(['a']);
  it.user.patch('ConfigMap', 'nm', 'a', 'merge', { metadata: { finalizers: null } });
  expect(namespace(it)).toBeDefined();
  it.wait(8);
  expect(namespace(it)).toBeUndefined();
});

test('a pod that a finalizer holds does not keep settle waiting', () => {
  const it = world();
  pod(it, 'p', 0, ['x.io/hold']);
  it.user.delete('Namespace', undefined, 'nm');
  it.settle();
  expect(names(it)).toEqual(['p']);
  expect(remaining(it)).toEqual([]);
});

test('another finalizer in its spec keeps the empty namespace', () => {
  const it = harness(namespaceController);
  const spec = { finalizers: ['kubernetes', 'x.io/mine'] };
  it.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'nm' }, spec });
  it.user.delete('Namespace', undefined, 'nm');
  it.settle();
  expect(namespace(it)?.spec.finalizers).toEqual(['x.io/mine']);
});
