// A container's environment: where variables come from, which wins, what is missing.

import { describe, expect, test } from '@jest/globals';
import type { ConfigMap, Container, EnvVar, Pod, Secret, Service } from '../../src/kinds/generated/types.gen';
import { fieldText, resourceText } from '../../src/node/downward';
import { declaredVariables, wholeEnvironment } from '../../src/node/environment';
import { expand } from '../../src/node/expansion';
import { servicesFor, serviceVariables } from '../../src/node/service-variables';

const configMap = {
  kind: 'ConfigMap',
  metadata: { name: 'cm' },
  data: { A: 'map-a', B: 'map-b' },
} as unknown as ConfigMap;
const secret = { kind: 'Secret', metadata: { name: 'sec' }, data: { B: 'c2VjcmV0LWI=' } } as unknown as Secret;
const reader = {
  get: (kind: string, _: string | undefined, name: string) =>
    kind === 'ConfigMap' && name === 'cm' ? configMap : kind === 'Secret' && name === 'sec' ? secret : undefined,
} as Parameters<typeof declaredVariables>[0];

const pod = {
  metadata: {
    name: 'web-0',
    namespace: 'shop',
    uid: 'u-1',
    labels: { app: 'web', tier: 'front' },
    annotations: { k: 'v' },
  },
  spec: { nodeName: 'node-1', serviceAccountName: 'robot', containers: [] },
} as unknown as Pod;
const facts = { pod, podIp: '10.244.0.9', hostIp: '172.18.0.2', allocatable: { cpu: '4', memory: '8Gi' } };

function variables(container: Partial<Container>, services = new Map<string, string>()): unknown {
  const result = declaredVariables(reader, facts, { name: 'c', ...container }, () => services);
  return 'error' in result ? result.error : Object.fromEntries(result);
}

const key = (name: string, from: EnvVar['valueFrom']): EnvVar => ({ name, valueFrom: from });

describe('variables', () => {
  const rows: readonly { name: string; container: Partial<Container>; expected: unknown }[] = [
    { name: 'literal', container: { env: [{ name: 'X', value: 'y' }] }, expected: { X: 'y' } },
    { name: 'empty', container: { env: [{ name: 'X' }] }, expected: { X: '' } },
    {
      name: 'all of a map, then of a secret: the later wins',
      container: { envFrom: [{ configMapRef: { name: 'cm' } }, { secretRef: { name: 'sec' } }] },
      expected: { A: 'map-a', B: 'secret-b' },
    },
    {
      name: 'with a prefix',
      container: { envFrom: [{ prefix: 'P_', configMapRef: { name: 'cm' } }] },
      expected: { P_A: 'map-a', P_B: 'map-b' },
    },
    {
      name: 'env goes before envFrom, the later entry before the earlier one',
      container: {
        envFrom: [{ configMapRef: { name: 'cm' } }],
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      expected: { A: '2', B: 'map-b' },
    },
    {
      name: 'one key of a secret',
      container: { env: [key('X', { secretKeyRef: { name: 'sec', key: 'B' } })] },
      expected: { X: 'secret-b' },
    },
    {
      name: 'references to what is declared before, not after',
      container: {
        env: [
          { name: 'X', value: '$(A)-$(Y)' },
          { name: 'Y', value: 'y' },
        ],
        envFrom: [{ configMapRef: { name: 'cm' } }],
      },
      expected: { A: 'map-a', B: 'map-b', X: 'map-a-$(Y)', Y: 'y' },
    },
    {
      name: 'a missing map',
      container: { envFrom: [{ configMapRef: { name: 'nope' } }] },
      expected: 'configmap "nope" not found',
    },
    {
      name: 'a missing key',
      container: { env: [key('X', { secretKeyRef: { name: 'sec', key: 'nope' } })] },
      expected: "couldn't find key nope in Secret shop/sec",
    },
    {
      name: 'an optional key that is missing leaves no variable',
      container: { env: [key('X', { configMapKeyRef: { name: 'cm', key: 'nope', optional: true } })] },
      expected: {},
    },
    {
      name: 'the resources of a container that there is not',
      container: { env: [key('X', { resourceFieldRef: { containerName: 'nope', resource: 'limits.cpu' } })] },
      expected: 'container nope not found',
    },
    {
      name: 'fields of the pod',
      container: {
        env: [
          key('IP', { fieldRef: { fieldPath: 'status.podIP' } }),
          key('NAME', { fieldRef: { fieldPath: 'metadata.name' } }),
        ],
      },
      expected: { IP: '10.244.0.9', NAME: 'web-0' },
    },
  ];
  test.each(rows)('$name', ({ container, expected }) => {
    expect(variables(container)).toEqual(expected);
  });

  test('of services stand behind the declared ones and may be referred to', () => {
    const services = new Map([
      ['DB_SERVICE_HOST', '10.96.0.5'],
      ['X', 'service'],
    ]);
    const declared = variables({ env: [{ name: 'X', value: 'at $(DB_SERVICE_HOST)' }] }, services) as Record<
      string,
      string
    >;
    expect(declared).toEqual({ X: 'at 10.96.0.5' });
    const whole = wholeEnvironment(new Map(Object.entries(declared)), services);
    expect(Object.fromEntries(whole)).toEqual({ DB_SERVICE_HOST: '10.96.0.5', X: 'at 10.96.0.5' });
  });
});

describe('expansion', () => {
  const known = new Map([
    ['A', '1'],
    ['B', '2'],
  ]);
  const rows = [
    { text: 'plain', expected: 'plain' },
    { text: '$(A)$(B)', expected: '12' },
    { text: '$(nope)', expected: '$(nope)' },
    { text: '$$(A)', expected: '$(A)' },
    { text: '$$$(A)', expected: '$1' },
    { text: '$A', expected: '$A' },
    { text: '$(A', expected: '$(A' },
    { text: 'end$', expected: 'end$' },
    { text: '$()', expected: '$()' },
  ];
  test.each(rows)('$text becomes $expected', ({ text, expected }) => {
    expect(expand(text, known)).toBe(expected);
  });
});

describe('the downward API', () => {
  const rows = [
    { path: 'metadata.namespace', expected: 'shop' },
    { path: 'metadata.uid', expected: 'u-1' },
    { path: "metadata.labels['app']", expected: 'web' },
    { path: "metadata.labels['nope']", expected: '' },
    { path: "metadata.annotations['k']", expected: 'v' },
    { path: 'metadata.labels', expected: 'app="web"\ntier="front"' },
    { path: 'spec.nodeName', expected: 'node-1' },
    { path: 'spec.serviceAccountName', expected: 'robot' },
    { path: 'status.hostIP', expected: '172.18.0.2' },
    { path: 'spec.nope', expected: { error: 'unsupported fieldPath: spec.nope' } },
  ];
  test.each(rows)('$path', ({ path, expected }) => {
    expect(fieldText(facts, path)).toEqual(expected);
  });

  const container: Container = {
    name: 'c',
    resources: { limits: { memory: '100Mi' }, requests: { cpu: '250m', memory: '64Mi' } },
  };
  const resources = [
    { resource: 'limits.memory', divisor: undefined, expected: '104857600' },
    { resource: 'limits.memory', divisor: '1Mi', expected: '100' },
    { resource: 'requests.cpu', divisor: undefined, expected: '1' },
    { resource: 'requests.cpu', divisor: '1m', expected: '250' },
    { resource: 'limits.cpu', divisor: undefined, expected: '4' },
  ];
  test.each(resources)('$resource by $divisor is $expected', ({ resource, divisor, expected }) => {
    expect(resourceText(facts, container, { resource, ...(divisor ? { divisor } : {}) })).toBe(expected);
  });
});

describe('services', () => {
  const service = (name: string, clusterIP: string, ports: object[]): Service =>
    ({ metadata: { name, namespace: 'shop' }, spec: { clusterIP, ports } }) as unknown as Service;

  test('give host, first port, named ports and links', () => {
    const web = service('web-front', '10.96.0.7', [
      { name: 'http', port: 80 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ]);
    expect(Object.fromEntries(serviceVariables([web]))).toEqual({
      WEB_FRONT_SERVICE_HOST: '10.96.0.7',
      WEB_FRONT_SERVICE_PORT: '80',
      WEB_FRONT_SERVICE_PORT_HTTP: '80',
      WEB_FRONT_SERVICE_PORT_DNS: '53',
      WEB_FRONT_PORT: 'tcp://10.96.0.7:80',
      WEB_FRONT_PORT_80_TCP: 'tcp://10.96.0.7:80',
      WEB_FRONT_PORT_80_TCP_PROTO: 'tcp',
      WEB_FRONT_PORT_80_TCP_PORT: '80',
      WEB_FRONT_PORT_80_TCP_ADDR: '10.96.0.7',
      WEB_FRONT_PORT_53_UDP: 'udp://10.96.0.7:53',
      WEB_FRONT_PORT_53_UDP_PROTO: 'udp',
      WEB_FRONT_PORT_53_UDP_PORT: '53',
      WEB_FRONT_PORT_53_UDP_ADDR: '10.96.0.7',
    });
  });

  const own = [service('a', '10.96.0.8', [{ port: 1 }])];
  const master = service('kubernetes', '10.96.0.1', [{ port: 443 }]);
  const rows = [
    { name: 'with links', namespace: 'shop', links: true, expected: ['kubernetes', 'a'] },
    { name: 'without links', namespace: 'shop', links: false, expected: ['kubernetes'] },
  ];
  test.each(rows)('of a pod $name', ({ namespace, links, expected }) => {
    const found = servicesFor(namespace, links, own, [master]);
    expect(found.map(({ metadata }) => metadata.name)).toEqual(expected);
  });
});
