// Who recovers after a node failure, and who needs a hand: the whole control plane with real kubelets, from the
// failure to the replacement. Facts: nobody notices for 40 to 50 s, pods are evicted 300 s later unless they say
// otherwise, and stay Terminating until the node is back or somebody takes them away.

import { describe, expect, test } from '@jest/globals';
import { startControlPlane } from '../../src/cluster/control-plane';
import { resolveOptions } from '../../src/cluster/options';
import type { Node, Pod } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { around, type Harness } from './harness';

const TEMPLATE = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1' }] } };
const SELECTOR = { matchLabels: { app: 'web' } };

const owners: Readonly<Record<string, unknown>> = {
  ReplicaSet: {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    spec: { replicas: 2, selector: SELECTOR, template: TEMPLATE },
  },
  ReplicationController: {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    spec: { replicas: 2, selector: { app: 'web' }, template: TEMPLATE },
  },
  Deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { replicas: 2, selector: SELECTOR, template: TEMPLATE },
  },
};

function world(nodes = 2): Harness {
  return around(startControlPlane(resolveOptions({ nodes })));
}

function createOwner(it: Harness, kind: string): void {
  it.create({ ...(owners[kind] as KubeObject), metadata: { name: 'web', namespace: 'default' } });
  it.settle();
}

const fail = (it: Harness, name: string) => it.simulation.command('kubelet', 'stopNode', { node: name }, 0);
const recover = (it: Harness, name: string) => it.simulation.command('kubelet', 'startNode', { node: name }, 0);

const isReady = (pod: Pod) =>
  pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
const pods = (it: Harness): readonly Pod[] => it.user.list('Pod', 'default');
const count = (it: Harness) => ({
  ready: pods(it).filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp).length,
  terminating: pods(it).filter((pod) => pod.metadata.deletionTimestamp).length,
});

describe.each(Object.keys(owners).map((kind) => ({ kind })))('a $kind over two nodes, one dies', ({ kind }) => {
  function dead(seconds: number): Harness {
    const it = world();
    createOwner(it, kind);
    expect(new Set(pods(it).map((pod) => pod.spec.nodeName)).size).toBe(2);
    fail(it, 'node-2');
    it.wait(seconds);
    return it;
  }

  test.each([
    { name: 'unnoticed', seconds: 39, ready: 2, terminating: 0 },
    { name: 'not ready, still there', seconds: 60, ready: 1, terminating: 0 },
    { name: 'just before the eviction', seconds: 338, ready: 1, terminating: 0 },
    { name: 'replaced, the old one lingers', seconds: 360, ready: 2, terminating: 1 },
    { name: 'it lingers on', seconds: 3600, ready: 2, terminating: 1 },
  ])('$name after $seconds s', ({ seconds, ready, terminating }) => {
    expect(count(dead(seconds))).toEqual({ ready, terminating });
  });

  test('the node comes back: the old pod goes', () => {
    const it = dead(360);
    recover(it, 'node-2');
    it.wait(15);
    expect(count(it)).toEqual({ ready: 2, terminating: 0 });
  });

  test('the node comes back in time: the pod is ready again, nothing is replaced', () => {
    const it = dead(120);
    const before = pods(it).map((pod) => pod.metadata.name);
    recover(it, 'node-2');
    it.wait(60);
    expect(pods(it).map((pod) => pod.metadata.name)).toEqual(before);
    expect(count(it)).toEqual({ ready: 2, terminating: 0 });
  });
});

test('a Service keeps the lost pod as not ready, then as terminating', () => {
  const it = world();
  createOwner(it, 'ReplicaSet');
  const spec = { selector: { app: 'web' }, ports: [{ port: 80 }] };
  it.create<KubeObject>({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec,
  } as KubeObject);
  it.settle();
  fail(it, 'node-2');
  const lost = () =>
    it.user
      .by('EndpointSlice', 'service', 'default/web')
      .flatMap((slice) => slice.endpoints ?? [])
      .find((endpoint) => endpoint.nodeName === 'node-2')?.conditions;
  it.wait(39);
  expect(lost()).toEqual({ ready: true, serving: true, terminating: false });
  it.wait(21);
  expect(lost()).toEqual({ ready: false, serving: false, terminating: false });
  it.wait(300);
  expect(lost()).toEqual({ ready: false, serving: false, terminating: true });
});

test('a bare pod is not replaced', () => {
  const it = world();
  const spec = { nodeName: 'node-2', ...TEMPLATE.spec };
  it.create<KubeObject>({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bare', namespace: 'default' },
    spec,
  } as KubeObject);
  it.settle();
  fail(it, 'node-2');
  it.wait(400);
  expect(count(it)).toEqual({ ready: 0, terminating: 1 });
  recover(it, 'node-2');
  it.wait(15);
  expect(pods(it)).toEqual([]);
});

test('Recreate in the middle of a rollout waits for the old pod to vanish', () => {
  const it = world();
  const deployment = owners.Deployment as { spec: object };
  const spec = { ...deployment.spec, strategy: { type: 'Recreate' } };
  it.create<KubeObject>({
    ...deployment,
    metadata: { name: 'web', namespace: 'default' },
    spec,
  } as unknown as KubeObject);
  it.settle();
  fail(it, 'node-2');
  it.wait(60);
  const patch = { spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } } } };
  it.user.patch('Deployment', 'default', 'web', 'strategic', patch);
  it.wait(120);
  expect(count(it)).toEqual({ ready: 0, terminating: 1 });
  const [stuck] = pods(it) as [Pod];
  it.user.delete('Pod', 'default', stuck.metadata.name, { gracePeriodSeconds: 0 });
  it.wait(30);
  expect(count(it)).toEqual({ ready: 2, terminating: 0 });
});

describe('a hand', () => {
  function evicted(): Harness {
    const it = world();
    createOwner(it, 'ReplicaSet');
    fail(it, 'node-2');
    it.wait(360);
    expect(count(it)).toEqual({ ready: 2, terminating: 1 });
    return it;
  }

  test('the out-of-service taint takes the lost pod away within 20 seconds', () => {
    const it = evicted();
    const node = it.user.get('Node', undefined, 'node-2') as Node;
    const taint = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' as const };
    it.user.update({ ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } });
    it.wait(20);
    expect(count(it)).toEqual({ ready: 2, terminating: 0 });
  });

  test('the Node object\u2019s deletion does within 40 to 60 seconds', () => {
    const it = evicted();
    it.user.delete('Node', undefined, 'node-2');
    it.wait(39);
    expect(count(it)).toEqual({ ready: 2, terminating: 1 });
    it.wait(21);
    expect(count(it)).toEqual({ ready: 2, terminating: 0 });
  });
});

test('pods that tolerate less go sooner, pods that tolerate it for ever stay', () => {
  const it = world();
  const tolerations = (seconds?: number) =>
    ['not-ready', 'unreachable'].map((key) => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists',
      effect: 'NoExecute',
      ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
    }));
  const add = (name: string, seconds?: number) => {
    const spec = { nodeName: 'node-2', ...TEMPLATE.spec, tolerations: tolerations(seconds) };
    it.create<KubeObject>({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec,
    } as KubeObject);
  };
  add('soon', 5);
  add('never');
  it.settle();
  fail(it, 'node-2');
  it.wait(70);
  const leaving = pods(it).filter((pod) => pod.metadata.deletionTimestamp);
  expect(leaving.map((pod) => pod.metadata.name)).toEqual(['soon']);
  it.wait(3600);
  expect(pods(it).map((pod) => pod.metadata.name)).toEqual(['never', 'soon']);
});

test('the only node: its pods are not evicted', () => {
  const it = world(1);
  createOwner(it, 'ReplicaSet');
  fail(it, 'node-1');
  it.wait(3600);
  expect(count(it)).toEqual({ ready: 0, terminating: 0 });
});

test('the kill is noticed 40 to 60 seconds later, whenever it comes', () => {
  for (const offset of [0, 1.7, 3.3, 5, 6.1, 8.4, 9.9]) {
    const it = world();
    it.wait(offset);
    const killedMs = it.simulation.nowMs;
    fail(it, 'node-2');
    it.wait(60);
    const unknown = it.simulation.store.changes.find(
      (change) => change.key === 'node-2' && change.writer === 'kube-controller-manager' && change.atMs > killedMs,
    );
    const seconds = ((unknown?.atMs ?? 0) - killedMs) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(40);
    // A report of the node makes the controller take its Lease for renewed at the next look, too.
    expect(seconds).toBeLessThanOrEqual(60);
  }
});
