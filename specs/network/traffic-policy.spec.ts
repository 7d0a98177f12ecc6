// Who reaches what, by traffic policy, destination and place of the client: outcome, address seen by the pod, nodes.

import { describe, expect, test } from '@jest/globals';
import type { RequestSource } from '../../src/network/client';
import type { NetworkOptions } from '../../src/network/options';
import { type RequestResult, sendRequest } from '../../src/network/request';
import { endpoint, namespace, node, pod, service, slice, type World, world } from './world';

const web = (policies: object, facts: object = {}) => ({
  type: 'LoadBalancer' as const,
  clusterIP: '10.96.0.20',
  externalIPs: ['198.18.0.9'],
  ports: [{ name: 'http', port: 80, nodePort: 30080, protocol: 'TCP' as const }],
  ...policies,
  ...facts,
});

/** Three nodes; web runs on node-2 only, a client pod on each of node-1 and node-2. */
function cluster(
  policies: object,
  endpoints = [endpoint('10.244.2.5', 'node-2')],
  options: Partial<NetworkOptions> = {},
): World {
  const status = { loadBalancer: { ingress: [{ ip: '203.0.113.5', ipMode: 'VIP' as const }] } };
  return world(
    [
      namespace('default'),
      node(1),
      node(2),
      node(3),
      pod('default/web', 'node-2', '10.244.2.5'),
      pod('default/here', 'node-2', '10.244.2.6'),
      pod('default/there', 'node-1', '10.244.1.6'),
      service('default/web', web(policies), status),
      slice('default/web', endpoints),
    ],
    options,
  );
}

const there: RequestSource = { pod: 'there' };
const here: RequestSource = { pod: 'here' };
const node1: RequestSource = { node: 'node-1' };
const node2: RequestSource = { node: 'node-2' };
const CLUSTER_IP = '10.96.0.20';
const NODE_1 = '192.168.0.1:30080';
const NODE_2 = '192.168.0.2:30080';
const BALANCER = '203.0.113.5';
const EXTERNAL = '198.18.0.9';

const local = { externalTrafficPolicy: 'Local' };
const localInside = { internalTrafficPolicy: 'Local' };

interface Row {
  readonly name: string;
  readonly policies?: object;
  readonly from: RequestSource;
  readonly to: string;
  readonly outcome?: RequestResult['outcome'];
  readonly source?: string;
  readonly nodes?: readonly string[];
}

describe('one pod, on node-2', () => {
  const rows: readonly Row[] = [
    {
      name: 'a pod to the cluster address keeps its own',
      from: there,
      to: CLUSTER_IP,
      source: '10.244.1.6',
      nodes: ['node-1', 'node-2'],
    },
    { name: 'a pod beside it', from: here, to: CLUSTER_IP, source: '10.244.2.6', nodes: ['node-2'] },
    {
      name: 'a pod that is given itself',
      from: { pod: 'web' },
      to: CLUSTER_IP,
      source: '10.244.2.1',
      nodes: ['node-2'],
    },
    {
      name: 'a node to the cluster address',
      from: node1,
      to: CLUSTER_IP,
      source: '192.168.0.1',
      nodes: ['node-1', 'node-2'],
    },
    {
      name: 'the pod’s own node to the cluster address',
      from: node2,
      to: CLUSTER_IP,
      source: '10.244.2.1',
      nodes: ['node-2'],
    },
    { name: 'outside to the cluster address', from: 'outside', to: CLUSTER_IP, outcome: 'timeout', nodes: [] },
    {
      name: 'outside to the node port of a node without a pod',
      from: 'outside',
      to: NODE_1,
      source: '192.168.0.1',
      nodes: ['node-1', 'node-2'],
    },
    {
      name: 'outside to the node port of its node',
      from: 'outside',
      to: NODE_2,
      source: '192.168.0.2',
      nodes: ['node-2'],
    },
    { name: 'a pod to a node port', from: there, to: NODE_1, source: '192.168.0.1', nodes: ['node-1', 'node-2'] },
    {
      name: 'a pod to the load balancer never leaves',
      from: there,
      to: BALANCER,
      source: '192.168.0.1',
      nodes: ['node-1', 'node-2'],
    },
    {
      name: 'a node to an external address',
      from: node1,
      to: EXTERNAL,
      source: '192.168.0.1',
      nodes: ['node-1', 'node-2'],
    },
    { name: 'a pod to the pod', from: there, to: '10.244.2.5:8080', source: '10.244.1.6', nodes: ['node-1', 'node-2'] },
    { name: 'its node to the pod', from: node2, to: '10.244.2.5:8080', source: '10.244.2.1', nodes: ['node-2'] },
    { name: 'outside to the pod', from: 'outside', to: '10.244.2.5:8080', outcome: 'timeout', nodes: [] },
    {
      name: 'internal Local: a pod on its node',
      policies: localInside,
      from: here,
      to: CLUSTER_IP,
      source: '10.244.2.6',
      nodes: ['node-2'],
    },
    {
      name: 'internal Local: a pod elsewhere',
      policies: localInside,
      from: there,
      to: CLUSTER_IP,
      outcome: 'timeout',
      nodes: ['node-1'],
    },
    {
      name: 'internal Local leaves node ports alone',
      policies: localInside,
      from: 'outside',
      to: NODE_1,
      source: '192.168.0.1',
      nodes: ['node-1', 'node-2'],
    },
    {
      name: 'external Local: outside to its node keeps the client’s address',
      policies: local,
      from: 'outside',
      to: NODE_2,
      source: '198.51.100.7',
      nodes: ['node-2'],
    },
    {
      name: 'external Local: outside to another node',
      policies: local,
      from: 'outside',
      to: NODE_1,
      outcome: 'timeout',
      nodes: ['node-1'],
    },
    {
      name: 'external Local: the load balancer finds its node',
      policies: local,
      from: 'outside',
      to: BALANCER,
      source: '198.51.100.7',
      nodes: ['node-2'],
    },
    {
      name: 'external Local: a pod takes the short way',
      policies: local,
      from: there,
      to: NODE_1,
      source: '10.244.1.6',
      nodes: ['node-1', 'node-2'],
    },
    {
      name: 'external Local: a pod to the load balancer',
      policies: local,
      from: there,
      to: BALANCER,
      source: '10.244.1.6',
      nodes: ['node-1', 'node-2'],
    },
    {
      name: 'external Local: the node itself takes the short way, masqueraded',
      policies: local,
      from: node1,
      to: NODE_1,
      source: '192.168.0.1',
      nodes: ['node-1', 'node-2'],
    },
    {
      name: 'external Local: another node is outside',
      policies: local,
      from: node1,
      to: '192.168.0.3:30080',
      outcome: 'timeout',
      nodes: ['node-1', 'node-3'],
    },
    {
      name: 'external Local leaves the cluster address alone',
      policies: local,
      from: there,
      to: CLUSTER_IP,
      source: '10.244.1.6',
      nodes: ['node-1', 'node-2'],
    },
  ];
  test.each(rows)('$name', ({ policies = {}, from, to, outcome = 'answered', source, nodes }) => {
    const result = sendRequest(cluster(policies).network, { from, to });
    expect({ outcome: result.outcome, source: result.sourceIp, nodes: result.nodes }).toEqual({
      outcome,
      source,
      nodes,
    });
  });

  test('the load balancer uses every node under policy Cluster', () => {
    const { network } = cluster({});
    const entries = new Set<string | undefined>();
    for (let count = 0; count < 60; count++)
      entries.add(sendRequest(network, { from: 'outside', to: BALANCER }).nodes[0]);
    expect([...entries].sort()).toEqual(['node-1', 'node-2', 'node-3']);
  });

  test('an external address is routed to some node from outside', () => {
    const result = sendRequest(cluster({}).network, { from: 'outside', to: EXTERNAL });
    expect(result.hops.map(({ kind }) => kind).slice(0, 3)).toEqual(['route', 'node', 'proxy']);
    expect(result.ok).toBe(true);
  });
});

describe('no pod that could take it', () => {
  const rows = [
    { name: 'cluster address', from: there, to: CLUSTER_IP, policies: {} },
    { name: 'cluster address under Local', from: there, to: CLUSTER_IP, policies: localInside },
    { name: 'node port', from: 'outside', to: NODE_1, policies: {} },
    { name: 'node port under Local', from: 'outside', to: NODE_1, policies: local },
    { name: 'external address', from: there, to: EXTERNAL, policies: {} },
  ] as const;
  test.each(rows)('$name: connection refused at once', ({ from, to, policies }) => {
    const result = sendRequest(cluster(policies, [endpoint('10.244.2.5', 'node-2', { ready: false })]).network, {
      from,
      to,
    });
    const address = to.includes(':') ? to : `${to}:80`;
    expect(result.error).toBe(`dial tcp ${address}: connect: connection refused`);
    expect(result.latencyMs).toBe(0);
  });
});

describe('source ranges of a load balancer', () => {
  const rows = [
    { name: 'a client in the range', ranges: ['198.51.100.0/24'], from: 'outside', to: BALANCER, outcome: 'answered' },
    { name: 'a client outside of it', ranges: ['192.0.2.0/24'], from: 'outside', to: BALANCER, outcome: 'timeout' },
    { name: 'everybody', ranges: ['192.0.2.0/24', '0.0.0.0/0'], from: 'outside', to: BALANCER, outcome: 'answered' },
    { name: 'a pod outside of it', ranges: ['192.0.2.0/24'], from: there, to: BALANCER, outcome: 'timeout' },
    { name: 'node ports are not limited', ranges: ['192.0.2.0/24'], from: 'outside', to: NODE_1, outcome: 'answered' },
    { name: 'nor is the cluster address', ranges: ['192.0.2.0/24'], from: there, to: CLUSTER_IP, outcome: 'answered' },
  ] as const;
  test.each(rows)('$name: $outcome', ({ ranges, from, to, outcome }) => {
    const { network } = cluster({ loadBalancerSourceRanges: ranges });
    expect(sendRequest(network, { from, to }).outcome).toBe(outcome);
  });
});

describe('what kube-proxy is told of the cluster', () => {
  const rows: readonly (Row & { readonly options: Partial<NetworkOptions> })[] = [
    {
      name: 'masquerade-all hides pods too',
      options: { masqueradeAll: true },
      from: there,
      to: CLUSTER_IP,
      source: '192.168.0.1',
    },
    {
      name: 'without the pods’ range nodes are not masqueraded',
      options: { detectsPods: false },
      from: node1,
      to: CLUSTER_IP,
      source: '192.168.0.1',
    },
    {
      name: 'without it a pod gets no short way',
      options: { detectsPods: false },
      policies: local,
      from: there,
      to: NODE_1,
      outcome: 'timeout',
      source: undefined as never,
    },
  ];
  test.each(rows)('$name', ({ options, policies = {}, from, to, outcome = 'answered', source }) => {
    const result = sendRequest(cluster(policies, undefined, options).network, { from, to });
    expect([result.outcome, result.sourceIp]).toEqual([outcome, source]);
  });

  test('an address of mode Proxy goes out to the load balancer, which opens its own connection', () => {
    const { network, objects } = cluster({});
    const proxied = objects.map((object) => {
      const ingress = [{ ip: BALANCER, ipMode: 'Proxy' as const }];
      return object.kind === 'Service' ? { ...object, status: { loadBalancer: { ingress } } } : object;
    });
    const result = sendRequest(world(proxied, network.options).network, { from: there, to: BALANCER });
    expect(result.hops.map(({ kind }) => kind)).toContain('load-balancer');
    expect(result.ok).toBe(true);
  });
});

describe('machines that are down', () => {
  test.each([
    { name: 'the node whose port is called', machine: 'node-1', from: 'outside', to: NODE_1 },
    { name: 'the node of the pod', machine: 'node-2', from: there, to: CLUSTER_IP },
    { name: 'the node of the pod, called directly', machine: 'node-2', from: there, to: '10.244.2.5:8080' },
  ] as const)('$name: the client waits in vain', ({ machine, from, to }) => {
    const made = cluster({});
    made.down.add(machine);
    const result = sendRequest(made.network, { from, to, timeoutMs: 2_000 });
    expect(result).toMatchObject({ outcome: 'timeout', latencyMs: 2_000 });
    expect(result.error).toMatch(/^dial tcp .*: i\/o timeout$/);
  });

  test('a load balancer leaves them out', () => {
    const made = cluster({});
    made.down.add('node-1').add('node-3');
    for (let count = 0; count < 20; count++) {
      expect(sendRequest(made.network, { from: 'outside', to: BALANCER }).nodes).toEqual(['node-2']);
    }
  });

  test('a client on a machine that is down cannot send', () => {
    const made = cluster({});
    made.down.add('node-1');
    const result = sendRequest(made.network, { from: there, to: CLUSTER_IP });
    expect(result).toMatchObject({ outcome: 'no-client', error: 'pod default/there is on node node-1, which is down' });
  });
});
