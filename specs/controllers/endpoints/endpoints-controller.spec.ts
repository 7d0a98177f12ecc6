// The Endpoints controller in a running control plane.

import { expect, test } from '@jest/globals';
import { endpointsController, isCurrent } from '../../../src/controllers/endpoints/endpoints-controller';
import type { Endpoints, Service } from '../../../src/kinds/generated/types.gen';
import { addPod, type Harness, harness } from '../harness';

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', labels: { team: 'x' } },
  spec: {
    clusterIP: '10.96.0.9',
    ipFamilies: ['IPv4'],
    selector: { app: 'web' },
    ports: [{ port: 80, protocol: 'TCP' }],
  },
};

function world(): Harness {
  const it = harness(endpointsController);
  it.create(service);
  it.settle();
  return it;
}

const endpoints = (it: Harness): Endpoints | undefined => it.user.get('Endpoints', 'default', 'web');

test('a Service without pods has Endpoints without subsets', () => {
  const made = endpoints(world()) as Endpoints;
  expect(made.subsets).toBeUndefined();
  expect(made.metadata.labels).toEqual({ team: 'x', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
  expect(made.metadata.ownerReferences).toBeUndefined();
});

test('a pod comes in', () => {
  const it = world();
  addPod(it, { name: 'a', ip: '10.0.0.1', ready: true });
  it.settle();
  expect(endpoints(it)?.subsets).toMatchObject([
    { addresses: [{ ip: '10.0.0.1', nodeName: 'n1' }], ports: [{ port: 80 }] },
  ]);
});

test('they go with the Service', () => {
  const it = world();
  it.user.delete('Service', 'default', 'web');
  it.settle();
  expect(endpoints(it)).toBeUndefined();
});

test('deleted by hand, they come back at once; edited by hand, they stay', () => {
  const it = world();
  it.user.delete('Endpoints', 'default', 'web');
  it.settle();
  const { metadata } = endpoints(it) as Endpoints;
  it.user.update({ ...(endpoints(it) as Endpoints), subsets: [{ addresses: [{ ip: '10.9.9.9' }] }] });
  it.wait(5);
  expect(endpoints(it)?.metadata.uid).toBe(metadata.uid);
  expect(endpoints(it)?.subsets).toMatchObject([{ addresses: [{ ip: '10.9.9.9' }] }]);
});

test('over a thousand addresses are cut, and marked', () => {
  const it = world();
  for (let number = 0; number < 1005; number++) {
    addPod(it, { name: `p${number}`, ip: `10.0.${number >> 8}.${number & 255}`, ready: true });
  }
  it.settle();
  const { subsets, metadata } = endpoints(it) as Endpoints;
  expect(subsets?.[0]?.addresses).toHaveLength(1000);
  expect(metadata.annotations?.['endpoints.kubernetes.io/over-capacity']).toBe('truncated');
});

const current: Endpoints = {
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name: 'web', labels: { team: 'x', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' } },
};
test.each([
  { name: 'as it should be', object: current, yes: true },
  { name: 'another label', object: { ...current, metadata: { name: 'web', labels: { team: 'y' } } }, yes: false },
  { name: 'other addresses', object: { ...current, subsets: [{ addresses: [{ ip: '10.9.9.9' }] }] }, yes: false },
])('nothing to write: $name', ({ object, yes }) => {
  expect(isCurrent(object, service, [])).toBe(yes);
});
