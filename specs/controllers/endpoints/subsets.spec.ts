// The subsets of an Endpoints object in canonical form.

import { describe, expect, test } from '@jest/globals';
import {
  addressCount,
  MAX_ADDRESSES,
  podAddress,
  repackSubsets,
  subsetsOf,
  truncateSubsets,
} from '../../../src/controllers/endpoints/subsets';
import type { EndpointAddress, EndpointSubset, Pod, Service } from '../../../src/kinds/generated/types.gen';
import { makePod } from '../harness';

const service = (spec: Partial<Service['spec']> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: { clusterIP: '10.96.0.9', ipFamilies: ['IPv4'], ports: [{ port: 80, protocol: 'TCP' }], ...spec },
});
const port = (name: string, containerPort: number, protocol = 'TCP') => ({ name, containerPort, protocol });
const terminating = (pod: Pod): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
});

const ips = (addresses: readonly EndpointAddress[] | undefined) => addresses?.map(({ ip }) => ip);
const short = (subsets: readonly EndpointSubset[]) =>
  subsets.map(({ addresses, notReadyAddresses, ports }) => ({
    ...(addresses ? { ready: ips(addresses) } : {}),
    ...(notReadyAddresses ? { not: ips(notReadyAddresses) } : {}),
    ports: ports?.map((one) => `${one.name ?? ''}:${one.port}`),
  }));

const a = makePod({ name: 'a', ip: '10.180.0.4', ready: true, ports: [port('http', 8401), port('dns', 5353, 'UDP')] });
const b = makePod({ name: 'b', ip: '10.180.0.5', ports: [port('http', 8402)] });
const hosted = makePod({ name: 'hosted', ip: '10.180.0.6', ready: true });

test.each([
  { name: 'no pods', spec: {}, pods: [], subsets: [] },
  {
    name: 'ready and not',
    spec: {},
    pods: [b, hosted, a],
    subsets: [{ ready: ['10.180.0.4', '10.180.0.6'], not: ['10.180.0.5'], ports: [':80'] }],
  },
  {
    name: 'terminating pods are out',
    spec: {},
    pods: [terminating(a), hosted],
    subsets: [{ ready: ['10.180.0.6'], ports: [':80'] }],
  },
  {
    name: 'all of them where asked for',
    spec: { publishNotReadyAddresses: true },
    pods: [terminating(a), b],
    subsets: [{ ready: ['10.180.0.4', '10.180.0.5'], ports: [':80'] }],
  },
  {
    name: 'headless without ports',
    spec: { clusterIP: 'None', ports: [] },
    pods: [a, b],
    subsets: [{ ready: ['10.180.0.4'], not: ['10.180.0.5'], ports: undefined }],
  },
  { name: 'a cluster address without ports', spec: { ports: [] }, pods: [a], subsets: [] },
])('$name', ({ spec, pods, subsets }) => {
  expect(short(subsetsOf(service(spec), pods))).toEqual(subsets);
});

test('ports with equal addresses share a subset; ports are in the recorded order', () => {
  const ports = [
    { name: 'http', port: 80, protocol: 'TCP' as const, targetPort: 'http' },
    { name: 'dns', port: 53, protocol: 'UDP' as const, targetPort: 'dns' },
    { name: 'num', port: 90, protocol: 'TCP' as const, targetPort: 9000 },
    { name: 'none', port: 91, protocol: 'TCP' as const, targetPort: 'nosuch' },
  ];
  const subsets = short(subsetsOf(service({ ports }), [a, b, hosted]));
  expect(subsets).toHaveLength(3);
  expect(subsets).toContainEqual({ ready: ['10.180.0.4'], ports: ['dns:5353', 'http:8401'] });
  expect(subsets).toContainEqual({ not: ['10.180.0.5'], ports: ['http:8402'] });
  expect(subsets).toContainEqual({ ready: ['10.180.0.4', '10.180.0.6'], not: ['10.180.0.5'], ports: ['num:9000'] });
});

describe('repacking', () => {
  test('merges, sorts by bytes, lets not ready win', () => {
    const subsets = [
      { addresses: [{ ip: '10.0.0.9' }, { ip: '10.0.0.10' }], ports: [{ port: 80, protocol: 'TCP' as const }] },
      { notReadyAddresses: [{ ip: '10.0.0.9' }], ports: [{ port: 80, protocol: 'TCP' as const }] },
    ];
    expect(short(repackSubsets(subsets))).toEqual([{ ready: ['10.0.0.10'], not: ['10.0.0.9'], ports: [':80'] }]);
  });

  test('what is canonical stays as it is', () => {
    const canonical = subsetsOf(service(), [a, b, hosted]);
    expect(repackSubsets(canonical)).toEqual(canonical);
  });
});

describe('an address', () => {
  const two = (first: string, second: string): Pod => {
    const pod = makePod({ name: 'p', ip: first });
    return { ...pod, status: { ...pod.status, podIP: first, podIPs: [{ ip: first }, { ip: second }] } };
  };
  test.each([
    {
      name: 'of the first family',
      spec: { ipFamilies: ['IPv6' as const] },
      pod: two('10.0.0.1', 'fd00::1'),
      ip: 'fd00::1',
    },
    { name: 'none of it', spec: { ipFamilies: ['IPv6' as const] }, pod: a, ip: undefined },
    {
      name: 'as the cluster address',
      spec: { ipFamilies: [], clusterIP: 'fd00::9' },
      pod: two('10.0.0.1', 'fd00::1'),
      ip: 'fd00::1',
    },
    { name: 'as the pod', spec: { ipFamilies: [], clusterIP: 'None' }, pod: two('fd00::1', '10.0.0.1'), ip: 'fd00::1' },
  ])('$name', ({ spec, pod, ip }) => {
    expect(podAddress(service(spec), pod)?.ip).toBe(ip);
  });
});

describe('more than an object holds', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ip: `10.0.${index >> 8}.${index & 255}` }));
  test.each([
    { name: 'just enough', subsets: [{ addresses: many(1000) }], ready: [1000], not: [0] },
    {
      name: 'too many ready',
      subsets: [{ addresses: many(1500), notReadyAddresses: many(10) }],
      ready: [1000],
      not: [0],
    },
    {
      name: 'too many not ready',
      subsets: [{ addresses: many(900), notReadyAddresses: many(300) }],
      ready: [900],
      not: [100],
    },
    {
      name: 'in proportion',
      subsets: [{ addresses: many(900) }, { addresses: many(600) }],
      ready: [600, 400],
      not: [0, 0],
    },
  ])('$name', ({ subsets, ready, not }) => {
    const held = truncateSubsets(subsets);
    expect(held.map(({ addresses = [] }) => addresses.length)).toEqual(ready);
    expect(held.map(({ notReadyAddresses = [] }: EndpointSubset) => notReadyAddresses.length)).toEqual(not);
    expect(addressCount(held)).toBeLessThanOrEqual(MAX_ADDRESSES);
  });
});
