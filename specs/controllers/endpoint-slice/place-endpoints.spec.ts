// Where endpoints go: what is there stays, slices that change are filled up, then the tightest fit, then new ones.

import { describe, expect, test } from '@jest/globals';
import {
  type EndpointSet,
  endpointIdentity,
  endpointsEqual,
  placeEndpoints,
} from '../../../src/controllers/endpoint-slice/place-endpoints';
import { newSlice, sliceObject } from '../../../src/controllers/endpoint-slice/slice-parts';
import type { Endpoint, EndpointSlice, Service } from '../../../src/kinds/generated/types.gen';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', uid: 'u' },
  spec: { clusterIP: '10.96.0.9' },
} as Service;

const endpoint = (number: number, ready = true): Endpoint => ({
  addresses: [`10.0.${Math.floor(number / 250)}.${number % 250}`],
  conditions: { ready, serving: ready, terminating: false },
  targetRef: { kind: 'Pod', namespace: 'default', name: `p${number}`, uid: `u${number}` },
});
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => endpoint(from + index));
const set = (endpoints: readonly Endpoint[]): EndpointSet =>
  new Map(endpoints.map((one) => [endpointIdentity(one), one]));

function slice(name: string, endpoints: readonly Endpoint[]): EndpointSlice {
  const object = sliceObject(newSlice(service, 'IPv4', [], endpoints), undefined);
  return { ...object, metadata: { ...object.metadata, name } };
}

function place(existing: readonly EndpointSlice[], wanted: readonly Endpoint[]) {
  const plan = placeEndpoints({ service, addressType: 'IPv4', ports: [], existing, wanted: set(wanted) });
  return {
    create: plan.create.map((draft) => draft.endpoints.length),
    update: Object.fromEntries(plan.update.map((draft) => [draft.metadata.name, draft.endpoints.length])),
    remove: plan.remove.map((old) => old.metadata.name),
  };
}

test.each([
  { name: 'the first ones', existing: [], wanted: range(0, 3), create: [3], update: {}, remove: [] },
  {
    name: 'more than one slice holds',
    existing: [],
    wanted: range(0, 250),
    create: [100, 100, 50],
    update: {},
    remove: [],
  },
  {
    name: 'nothing to do',
    existing: [slice('a', range(0, 3))],
    wanted: range(0, 3),
    create: [],
    update: {},
    remove: [],
  },
  {
    name: 'one is gone',
    existing: [slice('a', range(0, 3))],
    wanted: range(0, 2),
    create: [],
    update: { a: 2 },
    remove: [],
  },
  { name: 'all are gone', existing: [slice('a', range(0, 3))], wanted: [], create: [], update: {}, remove: ['a'] },
  {
    name: 'a new one joins the unchanged slice with the tightest fit',
    existing: [slice('a', range(0, 10)), slice('b', range(10, 100)), slice('c', range(100, 200))],
    wanted: range(0, 201),
    create: [],
    update: { b: 91 },
    remove: [],
  },
  {
    name: 'a slice that changes anyway is filled first',
    existing: [slice('a', range(0, 99)), slice('b', range(99, 109))],
    wanted: [...range(0, 99), ...range(100, 110)],
    create: [],
    update: { b: 10 },
    remove: [],
  },
  {
    name: 'no slice has room for all that is left',
    existing: [slice('a', range(0, 60))],
    wanted: range(0, 110),
    create: [50],
    update: {},
    remove: [],
  },
  {
    name: 'readiness turned',
    existing: [slice('a', range(0, 2))],
    wanted: [endpoint(0, false), endpoint(1)],
    create: [],
    update: { a: 2 },
    remove: [],
  },
])('$name', ({ existing, wanted, create, update, remove }) => {
  expect(place(existing, wanted)).toEqual({ create, update, remove });
});

test('a changed label of the Service is an update of its slices', () => {
  const labelled = { ...service, metadata: { ...service.metadata, labels: { team: 'x' } } };
  const existing = [slice('a', range(0, 1))];
  const plan = placeEndpoints({
    service: labelled,
    addressType: 'IPv4',
    ports: [],
    existing,
    wanted: set(range(0, 1)),
  });
  expect(plan.update.map((draft) => draft.metadata.labels?.team)).toEqual(['x']);
});

describe('equality', () => {
  test.each([
    {
      name: 'hints do not count',
      a: endpoint(1),
      b: { ...endpoint(1), hints: { forZones: [{ name: 'z' }] } },
      equal: true,
    },
    { name: 'a zone counts', a: endpoint(1), b: { ...endpoint(1), zone: 'z' }, equal: false },
    { name: 'a node counts', a: endpoint(1), b: { ...endpoint(1), nodeName: 'n' }, equal: false },
    {
      name: 'another pod of that name',
      a: endpoint(1),
      b: { ...endpoint(1), targetRef: { uid: 'other' } },
      equal: false,
    },
  ])('$name', ({ a, b, equal }) => {
    expect(endpointsEqual(a, b)).toBe(equal);
  });
});
