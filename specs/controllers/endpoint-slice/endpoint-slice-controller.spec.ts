// The EndpointSlice controller in a running control plane.

import { expect, test } from '@jest/globals';
import { endpointSliceController } from '../../../src/controllers/endpoint-slice/endpoint-slice-controller';
import type { EndpointSlice, Service } from '../../../src/kinds/generated/types.gen';
import { addPod, type Harness, harness, makeNode } from '../harness';

const service = (spec: Partial<Service['spec']> = {}, metadata: Partial<Service['metadata']> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', ...metadata },
  spec: {
    clusterIP: '10.96.0.9',
    ipFamilies: ['IPv4'],
    selector: { app: 'web' },
    ports: [{ port: 80, protocol: 'TCP' }],
    ...spec,
  },
});

function world(spec: Partial<Service['spec']> = {}, metadata: Partial<Service['metadata']> = {}): Harness {
  const it = harness(endpointSliceController);
  it.create(makeNode('n1', { 'topology.kubernetes.io/zone': 'a' }));
  it.create(makeNode('n2', { 'topology.kubernetes.io/zone': 'b' }));
  it.create(service(spec, metadata));
  it.settle();
  return it;
}

const slices = (it: Harness): readonly EndpointSlice[] => it.user.list('EndpointSlice', 'default');
const addresses = (it: Harness) =>
  slices(it).flatMap((slice) =>
    (slice.endpoints ?? []).map(
      (endpoint) => `${endpoint.addresses[0]}${endpoint.conditions?.ready ? '' : ' not ready'}`,
    ),
  );
const update = (it: Harness, change: (service: Service) => Service) =>
  it.user.update(change(it.user.get('Service', 'default', 'web') as Service));

test('a Service without pods has an empty slice with null lists', () => {
  expect(slices(world())).toMatchObject([{ endpoints: null, ports: null, addressType: 'IPv4' }]);
});

test('a pod comes in with its address, turns ready, goes', () => {
  const it = world();
  const pod = addPod(it, { name: 'a', ip: '10.0.0.1' });
  it.settle();
  expect(addresses(it)).toEqual(['10.0.0.1 not ready']);
  expect(slices(it)[0]?.ports).toEqual([{ name: '', port: 80, protocol: 'TCP' }]);
  it.user.updateStatus({ ...pod, status: { ...pod.status, conditions: [{ type: 'Ready', status: 'True' }] } });
  it.settle();
  expect(addresses(it)).toEqual(['10.0.0.1']);
  it.user.delete('Pod', 'default', 'a', { gracePeriodSeconds: 0 });
  it.settle();
  expect(addresses(it)).toEqual([]);
  expect(slices(it)).toHaveLength(1);
});

test('many pods within one lag are one write', () => {
  const it = world();
  for (let number = 1; number <= 20; number++) addPod(it, { name: `p${number}`, ip: `10.0.0.${number}`, ready: true });
  it.settle();
  expect(addresses(it)).toHaveLength(20);
  expect(slices(it)[0]?.metadata.generation).toBe(2);
});

test('150 pods are two slices', () => {
  const it = world();
  for (let number = 1; number <= 150; number++) addPod(it, { name: `p${number}`, ip: `10.0.0.${number}`, ready: true });
  it.settle();
  expect(
    slices(it)
      .map((slice) => slice.endpoints?.length)
      .sort(),
  ).toEqual([100, 50]);
});

test('a slice deleted by hand is there again after a second', () => {
  const it = world();
  it.user.delete('EndpointSlice', 'default', slices(it)[0]?.metadata.name as string);
  it.wait(0.9);
  expect(slices(it)).toEqual([]);
  it.wait(0.2);
  expect(slices(it)).toHaveLength(1);
});

test('endpoints written into a slice by hand are taken out after a second', () => {
  const it = world();
  const [slice] = slices(it) as [EndpointSlice];
  it.user.update({ ...slice, endpoints: [{ addresses: ['10.9.9.9'] }] });
  it.wait(0.5);
  expect(addresses(it)).toEqual(['10.9.9.9 not ready']);
  it.wait(1);
  expect(addresses(it)).toEqual([]);
});

test.each([
  { name: 'the selector is taken away', spec: { selector: undefined } },
  { name: 'the type becomes ExternalName', spec: { type: 'ExternalName' as const, externalName: 'x.example' } },
])('$name: the slice stays as it was', ({ spec }) => {
  const it = world();
  addPod(it, { name: 'a', ip: '10.0.0.1', ready: true });
  it.settle();
  update(it, (old) => ({ ...old, spec: { ...old.spec, ...spec } }));
  addPod(it, { name: 'b', ip: '10.0.0.2', ready: true });
  it.settle();
  expect(addresses(it)).toEqual(['10.0.0.1']);
});

test('a Service that is being deleted gets no new slices', () => {
  const it = world();
  it.user.delete('Service', 'default', 'web', { propagationPolicy: 'Foreground' });
  it.user.delete('EndpointSlice', 'default', slices(it)[0]?.metadata.name as string);
  it.wait(3);
  expect(slices(it)).toEqual([]);
});

test('a pod on a node that is not there: an event, and tries later', () => {
  const it = world();
  addPod(it, { name: 'a', ip: '10.0.0.1', node: 'n9', ready: true });
  it.settle();
  const why = 'skipping Pod a for Service default/web: Node n9 Not Found';
  expect(it.events()).toEqual([
    `Warning FailedToUpdateEndpointSlices: Error updating Endpoint Slices for Service default/web: ${why}`,
  ]);
  it.create(makeNode('n9'));
  it.wait(2);
  expect(addresses(it)).toEqual(['10.0.0.1']);
});

test('traffic distribution puts zones into hints, and takes them out again', () => {
  const it = world({ trafficDistribution: 'PreferSameZone' });
  addPod(it, { name: 'a', ip: '10.0.0.1', ready: true });
  it.settle();
  expect(slices(it)[0]?.endpoints?.[0]?.hints).toEqual({ forZones: [{ name: 'a' }] });
  update(it, (old) => ({ ...old, spec: { ...old.spec, trafficDistribution: undefined } }));
  it.settle();
  expect(slices(it)[0]?.endpoints?.[0]?.hints).toBeUndefined();
});

test('topology hints come with an event, and go with one when a zone is lost', () => {
  const it = world({}, { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } });
  addPod(it, { name: 'a', ip: '10.0.0.1', ready: true });
  addPod(it, { name: 'b', ip: '10.0.0.2', ready: true, node: 'n2' });
  it.settle();
  expect(it.events().at(-1)).toBe(
    'Normal TopologyAwareHintsEnabled: Topology Aware Hints has been enabled, addressType: IPv4',
  );
  it.user.delete('Node', undefined, 'n2');
  it.user.delete('Pod', 'default', 'b', { gracePeriodSeconds: 0 });
  it.settle();
  const why = 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes';
  expect(it.events().at(-1)).toBe(`Warning TopologyAwareHintsDisabled: ${why}, addressType: IPv4`);
});

test('a slice that is given another manager leaves its Service as it stands until it is given back', () => {
  const it = world();
  const relabel = (manager: string) =>
    it.user.patch('EndpointSlice', 'default', slices(it)[0]?.metadata.name as string, 'merge', {
      metadata: { labels: { 'endpointslice.kubernetes.io/managed-by': manager } },
    });
  relabel('me');
  addPod(it, { name: 'a', ip: '10.0.0.1' });
  it.settle();
  expect([slices(it).length, addresses(it)]).toEqual([1, []]);
  relabel('endpointslice-controller.k8s.io');
  it.settle();
  expect([slices(it).length, addresses(it)]).toEqual([1, ['10.0.0.1 not ready']]);
});
