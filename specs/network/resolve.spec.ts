// The client's side of DNS: resolv.conf from the pod, the order of names, and what comes of the answers.

import { describe, expect, test } from '@jest/globals';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { DEFAULT_NETWORK, type NetworkOptions } from '../../src/network/options';
import { podResolvConf } from '../../src/network/resolv-conf';
import { candidateNames, resolveName } from '../../src/network/resolve';
import { endpoint, namespace, node, pod, service, slice, world } from './world';

const clusterSearches = ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
const client = (spec: Partial<NonNullable<Pod['spec']>> = {}) => pod('shop/client', 'node-1', '10.244.1.9', spec);

const objects = [
  namespace('shop'),
  namespace('prod'),
  node(1),
  service('shop/web', { clusterIP: '10.96.0.20', ports: [{ port: 80 }] }),
  service('prod/web', { clusterIP: '10.96.0.21', ports: [{ port: 80 }] }),
  service('shop/db', { clusterIP: 'None', ports: [{ name: 'sql', port: 3306 }] }),
  slice('shop/db', [endpoint('10.244.1.2', 'node-1', { hostname: 'db-0' }), endpoint('10.244.1.3', 'node-1')]),
  service('shop/away', { type: 'ExternalName', externalName: 'db.example.org' }),
];
const options: NetworkOptions = {
  ...DEFAULT_NETWORK,
  nodeDns: { nameserver: '192.0.2.53', searches: ['corp.example'] },
  externalNames: { 'db.example.org': ['192.0.2.7'], 'web.prod': ['192.0.2.8'], 'intra.corp.example': ['192.0.2.9'] },
};
const { reader } = world(objects);

describe('resolv.conf', () => {
  const rows: readonly {
    name: string;
    spec: Partial<NonNullable<Pod['spec']>>;
    nameservers: string[];
    searches: string[];
    ndots: number;
  }[] = [
    {
      name: 'ClusterFirst',
      spec: {},
      nameservers: ['10.96.0.10'],
      searches: [...clusterSearches, 'corp.example'],
      ndots: 5,
    },
    {
      name: 'Default',
      spec: { dnsPolicy: 'Default' },
      nameservers: ['192.0.2.53'],
      searches: ['corp.example'],
      ndots: 1,
    },
    {
      name: 'ClusterFirst in the node’s network',
      spec: { hostNetwork: true },
      nameservers: ['192.0.2.53'],
      searches: ['corp.example'],
      ndots: 1,
    },
    {
      name: 'ClusterFirstWithHostNet',
      spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
      nameservers: ['10.96.0.10'],
      searches: [...clusterSearches, 'corp.example'],
      ndots: 5,
    },
    {
      name: 'None with a config',
      spec: {
        dnsPolicy: 'None',
        dnsConfig: { nameservers: ['1.1.1.1'], searches: ['a.example'], options: [{ name: 'ndots', value: '2' }] },
      },
      nameservers: ['1.1.1.1'],
      searches: ['a.example'],
      ndots: 2,
    },
    {
      name: 'a config on top of the policy, without doubles',
      spec: {
        dnsConfig: {
          nameservers: ['10.96.0.10', '1.1.1.1'],
          searches: ['cluster.local', 'b.example'],
          options: [{ name: 'ndots', value: '1' }],
        },
      },
      nameservers: ['10.96.0.10', '1.1.1.1'],
      searches: [...clusterSearches, 'corp.example', 'b.example'],
      ndots: 1,
    },
    {
      name: 'at most three name servers',
      spec: { dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3'] } },
      nameservers: ['10.96.0.10', '1.1.1.1', '1.1.1.2'],
      searches: [...clusterSearches, 'corp.example'],
      ndots: 5,
    },
  ];
  test.each(rows)('$name', ({ spec, nameservers, searches, ndots }) => {
    expect(podResolvConf(reader, client(spec), options)).toEqual({ nameservers, searches, ndots });
  });

  test('the DNS Service’s own address counts', () => {
    const dns = service('kube-system/kube-dns', { clusterIP: '10.96.7.7', ports: [] });
    expect(podResolvConf(world([dns]).reader, client(), options).nameservers).toEqual(['10.96.7.7']);
  });
});

describe('the order of names', () => {
  const conf = { nameservers: [], searches: ['a', 'b'], ndots: 2 };
  test.each([
    { name: 'web', expected: ['web.a.', 'web.b.', 'web.'] },
    { name: 'web.prod', expected: ['web.prod.a.', 'web.prod.b.', 'web.prod.'] },
    { name: 'web.prod.svc', expected: ['web.prod.svc.', 'web.prod.svc.a.', 'web.prod.svc.b.'] },
    { name: 'web.', expected: ['web.'] },
  ])('$name', ({ name, expected }) => {
    expect(candidateNames(name, conf)).toEqual(expected);
  });
});

describe('a pod of namespace shop resolves', () => {
  const rows: readonly {
    name: string;
    addresses: string[];
    asked: string[];
    spec?: Partial<NonNullable<Pod['spec']>>;
  }[] = [
    { name: 'web', addresses: ['10.96.0.20'], asked: ['web.shop.svc.cluster.local.'] },
    { name: 'WEB', addresses: ['10.96.0.20'], asked: ['WEB.shop.svc.cluster.local.'] },
    {
      name: 'web.prod',
      addresses: ['10.96.0.21'],
      asked: ['web.prod.shop.svc.cluster.local.', 'web.prod.svc.cluster.local.'],
    },
    {
      name: 'web.prod.svc.cluster.local',
      addresses: ['10.96.0.21'],
      asked: [
        'web.prod.svc.cluster.local.shop.svc.cluster.local.',
        'web.prod.svc.cluster.local.svc.cluster.local.',
        'web.prod.svc.cluster.local.cluster.local.',
        'web.prod.svc.cluster.local.corp.example.',
        'web.prod.svc.cluster.local.',
      ],
    },
    { name: 'web.prod.svc.cluster.local.', addresses: ['10.96.0.21'], asked: ['web.prod.svc.cluster.local.'] },
    { name: 'db', addresses: ['10.244.1.2', '10.244.1.3'], asked: ['db.shop.svc.cluster.local.'] },
    { name: 'db-0.db', addresses: ['10.244.1.2'], asked: ['db-0.db.shop.svc.cluster.local.'] },
    { name: 'away', addresses: ['192.0.2.7'], asked: ['away.shop.svc.cluster.local.'] },
    {
      name: 'intra',
      addresses: ['192.0.2.9'],
      asked: [
        'intra.shop.svc.cluster.local.',
        'intra.svc.cluster.local.',
        'intra.cluster.local.',
        'intra.corp.example.',
      ],
    },
    { name: 'localhost', addresses: ['127.0.0.1'], asked: [] },
    { name: 'client', addresses: ['10.244.1.9'], asked: [] },
    { name: '10.1.2.3', addresses: ['10.1.2.3'], asked: [] },
    {
      name: 'mirror',
      addresses: ['192.0.2.44'],
      asked: [],
      spec: { hostAliases: [{ ip: '192.0.2.44', hostnames: ['mirror'] }] },
    },
  ];
  test.each(rows)('$name', ({ name, addresses, asked, spec }) => {
    const found = resolveName(reader, name, client(spec), options);
    expect({ addresses: found.addresses, asked: found.asked.map((one) => one.name) }).toEqual({ addresses, asked });
    expect(found.error).toBeUndefined();
  });

  test.each([
    { name: 'an unknown name', lookup: 'nope', spec: {}, error: 'lookup nope on 10.96.0.10:53: no such host' },
    {
      name: 'a cluster name by the node’s resolver',
      lookup: 'web.shop.svc.cluster.local',
      spec: { hostNetwork: true },
      error: 'lookup web.shop.svc.cluster.local on 192.0.2.53:53: no such host',
    },
    {
      name: 'a namespace',
      lookup: 'shop.svc.cluster.local.',
      spec: {},
      error: 'lookup shop.svc.cluster.local. on 10.96.0.10:53: no such host',
    },
  ])('$name: $error', ({ lookup, spec, error }) => {
    expect(resolveName(reader, lookup, client(spec), options)).toMatchObject({ addresses: [], error });
  });

  test('an upstream that fails is told apart', () => {
    const alone = { ...options, externalNames: undefined };
    expect(resolveName(reader, 'example.org', client(), alone).error).toBe(
      'lookup example.org on 10.96.0.10:53: server misbehaving',
    );
  });
});

test('a node resolves its neighbours, but no Service', () => {
  expect(resolveName(reader, 'node-1', undefined, options).addresses).toEqual(['192.168.0.1']);
  expect(resolveName(reader, 'web.shop.svc.cluster.local', undefined, options).addresses).toEqual([]);
});
