// Where the proxy modes differ: undefined ports, unknown addresses, and which of a node's addresses have node ports.

import { describe, expect, test } from '@jest/globals';
import type { RequestSource } from '../../src/network/client';
import type { NetworkOptions } from '../../src/network/options';
import { sendRequest } from '../../src/network/request';
import { endpoint, namespace, node, pod, service, slice, world } from './world';

function cluster(proxyMode: NetworkOptions['proxyMode'], options: Partial<NetworkOptions> = {}) {
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
    { proxyMode, ...options },
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

describe.each(['iptables', 'nftables', 'ipvs'] as const)('--nodeport-addresses in mode %s', (mode) => {
  const outcome = (nodePortAddresses: readonly string[], to: string, from: RequestSource = 'outside') =>
    sendRequest(cluster(mode, { nodePortAddresses }).network, { from, to }).outcome;

  test('open the addresses of these networks alone', () => {
    expect(outcome(['192.0.2.0/24'], '192.0.2.2:30080')).toBe('answered');
    expect(outcome(['192.0.2.0/24'], '192.168.0.2:30080')).toBe('refused');
    expect(outcome(['192.0.2.0/24', '192.168.0.0/16'], '192.168.0.2:30080')).toBe('answered');
  });

  test('open localhost in mode iptables alone', () => {
    expect(outcome(['127.0.0.0/8'], '127.0.0.1:30080', itself)).toBe(mode === 'iptables' ? 'answered' : 'refused');
  });
});

describe('on a node', () => {
  test('a node port hides what a process of the node listens on', () => {
    const { network, objects } = cluster('iptables');
    const ports = [{ containerPort: 8080, hostPort: 30080 }];
    const held = pod('default/held', 'node-2', '10.244.2.9', { containers: [{ name: 'app', image: 'app', ports }] });
    const both = world([...objects, held], network.options);
    expect(sendRequest(both.network, { from: 'outside', to: '192.168.0.2:30080' }).pod).toBe('default/web');
  });

  test.each([
    { name: 'a node that stays', path: '/healthz', taints: [], status: 200, said: '"nodeEligible":true' },
    {
      name: 'a node that an autoscaler takes away',
      path: '/healthz',
      taints: ['ToBeDeletedByClusterAutoscaler'],
      status: 503,
      said: '"nodeEligible":false',
    },
    {
      name: 'the same, as to the proxy alone',
      path: '/livez',
      taints: ['ToBeDeletedByClusterAutoscaler'],
      status: 200,
      said: '"healthy":true',
    },
    { name: 'another path', path: '/', taints: [], status: 404, said: '404 page not found' },
  ])("kube-proxy's own health: $name", ({ path, taints, status, said }) => {
    const { network, objects } = cluster('iptables');
    const tainted = objects.map((object) =>
      object.metadata.name === 'node-1'
        ? { ...object, spec: { taints: taints.map((key) => ({ key, effect: 'NoSchedule' })) } }
        : object,
    );
    const result = sendRequest(world(tainted, network.options).network, {
      from: 'outside',
      to: `192.168.0.1:10256${path}`,
    });
    expect(result.status).toBe(status);
    expect(result.body).toContain(said);
  });
});

describe('Services without a proxy', () => {
  const ask = (spec: object, to: string) =>
    sendRequest(
      world([
        namespace('default'),
        node(1),
        pod('default/web', 'node-1', '10.244.1.5'),
        service('default/web', { ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec }),
        slice('default/web', [endpoint('10.244.1.5', 'node-1')]),
      ]).network,
      { from: { namespace: 'default' }, to },
    );

  test('headless: the client dials the port that the pod listens on', () => {
    expect(ask({ clusterIP: 'None' }, 'web:8080').outcome).toBe('answered');
    expect(ask({ clusterIP: 'None' }, 'web:80').outcome).toBe('refused');
  });

  test('ExternalName: a name and nothing else', () => {
    expect(ask({ type: 'ExternalName', externalName: 'away.example' }, 'web').outcome).toBe('no-such-host');
  });
});
