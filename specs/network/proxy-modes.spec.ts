// Where the proxy modes differ: undefined ports, unknown addresses, and which of a node's addresses have node ports.

import { describe, expect, test } from '@jest/globals';
import type { RequestSource } from '../../src/network/client';
import type { NetworkOptions } from '../../src/network/options';
import { sendRequest } from '../../src/network/request';
import { endpoint, namespace, node, pod, service, slice, world } from './world';

function cluster(proxyMode: NetworkOptions['proxyMode']) {
  const two = node(2);
  const addresses = [...(two.status?.addresses ?? []), { type: 'ExternalIP' as const, address: '192.0.2.2' }];
  const ports = [
    { name: 'http', port: 80, protocol: 'TCP' as const, nodePort: 30080 },
    { name: 'dns', port: 53, protocol: 'UDP' as const },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' as const },
  ];
  const slicePorts = ports.map(({ name, protocol }) => ({ name, protocol, port: name === 'dns-tcp' ? 5353 : 8080 }));
  return world(
    [
      namespace('default'),
      node(1),
      { ...two, status: { addresses } },
      pod('default/web', 'node-2', '10.244.2.5'),
      pod('default/client', 'node-1', '10.244.1.5'),
      service('default/web', { type: 'NodePort', clusterIP: '10.96.0.20', ports }),
      slice('default/web', [endpoint('10.244.2.5', 'node-2')], slicePorts),
    ],
    { proxyMode },
  );
}

const client: RequestSource = { pod: 'client' };
const itself: RequestSource = { node: 'node-2' };

describe.each([
  {
    name: 'an undefined port of a cluster address',
    from: client,
    to: '10.96.0.20:81',
    iptables: 'timeout',
    nftables: 'refused',
    ipvs: 'refused',
  },
  {
    name: 'the right port, the wrong protocol',
    from: client,
    to: 'udp://10.96.0.20:80',
    iptables: 'timeout',
    nftables: 'refused',
    ipvs: 'refused',
  },
  {
    name: 'a cluster address that nobody has',
    from: client,
    to: '10.96.0.99:80',
    iptables: 'timeout',
    nftables: 'timeout',
    ipvs: 'timeout',
  },
  {
    name: 'a node port on localhost',
    from: itself,
    to: '127.0.0.1:30080',
    iptables: 'answered',
    nftables: 'refused',
    ipvs: 'refused',
  },
  {
    name: 'a node port on the second address',
    from: 'outside',
    to: '192.0.2.2:30080',
    iptables: 'answered',
    nftables: 'refused',
    ipvs: 'answered',
  },
  {
    name: 'a node port on the first address',
    from: 'outside',
    to: '192.168.0.2:30080',
    iptables: 'answered',
    nftables: 'answered',
    ipvs: 'answered',
  },
  {
    name: 'a port of a node that nobody listens on',
    from: 'outside',
    to: '192.168.0.2:31000',
    iptables: 'refused',
    nftables: 'refused',
    ipvs: 'refused',
  },
  {
    name: 'a UDP port',
    from: client,
    to: 'udp://10.96.0.20:53',
    iptables: 'answered',
    nftables: 'answered',
    ipvs: 'answered',
  },
  {
    name: 'a target port on which the pod does not listen',
    from: client,
    to: 'tcp://10.96.0.20:53',
    iptables: 'refused',
    nftables: 'refused',
    ipvs: 'refused',
  },
  {
    name: 'an address outside the cluster',
    from: client,
    to: '192.0.2.99:80',
    iptables: 'timeout',
    nftables: 'timeout',
    ipvs: 'timeout',
  },
] as const)('$name', ({ from, to, ...outcomes }) => {
  test.each(['iptables', 'nftables', 'ipvs'] as const)('in mode %s', (mode) => {
    expect(sendRequest(cluster(mode).network, { from, to }).outcome).toBe(outcomes[mode]);
  });
});
