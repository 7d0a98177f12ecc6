// The API server asks programs, Services and kubelets for its clients.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Served } from './served';

const DEFAULT = '/api/v1/namespaces/default';
const PROGRAMS = [
  {
    image: 'shop/web:*',
    answers: [
      { path: '/', status: 200, body: 'home\n' },
      { path: '/sick', status: 500, body: 'oh no\n' },
      { path: '/slow', status: 200, body: 'at last\n', delayMs: 3_000 },
    ],
  },
];

const web = (name: string, port: object) => ({
  metadata: { name, labels: { app: name } },
  spec: { containers: [{ name: 'c', image: 'shop/web:1', ports: [port] }] },
});
const service = (name: string, app: string, ports: readonly object[]) => ({
  metadata: { name },
  spec: { selector: { app }, ports },
});

let served: Served;
beforeAll(async () => {
  served = await Served.start({ nodes: 2, programs: PROGRAMS });
  await served.post(`${DEFAULT}/pods`, web('web', { containerPort: 8080 }));
  await served.post(`${DEFAULT}/pods`, { ...web('lost', { containerPort: 80 }), spec: onSecondNode() });
  await served.post(`${DEFAULT}/services`, service('web', 'web', [{ port: 80, targetPort: 8080 }]));
  const named = [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'dead', port: 81, targetPort: 9999 },
  ];
  await served.post(`${DEFAULT}/services`, service('named', 'web', named));
  await served.post(`${DEFAULT}/services`, service('empty', 'nobody', [{ port: 80 }]));
  served.cluster.settleWithin();
  served.cluster.simulation.command('kubelet', 'stopNode', { node: 'node-2' }, 0);
});
afterAll(() => served.close());

const onSecondNode = () => ({
  nodeName: 'node-2',
  containers: [{ name: 'c', image: 'shop/web:1', ports: [{ containerPort: 80 }] }],
});

describe('reaches', () => {
  test.each([
    { name: 'a pod at its first port', path: `${DEFAULT}/pods/web/proxy/`, text: 'home\n' },
    { name: 'a pod at a port', path: `${DEFAULT}/pods/web:8080/proxy/?a=b`, text: 'home\n' },
    { name: 'a pod with a scheme', path: `${DEFAULT}/pods/http:web:8080/proxy/`, text: 'home\n' },
    { name: 'a service with one port', path: `${DEFAULT}/services/web/proxy/`, text: 'home\n' },
    { name: 'a service by the number of its port', path: `${DEFAULT}/services/named:80/proxy/`, text: 'home\n' },
    { name: 'a service by the name of its port', path: `${DEFAULT}/services/named:http/proxy/`, text: 'home\n' },
    { name: 'a kubelet', path: '/api/v1/nodes/node-1/proxy/healthz', text: 'ok' },
    { name: 'a kubelet by its port', path: '/api/v1/nodes/node-1:10250/proxy/healthz/ping', text: 'ok' },
  ])('$name', async ({ path, text }) => {
    expect(await served.get(path)).toMatchObject({ status: 200, text });
  });

  test('with any method, and the status that the program answers', async () => {
    const reply = await served.post(`${DEFAULT}/services/web/proxy/sick`, { any: 'thing' });
    expect(reply).toMatchObject({ status: 500, text: 'oh no\n' });
  });

  test('a slow program when its time has passed', async () => {
    const slow = served.get(`${DEFAULT}/pods/web/proxy/slow`);
    await served.get('/healthz');
    await served.ask('POST', '/wavetank/advance?for=2s', {});
    const state = await Promise.race([slow.then(() => 'done'), served.get('/healthz').then(() => 'waiting')]);
    expect(state).toBe('waiting');
    await served.ask('POST', '/wavetank/advance?for=1s', {});
    expect(await slow).toMatchObject({ status: 200, text: 'at last\n' });
  });
});

test('without a path it leads to the root', async () => {
  const { status, headers } = await served.get(`${DEFAULT}/services/web/proxy?a=b`);
  expect({ status, location: headers.location }).toEqual({
    status: 301,
    location: `${DEFAULT}/services/web/proxy/?a=b`,
  });
});

test('a kubelet tells of its pods', async () => {
  const { body } = await served.get('/api/v1/nodes/node-1/proxy/pods');
  expect(body).toMatchObject({ kind: 'PodList', items: [{ metadata: { name: 'web' }, status: { phase: 'Running' } }] });
  expect(await served.get('/api/v1/nodes/node-1/proxy/nope')).toMatchObject({ status: 404 });
});

test.each([
  {
    name: 'a port where nothing listens',
    path: `${DEFAULT}/pods/web:9/proxy/`,
    code: 503,
    message: /^error trying to reach service: dial tcp 10\.244\.\d+\.\d+:9: connect: connection refused$/,
  },
  {
    name: 'a service whose target does not listen',
    path: `${DEFAULT}/services/named:dead/proxy/`,
    code: 503,
    message: /^error trying to reach service: dial tcp 10\.244\.\d+\.\d+:9999: connect: connection refused$/,
  },
  {
    name: 'a pod of a node that is down',
    path: `${DEFAULT}/pods/lost/proxy/`,
    code: 503,
    message: /^error trying to reach service: dial tcp 10\.244\.\d+\.\d+:80: i\/o timeout$/,
  },
  {
    name: 'a kubelet that is down',
    path: '/api/v1/nodes/node-2/proxy/healthz',
    code: 503,
    message: /^error trying to reach service: dial tcp 172\.18\.0\.3:10250: i\/o timeout$/,
  },
  {
    name: 'the logs of a pod of a node that is down',
    path: `${DEFAULT}/pods/lost/log?tailLines=5&timestamps=true&container=`,
    code: 500,
    message:
      /^Get "https:\/\/172\.18\.0\.3:10250\/containerLogs\/default\/lost\/[a-z]+\?tailLines=5&timestamps=true": dial tcp 172\.18\.0\.3:10250: i\/o timeout$/,
  },
  {
    name: 'a port that the service does not have',
    path: `${DEFAULT}/services/web:81/proxy/`,
    code: 503,
    message: 'no service port 81 found for service "web"',
  },
  {
    name: 'a port name that the service does not have',
    path: `${DEFAULT}/services/named:foo/proxy/`,
    code: 503,
    message: 'no endpoints available for service "named:foo"',
  },
  {
    name: 'several ports and none named',
    path: `${DEFAULT}/services/named/proxy/`,
    code: 503,
    message: 'no endpoints available for service "named"',
  },
  {
    name: 'a service without endpoints',
    path: `${DEFAULT}/services/empty/proxy/`,
    code: 503,
    message: 'no endpoints available for service "empty"',
  },
  {
    name: 'a service that is not there',
    path: `${DEFAULT}/services/nope/proxy/`,
    code: 404,
    message: 'endpoints "nope" not found',
  },
  {
    name: 'no service',
    path: `${DEFAULT}/services/a:b:c/proxy/`,
    code: 400,
    message: 'invalid service request "a:b:c"',
  },
  { name: 'no node', path: '/api/v1/nodes/nope/proxy/', code: 404, message: 'nodes "nope" not found' },
])('refuses $name', async ({ path, code, message }) => {
  const { status, body } = await served.get(path);
  expect(status).toBe(code);
  expect(body).toMatchObject({ kind: 'Status', status: 'Failure', code });
  if (typeof message === 'string') expect(body.message).toBe(message);
  else expect(body.message).toMatch(message);
});
