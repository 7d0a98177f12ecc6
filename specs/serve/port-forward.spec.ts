// Connections into pods: port-forward through a WebSocket and over SPDY alone, exec and attach over SPDY.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spdyDictionary } from '../../src/serve/spdy-headers';
import { Served } from './served';
import { SpdyClient } from './spdy-client';

const POD = '/api/v1/namespaces/default/pods/web';
const PROGRAMS = [
  {
    image: 'shop/web:*',
    answers: [
      { path: '/', status: 200, body: 'home\n' },
      { path: '/slow', status: 200, body: 'at last\n', delayMs: 3_000 },
    ],
  },
];

let served: Served;
beforeAll(async () => {
  served = await Served.start({ nodes: 1, programs: PROGRAMS });
  const containers = [{ name: 'c', image: 'shop/web:1', ports: [{ containerPort: 8080 }] }];
  await served.post('/api/v1/namespaces/default/pods', { metadata: { name: 'web' }, spec: { containers } });
  served.cluster.settleWithin();
  await served.post('/api/v1/namespaces/default/pods', {
    metadata: { name: 'nowhere' },
    spec: { containers, nodeSelector: { no: 'node' } },
  });
});
afterAll(() => served.close());

test('the dictionary has the length that the protocol says', () => {
  expect(spdyDictionary.length).toBe(1423);
});

describe.each([
  { name: 'through a WebSocket', tunnel: true },
  { name: 'over SPDY', tunnel: false },
])('port-forward $name', ({ tunnel }) => {
  let client: SpdyClient;
  beforeAll(async () => {
    client = await SpdyClient.open(`${served.serving.url}${POD}/portforward`, 'portforward.k8s.io', tunnel);
  });
  afterAll(() => client.close());

  let requests = 0;
  const pair = async (port: string) => {
    const requestid = String(requests++);
    const error = await client.stream({ streamtype: 'error', port, requestid });
    const data = await client.stream({ streamtype: 'data', port, requestid });
    return { error, data };
  };

  test('the program answers, one request after another', async () => {
    const { error, data } = await pair('8080');
    client.send(error, '', true);
    client.send(data, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until(() => data.received.endsWith('home\n'));
    expect(data.received).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: text\/plain; charset=utf-8\r\n/);
    client.send(data, 'GET /nope HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', true);
    await client.until(() => data.ended && error.ended);
    expect(data.received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect({ data: data.replied, error: error.replied, said: error.received }).toEqual({
      data: true,
      error: true,
      said: '',
    });
  });

  test('a slow program answers when its time has passed', async () => {
    const { data } = await pair('8080');
    client.send(data, 'GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
    client.ping(7);
    await client.until(() => client.pings.includes(7));
    await served.get('/healthz');
    await served.ask('POST', '/wavetank/advance?for=2s', {});
    expect(data.received).toBe('');
    await served.ask('POST', '/wavetank/advance?for=2s', {});
    await client.until(() => data.received.endsWith('at last\n'));
  });

  test('where nothing listens it says what the runtime says', async () => {
    const { error, data } = await pair('9999');
    await client.until(() => error.ended && data.ended);
    expect(error.received).toMatch(
      /^error forwarding port 9999 to pod ([0-9a-f]{64}), uid : failed to execute portforward in network namespace "\/var\/run\/netns\/cni-[0-9a-f-]{36}": failed to connect to localhost:9999 inside namespace "\1", IPv4: dial tcp4 127\.0\.0\.1:9999: connect: connection refused IPv6 dial tcp6 \[::1\]:9999: connect: connection refused $/,
    );
    expect(data.received).toBe('');
  });

  test.each([
    { name: 'no port', headers: { streamtype: 'data', requestid: 'x' } },
    { name: 'a port that is none', headers: { streamtype: 'data', port: '70000', requestid: 'x' } },
    { name: 'no type', headers: { port: '80', requestid: 'x' } },
  ])('a stream with $name is refused', async ({ headers }) => {
    const stream = await client.stream(headers as unknown as Record<string, string>);
    await client.until(() => client.refused.includes(stream.id));
  });
});

test('what is no frame ends the connection, and the server lives', async () => {
  const client = await SpdyClient.open(`${served.serving.url}${POD}/portforward`, 'portforward.k8s.io', false);
  client.garbage(Buffer.from([0x80, 3, 0, 1, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xff, 0xff]));
  await client.gone();
  expect((await served.get('/healthz')).text).toBe('ok');
});

test('a client that goes leaves nothing behind', async () => {
  const client = await SpdyClient.open(`${served.serving.url}${POD}/portforward`, 'portforward.k8s.io', true);
  const error = await client.stream({ streamtype: 'error', port: '8080', requestid: '0' });
  const data = await client.stream({ streamtype: 'data', port: '8080', requestid: '0' });
  client.send(data, 'GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await client.until(() => error.replied && data.replied);
  client.close();
  expect((await served.get('/healthz')).text).toBe('ok');
});

describe('exec over SPDY', () => {
  const exec = async (command: readonly string[]) => {
    const words = command.map((word) => `command=${encodeURIComponent(word)}`).join('&');
    const url = `${served.serving.url}${POD}/exec?stdout=true&stderr=true&${words}`;
    const client = await SpdyClient.open(url, 'v4.channel.k8s.io', false);
    const [error, stdout] = [
      await client.stream({ streamtype: 'error' }),
      await client.stream({ streamtype: 'stdout' }),
    ];
    await client.stream({ streamtype: 'stderr' });
    await client.until(() => error.ended);
    await client.gone();
    return { status: JSON.parse(error.received), stdout: stdout.received };
  };

  test('says what the command says', async () => {
    expect(await exec(['hostname'])).toEqual({ status: { metadata: {}, status: 'Success' }, stdout: 'web\n' });
  });

  test('ends as the command ends', async () => {
    expect((await exec(['cat', '/nope'])).status).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode' });
  });
});

describe('before the upgrade', () => {
  const headers = { connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'portforward.k8s.io' };

  test.each([
    { name: 'a pod that is not there', pod: 'nope', status: 404, message: 'pods "nope" not found' },
    {
      name: 'a pod without a node',
      pod: 'nowhere',
      status: 400,
      message: 'pod nowhere does not have a host assigned',
    },
  ])('$name is refused', async ({ pod, status, message }) => {
    const reply = await served.ask('POST', `/api/v1/namespaces/default/pods/${pod}/portforward`, { headers });
    expect({ status: reply.status, message: reply.body.message }).toEqual({ status, message });
  });

  test('who may get may not therefore connect', async () => {
    const rules = [{ apiGroups: [''], resources: ['pods', 'pods/portforward'], verbs: ['get'] }];
    await served.post('/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles', {
      metadata: { name: 'r' },
      rules,
    });
    await served.post('/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings', {
      metadata: { name: 'r' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'eve' }],
    });
    const reply = await served.ask('GET', `${POD}/portforward`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'x',
        'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io',
        'impersonate-user': 'eve',
      },
    });
    expect(reply).toMatchObject({ status: 403, body: { message: 'pods "web" is forbidden: ' } });
  });
});
