// Which pods stand behind a Service, and on which port.

import { describe, expect, test } from '@jest/globals';
import {
  belongsToEndpoints,
  endpointHostname,
  findPort,
} from '../../../src/controllers/service-endpoints/pod-membership';
import type { Pod, Service } from '../../../src/kinds/generated/types.gen';
import { makePod } from '../harness';

const terminating = (pod: Pod): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
});

test.each([
  { name: 'ready', pod: makePod({ name: 'p', ip: '10.0.0.1', ready: true }), in: true, inTerminating: true },
  { name: 'not ready', pod: makePod({ name: 'p', ip: '10.0.0.1' }), in: true, inTerminating: true },
  { name: 'without address', pod: makePod({ name: 'p', ready: true }), in: false, inTerminating: false },
  {
    name: 'succeeded',
    pod: makePod({ name: 'p', ip: '10.0.0.1', phase: 'Succeeded' }),
    in: false,
    inTerminating: false,
  },
  { name: 'failed', pod: makePod({ name: 'p', ip: '10.0.0.1', phase: 'Failed' }), in: false, inTerminating: false },
  { name: 'terminating', pod: terminating(makePod({ name: 'p', ip: '10.0.0.1' })), in: false, inTerminating: true },
])('a pod that is $name', (row) => {
  expect(belongsToEndpoints(row.pod, false)).toBe(row.in);
  expect(belongsToEndpoints(row.pod, true)).toBe(row.inTerminating);
});

describe('findPort', () => {
  const ports = [
    { name: 'http', containerPort: 8080, protocol: 'TCP' },
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
  ];
  const sidecar = { name: 's', image: 'x', restartPolicy: 'Always', ports: [{ name: 'metrics', containerPort: 9090 }] };
  const init = { name: 'i', image: 'x', ports: [{ name: 'early', containerPort: 1 }] };
  const pod = makePod({ name: 'p', ports, spec: { initContainers: [init, sidecar] } });
  test.each([
    { name: 'a number', port: { port: 80, targetPort: 9000 }, found: 9000 },
    { name: 'nothing said', port: { port: 80 }, found: 80 },
    { name: 'a name', port: { port: 80, targetPort: 'http' }, found: 8080 },
    { name: 'a name of another protocol', port: { port: 53, targetPort: 'dns' }, found: undefined },
    { name: 'a name with its protocol', port: { port: 53, targetPort: 'dns', protocol: 'UDP' as const }, found: 53 },
    { name: 'a sidecar', port: { port: 90, targetPort: 'metrics' }, found: 9090 },
    { name: 'an init container', port: { port: 90, targetPort: 'early' }, found: undefined },
    { name: 'an unknown name', port: { port: 90, targetPort: 'nosuch' }, found: undefined },
  ])('$name', ({ port, found }) => {
    expect(findPort(pod, port)).toBe(found);
  });
});

test.each([
  { name: 'both fit', spec: { hostname: 'h', subdomain: 'web' }, hostname: 'h' },
  { name: 'another subdomain', spec: { hostname: 'h', subdomain: 'db' }, hostname: undefined },
  { name: 'no host name', spec: { subdomain: 'web' }, hostname: undefined },
])('host name: $name', ({ spec, hostname }) => {
  const service = { metadata: { name: 'web' }, spec: {} } as Service;
  expect(endpointHostname(makePod({ name: 'p', spec }), service)).toBe(hostname);
});
