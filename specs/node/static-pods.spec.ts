// Static pods: run by their node of itself, shown by mirrors that come back, left alone by taints, drains, evictions.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import 'wavetank/jest-globals';
import type { Pod } from '../../src/kinds/generated/types.gen';

const proxy = (spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'proxy', namespace: 'kube-system', labels: { tier: 'node' }, ...metadata },
  spec: { containers: [{ name: 'c', image: 'shop/proxy' }], ...spec },
});

function tank(staticPods: readonly object[] = [proxy()], programs: readonly object[] = []): Cluster {
  const shop = cluster({
    nodes: [{ name: 'node-1', memory: '1Gi', staticPods: staticPods as never }, { name: 'node-2' }],
    programs: programs as never,
  });
  shop.settle();
  return shop;
}
const mirror = (shop: Cluster): Pod | undefined => shop.get('Pod', 'kube-system', 'proxy-node-1');
const startOf = (shop: Cluster) => mirror(shop)?.status?.containerStatuses?.[0]?.containerID;

test('the mirror is what the kubelet makes of the manifest', () => {
  const shop = tank();
  const { metadata, spec, status } = mirror(shop) as Pod;
  const hash = metadata.annotations?.['kubernetes.io/config.hash'] ?? '';
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(metadata.annotations).toEqual({
    'kubernetes.io/config.hash': hash,
    'kubernetes.io/config.mirror': hash,
    'kubernetes.io/config.seen': '2026-01-01T00:00:00.000000000Z',
    'kubernetes.io/config.source': 'file',
  });
  const uid = shop.get('Node', undefined, 'node-1')?.metadata.uid;
  expect(metadata.ownerReferences).toEqual([{ apiVersion: 'v1', controller: true, kind: 'Node', name: 'node-1', uid }]);
  expect(metadata.uid).not.toBe(hash);
  expect(spec.nodeName).toBe('node-1');
  expect(spec.tolerations?.[0]).toEqual({ effect: 'NoExecute', operator: 'Exists' });
  expect(spec.serviceAccountName).toBeUndefined();
  expect(spec.volumes).toBeUndefined();
  expect(status?.phase).toBe('Running');
  expect(shop.object('pod/proxy-node-1', 'kube-system')).toBeReady();
  const started = shop.list('Event').find(({ reason }) => reason === 'Started');
  expect(started?.involvedObject).toMatchObject({ name: 'proxy-node-1', uid: hash });
});

test('a mirror that is deleted comes back, and nothing restarts', () => {
  const shop = tank();
  const before = mirror(shop);
  const run = startOf(shop);
  shop.delete('pod/proxy-node-1', { namespace: 'kube-system' });
  shop.settle();
  const after = mirror(shop);
  expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
  expect(after?.metadata.deletionTimestamp).toBeUndefined();
  expect(startOf(shop)).toBe(run);
  expect(after?.status?.phase).toBe('Running');
});

test('it restarts in place when its container ends, and when its machine boots', () => {
  const shop = tank();
  shop.crash('pod/proxy-node-1', { namespace: 'kube-system' });
  shop.advance('15s');
  expect(mirror(shop)?.status?.containerStatuses?.[0]?.restartCount).toBe(1);
  const uid = mirror(shop)?.metadata.uid;
  shop.rebootNode('node-1', { downFor: '20s' });
  shop.advance('1m');
  expect(mirror(shop)?.metadata.uid).toBe(uid);
  expect(mirror(shop)?.status?.containerStatuses?.[0]?.restartCount).toBe(2);
  shop.stopKubelet('node-1');
  shop.advance('10s');
  const run = startOf(shop);
  shop.recoverNode('node-1');
  shop.advance('30s');
  expect(startOf(shop)).toBe(run);
});

test('taints that evict everybody else leave it, and so does a drain', () => {
  const shop = tank();
  const uid = mirror(shop)?.metadata.uid;
  shop.taint('node-1', 'down=yes:NoExecute');
  shop.advance('1m');
  shop.drain('node-1');
  expect(mirror(shop)?.metadata.uid).toBe(uid);
});

test('a lost node keeps its mirror until it is given up, and beyond', () => {
  const shop = tank();
  shop.failNode('node-1');
  shop.advance('10m');
  expect(mirror(shop)?.metadata.deletionTimestamp).toBeUndefined();
});

test('a node under pressure evicts others', () => {
  const greedy = [{ image: 'shop/proxy', memory: [{ atMs: 0, value: 1_000_000_000 }] }];
  const shop = tank([proxy()], greedy);
  shop.advance('2m');
  expect(shop.object('node/node-1')).toHaveCondition('MemoryPressure', { status: 'True' });
  expect(mirror(shop)?.status?.phase).toBe('Running');
});

test('while its node is cut off the mirror may be gone', () => {
  const shop = tank();
  shop.cutNode('node-1', 'controlPlane');
  shop.delete('pod/proxy-node-1', { namespace: 'kube-system', graceSeconds: 0 });
  shop.advance('30s');
  expect(mirror(shop)).toBeUndefined();
  shop.recoverNode('node-1');
  shop.advance('30s');
  expect(mirror(shop)?.status?.phase).toBe('Running');
});

test('a mirror of nothing is removed', () => {
  const shop = tank([]);
  shop.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'forged', annotations: { 'kubernetes.io/config.mirror': 'x' } },
    spec: { nodeName: 'node-1', containers: [{ name: 'c', image: 'a' }] },
  });
  shop.settle();
  expect(shop.pod('forged')).not.toExist();
});

describe('refused', () => {
  const rows: readonly { name: string; manifest: object; text: string }[] = [
    {
      name: 'another kind',
      manifest: { apiVersion: 'apps/v1', kind: 'Deployment' },
      text: 'expected the manifest of a pod, got apps/v1 Deployment',
    },
    { name: 'no name', manifest: proxy({}, { name: '' }), text: 'invalid pod: name is needed for the pod' },
    {
      name: 'a slip',
      manifest: proxy({ hostNetwrk: true }),
      text: 'strict decoding error: unknown field "spec.hostNetwrk"',
    },
    { name: 'a broken pod', manifest: proxy({ containers: [] }), text: 'invalid pod: spec.containers: Required value' },
    {
      name: 'a service account',
      manifest: proxy({ serviceAccountName: 'a' }),
      text: 'static pods may not reference serviceaccounts',
    },
    {
      name: 'a secret',
      manifest: proxy({ volumes: [{ name: 'v', secret: { secretName: 's' } }] }),
      text: 'static pods may not reference secrets',
    },
    {
      name: 'a claim',
      manifest: proxy({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 's' } }] }),
      text: 'static pods may not reference persistentvolumeclaims',
    },
  ];
  test.each(rows)('$name', ({ manifest, text }) => {
    expect(() => cluster({ nodes: [{ name: 'node-1', staticPods: [manifest as never] }] })).toThrow(text);
  });
});
