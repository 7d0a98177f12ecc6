// IPAddresses and cluster IPs are kept in step; the Service `kubernetes` and its range come back.

import { describe, expect, test } from '@jest/globals';
import { ipAddressRepairController } from '../../src/controllers/ip-address-repair';
import { kubernetesServiceController } from '../../src/controllers/kubernetes-service';
import { serviceCidrController } from '../../src/controllers/service-cidr';
import { KUBERNETES_SERVICE } from '../../src/kinds/kubernetes-service';
import { type Harness, harness } from './harness';

const IP = '10.96.5.5';
const LABELS = {
  'ipaddress.kubernetes.io/ip-family': 'IPv4',
  'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
};
const service = (name: string, clusterIP = IP) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { ports: [{ port: 80 }], clusterIP },
});
const address = (ip: string, parent: object, labels: object = LABELS) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IPAddress',
  metadata: { name: ip, labels },
  spec: { parentRef: { resource: 'services', namespace: 'default', ...parent } },
});
const tank = () => harness(serviceCidrController, kubernetesServiceController, ipAddressRepairController);
const has = ({ user }: Harness, ip: string) => user.get('IPAddress', undefined, ip) !== undefined;
const touch = ({ user }: Harness, name: string) =>
  user.patch('Service', 'default', name, 'merge', { metadata: { labels: { touched: 'yes' } } });

describe('the address of a Service', () => {
  test('that was deleted is made again with the next look at all Services, every three minutes', () => {
    const it = tank();
    it.create(service('a'));
    it.wait(60);
    it.user.delete('IPAddress', undefined, IP);
    it.wait(119);
    expect(has(it, IP)).toBe(false);
    it.wait(2);
    expect(it.user.get('IPAddress', undefined, IP)).toMatchObject({
      metadata: { labels: LABELS },
      spec: { parentRef: { resource: 'services', namespace: 'default', name: 'a' } },
    });
    expect(it.events()).toEqual([
      'Warning ClusterIPNotAllocated: Cluster IP [IPv4]: 10.96.5.5 is not allocated; repairing',
    ]);
  });

  test('is made again at once when the Service changes', () => {
    const it = tank();
    it.create(service('a'));
    it.user.delete('IPAddress', undefined, IP);
    touch(it, 'a');
    it.wait(1);
    expect(has(it, IP)).toBe(true);
  });

  test('that lost its labels is made anew, and nobody is told', () => {
    const it = tank();
    it.create(service('a'));
    it.user.patch('IPAddress', undefined, IP, 'merge', { metadata: { labels: null } });
    touch(it, 'a');
    it.wait(1);
    expect(it.user.get('IPAddress', undefined, IP)?.metadata.labels).toEqual(LABELS);
    expect(it.events()).toEqual([]);
  });
});

describe('an address of the allocator that belongs to nobody', () => {
  test.each([
    {
      name: 'goes after a minute',
      parent: { name: 'nobody' },
      left: [true, false],
      event:
        'IPAddressNotAllocated: IPAddress: 10.96.7.7 for Service default/nobody appears to have leaked: cleaning up',
    },
    {
      name: 'goes at once when it is of something else',
      parent: { resource: 'pods', name: 'p' },
      left: [false, false],
      event:
        'IPAddressNotAllocated: IPAddress 10.96.7.7 appears to have been modified, not referencing a Service ' +
        '&ParentReference{Group:,Resource:pods,Namespace:default,Name:p,}: cleaning up',
    },
    {
      name: 'of a Service that has another goes after some seconds',
      parent: { name: 'a' },
      left: [true, false],
      event: 'IPAddressWrongReference: IPAddress: 10.96.7.7 for Service default/a has a wrong reference; cleaning up',
    },
    {
      name: 'stays when it is not of the allocator',
      parent: { name: 'b' },
      labels: {},
      left: [true, true],
      event: undefined,
    },
  ])('$name', ({ parent, labels, left, event }) => {
    const it = tank();
    it.create(service('a'));
    it.wait(2);
    it.create(address('10.96.7.7', parent, labels));
    it.wait(2);
    const seen = [has(it, '10.96.7.7')];
    it.wait(60);
    seen.push(has(it, '10.96.7.7'));
    expect(seen).toEqual(left);
    expect(it.events()).toEqual(event === undefined ? [] : [`Warning ${event}`]);
  });
});

describe('what the server itself has made', () => {
  test('the Service is back within ten seconds', () => {
    const it = tank();
    it.create(KUBERNETES_SERVICE);
    it.wait(3);
    it.user.delete('Service', 'default', 'kubernetes');
    it.wait(6);
    expect(it.user.get('Service', 'default', 'kubernetes')).toBeUndefined();
    it.wait(2);
    expect(it.user.get('Service', 'default', 'kubernetes')?.spec).toMatchObject({ clusterIP: '10.96.0.1' });
    expect(has(it, '10.96.0.1')).toBe(true);
  });

  test('what was changed in it stays', () => {
    const it = tank();
    it.create(KUBERNETES_SERVICE);
    touch(it, 'kubernetes');
    it.wait(30);
    expect(it.user.get('Service', 'default', 'kubernetes')?.metadata.labels).toMatchObject({ touched: 'yes' });
  });

  test('the range is back when nothing holds it', () => {
    const it = tank();
    it.user.delete('ServiceCIDR', undefined, 'kubernetes');
    it.user.patch('ServiceCIDR', undefined, 'kubernetes', 'merge', { metadata: { finalizers: null } });
    it.wait(12);
    expect(it.user.get('ServiceCIDR', undefined, 'kubernetes')).toMatchObject({
      spec: { cidrs: ['10.96.0.0/16'] },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
  });
});

test('nothing is done about Services as they come and go', () => {
  const it = tank();
  it.create(service('a'));
  it.user.delete('Service', 'default', 'a');
  const { revision } = it.user.store;
  it.wait(400);
  expect(it.user.store.revision).toBe(revision);
});
