// What an update keeps, what counts as a new generation, and which writes come with warnings.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, deployment, pod, SpecServer, service, template } from './api-server';

function stored(...objects: readonly Body[]): SpecServer {
  const server = new SpecServer();
  for (const object of objects) server.create(object);
  return server;
}

describe('generation', () => {
  const DAEMON = { selector: { matchLabels: { a: 'b' } }, template: template({ a: 'b' }) };
  test.each([
    { name: 'a changed spec', object: deployment('x'), patch: { spec: { replicas: 3 } }, generation: 2 },
    { name: 'the same spec', object: deployment('x'), patch: { spec: { replicas: 1 } }, generation: 1 },
    {
      name: 'an annotation of a Deployment',
      object: deployment('x'),
      patch: { metadata: { annotations: { a: 'b' } } },
      generation: 2,
    },
    {
      name: 'a label of a Deployment',
      object: deployment('x'),
      patch: { metadata: { labels: { a: 'b' } } },
      generation: 1,
    },
    {
      name: 'an annotation of a ReplicaSet',
      object: body('apps/v1', 'ReplicaSet', 'x', { spec: DAEMON }),
      patch: { metadata: { annotations: { a: 'b' } } },
      generation: 1,
    },
    {
      name: 'a Service has none',
      object: service('x'),
      patch: { spec: { selector: { a: 'b' } } },
      generation: undefined,
    },
    {
      name: 'an EndpointSlice counts its labels too',
      object: body('discovery.k8s.io/v1', 'EndpointSlice', 'x', { addressType: 'IPv4', endpoints: [] }),
      patch: { metadata: { labels: { a: 'b' } } },
      generation: 2,
    },
  ])('$name', ({ object, patch, generation }) => {
    const server = stored(object);
    expect(server.patch(object.kind, 'x', patch).metadata.generation).toBe(generation);
  });
});

describe('two halves', () => {
  test('a status in the main object does not count', () => {
    const created = new SpecServer().create({ ...deployment('d'), status: { replicas: 7 } });
    expect(created.status).toEqual({});
    const server = stored(deployment('d'));
    expect(server.patch('deployment', 'd', { spec: { replicas: 2 }, status: { replicas: 7 } }).status).toEqual({});
  });

  test('a spec in the status does not count either', () => {
    const server = stored(deployment('d'));
    const next = server.patch('deployment', 'd', { spec: { replicas: 9 }, status: { replicas: 7 } }, 'status');
    expect([next.spec.replicas, next.status]).toEqual([1, { replicas: 7 }]);
  });

  test('the status of a Deployment brings annotations, but no labels', () => {
    const server = stored(deployment('d'));
    const metadata = { annotations: { 'deployment.kubernetes.io/revision': '1' }, labels: { a: 'b' } };
    const next = server.patch('deployment', 'd', { metadata }, 'status').metadata;
    expect([next.annotations, next.labels, next.generation]).toEqual([metadata.annotations, undefined, 1]);
  });

  test('a Node may come with its status', () => {
    const created = new SpecServer().create(body('v1', 'Node', 'n', { status: { capacity: { cpu: 2 } } }));
    expect(created.status).toMatchObject({ capacity: { cpu: '2' }, allocatable: { cpu: '2' } });
  });

  test('a volume notes when its phase changes', () => {
    const spec = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/x' } };
    const server = stored(body('v1', 'PersistentVolume', 'v', { spec }));
    const since = server.get('pv', 'v').status.lastPhaseTransitionTime;
    server.later(5_000);
    const same = server.patch('pv', 'v', { status: { message: 'x', lastPhaseTransitionTime: null } }, 'status').status;
    expect([same.phase, same.lastPhaseTransitionTime]).toEqual(['Pending', since]);
    const bound = server.patch('pv', 'v', { status: { phase: 'Bound' } }, 'status').status;
    expect(Date.parse(bound.lastPhaseTransitionTime) - Date.parse(since)).toBe(5_000);
  });

  test('the finalizers of a namespace stay', () => {
    const server = stored(body('v1', 'Namespace', 'n'));
    expect(server.patch('namespace', 'n', { spec: { finalizers: [] } }).spec.finalizers).toEqual(['kubernetes']);
  });
});

describe('warnings', () => {
  const spread = {
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
  };
  const NO_SELECTOR = 'topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod';
  test.each([
    { name: 'a spread without a selector', object: pod('p', spread), expected: [`spec.${NO_SELECTOR}`] },
    {
      name: 'the same in a template',
      object: deployment('d', { template: template({ app: 'd' }, spread) }),
      expected: [`spec.template.spec.${NO_SELECTOR}`],
    },
    {
      name: 'a variable twice',
      object: pod('p', { containers: [{ name: 'c', image: 'x', env: [{ name: 'A' }, { name: 'A', value: '1' }] }] }),
      expected: ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
    },
    {
      name: 'part of a byte',
      object: pod('p', { containers: [{ name: 'c', image: 'x', resources: { requests: { memory: '0.8Gi' } } }] }),
      expected: [
        'spec.containers[0].resources.requests[memory]: fractional byte value "858993459200m" is invalid, must be an integer',
      ],
    },
    {
      name: 'an old label of nodes',
      object: pod('p', { nodeSelector: { 'beta.kubernetes.io/arch': 'amd64' } }),
      expected: [
        'spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use "kubernetes.io/arch" instead',
      ],
    },
    {
      name: 'a name that is no hostname',
      object: deployment('a.b'),
      expected: [
        'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
      ],
    },
    {
      name: 'external addresses',
      object: service('s', { externalIPs: ['192.0.2.7'] }),
      expected: ['spec.externalIPs is deprecated and may no longer be implemented in some clusters'],
    },
    {
      name: 'an external name without its type',
      object: service('s', { externalName: 'x.example.com' }),
      expected: ['spec.externalName is ignored when spec.type is not "ExternalName"'],
    },
    {
      name: 'the old kind of endpoints',
      object: body('v1', 'Endpoints', 'e', {}),
      expected: ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'],
    },
    {
      name: 'the old way to name a class',
      object: body('networking.k8s.io/v1', 'Ingress', 'i', {
        metadata: { annotations: { 'kubernetes.io/ingress.class': 'x' } },
        spec: { defaultBackend: { service: { name: 's', port: { number: 1 } } } },
      }),
      expected: [
        'annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead',
      ],
    },
    { name: 'nothing', object: deployment('d'), expected: [] },
  ])('$name', ({ object, expected }) => {
    const server = new SpecServer();
    server.create(object);
    expect(server.warnings).toEqual(expected);
  });

  test('come again only with a changed spec', () => {
    const server = stored(deployment('d', { template: template({ app: 'd' }, spread) }));
    server.patch('deployment', 'd', { metadata: { labels: { a: 'b' } } });
    expect(server.warnings).toEqual([]);
    server.patch('deployment', 'd', { spec: { replicas: 2 } });
    expect(server.warnings).toEqual([`spec.template.spec.${NO_SELECTOR}`]);
  });

  test('of a pod come once', () => {
    const server = stored(pod('p', spread));
    server.patch('pod', 'p', { spec: { activeDeadlineSeconds: 5 } });
    expect(server.warnings).toEqual([]);
  });
});
