// What a Service's slices should become: families, port groups, the placeholder, recycled slices.

import { describe, expect, test } from '@jest/globals';
import { planSlices, recycle } from '../../../src/controllers/endpoint-slice/plan-slices';
import {
  addressTypesOf,
  newSlice,
  podEndpoint,
  sliceLabels,
  sliceObject,
} from '../../../src/controllers/endpoint-slice/slice-parts';
import type { EndpointSlice, Node, Pod, Service } from '../../../src/kinds/generated/types.gen';
import { makeNode, makePod } from '../harness';

const service = (spec: Partial<Service['spec']> = {}, labels?: Record<string, string>): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', uid: 'u', ...(labels ? { labels } : {}) },
  spec: { clusterIP: '10.96.0.9', ipFamilies: ['IPv4'], ports: [{ port: 80, protocol: 'TCP' }], ...spec },
});

const nodeOf = (name: string): Node | undefined =>
  name === 'gone' ? undefined : makeNode(name, { 'topology.kubernetes.io/zone': `zone-of-${name}` });

const named = (object: EndpointSlice, name: string): EndpointSlice => ({
  ...object,
  metadata: { ...object.metadata, name },
});
const placeholder = (of: Service) => named(sliceObject(newSlice(of, 'IPv4', []), undefined), 'web-old');

const terminating = (pod: Pod): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
});

describe('a pod as an endpoint', () => {
  const conditions = (pod: Pod, spec: Partial<Service['spec']> = {}) =>
    podEndpoint(pod, undefined, service(spec), 'IPv4')?.conditions;
  const ready = makePod({ name: 'p', ip: '10.0.0.1', ready: true });
  const unready = makePod({ name: 'p', ip: '10.0.0.1' });
  test.each([
    { name: 'ready', is: conditions(ready), ready: true, serving: true, terminating: false },
    { name: 'not ready', is: conditions(unready), ready: false, serving: false, terminating: false },
    {
      name: 'terminating, still serving',
      is: conditions(terminating(ready)),
      ready: false,
      serving: true,
      terminating: true,
    },
    {
      name: 'not ready, published all the same',
      is: conditions(unready, { publishNotReadyAddresses: true }),
      ready: true,
      serving: false,
      terminating: false,
    },
  ])('$name', ({ is, ready, serving, terminating }) => {
    expect(is).toEqual({ ready, serving, terminating });
  });

  test('zone, node, host name and target', () => {
    const pod = makePod({ name: 'p', ip: '10.0.0.1', spec: { hostname: 'h', subdomain: 'web' } });
    expect(podEndpoint(pod, 'z', service(), 'IPv4')).toMatchObject({
      addresses: ['10.0.0.1'],
      hostname: 'h',
      nodeName: 'n1',
      targetRef: { kind: 'Pod', name: 'p', namespace: 'default' },
      zone: 'z',
    });
  });

  test('no address of the family, no endpoint', () => {
    expect(podEndpoint(makePod({ name: 'p', ip: '10.0.0.1' }), undefined, service(), 'IPv6')).toBeUndefined();
  });
});

test.each([
  { name: 'as the Service says', spec: { ipFamilies: ['IPv6' as const, 'IPv4' as const] }, types: ['IPv6', 'IPv4'] },
  { name: 'of the cluster address', spec: { ipFamilies: undefined, clusterIP: 'fd00::1' }, types: ['IPv6'] },
  { name: 'both for a headless one', spec: { ipFamilies: undefined, clusterIP: 'None' }, types: ['IPv4', 'IPv6'] },
])('families: $name', ({ spec, types }) => {
  expect(addressTypesOf(service(spec))).toEqual(types);
});

test('labels are the Service\u2019s, with the reserved ones set', () => {
  const own = { team: 'x', 'kubernetes.io/service-name': 'spoof' };
  expect(sliceLabels(service({ clusterIP: 'None' }, own))).toEqual({
    team: 'x',
    'kubernetes.io/service-name': 'web',
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    'service.kubernetes.io/headless': '',
  });
});

describe('the plan', () => {
  const plan = (of: Service, pods: readonly Pod[], slices: readonly EndpointSlice[] = []) =>
    planSlices({ service: of, pods, slices, nodeOf });

  test('no pods: a placeholder, and only once', () => {
    const [first] = plan(service(), []).families;
    expect(first?.create.map((draft) => [draft.endpoints, draft.ports])).toEqual([[[], []]]);
    const [second] = plan(service(), [], [placeholder(service())]).families;
    expect(second).toMatchObject({ create: [], update: [], remove: [] });
  });

  test('a placeholder with old labels is written anew under its name', () => {
    const relabelled = service({}, { team: 'x' });
    const [family] = plan(relabelled, [], [placeholder(service())]).families;
    const recycled = recycle(relabelled, family as never);
    expect(recycled.update.map((draft) => draft.metadata.name)).toEqual(['web-old']);
    expect(recycled.create).toEqual([]);
  });

  test('the placeholder becomes the first real slice', () => {
    const pods = [makePod({ name: 'p', ip: '10.0.0.1' })];
    const [family] = plan(service(), pods, [placeholder(service())]).families;
    const recycled = recycle(service(), family as never);
    expect(recycled.update.map((draft) => [draft.metadata.name, draft.endpoints.length])).toEqual([['web-old', 1]]);
    expect(recycled.remove).toEqual([]);
  });

  test('pods with another number under a named port have slices of their own', () => {
    const port = (containerPort: number) => [{ name: 'http', containerPort, protocol: 'TCP' }];
    const pods = [
      makePod({ name: 'a', ip: '10.0.0.1', ports: port(8080) }),
      makePod({ name: 'b', ip: '10.0.0.2', ports: port(9090) }),
      makePod({ name: 'c', ip: '10.0.0.3', ports: [] }),
    ];
    const of = service({ ports: [{ name: 'web', port: 80, targetPort: 'http', protocol: 'TCP' }] });
    const [family] = plan(of, pods).families;
    expect(family?.create.map((draft) => draft.ports.map((one) => one.port))).toEqual([[8080], [9090], []]);
  });

  test('a pod on a missing node is left out and told of, unless published all the same', () => {
    const pods = [makePod({ name: 'p', ip: '10.0.0.1', node: 'gone' })];
    const [family] = plan(service(), pods).families;
    expect(family?.problems).toEqual(['skipping Pod p for Service default/web: Node gone Not Found']);
    const [published] = plan(service({ publishNotReadyAddresses: true }), pods).families;
    expect(published?.problems).toEqual([]);
    expect(published?.create[0]?.endpoints).toHaveLength(1);
  });

  test('slices of a family that the Service has no longer, or of an older Service of that name, go', () => {
    const v6 = named(sliceObject(newSlice(service(), 'IPv6', []), undefined), 'v6');
    const older = placeholder({ ...service(), metadata: { ...service().metadata, uid: 'older' } });
    const foreign = { ...older, endpoints: [{ addresses: ['10.0.0.9'] }] };
    const result = plan(service(), [], [v6, foreign]);
    expect(result.foreign.map((slice) => slice.metadata.name)).toEqual(['v6']);
    expect(recycle(service(), result.families[0] as never).remove.map((slice) => slice.metadata.name)).toEqual([
      'web-old',
    ]);
  });
});
