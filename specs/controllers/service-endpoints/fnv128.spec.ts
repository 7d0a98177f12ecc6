// The hash orders of ports: the hash against its published test vectors, the orders against a recorded control plane.

import { describe, expect, test } from '@jest/globals';
import {
  dumpSlicePort,
  dumpSubset,
  dumpSubsetPort,
  fnv128a,
  sortedByHash,
} from '../../../src/controllers/service-endpoints/fnv128';

test.each([
  { name: 'nothing', text: '', hash: '6c62272e07bb014262b821756295c58d' },
  { name: 'one letter', text: 'a', hash: 'd228cb696f1a8caf78912b704e4a8964' },
  { name: 'a word', text: 'foobar', hash: '343e1662793c64bf6f0d3597ba446f18' },
])('FNV-1a 128 of $name', ({ text, hash }) => {
  expect(fnv128a(text)).toBe(hash);
});

const tcp = (name: string, port: number) => ({ name, port, protocol: 'TCP' as const });
const udp = (name: string, port: number) => ({ name, port, protocol: 'UDP' as const });

describe('order of slice ports', () => {
  test.each([
    {
      name: 'three ports',
      ports: [tcp('http', 8401), udp('dns', 5353), tcp('num', 9000)],
      order: ['num', 'dns', 'http'],
    },
    { name: 'two ports', ports: [tcp('http', 8402), tcp('num', 9000)], order: ['num', 'http'] },
    { name: 'one port', ports: [tcp('', 80)], order: [''] },
  ])('$name', ({ ports, order }) => {
    expect(sortedByHash(ports, dumpSlicePort).map((port) => port.name)).toEqual(order);
    expect(sortedByHash([...ports].reverse(), dumpSlicePort).map((port) => port.name)).toEqual(order);
  });
});

test('order of subset ports', () => {
  const ports = [tcp('http', 8401), udp('dns', 5353)];
  expect(sortedByHash(ports, dumpSubsetPort).map((port) => port.name)).toEqual(['dns', 'http']);
});

test.each([
  {
    name: 'a full subset',
    subset: {
      addresses: [{ ip: '10.0.0.1', nodeName: 'n1', targetRef: { kind: 'Pod', name: 'a', namespace: 'd', uid: 'u' } }],
      ports: [tcp('', 80)],
    },
    dump:
      '(v1.EndpointSubset){Addresses:([]v1.EndpointAddress)[{IP:(string)10.0.0.1 Hostname:(string) NodeName:(*string)n1 ' +
      'TargetRef:(*v1.ObjectReference){Kind:(string)Pod Namespace:(string)d Name:(string)a UID:(types.UID)u ' +
      'APIVersion:(string) ResourceVersion:(string) FieldPath:(string)}}] NotReadyAddresses:([]v1.EndpointAddress)<nil> ' +
      'Ports:([]v1.EndpointPort)[{Name:(string) Port:(int32)80 Protocol:(v1.Protocol)TCP AppProtocol:(*string)<nil>}]}',
  },
  {
    name: 'an empty one',
    subset: {},
    dump:
      '(v1.EndpointSubset){Addresses:([]v1.EndpointAddress)<nil> NotReadyAddresses:([]v1.EndpointAddress)<nil> ' +
      'Ports:([]v1.EndpointPort)<nil>}',
  },
])('the dump of $name', ({ subset, dump }) => {
  expect(dumpSubset(subset)).toBe(dump);
});
