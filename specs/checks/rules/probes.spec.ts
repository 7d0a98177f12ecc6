// Probes: who needs one, and when two of them ask the same.
import { expect, test } from '@jest/globals';
import { container, deployment, deploymentOf, job, messages, service } from './manifests';

const ready = { readinessProbe: { httpGet: { path: '/', port: 8080 } } };
const serving = { ports: [{ name: 'http', containerPort: 8080 }] };
const to = (targetPort?: number | string) => service([{ port: 8080, ...(targetPort ? { targetPort } : {}) }]);
const web = deploymentOf(serving);
const NONE = 'container "web" has no readiness probe: Service web sends to it as soon as it has started';

test.each([
  { name: 'by number', objects: [web, to(8080)], told: [NONE] },
  { name: 'by name', objects: [web, to('http')], told: [NONE] },
  { name: 'by its own port', objects: [web, to()], told: [NONE] },
  { name: 'with a probe', objects: [deploymentOf({ ...serving, ...ready }), to(8080)], told: [] },
  { name: 'at a port that nobody declares', objects: [deploymentOf({}), to(9090)], told: [NONE] },
  {
    name: 'at a port that nobody declares, with a probe in another container',
    objects: [deployment({ containers: [container(), container({ name: 'proxy', ...ready })] }), to(9090)],
    told: [],
  },
  {
    name: 'in a pod with a container that serves nothing',
    objects: [deployment({ containers: [container({ ...serving, ...ready }), container({ name: 'logs' })] }), to(8080)],
    told: [],
  },
  {
    name: 'in a pod with a container that serves another port',
    objects: [
      deployment({
        containers: [
          container({ ...serving, ...ready }),
          container({ name: 'metrics', ports: [{ containerPort: 9090 }] }),
        ],
      }),
      to(8080),
      service([{ port: 9090 }], {}, { name: 'metrics' }),
    ],
    told: ['container "metrics" has no readiness probe: Service metrics sends to it as soon as it has started'],
  },
  {
    name: 'by two Services',
    objects: [web, to(8080), service([{ port: 80, targetPort: 8080 }], {}, { name: 'again' })],
    told: [NONE],
  },
  { name: 'by a headless Service', objects: [web, service([{ port: 8080 }], { clusterIP: 'None' })], told: [NONE] },
  {
    name: 'whether it is ready or not',
    objects: [web, service([{ port: 8080 }], { publishNotReadyAddresses: true })],
    told: [],
  },
  { name: 'in another namespace', objects: [web, service([{ port: 8080 }], {}, { namespace: 'shop' })], told: [] },
  {
    name: 'with more labels',
    objects: [web, service([{ port: 8080 }], { selector: { app: 'web', a: 'b' } })],
    told: [],
  },
  { name: 'without a selector', objects: [web, service([{ port: 8080 }], { selector: {} })], told: [] },
  { name: 'not at all', objects: [web], told: [] },
])('a container that is sent to $name', ({ objects, told }) => {
  expect(messages('readiness-probe', objects)).toEqual(told);
});

test('a Service that is there before sends too', () => {
  expect(messages('readiness-probe', web, { base: [to(8080)] })).toEqual([NONE]);
});

test('pods without a Service are asked when that is set', () => {
  const settings = { everywhere: true };
  expect(messages('readiness-probe', web, { settings })).toEqual([
    'container "web" has no readiness probe: it counts as available as soon as it has started',
  ]);
  expect(messages('readiness-probe', job({}), { settings })).toEqual([]);
});

test.each([
  { name: 'a Deployment', object: deploymentOf({}), told: 1 },
  { name: 'a Job', object: job({}), told: 0 },
  {
    name: 'a Pod that runs once',
    object: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { restartPolicy: 'OnFailure', containers: [container()] },
    },
    told: 0,
  },
  {
    name: 'a Deployment with init containers and sidecars',
    object: deployment({
      initContainers: [container({ name: 'migrate' }), container({ name: 'logs', restartPolicy: 'Always' })],
    }),
    told: 1,
  },
])('$name is asked for liveness probes', ({ object, told }) => {
  expect(messages('liveness-probe', object)).toHaveLength(told);
});

const http = { path: '/healthz', port: 8080 };

test.each([
  { name: 'the same', readiness: { httpGet: http }, liveness: { httpGet: http }, told: 1 },
  {
    name: 'the same, defaults written out and the port by name',
    readiness: { httpGet: http },
    liveness: { httpGet: { ...http, scheme: 'HTTP', port: 'http' }, periodSeconds: 10, failureThreshold: 3 },
    told: 1,
  },
  {
    name: 'the same with more patience',
    readiness: { httpGet: http },
    liveness: { httpGet: http, failureThreshold: 4 },
    told: 0,
  },
  {
    name: 'the same more often, with the same patience',
    readiness: { httpGet: http },
    liveness: { httpGet: http, periodSeconds: 5, failureThreshold: 6 },
    told: 1,
  },
  {
    name: 'another path',
    readiness: { httpGet: { ...http, path: '/ready' } },
    liveness: { httpGet: http },
    told: 0,
  },
  { name: 'in another way', readiness: { httpGet: http }, liveness: { tcpSocket: { port: 8080 } }, told: 0 },
  {
    name: 'the same command',
    readiness: { exec: { command: ['ping'] } },
    liveness: { exec: { command: ['ping'] } },
    told: 1,
  },
  { name: 'the same by gRPC', readiness: { grpc: { port: 1 } }, liveness: { grpc: { port: 1, service: '' } }, told: 1 },
  { name: 'nothing', readiness: { httpGet: http }, liveness: undefined, told: 0 },
])('a liveness probe that asks $name', ({ readiness: readinessProbe, liveness: livenessProbe, told }) => {
  const object = deploymentOf({ ...serving, readinessProbe, livenessProbe });
  expect(messages('probes-differ', object)).toHaveLength(told);
});

test('who restarts before he takes out of service is told so', () => {
  const object = deploymentOf({
    readinessProbe: { httpGet: http },
    livenessProbe: { httpGet: http, periodSeconds: 2 },
  });
  expect(messages('probes-differ', object)).toEqual([
    'container "web" is asked the same by its liveness and its readiness probe: after 6s without an answer it is ' +
      'restarted, before it is out of service',
  ]);
});
