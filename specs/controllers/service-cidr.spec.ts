// Cluster IPs are objects of their own, and come from ranges that somebody may add and take away.

import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import { serviceCidrController } from '../../src/controllers/service-cidr';
import { type Harness, harness } from './harness';

const service = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { ports: [{ port: 80 }], ...spec },
});
const range = (name: string, ...cidrs: readonly string[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'ServiceCIDR',
  metadata: { name },
  spec: { cidrs },
});
const address = (it: Harness, ip: string) => it.user.get('IPAddress', undefined, ip);
const refusal = (write: () => unknown): string => {
  try {
    write();
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
};

describe('IPAddresses', () => {
  test('one for each cluster IP, as long as its Service has it', () => {
    const it = harness();
    const { spec } = it.create(service('a')) as { spec: { clusterIP?: string } };
    const ip = it.user.get('Service', 'default', 'a')?.spec?.clusterIP ?? '';
    expect(spec.clusterIP).toBe(ip);
    expect(address(it, ip)).toMatchObject({
      metadata: {
        labels: {
          'ipaddress.kubernetes.io/ip-family': 'IPv4',
          'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
        },
      },
      spec: { parentRef: { resource: 'services', namespace: 'default', name: 'a' } },
    });
    it.user.patch('Service', 'default', 'a', 'merge', { spec: { type: 'ExternalName', externalName: 'b.c' } });
    expect(address(it, ip)).toBeUndefined();
    it.user.patch('Service', 'default', 'a', 'merge', { spec: { type: 'ClusterIP', externalName: null } });
    const next = it.user.get('Service', 'default', 'a')?.spec?.clusterIP ?? '';
    expect(address(it, next)).toBeDefined();
    it.user.delete('Service', 'default', 'a');
    expect(address(it, next)).toBeUndefined();
  });

  test('none for headless Services and for dry runs', () => {
    const it = harness();
    const before = it.user.list('IPAddress').length;
    it.create(service('headless', { clusterIP: 'None' }));
    it.user.create(service('dry'), { dryRun: true });
    expect(it.user.list('IPAddress')).toHaveLength(before);
  });

  test('the cluster begins with one, and what somebody else holds is taken', () => {
    const it = harness();
    expect(address(it, '10.96.0.1')?.spec?.parentRef?.name).toBe('kubernetes');
    const parentRef = { resource: 'things', name: 'x' };
    const held = { apiVersion: 'networking.k8s.io/v1', kind: 'IPAddress', metadata: { name: '10.96.7.7' } };
    it.create({ ...held, spec: { parentRef } });
    expect(refusal(() => it.create(service('b', { clusterIP: '10.96.7.7' })))).toBe(
      '422 Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.96.7.7"]: failed to allocate IP 10.96.7.7: ' +
        'provided IP is already allocated',
    );
  });
});

describe('ServiceCIDRs', () => {
  const ready = (it: Harness, name: string) => {
    const object = it.user.get('ServiceCIDR', undefined, name);
    const { status, reason, message } = object?.status?.conditions?.[0] ?? {};
    return object && `${status} ${reason}: ${message} ${object.metadata.finalizers}`;
  };
  const FINALIZER = 'networking.k8s.io/service-cidr-finalizer';
  const READY = `True : Kubernetes Service CIDR is ready ${FINALIZER}`;
  const LEAVING =
    'False Terminating: There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ' +
    `ServiceCIDR ${FINALIZER}`;
  const start = () => {
    const it = harness(serviceCidrController);
    it.create(range('more', '10.99.0.0/24', 'fd00:1::/64'));
    it.settle();
    return it;
  };

  test('a range that is added is told to be ready, and used', () => {
    const it = start();
    expect([ready(it, 'kubernetes'), ready(it, 'more')]).toEqual([READY, READY]);
    it.create(service('a', { clusterIP: '10.99.0.7' }));
    expect(address(it, '10.99.0.7')).toBeDefined();
  });

  test('one that is deleted stays until its addresses are gone', () => {
    const it = start();
    it.create(service('a', { clusterIP: '10.99.0.7' }));
    it.user.delete('ServiceCIDR', undefined, 'more');
    it.wait(20);
    expect(ready(it, 'more')).toBe(LEAVING);
    expect(refusal(() => it.create(service('b', { clusterIP: '10.99.0.8' })))).toMatch(
      /failed to allocate IP 10\.99\.0\.8: the provided network does not match the current range$/,
    );
    it.user.delete('Service', 'default', 'a');
    it.wait(1);
    expect(ready(it, 'more')).toBeUndefined();
  });

  test('ten seconds pass before one without addresses is gone', () => {
    const it = start();
    it.user.delete('ServiceCIDR', undefined, 'more');
    it.wait(9);
    expect(ready(it, 'more')).toBe(READY);
    it.wait(2);
    expect(ready(it, 'more')).toBeUndefined();
  });

  test('a wider range lets it go', () => {
    const it = start();
    it.create(service('a', { clusterIP: '10.99.0.7' }));
    it.user.delete('ServiceCIDR', undefined, 'more');
    it.create(range('wide', '10.99.0.0/16', 'fd00:1::/48'));
    it.wait(12);
    expect(ready(it, 'more')).toBeUndefined();
    expect(address(it, '10.99.0.7')).toBeDefined();
  });

  test('without a range nobody gets an address', () => {
    const it = start();
    it.user.delete('ServiceCIDR', undefined, 'more');
    it.user.delete('ServiceCIDR', undefined, 'kubernetes');
    expect(refusal(() => it.create(service('a')))).toBe(
      '500 Internal error occurred: failed to allocate a serviceIP for Service "a": range is full',
    );
    expect(refusal(() => it.user.create(service('a'), { dryRun: true }))).toBe(
      '422 Service "a" is invalid: spec.clusterIPs: Invalid value: [""]: failed to allocate IP: allocator not ready',
    );
  });
});
