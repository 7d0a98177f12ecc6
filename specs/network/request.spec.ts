// One request from end to end: what it comes back with, the line for each hop, and the client's words when it fails.

import { describe, expect, test } from '@jest/globals';
import type { Pod } from '../../src/kinds/generated/types.gen';
import type { RequestSource } from '../../src/network/client';
import { sendRequest } from '../../src/network/request';
import { parseTarget } from '../../src/network/request-target';
import { endpoint, namespace, node, pod, service, slice, world } from './world';

const web = service('shop/web', {
  type: 'NodePort',
  clusterIP: '10.96.0.20',
  ports: [{ name: 'http', port: 80, nodePort: 30080, protocol: 'TCP' }],
});
const objects = [
  namespace('shop'),
  node(1),
  node(2),
  pod('shop/web-1', 'node-2', '10.244.2.5'),
  pod('shop/client', 'node-1', '10.244.1.5'),
  pod('shop/host', 'node-1', '192.168.0.1', { hostNetwork: true }),
  web,
  slice('shop/web', [endpoint('10.244.2.5', 'node-2')]),
  service('shop/mail', { clusterIP: '10.96.0.21', ports: [{ name: 'smtp', port: 25, protocol: 'TCP' }] }),
  service('shop/nobody', { clusterIP: '10.96.0.22', ports: [{ port: 80 }] }),
  slice('shop/mail', [endpoint('10.244.2.5', 'node-2')], [{ name: 'smtp', port: 2525, protocol: 'TCP' }]),
  service('shop/db', { clusterIP: 'None', ports: [{ name: 'http', port: 8080 }] }),
  slice('shop/db', [endpoint('10.244.2.5', 'node-2'), endpoint('10.244.9.9', 'node-2', { ready: false })]),
];
const client: RequestSource = { pod: 'shop/client' };

test('a request by name tells all that happened', () => {
  const { network, requests } = world(objects);
  const result = sendRequest(network, { from: client, to: 'http://web/cart?id=1', method: 'POST' });
  expect(result).toMatchObject({
    from: 'pod shop/client',
    to: 'http://web/cart?id=1',
    outcome: 'answered',
    ok: true,
    status: 200,
    body: 'hello',
    address: '10.96.0.20',
    pod: 'shop/web-1',
    container: 'app',
    sourceIp: '10.244.1.5',
    latencyMs: 3,
    nodes: ['node-1', 'node-2'],
  });
  expect(requests).toEqual([
    { podIp: '10.244.2.5', port: 8080, protocol: 'TCP', path: '/cart?id=1', method: 'POST', sourceIp: '10.244.1.5' },
  ]);
  expect(result.hops.map(({ text }) => text)).toEqual([
    'dns 10.96.0.10: web.shop.svc.cluster.local. is 10.96.0.20',
    'client node node-1',
    'node-1 proxy: clusterIP of shop/web:http to 10.244.2.5:8080, random of 1 (policy Cluster)',
    'endpoint node node-2',
    'pod shop/web-1 container app on 8080 sees 10.244.1.5 and answers 200',
  ]);
});

test('from outside over a node port: one hop more, and the client’s address is hidden', () => {
  const { network } = world(objects);
  const result = sendRequest(network, { from: 'outside', to: 'node-1:30080' });
  expect(result.hops.map(({ text }) => text)).toEqual([
    'dns 192.0.2.53: node-1. is 192.168.0.1',
    'entry node node-1',
    'node-1 proxy: nodePort of shop/web:http to 10.244.2.5:8080, random of 1 (policy Cluster), source becomes 192.168.0.1',
    'endpoint node node-2',
    'pod shop/web-1 container app on 8080 sees 192.168.0.1 and answers 200',
  ]);
});

test.each([
  {
    name: 'an unknown name',
    to: 'http://nope',
    outcome: 'no-such-host',
    error: 'dial tcp: lookup nope on 10.96.0.10:53: no such host',
  },
  {
    name: 'a Service without endpoints',
    to: 'nobody',
    outcome: 'refused',
    error: 'dial tcp 10.96.0.22:80: connect: connection refused',
  },
  {
    name: 'a wrong target port',
    to: 'mail:25',
    outcome: 'refused',
    error: 'dial tcp 10.96.0.21:25: connect: connection refused',
  },
  {
    name: 'a port the Service does not have',
    to: 'web:81',
    outcome: 'timeout',
    error: 'dial tcp 10.96.0.20:81: i/o timeout',
  },
  {
    name: 'an address nobody has',
    to: '10.244.2.77:80',
    outcome: 'timeout',
    error: 'dial tcp 10.244.2.77:80: i/o timeout',
  },
  {
    name: 'a port the pod itself does not serve',
    to: 'localhost:9999',
    outcome: 'refused',
    error: 'dial tcp 127.0.0.1:9999: connect: connection refused',
  },
] as const)('$name: $error', ({ to, outcome, error }) => {
  const result = sendRequest(world(objects).network, { from: client, to });
  expect(result).toMatchObject({ outcome, error, ok: false });
  expect(result.pod).toBeUndefined();
});

describe('other ways', () => {
  test('a headless name leads to ready pods only, past the proxy', () => {
    const result = sendRequest(world(objects).network, { from: client, to: 'db:8080' });
    expect(result).toMatchObject({ outcome: 'answered', address: '10.244.2.5', sourceIp: '10.244.1.5' });
    expect(result.hops.map(({ kind }) => kind)).toEqual(['dns', 'node', 'node', 'pod']);
  });

  test('an address that refuses leads to the next one of the name', () => {
    const both = slice('shop/db', [endpoint('10.244.2.5', 'node-2'), endpoint('10.244.1.5', 'node-1')]);
    const changed = objects.map((object) => (object.metadata.name === both.metadata.name ? both : object));
    const made = world(changed);
    const { programs } = made.network;
    const deaf = {
      ...programs,
      answer: (request: Parameters<typeof programs.answer>[0]) => {
        const answer = programs.answer(request);
        return request.podIp === '10.244.1.5' ? ({ outcome: 'refused', pod: 'shop/client' } as const) : answer;
      },
    };
    for (let count = 0; count < 10; count++) {
      expect(sendRequest({ ...made.network, programs: deaf }, { from: client, to: 'db:8080' }).pod).toBe('shop/web-1');
    }
  });

  test('a namespace can be the client, without an object', () => {
    const made = world(objects);
    const result = sendRequest(made.network, { from: { namespace: 'shop' }, to: 'web' });
    expect(result).toMatchObject({
      outcome: 'answered',
      from: 'namespace shop',
      pod: 'shop/web-1',
      sourceIp: '10.244.1.254',
    });
    expect(result.nodes).toEqual(['node-1', 'node-2']);
    made.down.add('node-1');
    expect(sendRequest(made.network, { from: { namespace: 'shop' }, to: 'web' }).nodes).toEqual(['node-2']);
    expect(() => sendRequest(made.network, { from: { namespace: 'ghost' }, to: 'web' })).toThrow(
      'there is no namespace ghost',
    );
  });

  test('localhost is the pod itself', () => {
    const result = sendRequest(world(objects).network, { from: client, to: 'localhost:8080' });
    expect(result).toMatchObject({ outcome: 'answered', pod: 'shop/client', sourceIp: '127.0.0.1', nodes: ['node-1'] });
  });

  test('a pod in its node’s network is reached by the node’s address and sends with it', () => {
    const { network } = world(objects);
    expect(sendRequest(network, { from: client, to: '192.168.0.1:8080' }).pod).toBe('shop/host');
    const result = sendRequest(network, { from: { pod: 'shop/host' }, to: '10.96.0.20' });
    expect(result).toMatchObject({ outcome: 'answered', sourceIp: '192.168.0.1' });
  });

  test('a host port leads to its pod', () => {
    const ports = [{ containerPort: 8080, hostPort: 18080 }];
    const held = pod('shop/held', 'node-2', '10.244.2.8', { containers: [{ name: 'app', image: 'app', ports }] });
    const result = sendRequest(world([...objects, held]).network, { from: 'outside', to: '192.168.0.2:18080' });
    expect(result).toMatchObject({ outcome: 'answered', pod: 'shop/held', sourceIp: '198.51.100.7' });
  });

  test('an answer later than the client waits is a timeout', () => {
    const result = sendRequest(world(objects).network, { from: client, to: 'web', timeoutMs: 2 });
    expect(result).toMatchObject({ outcome: 'timeout', latencyMs: 2 });
    expect(result.error).toBe('context deadline exceeded (Client.Timeout exceeded while awaiting headers)');
  });

  test('a client that does not run cannot send', () => {
    const still = pod('shop/still', 'node-1', '10.244.1.8');
    const waiting: Pod = { ...still, status: { phase: 'Pending' } };
    const made = world([...objects, waiting]);
    const result = sendRequest(made.network, { from: { pod: 'shop/still' }, to: 'web' });
    expect(result).toMatchObject({ outcome: 'no-client', error: 'pod shop/still is not running' });
  });
});

describe('a health check port of a load balanced Service with policy Local', () => {
  const balanced = {
    ...web,
    spec: { ...web.spec, type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32000 },
  };
  const made = world(objects.map((object) => (object === web ? (balanced as typeof web) : object)));
  const body = (count: number) =>
    `{\n\t"service": {\n\t\t"namespace": "shop",\n\t\t"name": "web"\n\t},\n\t"localEndpoints": ${count},\n\t"serviceProxyHealthy": true\n}`;
  test.each([
    { node: 'node-2', status: 200, count: 1 },
    { node: 'node-1', status: 503, count: 0 },
  ])('$node answers $status', ({ node: name, status, count }) => {
    expect(sendRequest(made.network, { from: 'outside', to: `${name}:32000` })).toMatchObject({
      status,
      body: body(count),
    });
  });
});

describe('targets', () => {
  test.each([
    { name: 'http://frontend/', expected: { host: 'frontend', port: 80, protocol: 'TCP', path: '/' } },
    { name: 'https://a.b', expected: { host: 'a.b', port: 443, protocol: 'TCP', path: '/' } },
    { name: 'frontend:8080', expected: { host: 'frontend', port: 8080, protocol: 'TCP', path: '/' } },
    { name: 'http://[2001:db8::1]:81/x', expected: { host: '2001:db8::1', port: 81, protocol: 'TCP', path: '/x' } },
    { name: 'web?q=1', expected: { host: 'web', port: 80, protocol: 'TCP', path: '/?q=1' } },
    { name: 'udp://dns:53', expected: { host: 'dns', port: 53, protocol: 'UDP', path: '/' } },
  ])('$name', ({ name, expected }) => {
    expect(parseTarget(name)).toEqual(expected);
  });

  test.each([
    { name: '', message: 'cannot read the target ""' },
    { name: 'http://', message: 'cannot read the target "http://"' },
    { name: 'ftp://x', message: 'unknown scheme "ftp" in "ftp://x": use http, https, tcp, udp, sctp' },
    { name: 'tcp://x', message: 'the target "tcp://x" names no port' },
    { name: 'x:70000', message: 'port 70000 in "x:70000" is not between 1 and 65535' },
    { name: 'a b', message: 'cannot read the target "a b"' },
  ])('"$name" is refused', ({ name, message }) => {
    expect(() => parseTarget(name)).toThrow(message);
  });

  test.each([
    { name: 'a pod', from: { pod: 'shop/ghost' }, message: 'there is no pod shop/ghost to send from' },
    { name: 'a node', from: { node: 'node-9' }, message: 'there is no node node-9 to send from' },
  ])('$name that does not exist is refused as the source', ({ from, message }) => {
    expect(() => sendRequest(world(objects).network, { from, to: 'web' })).toThrow(message);
  });
});
