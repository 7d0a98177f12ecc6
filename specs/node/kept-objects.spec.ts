// Immutable ConfigMaps: a kubelet shows what it has read for as long as a pod that read it is there.

import { describe, expect, test } from '@jest/globals';
import { KubeletCluster } from './kubelet-cluster';

const settings = (data: Record<string, string>, immutable: boolean) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'default' },
  data,
  immutable,
});
const READS = { containers: [{ image: 'nginx', envFrom: [{ configMapRef: { name: 'settings' } }] }] };

function withReader(immutable: boolean) {
  const it = new KubeletCluster({ nodes: [{ name: 'node-1' }, { name: 'node-2' }] });
  it.create(settings({ a: '1' }, immutable));
  it.pod('first', READS);
  it.advance(5);
  it.user.delete('ConfigMap', 'default', 'settings');
  return it;
}

function waitsFor(it: KubeletCluster, name: string): string | undefined {
  it.advance(5);
  return it.status(name).containerStatuses?.[0]?.state?.waiting?.message;
}

describe('a deleted ConfigMap', () => {
  test.each([
    { name: 'that could change is not found', immutable: false, message: 'configmap "settings" not found' },
    { name: 'that was immutable is still shown', immutable: true, message: undefined },
  ])('$name', ({ immutable, message }) => {
    const it = withReader(immutable);
    it.pod('second', READS);
    expect(waitsFor(it, 'second')).toBe(message);
  });

  test('is not found on another node', () => {
    const it = withReader(true);
    it.pod('second', { ...READS, nodeName: 'node-2' });
    expect(waitsFor(it, 'second')).toBe('configmap "settings" not found');
  });

  test('is not found once the pods that read it are gone', () => {
    const it = withReader(true);
    it.user.delete('Pod', 'default', 'first', { gracePeriodSeconds: 1 });
    it.advance(5);
    it.pod('second', READS);
    expect(waitsFor(it, 'second')).toBe('configmap "settings" not found');
  });

  test('is not found by the next kubelet', () => {
    const it = withReader(true);
    it.command('stopNode', { node: 'node-1' });
    it.advance(1);
    it.command('startNode', { node: 'node-1' });
    it.pod('second', READS);
    expect(waitsFor(it, 'second')).toBe('configmap "settings" not found');
  });
});
