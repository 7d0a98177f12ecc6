// Which addresses and ports Services are given: the upper part of a range first, so that the lower stays for those who
// ask for one.

import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import { IpRange } from '../../src/api/ip-range';
import { PortRange } from '../../src/api/port-range';
import { type AllocationContext, allocateService } from '../../src/api/service-allocator';
import type { Service, ServiceSpec } from '../../src/kinds/generated/types.gen';

const PORTS = [{ port: 80, protocol: 'TCP', targetPort: 80 }] as const;

function service(spec: Partial<ServiceSpec> = {}): Service {
  const defaults = { type: 'ClusterIP', sessionAffinity: 'None', ports: PORTS } as const;
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ...defaults, ...spec } };
}

/** Draws always `drawn`, within the limit. */
function context(taken: readonly (string | number)[] = [], drawn = 0, dryRun = false): AllocationContext {
  return {
    ipInUse: (ip) => taken.includes(ip),
    nodePortInUse: (port) => taken.includes(port),
    draw: (limit) => drawn % limit,
    dryRun,
    ranges: { clusterIps: [new IpRange('10.0.0.0/26')], nodePorts: new PortRange(30_000, 30_031) },
  };
}

const ips = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `10.0.0.${from + index}`);
const ports = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a cluster IP', () => {
  const failed = (ip: string, asked: string, why: string) =>
    `Service "" is invalid: spec.clusterIPs: Invalid value: ["${asked}"]: failed to allocate IP${asked && ` ${asked}`}: ` +
    `IPAddress.networking.k8s.io "${ip}" is invalid: ${why}`;

  test.each([
    { name: 'the next', clusterIP: '', ip: '10.0.0.17' },
    { name: 'one that is free', clusterIP: '10.0.0.9', ip: '10.0.0.9' },
    { name: 'one that is taken', clusterIP: '10.0.0.5', ip: '10.0.0.5' },
  ])('of a Service without a name finds no address to stand for it: $name', ({ clusterIP, ip }) => {
    const nameless = {
      ...service(clusterIP === '' ? {} : { clusterIP }),
      metadata: { name: '', namespace: 'default' },
    };
    const ask = () => allocateService(nameless, undefined, context(['10.0.0.5']));
    expect(ask).toThrow(failed(ip, clusterIP, 'spec.parentRef.name: Required value'));
    expect(() => allocateService(nameless, undefined, context([], 0, true))).not.toThrow();
  });

  test('of another range is told in other words by a dry run', () => {
    const ask = () => allocateService(service({ clusterIP: '10.1.0.1' }), undefined, context([], 0, true));
    expect(ask).toThrow(
      'failed to allocate IP 10.1.0.1: the provided IP (10.1.0.1) is not in the valid range. ' +
        'The range of valid IPs is 10.0.0.0/26',
    );
  });

  test.each([
    { name: 'from above the band', taken: [], drawn: 0, expected: '10.0.0.17' },
    { name: 'the next free one', taken: ['10.0.0.17', '10.0.0.18'], drawn: 0, expected: '10.0.0.19' },
    { name: 'round the end', taken: ips(60, 62), drawn: 43, expected: '10.0.0.17' },
    { name: 'from the band when the rest is taken', taken: ips(17, 62), drawn: 3, expected: '10.0.0.4' },
  ])('$name', ({ taken, drawn, expected }) => {
    const { spec } = allocateService(service(), undefined, context(taken, drawn));
    expect([spec?.clusterIP, spec?.clusterIPs]).toEqual([expected, [expected]]);
  });

  test.each([
    {
      name: 'the network itself',
      ip: '10.0.0.0',
      why: 'the provided network does not match the current range',
    },
    {
      name: 'the broadcast address',
      ip: '10.0.0.63',
      why: 'the provided network does not match the current range',
    },
    { name: 'another network', ip: '10.0.1.1', why: 'the provided network does not match the current range' },
    { name: 'a taken one', ip: '10.0.0.5', why: 'provided IP is already allocated' },
  ])('cannot be $name', ({ ip, why }) => {
    const ask = () => allocateService(service({ clusterIP: ip }), undefined, context(['10.0.0.5']));
    const detail = `spec.clusterIPs: Invalid value: ["${ip}"]: failed to allocate IP ${ip}: ${why}`;
    expect(ask).toThrow(`Service "s" is invalid: ${detail}`);
  });

  test('runs out', () => {
    const ask = () => allocateService(service(), undefined, context(ips(1, 62)));
    expect(ask).toThrow(ApiError);
    expect(ask).toThrow('Internal error occurred: failed to allocate a serviceIP for Service "s": range is full');
  });
});

describe('a node port', () => {
  test.each([
    { name: 'from above the band', taken: [], expected: [30_016] },
    { name: 'from the band when the rest is taken', taken: ports(30_016, 30_031), expected: [30_000] },
  ])('$name', ({ taken, expected }) => {
    const { spec } = allocateService(service({ type: 'NodePort' }), undefined, context(taken));
    expect(spec?.ports?.map(({ nodePort }) => nodePort)).toEqual(expected);
  });

  test('is one for TCP and UDP of a port, and another for another port', () => {
    const several = [
      { name: 'a', port: 53, protocol: 'TCP', targetPort: 53 },
      { name: 'b', port: 53, protocol: 'UDP', targetPort: 53 },
      { name: 'c', port: 80, protocol: 'TCP', targetPort: 80 },
    ] as const;
    const { spec } = allocateService(service({ type: 'NodePort', ports: several }), undefined, context());
    expect(spec?.ports?.map(({ nodePort }) => nodePort)).toEqual([30_016, 30_016, 30_017]);
  });

  test('goes to no load balancer that wants none', () => {
    const spec = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false } as const;
    expect(allocateService(service(spec), undefined, context()).spec?.ports).toEqual(PORTS);
  });

  test('is there for the health checks of local traffic', () => {
    const spec = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' } as const;
    expect(allocateService(service(spec), undefined, context()).spec?.healthCheckNodePort).toBe(30_017);
  });

  test('runs out', () => {
    const ask = () => allocateService(service({ type: 'NodePort' }), undefined, context(ports(30_000, 30_031)));
    expect(ask).toThrow('Internal error occurred: failed to allocate a nodePort: range is full');
  });
});

test('a dry run gives out nothing real', () => {
  const { spec } = allocateService(service({ type: 'NodePort' }), undefined, context([], 0, true));
  expect([spec?.clusterIP, spec?.ports?.[0]?.nodePort]).toEqual(['10.0.0.0', 32_769]);
});

test('a Service that has everything stays the same object', () => {
  const first = allocateService(service({ type: 'NodePort' }), undefined, context());
  expect(allocateService(first, first, context(['10.0.0.17', 30_016]))).toBe(first);
});
