// Pods that nobody else removes.

import { describe, expect, test } from '@jest/globals';
import { inOrder, isOutOfService, podGarbageCollector } from '../../src/controllers/pod-garbage-collector';
import type { Node, Pod } from '../../src/kinds/generated/types.gen';
import { addPod, type Harness, harness, makeNode, makePod, type PodParts } from './harness';

const world = (): Harness => {
  const it = harness(podGarbageCollector);
  it.create(makeNode('n1'));
  return it;
};
const add = (it: Harness, parts: Partial<PodParts> = {}) =>
  addPod(it, { name: 'p', finalizers: ['x.io/hold'], ...parts });
const pod = (it: Harness): Pod | undefined => it.user.get('Pod', 'default', 'p');
const seen = (it: Harness) => ({
  phase: pod(it)?.status?.phase,
  leaving: pod(it)?.metadata.deletionTimestamp !== undefined,
  condition: pod(it)?.status?.conditions?.find((one) => one.type === 'DisruptionTarget')?.message,
});

test('a node that is gone: its pods fail and go, 40 to 60 seconds later', () => {
  const it = world();
  add(it);
  it.wait(10);
  it.user.delete('Node', undefined, 'n1');
  it.wait(49);
  expect(seen(it)).toEqual({ phase: 'Running', leaving: false, condition: undefined });
  it.wait(2);
  expect(seen(it)).toEqual({ phase: 'Failed', leaving: true, condition: 'PodGC: node no longer exists' });
});

test('a node that is back in time keeps them', () => {
  const it = world();
  add(it);
  it.user.delete('Node', undefined, 'n1');
  it.wait(30);
  it.create(makeNode('n1'));
  it.wait(120);
  expect(seen(it)).toEqual({ phase: 'Running', leaving: false, condition: undefined });
});

test('a pod bound to a node that never was', () => {
  const it = world();
  add(it, { node: 'nowhere' });
  it.wait(61);
  expect(seen(it)).toMatchObject({ phase: 'Failed', leaving: true });
});

test('terminating on a node out of service: within 20 seconds', () => {
  const it = world();
  add(it);
  it.user.delete('Pod', 'default', 'p');
  const node = it.user.get('Node', undefined, 'n1') as Node;
  const taints = [{ key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' as const }];
  const conditions = [{ type: 'Ready', status: 'Unknown' }];
  it.user.updateStatus({ ...it.user.update({ ...node, spec: { taints } }), status: { conditions } });
  it.wait(20);
  expect(seen(it)).toMatchObject({ phase: 'Failed' });
});

test('terminating without a node', () => {
  const it = world();
  add(it, { node: '', phase: 'Pending' });
  it.user.delete('Pod', 'default', 'p');
  it.wait(20);
  expect(seen(it)).toMatchObject({ phase: 'Failed', leaving: true });
});

test('a pod that merely terminates, or merely ended, is left alone', () => {
  const it = world();
  add(it, { phase: 'Succeeded' });
  it.user.delete('Pod', 'default', 'p');
  it.wait(100);
  expect(seen(it)).toMatchObject({ phase: 'Succeeded' });
});

describe('the order of removal', () => {
  const aged = (name: string, seconds: number, evicted = false): Pod => {
    const made = makePod({ name, phase: 'Failed' });
    const creationTimestamp = `2026-01-01T00:00:${String(seconds).padStart(2, '0')}Z`;
    return {
      ...made,
      metadata: { ...made.metadata, creationTimestamp },
      status: { ...made.status, ...(evicted ? { reason: 'Evicted' } : {}) },
    };
  };
  test.each([
    { name: 'oldest first', pods: [aged('a', 5), aged('b', 1)], order: ['b', 'a'] },
    { name: 'evicted before all', pods: [aged('a', 1), aged('b', 5, true)], order: ['b', 'a'] },
    { name: 'by name', pods: [aged('b', 1), aged('a', 1)], order: ['a', 'b'] },
  ])('$name', ({ pods, order }) => {
    expect(inOrder(pods).map(({ metadata }) => metadata.name)).toEqual(order);
  });
});

test.each([
  { name: 'ready', status: 'True', key: 'node.kubernetes.io/out-of-service', yes: false },
  { name: 'not ready', status: 'False', key: 'node.kubernetes.io/out-of-service', yes: true },
  { name: 'another taint', status: 'False', key: 'node.kubernetes.io/unreachable', yes: false },
])('out of service: $name', ({ status, key, yes }) => {
  const node = {
    spec: { taints: [{ key, effect: 'NoExecute' }] },
    status: { conditions: [{ type: 'Ready', status }] },
  };
  expect(isOutOfService(node as unknown as Node)).toBe(yes);
});
