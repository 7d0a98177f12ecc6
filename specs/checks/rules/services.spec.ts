// Services and what they select: namespaces, all labels, labels that the control plane adds, endpoints of one's own.
import { describe, expect, test } from '@jest/globals';
import { cronJob, messagesOf, object, service, told, workload } from '../found';

const web = workload('web', { labels: { app: 'web', tier: 'front' } });
const slice = {
  ...object('discovery.k8s.io/v1', 'EndpointSlice', 'db-1', {}),
  metadata: { name: 'db-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'db' } },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['192.0.2.7'] }],
  ports: [{ port: 5432 }],
};
const stateful = workload('db', { kind: 'StatefulSet', spec: { serviceName: 'db' } });

describe('service-selects-pods is silent for', () => {
  test.each([
    { name: 'a part of the labels', manifests: [web, service('web', { app: 'web' })] },
    { name: 'no selector, with an EndpointSlice', manifests: [service('db', undefined), slice] },
    { name: 'no selector and nothing', manifests: [service('db', undefined)] },
    {
      name: 'an external name',
      manifests: [service('x', { a: 'b' }, { type: 'ExternalName', externalName: 'a.example' })],
    },
    {
      name: 'a label that the StatefulSet controller adds',
      manifests: [stateful, service('db', { 'statefulset.kubernetes.io/pod-name': 'db-0' })],
    },
    { name: 'pods of a CronJob', manifests: [cronJob('report'), service('report', { app: 'report' })] },
    {
      name: 'a workload scaled to nothing',
      manifests: [workload('web', { spec: { replicas: 0 } }), service('web', { app: 'web' })],
    },
    { name: 'pods of the base', manifests: [service('web', { app: 'web' })], base: [web] },
    { name: 'a daemon', manifests: [workload('agent', { kind: 'DaemonSet' }), service('agent', { app: 'agent' })] },
  ])('$name', ({ manifests, base = [] }) => {
    expect(messagesOf('service-selects-pods', manifests, { base })).toEqual([]);
  });
});

describe('service-selects-pods tells', () => {
  test.each([
    {
      name: 'one label of two',
      manifests: [web, service('web', { app: 'web', tier: 'back' })],
      message: 'no pod in namespace default has app=web, tier=back; those of Deployment default/web have tier=front',
    },
    {
      name: 'another namespace',
      manifests: [workload('web', { namespace: 'shop' }), service('web', { app: 'web' })],
      message: 'no pod in namespace default has app=web; those of Deployment shop/web have, in another namespace',
    },
    {
      name: 'nothing alike',
      manifests: [web, service('web', { run: 'web' })],
      message: 'no pod in namespace default has run=web',
    },
  ])('$name', ({ manifests, message }) => {
    expect(messagesOf('service-selects-pods', manifests)).toEqual([message]);
  });
});

const http = {
  ports: [
    { name: 'http', containerPort: 8080 },
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
  ],
};

describe('target ports', () => {
  test.each([
    { name: 'by name', ports: [{ port: 80, targetPort: 'http' }], found: [] },
    { name: 'by number', ports: [{ port: 80, targetPort: 8080 }], found: [] },
    {
      name: 'by a name for another protocol',
      ports: [{ port: 53, targetPort: 'dns' }],
      found: [
        'port 53 leads to port "dns", which no container of Deployment default/web declares for TCP: ' +
          'they declare 8080 (http), 53 (dns)',
      ],
    },
    { name: 'by a name for its protocol', ports: [{ port: 53, protocol: 'UDP', targetPort: 'dns' }], found: [] },
    {
      name: 'by a misspelt name',
      ports: [{ port: 80, targetPort: 'htpp' }],
      found: [
        'port 80 leads to port "htpp", which no container of Deployment default/web declares (there is http): ' +
          'they declare 8080 (http), 53 (dns)',
      ],
    },
    {
      name: 'by a number that is not declared',
      ports: [{ port: 8081 }],
      found: [
        'port 8081 is one that no container of Deployment default/web declares: they declare 8080 (http), 53 (dns)',
      ],
    },
  ])('$name', ({ ports, found }) => {
    const manifests = [workload('web', { container: http }), service('web', { app: 'web' }, { ports })];
    const rules = ['service-target-port-name', 'service-target-port'];
    expect(rules.flatMap((rule) => messagesOf(rule, manifests))).toEqual(found);
  });

  test('a sidecar listens too', () => {
    const proxy = {
      name: 'proxy',
      image: 'proxy:1.0.0',
      restartPolicy: 'Always',
      ports: [{ name: 'tls', containerPort: 8443 }],
    };
    const manifests = [
      workload('web', { pod: { initContainers: [proxy] }, container: http }),
      service('web', { app: 'web' }, { ports: [{ port: 443, targetPort: 'tls' }] }),
    ];
    expect(messagesOf('service-target-port-name', manifests)).toEqual([]);
  });

  test('a described program decides, not the declaration', () => {
    const manifests = [
      workload('web', { container: http }),
      service('web', { app: 'web' }, { ports: [{ port: 9090 }] }),
    ];
    const options = {
      programs: [
        { image: 'web', listens: [9090] },
        { image: 'web:1.0.0', listens: [9090] },
      ],
    };
    expect(messagesOf('service-target-port', manifests, { options })).toEqual([]);
  });
});

test('probes that ask one port are told once', () => {
  const probe = { httpGet: { port: 9000 } };
  const manifests = [workload('web', { container: { ...http, livenessProbe: probe, readinessProbe: probe } })];
  expect(messagesOf('probe-port', manifests)).toEqual([
    'the liveness and readiness probes of container "web" ask port 9000, on which no container of the pod says that ' +
      'it listens: declared are 8080 (http), 53 (dns)',
  ]);
});

describe('an Ingress', () => {
  const ingress = (backend: object, namespace = 'default') =>
    object('networking.k8s.io/v1', 'Ingress', 'shop', { spec: { defaultBackend: backend } }, namespace);
  const shop = [workload('web'), service('web', { app: 'web' }, { ports: [{ name: 'http', port: 80 }] })];

  test.each([
    { name: 'by number', backend: { service: { name: 'web', port: { number: 80 } } }, found: [] },
    { name: 'by name', backend: { service: { name: 'web', port: { name: 'http' } } }, found: [] },
    {
      name: 'to a resource of its controller',
      backend: { resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } },
      found: [],
    },
    {
      name: 'to a Service that is misspelt',
      backend: { service: { name: 'wep', port: { number: 80 } } },
      found: ['every other request leads to Service wep, which does not exist in namespace default (there is web)'],
    },
    {
      name: 'to a port by a wrong name',
      backend: { service: { name: 'web', port: { name: 'https' } } },
      found: ['every other request leads to port https of Service web, which has 80 (http)'],
    },
  ])('$name', ({ backend, found }) => {
    expect(messagesOf('ingress-reaches-service', [...shop, ingress(backend)])).toEqual(found);
  });

  test('reaches only Services of its own namespace', () => {
    const backend = { service: { name: 'web', port: { number: 80 } } };
    expect(told([...shop, ingress(backend, 'edge')])).toEqual(['ingress-reaches-service Ingress/shop']);
  });

  test('reaches what the cluster had before', () => {
    const backend = { service: { name: 'web', port: { number: 80 } } };
    expect(told([ingress(backend)], { base: shop })).toEqual([]);
  });
});
