// Nodes that fall silent, in a running control plane.

import { describe, expect, test } from '@jest/globals';
import { DEFAULT_TIMINGS } from '../../../src/api/timings';
import { nodeLifecycleController } from '../../../src/controllers/node-lifecycle/node-lifecycle-controller';
import type { Node } from '../../../src/kinds/generated/types.gen';
import { rfc3339 } from '../../../src/sim/time';
import { addPod, type Harness, harness, makeNode, waitAlive } from '../harness';

const zoned = (name: string, zone: string) => makeNode(name, { 'topology.kubernetes.io/zone': zone });

function world(...nodes: readonly Node[]): Harness {
  const it = harness(nodeLifecycleController);
  it.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-node-lease' } });
  for (const node of nodes) it.create(node);
  waitAlive(
    it,
    20,
    nodes.map((node) => node.metadata.name),
  );
  return it;
}

const node = (it: Harness, name: string) => it.user.get('Node', undefined, name) as Node;
const ready = (it: Harness, name: string) =>
  node(it, name).status?.conditions?.find((one) => one.type === 'Ready')?.status;
const taints = (it: Harness, name: string) =>
  (node(it, name).spec.taints ?? []).map(({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);

/** What a kubelet that is back writes. */
function report(it: Harness, name: string, status: 'True' | 'False'): void {
  const time = rfc3339(it.simulation.nowMs);
  const old = node(it, name);
  const conditions = (old.status?.conditions ?? []).map((one) => ({
    ...one,
    status: one.type === 'Ready' ? status : 'False',
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  }));
  it.user.updateStatus({ ...old, status: { ...old.status, conditions } });
}

test('a new node is announced, gets its older labels and loses the not-ready taint', () => {
  const fresh = {
    ...makeNode('a'),
    spec: { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' as const }] },
  };
  const it = world(fresh);
  expect(it.events()).toEqual(['Normal RegisteredNode: Node a event: Registered Node a in Controller']);
  expect(taints(it, 'a')).toEqual([]);
  expect(node(it, 'a').metadata.labels).toMatchObject({ 'beta.kubernetes.io/os': 'linux' });
  it.user.delete('Node', undefined, 'a');
  it.wait(5);
  expect(it.events().at(-1)).toBe('Normal RemovingNode: Node a event: Removing Node a from Controller');
});

describe('one of two nodes falls silent', () => {
  function silent(seconds: number): Harness {
    const it = world(makeNode('a'), makeNode('b'));
    addPod(it, { name: 'p', node: 'a', ip: '10.0.0.1', ready: true });
    waitAlive(it, seconds, ['b']);
    return it;
  }

  test('nobody notices for the first 35 seconds', () => {
    const it = silent(35);
    expect(ready(it, 'a')).toBe('True');
    expect(taints(it, 'a')).toEqual([]);
  });

  test('then it is Unknown, tainted, and its pods are not ready', () => {
    const it = silent(50);
    expect(ready(it, 'a')).toBe('Unknown');
    expect(taints(it, 'a')).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
    expect(it.user.get('Pod', 'default', 'p')?.status?.conditions).toMatchObject([{ type: 'Ready', status: 'False' }]);
    expect(it.events().slice(2)).toEqual([
      'Normal NodeNotReady: Node a status is now: NodeNotReady',
      'Warning NodeNotReady: Node is not ready',
    ]);
  });

  test('conditions first, then NoSchedule, then within a tenth of a second NoExecute', () => {
    const it = silent(50);
    const times = it.simulation.store.changes
      .filter((change) => change.kind === 'Node' && change.key === 'a')
      .slice(-3)
      .map((change) => change.atMs);
    expect([times[1], times[2]].map((time) => (time as number) - (times[0] as number))).toEqual([
      3 * DEFAULT_TIMINGS.controllerLagMs,
      100,
    ]);
  });

  test('a pod that is bound to it later is marked too', () => {
    const it = silent(50);
    addPod(it, { name: 'late', node: 'a', ip: '10.0.0.2', ready: true });
    it.settle();
    expect(it.user.get('Pod', 'default', 'late')?.status?.conditions).toMatchObject([
      { type: 'Ready', status: 'False' },
    ]);
  });

  test('back again: taints go, pods are left to the kubelet', () => {
    const it = silent(50);
    report(it, 'a', 'True');
    waitAlive(it, 10, ['a', 'b']);
    expect(taints(it, 'a')).toEqual([]);
    expect(it.user.get('Pod', 'default', 'p')?.status?.conditions).toMatchObject([{ type: 'Ready', status: 'False' }]);
  });

  test('Unknown turns into False: one taint is swapped for the other', () => {
    const it = silent(50);
    report(it, 'a', 'False');
    waitAlive(it, 10, ['a', 'b']);
    expect(taints(it, 'a').sort()).toEqual(['not-ready:NoExecute', 'not-ready:NoSchedule']);
  });
});

test('pressure is a NoSchedule taint at once', () => {
  const it = world(makeNode('a'));
  const old = node(it, 'a');
  const conditions = (old.status?.conditions ?? []).map((one) =>
    one.type === 'MemoryPressure' ? { ...one, status: 'True' } : one,
  );
  it.user.updateStatus({ ...old, status: { ...old.status, conditions } });
  it.settle();
  expect(taints(it, 'a')).toEqual(['memory-pressure:NoSchedule']);
});

test('the only node: nothing is evicted', () => {
  const it = world(makeNode('a'));
  it.wait(120);
  expect(ready(it, 'a')).toBe('Unknown');
  expect(taints(it, 'a')).toEqual(['unreachable:NoSchedule']);
});

test('both nodes of a zone: the second is tainted ten seconds after the first', () => {
  const it = world(zoned('a', '1'), zoned('b', '1'), zoned('c', '2'));
  waitAlive(it, 52, ['c']);
  const tainted = () => ['a', 'b'].filter((name) => taints(it, name).includes('unreachable:NoExecute'));
  expect(tainted()).toEqual(['a']);
  waitAlive(it, 10, ['c']);
  expect(tainted()).toEqual(['a', 'b']);
});

test('three of five nodes of a small zone: none is tainted NoExecute', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const it = world(...names.map((name) => zoned(name, '1')));
  waitAlive(it, 120, ['d', 'e']);
  expect(names.filter((name) => ready(it, name) === 'Unknown')).toEqual(['a', 'b', 'c']);
  const tainted = names.filter((name) => taints(it, name).includes('unreachable:NoExecute'));
  // The pass that finds all three silent at once stops the zone before the first one's turn.
  expect(tainted).toEqual([]);
});

test('all nodes go, one comes back: the others are judged anew', () => {
  const it = world(makeNode('a'), makeNode('b'));
  it.wait(60);
  expect(taints(it, 'a')).toEqual(['unreachable:NoSchedule']);
  report(it, 'b', 'True');
  waitAlive(it, 30, ['b']);
  expect(taints(it, 'b')).toEqual([]);
  expect(taints(it, 'a')).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
});

test('a node without any heartbeat is given sixty seconds', () => {
  const it = world(makeNode('a'));
  const { status, ...bare } = makeNode('mute');
  it.create(bare);
  waitAlive(it, 55, ['a']);
  expect(ready(it, 'mute')).toBeUndefined();
  waitAlive(it, 10, ['a']);
  expect(node(it, 'mute').status?.conditions?.map((one) => one.reason)).toEqual(
    Array(4).fill('NodeStatusNeverUpdated'),
  );
});

test('a hundred quiet nodes cost no writes', () => {
  const names = Array.from({ length: 100 }, (_, index) => `n${index}`);
  const it = world(...names.map((name) => makeNode(name)));
  const before = it.simulation.store.changes.length;
  waitAlive(it, 300, names);
  expect(it.simulation.store.changes.length).toBe(before);
});
