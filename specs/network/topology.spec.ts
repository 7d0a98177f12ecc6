// Which endpoints a node's proxy may use: readiness, endings, topology hints.

import { describe, expect, test } from '@jest/globals';
import type { Endpoint, EndpointSlice, ServicePort } from '../../src/kinds/generated/types.gen';
import { endpointsOf, type ServiceView } from '../../src/network/service-view';
import { endpointSets } from '../../src/network/topology';
import { endpoint, service, slice } from './world';

const port: ServicePort = { name: 'http', port: 80, protocol: 'TCP' };

function view(...slices: readonly EndpointSlice[]): ServiceView {
  return { key: 'default/web', service: service('default/web', { clusterIP: '10.96.0.1', ports: [port] }), slices };
}

const addresses = (endpoints: readonly { readonly address: string }[]) => endpoints.map(({ address }) => address);

const leaving = { ready: false, serving: true, terminating: true };
const gone = { ready: false, serving: false, terminating: true };

describe('endpoint sets seen from node-1 in zone a', () => {
  const rows: readonly {
    readonly name: string;
    readonly endpoints: readonly Endpoint[];
    readonly cluster: readonly string[];
    readonly local: readonly string[];
    readonly anywhere?: boolean;
  }[] = [
    { name: 'nothing at all', endpoints: [], cluster: [], local: [], anywhere: false },
    {
      name: 'only pods that are not ready',
      endpoints: [endpoint('1', 'node-1', { ready: false })],
      cluster: [],
      local: [],
      anywhere: false,
    },
    {
      name: 'ready ones here and there',
      endpoints: [endpoint('1', 'node-1'), endpoint('2', 'node-2')],
      cluster: ['1', '2'],
      local: ['1'],
    },
    { name: 'ready ones elsewhere only', endpoints: [endpoint('2', 'node-2')], cluster: ['2'], local: [] },
    {
      name: 'ending pods are left out while a ready one exists',
      endpoints: [endpoint('1', 'node-2', leaving), endpoint('2', 'node-2')],
      cluster: ['2'],
      local: [],
    },
    {
      name: 'ending pods that serve take over when none is ready',
      endpoints: [endpoint('1', 'node-1', leaving), endpoint('2', 'node-2', leaving), endpoint('3', 'node-1', gone)],
      cluster: ['1', '2'],
      local: ['1'],
    },
    {
      name: 'the local set falls back by itself',
      endpoints: [endpoint('1', 'node-1', leaving), endpoint('2', 'node-2')],
      cluster: ['2'],
      local: ['1'],
    },
    {
      name: 'ending pods that do not serve are nothing',
      endpoints: [endpoint('1', 'node-1', gone)],
      cluster: [],
      local: [],
      anywhere: false,
    },
    {
      name: 'zone hints narrow',
      endpoints: [endpoint('1', 'node-2', { zones: ['a'] }), endpoint('2', 'node-3', { zones: ['b'] })],
      cluster: ['1'],
      local: [],
    },
    {
      name: 'node hints come before zone hints',
      endpoints: [
        endpoint('1', 'node-1', { zones: ['a'], nodes: ['node-1'] }),
        endpoint('2', 'node-2', { zones: ['a'], nodes: ['node-2'] }),
      ],
      cluster: ['1'],
      local: ['1'],
    },
    {
      name: 'node hints without one for this node leave it to the zone',
      endpoints: [
        endpoint('1', 'node-2', { zones: ['a'], nodes: ['node-2'] }),
        endpoint('2', 'node-3', { zones: ['b'], nodes: ['node-3'] }),
      ],
      cluster: ['1'],
      local: [],
    },
    {
      name: 'one ready endpoint without hints switches them off',
      endpoints: [endpoint('1', 'node-2', { zones: ['a'] }), endpoint('2', 'node-3')],
      cluster: ['1', '2'],
      local: [],
    },
    {
      name: 'an endpoint that is not ready needs no hints',
      endpoints: [endpoint('1', 'node-2', { zones: ['a'] }), endpoint('2', 'node-3', { ready: false })],
      cluster: ['1'],
      local: [],
    },
    {
      name: 'hints for other zones only are ignored',
      endpoints: [endpoint('1', 'node-2', { zones: ['b'] }), endpoint('2', 'node-3', { zones: ['c'] })],
      cluster: ['1', '2'],
      local: [],
    },
  ];
  test.each(rows)('$name', ({ endpoints, cluster, local, anywhere = true }) => {
    const sets = endpointSets(view(slice('default/web', endpoints)), port, { name: 'node-1', zone: 'a' });
    expect(addresses(sets.cluster)).toEqual(cluster);
    expect(addresses(sets.local)).toEqual(local);
    expect(sets.anywhere).toBe(anywhere);
  });

  test('a node without a zone ignores zone hints', () => {
    const endpoints = [endpoint('1', 'node-2', { zones: ['a'] }), endpoint('2', 'node-3', { zones: ['b'] })];
    const sets = endpointSets(view(slice('default/web', endpoints)), port, { name: 'node-1', zone: undefined });
    expect(addresses(sets.cluster)).toEqual(['1', '2']);
  });
});

describe('endpoints of a port', () => {
  test('only slice ports of the same name and protocol count', () => {
    const ports = [
      { name: 'http', port: 8080, protocol: 'TCP' as const },
      { name: 'http', port: 8081, protocol: 'UDP' as const },
      { name: 'admin', port: 9090, protocol: 'TCP' as const },
    ];
    expect(endpointsOf(view(slice('default/web', [endpoint('10.0.0.1')], ports)), port)).toMatchObject([
      { text: '10.0.0.1:8080' },
    ]);
  });

  test('an address in two slices counts once, and the one that is not ending wins', () => {
    const ending = slice('default/web', [endpoint('10.0.0.1', 'node-1', leaving)], undefined, 'aaaaa');
    const living = slice('default/web', [endpoint('10.0.0.1', 'node-1')], undefined, 'bbbbb');
    for (const slices of [
      [ending, living],
      [living, ending],
    ]) {
      expect(endpointsOf(view(...slices), port)).toMatchObject([
        { address: '10.0.0.1', ready: true, terminating: false },
      ]);
    }
  });

  test('absent conditions read as ready, serving and not terminating', () => {
    const bare = slice('default/web', [{ addresses: ['10.0.0.1'] }]);
    expect(endpointsOf(view(bare), port)).toMatchObject([{ ready: true, serving: true, terminating: false }]);
  });

  test('a slice without ports gives none', () => {
    expect(endpointsOf(view(slice('default/web', [endpoint('10.0.0.1')], [])), port)).toEqual([]);
  });
});
