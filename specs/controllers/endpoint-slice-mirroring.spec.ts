// Slices for Endpoints that somebody wrote by hand.

import { describe, expect, test } from '@jest/globals';
import { endpointSliceController } from '../../src/controllers/endpoint-slice/endpoint-slice-controller';
import {
  endpointSliceMirroringController,
  planMirror,
  shouldMirror,
} from '../../src/controllers/endpoint-slice-mirroring';
import { endpointsController } from '../../src/controllers/endpoints/endpoints-controller';
import type { EndpointSlice, Endpoints, Service } from '../../src/kinds/generated/types.gen';
import { addPod, type Harness, harness, makeNode } from './harness';

const endpoints = (subsets: Endpoints['subsets'], metadata: Partial<Endpoints['metadata']> = {}): Endpoints => ({
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name: 'db', namespace: 'default', uid: 'u', ...metadata },
  ...(subsets ? { subsets } : {}),
});
const addresses = (...ips: readonly string[]) => ips.map((ip) => ({ ip }));
const ports = [{ port: 5432, protocol: 'TCP' as const }];

describe('the plan', () => {
  test.each([
    { name: 'no subsets', subsets: undefined, slices: [] },
    { name: 'one', subsets: [{ addresses: addresses('10.1.1.1'), ports }], slices: [['IPv4', ['10.1.1.1 true']]] },
    {
      name: 'ready and not',
      subsets: [{ addresses: addresses('10.1.1.1'), notReadyAddresses: addresses('10.1.1.2'), ports }],
      slices: [['IPv4', ['10.1.1.1 true', '10.1.1.2 false']]],
    },
    {
      name: 'a slice a family',
      subsets: [{ addresses: addresses('10.1.1.1', 'fd00::1'), ports }],
      slices: [
        ['IPv4', ['10.1.1.1 true']],
        ['IPv6', ['fd00::1 true']],
      ],
    },
  ])('$name', ({ subsets, slices }) => {
    const { create } = planMirror(endpoints(subsets), []);
    const made = create.map(({ addressType, endpoints: held }) => [
      addressType,
      (held ?? []).map((one) => `${one.addresses[0]} ${one.conditions?.ready}`),
    ]);
    expect(made).toEqual(slices);
  });

  test('without ports they are null, as stored', () => {
    const { create } = planMirror(endpoints([{ addresses: addresses('10.1.1.1') }]), []);
    expect(create.map((slice) => slice.ports)).toEqual([null]);
  });

  test('labels and annotations are copied, what kubectl and the controller remember is not', () => {
    const annotations = {
      mine: 'y',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'endpoints.kubernetes.io/last-change-trigger-time': 't',
    };
    const { create } = planMirror(
      endpoints([{ addresses: addresses('10.1.1.1'), ports }], { labels: { l: 'x' }, annotations }),
      [],
    );
    expect(create[0]?.metadata).toMatchObject({
      annotations: { mine: 'y' },
      labels: {
        l: 'x',
        'kubernetes.io/service-name': 'db',
        'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      },
      ownerReferences: [{ kind: 'Endpoints', name: 'db', uid: 'u', controller: true }],
    });
    expect(create[0]?.metadata.annotations).toEqual({ mine: 'y' });
  });

  test('an equal slice is left alone, other ports recycle it', () => {
    const object = endpoints([{ addresses: addresses('10.1.1.1'), ports }]);
    const [made] = planMirror(object, []).create as [EndpointSlice];
    const stored = { ...made, metadata: { ...made.metadata, name: 'db-1' } };
    expect(planMirror(object, [stored])).toMatchObject({ create: [], update: [], remove: [] });
    const moved = endpoints([{ addresses: addresses('10.1.1.1'), ports: [{ port: 5433, protocol: 'TCP' as const }] }]);
    const plan = planMirror(moved, [stored]);
    expect(plan.update.map((slice) => [slice.metadata.name, slice.ports?.[0]?.port])).toEqual([['db-1', 5433]]);
    expect(plan.remove).toEqual([]);
  });

  test('what is no address is counted, and so is what does not fit', () => {
    const many = Array.from({ length: 1001 }, (_, index) => `10.1.${index >> 8}.${index & 255}`);
    expect(planMirror(endpoints([{ addresses: addresses('nonsense', '10.1.1.1') }]), [])).toMatchObject({
      invalid: 1,
      skipped: 1,
    });
    const plan = planMirror(endpoints([{ addresses: addresses(...many) }]), []);
    expect(plan).toMatchObject({ invalid: 0, skipped: 1 });
    expect(plan.create[0]?.endpoints).toHaveLength(1000);
  });
});

test.each([
  { name: 'plain', metadata: {}, yes: true },
  { name: 'told not to', metadata: { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } }, yes: false },
  {
    name: 'a leader\u2019s record',
    metadata: { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } },
    yes: false,
  },
])('mirrored: $name', ({ metadata, yes }) => {
  expect(shouldMirror(endpoints([], metadata))).toBe(yes);
});

const service = (selector?: Record<string, string>): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'db', namespace: 'default' },
  spec: { clusterIP: '10.96.0.9', ipFamilies: ['IPv4'], selector, ports: [{ port: 5432, protocol: 'TCP' }] },
});
const slices = (it: Harness) => it.user.list('EndpointSlice', 'default');

test('hand-made Endpoints of a Service without selector', () => {
  const it = harness(endpointSliceMirroringController);
  it.create(service());
  it.create(endpoints([{ addresses: addresses('10.1.1.1'), ports }]));
  it.settle();
  expect(slices(it)).toMatchObject([{ endpoints: [{ addresses: ['10.1.1.1'], conditions: { ready: true } }] }]);
  it.user.delete('Endpoints', 'default', 'db');
  it.settle();
  expect(slices(it)).toEqual([]);
});

test('without a Service there is nothing to mirror for; it comes with the Service', () => {
  const it = harness(endpointSliceMirroringController);
  it.create(endpoints([{ addresses: addresses('10.1.1.1'), ports }]));
  it.settle();
  expect(slices(it)).toEqual([]);
  it.create(service());
  it.settle();
  expect(slices(it)).toHaveLength(1);
});

test('a selector that is taken away leaves the old slice and adds a mirrored one, until it is back', () => {
  const it = harness(endpointsController, endpointSliceController, endpointSliceMirroringController);
  it.create(makeNode('n1'));
  const made = it.create(service({ app: 'web' }));
  addPod(it, { name: 'a', ip: '10.0.0.1', ready: true });
  it.settle();
  const { spec, ...rest } = it.user.get('Service', 'default', made.metadata.name) as Service;
  const { selector, ...without } = spec;
  it.user.update({ ...rest, spec: without });
  it.settle();
  expect(slices(it).map((slice) => slice.endpoints?.[0]?.addresses[0])).toEqual(['10.0.0.1', '10.0.0.1']);
  it.user.update({
    ...(it.user.get('Service', 'default', 'db') as Service),
    spec: { ...without, selector: { app: 'web' } },
  });
  it.settle();
  expect(slices(it)).toHaveLength(1);
});
