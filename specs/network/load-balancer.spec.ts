// Services of type LoadBalancer: pending without a cloud; with one an address, the events on the way, and its return.

import { describe, expect, test } from '@jest/globals';
import type { CoreEvent, Service } from '../../src/kinds/generated/types.gen';
import type { RequestResult } from '../../src/network/request';
import { type NetworkCluster, networkCluster } from './network-cluster';
import { endpoint, service, slice } from './world';

const cloud = { loadBalancer: { range: '203.0.113.0/29', provisionMs: 5_000 } };
const ports = [{ name: 'http', port: 80, protocol: 'TCP' as const }];
const balanced = (name: string, spec: object = {}) =>
  service(`default/${name}`, { type: 'LoadBalancer', selector: { app: name }, ports, ...spec });

const web = (cluster: NetworkCluster) => cluster.client.get('Service', 'default', 'web') as Service;
const addressOf = (cluster: NetworkCluster, name = 'web') =>
  cluster.client.get('Service', 'default', name)?.status?.loadBalancer?.ingress?.[0]?.ip;
const events = (cluster: NetworkCluster) =>
  (cluster.client.list('Event') as readonly CoreEvent[])
    .slice()
    .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
const patch = (cluster: NetworkCluster, spec: object) => {
  cluster.client.patch('Service', 'default', 'web', 'merge', { spec });
  cluster.settle();
};

const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';
const ENSURING = 'Normal EnsuringLoadBalancer: Ensuring load balancer';
const ENSURED = 'Normal EnsuredLoadBalancer: Ensured load balancer';
const DELETING = 'Normal DeletingLoadBalancer: Deleting load balancer';
const DELETED = 'Normal DeletedLoadBalancer: Deleted load balancer';

function shop(spec: object = {}, options: object = cloud): NetworkCluster {
  const cluster = networkCluster({}, options);
  cluster.settle();
  cluster.create(balanced('web', spec), slice('default/web', [endpoint('10.244.2.5', 'node-2')]));
  return cluster;
}

test('without a cloud it stays pending for ever, without a word', () => {
  const cluster = shop({}, {});
  cluster.advance(3_600_000);
  expect(web(cluster).status).toEqual({ loadBalancer: {} });
  expect(web(cluster).metadata.finalizers).toBeUndefined();
  expect(events(cluster)).toEqual([]);
});

describe('with a cloud', () => {
  test('the address comes when the cloud has made the balancer', () => {
    const cluster = shop();
    cluster.advance(5_000);
    expect(addressOf(cluster)).toBeUndefined();
    expect(web(cluster).metadata.finalizers).toEqual([FINALIZER]);
    expect(events(cluster)).toEqual([ENSURING]);
    cluster.settle();
    expect(web(cluster).status?.loadBalancer?.ingress).toEqual([{ ip: '203.0.113.1', ipMode: 'VIP' }]);
    expect(events(cluster)).toEqual([ENSURING, ENSURED]);
  });

  test('it answers from outside', () => {
    const cluster = shop();
    cluster.settle();
    const result = cluster.command<RequestResult>('sendRequest', { from: 'outside', to: 'http://203.0.113.1' });
    expect(result).toMatchObject({ ok: true, pod: 'default/web-2' });
  });

  test('each Service has its own address, and one that was given back is given again', () => {
    const cluster = shop();
    cluster.settle();
    cluster.create(balanced('api'));
    cluster.settle();
    expect([addressOf(cluster), addressOf(cluster, 'api')]).toEqual(['203.0.113.1', '203.0.113.2']);
    cluster.client.delete('Service', 'default', 'web');
    cluster.settle();
    cluster.create(balanced('next'));
    cluster.settle();
    expect(addressOf(cluster, 'next')).toBe('203.0.113.1');
  });

  test('deletion waits for the balancer to be gone', () => {
    const cluster = shop();
    cluster.settle();
    cluster.client.delete('Service', 'default', 'web');
    expect(web(cluster).metadata.deletionTimestamp).toBeDefined();
    cluster.settle();
    expect(web(cluster)).toBeUndefined();
    expect(events(cluster).slice(2)).toEqual([DELETING, DELETED]);
  });

  test('another type gives the address back', () => {
    const cluster = shop();
    cluster.settle();
    patch(cluster, {
      type: 'ClusterIP',
      allocateLoadBalancerNodePorts: null,
      externalTrafficPolicy: null,
      ports: [{ ...ports[0], nodePort: null }],
    });
    expect(web(cluster).status).toEqual({ loadBalancer: {} });
    expect(web(cluster).metadata.finalizers ?? []).toEqual([]);
    expect(events(cluster).slice(2)).toEqual(['Normal Type: LoadBalancer -> ClusterIP', DELETING, DELETED]);
  });

  test.each([
    {
      name: 'the traffic policy',
      spec: { externalTrafficPolicy: 'Local' },
      notices: ['Normal ExternalTrafficPolicy: Cluster -> Local'],
    },
    {
      name: 'source ranges',
      spec: { loadBalancerSourceRanges: ['192.0.2.0/24'] },
      notices: ['Normal LoadBalancerSourceRanges: [] -> [192.0.2.0/24]'],
    },
    {
      name: 'external addresses',
      spec: { externalIPs: ['198.18.0.1'] },
      notices: ['Normal ExternalIP: Count: 0 -> 1'],
    },
    { name: 'session affinity', spec: { sessionAffinity: 'ClientIP' }, notices: [] },
  ])('a change of $name ensures it again', ({ spec, notices }) => {
    const cluster = shop();
    cluster.settle();
    patch(cluster, spec);
    expect(events(cluster)).toEqual(expect.arrayContaining(notices));
    expect(cluster.client.list('Event').length).toBe(2 + notices.length);
    expect(addressOf(cluster)).toBe('203.0.113.1');
  });

  test('a change of the selector does not', () => {
    const cluster = shop();
    cluster.settle();
    patch(cluster, { selector: { app: 'other' } });
    expect(events(cluster)).toEqual([ENSURING, ENSURED]);
  });

  test('an address can be asked for', () => {
    const cluster = shop({ loadBalancerIP: '203.0.113.5' });
    cluster.settle();
    expect(addressOf(cluster)).toBe('203.0.113.5');
  });

  test('a Service of a class of its own is left alone', () => {
    const cluster = shop({ loadBalancerClass: 'example.com/mine' });
    cluster.settle();
    expect(addressOf(cluster)).toBeUndefined();
    expect(events(cluster)).toEqual([]);
  });

  test('a full range is an error that is tried again', () => {
    const cluster = networkCluster({}, { loadBalancer: { range: '203.0.113.0/31', provisionMs: 0 } });
    cluster.create(balanced('web'), balanced('api'));
    cluster.settle();
    const error = 'failed to ensure load balancer: no address left in 203.0.113.0/31';
    expect(events(cluster)).toContain(`Warning SyncLoadBalancerFailed: Error syncing load balancer: ${error}`);
    expect(addressOf(cluster, 'api')).toBeUndefined();
    cluster.client.delete('Service', 'default', 'web');
    cluster.advance(60_000);
    expect(addressOf(cluster, 'api')).toBe('203.0.113.1');
  });

  test('a node that is taken out is told of', () => {
    const cluster = shop();
    cluster.settle();
    const label = { 'node.kubernetes.io/exclude-from-external-load-balancers': '' };
    cluster.client.patch('Node', undefined, 'node-1', 'merge', { metadata: { labels: label } });
    cluster.settle();
    expect(events(cluster).slice(2)).toEqual(['Normal UpdatedLoadBalancer: Updated load balancer with new hosts']);
    for (const name of ['node-2', 'node-3']) {
      cluster.client.patch('Node', undefined, name, 'merge', { metadata: { labels: label } });
    }
    cluster.settle();
    expect(events(cluster).at(-1)).toBe(
      'Warning UnAvailableLoadBalancer: There are no available nodes for LoadBalancer',
    );
  });
});
