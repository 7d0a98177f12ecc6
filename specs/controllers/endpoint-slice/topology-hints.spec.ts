// Topology aware hints: when there are none and why, and how endpoints are shared among zones.

import { expect, test } from '@jest/globals';
import { newSlice, sliceObject } from '../../../src/controllers/endpoint-slice/slice-parts';
import {
  hintsEnabled,
  isOverloaded,
  withTopologyHints,
  zoneRatios,
} from '../../../src/controllers/endpoint-slice/topology-hints';
import type { Endpoint, Service } from '../../../src/kinds/generated/types.gen';
import { makeNode } from '../harness';

const service = { metadata: { name: 'web', namespace: 'd' }, spec: { clusterIP: '10.96.0.9' } } as Service;
const node = (name: string, zone: string | undefined, labels: Record<string, string> = {}) =>
  makeNode(name, { ...labels, ...(zone ? { 'topology.kubernetes.io/zone': zone } : {}) });
const endpoint = (number: number, zone: string | undefined): Endpoint => ({
  addresses: [`10.0.0.${number}`],
  conditions: { ready: true },
  ...(zone ? { zone } : {}),
});
const slices = (...zones: readonly (string | undefined)[]) => ({
  create: [
    newSlice(
      service,
      'IPv4',
      [],
      zones.map((zone, index) => endpoint(index, zone)),
    ),
  ],
  update: [],
  unchanged: [],
});
const even = new Map([
  ['a', 0.5],
  ['b', 0.5],
]);

test.each([
  { name: 'two equal zones', nodes: [node('1', 'a'), node('2', 'b')], ratios: { a: 0.5, b: 0.5 } },
  {
    name: 'by CPU',
    nodes: [node('1', 'a'), node('2', 'b'), node('3', 'b'), node('4', 'b')],
    ratios: { a: 0.25, b: 0.75 },
  },
  { name: 'one zone only', nodes: [node('1', 'a')], ratios: undefined },
  { name: 'a node without zone', nodes: [node('1', 'a'), node('2', 'b'), node('3', undefined)], ratios: undefined },
  {
    name: 'the control plane does not count',
    nodes: [node('1', 'a'), node('2', 'b'), node('3', undefined, { 'node-role.kubernetes.io/control-plane': '' })],
    ratios: { a: 0.5, b: 0.5 },
  },
])('shares: $name', ({ nodes, ratios }) => {
  const found = zoneRatios(nodes);
  expect(found && Object.fromEntries(found)).toEqual(ratios);
});

test.each([
  { name: 'balanced already', zones: ['a', 'a', 'b', 'b'], hinted: ['a', 'a', 'b', 'b'] },
  { name: 'one zone has too many', zones: ['a', 'a', 'a', 'b'], hinted: ['b', 'a', 'a', 'b'] },
  { name: 'one zone has all', zones: ['a', 'a', 'a', 'a'], hinted: ['b', 'b', 'a', 'a'] },
])('hints: $name', ({ zones, hinted }) => {
  const result = withTopologyHints(slices(...zones), even);
  expect(result.problem).toBeUndefined();
  expect(result.slices.create[0]?.endpoints.map((one) => one.hints?.forZones?.[0]?.name)).toEqual(hinted);
  expect(Object.fromEntries(result.counts)).toEqual({ a: 2, b: 2 });
});

test.each([
  {
    name: 'nodes say too little',
    zones: ['a', 'b'],
    ratios: undefined,
    problem: 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes',
  },
  {
    name: 'too few endpoints',
    zones: ['a'],
    ratios: even,
    problem: 'Insufficient number of endpoints (1 endpoints, 2 zones)',
  },
  {
    name: 'an endpoint without zone',
    zones: ['a', undefined],
    ratios: even,
    problem: 'One or more endpoints do not have a zone specified',
  },
  {
    name: 'too little for each zone',
    zones: ['a', 'b', 'b'],
    ratios: new Map([
      ['a', 0.34],
      ['b', 0.33],
      ['c', 0.33],
    ]),
    problem: undefined,
  },
  {
    name: 'more minimum than endpoints',
    zones: ['a', 'b'],
    ratios: new Map([
      ['a', 0.1],
      ['b', 0.9],
    ]),
    problem:
      'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (2 endpoints, 2 zones)',
  },
])('no hints: $name', ({ zones, ratios, problem }) => {
  expect(withTopologyHints(slices(...zones), ratios).problem).toBe(problem);
});

test('a slice with fitting hints is left alone', () => {
  const endpoints = ['a', 'b'].map((zone, index) => ({
    ...endpoint(index, zone),
    hints: { forZones: [{ name: zone }] },
  }));
  const unchanged = [sliceObject(newSlice(service, 'IPv4', [], endpoints), undefined)];
  const result = withTopologyHints({ create: [], update: [], unchanged }, even);
  expect(result.slices.update).toEqual([]);
  expect(Object.fromEntries(result.counts)).toEqual({ a: 1, b: 1 });
});

test.each([
  { name: 'even', counts: { a: 2, b: 2 }, ratios: even, yes: false },
  { name: 'a zone below its minimum', counts: { a: 4, b: 1 }, ratios: even, yes: true },
  { name: 'a zone without any', counts: { a: 4 }, ratios: even, yes: true },
  { name: 'no ratios', counts: { a: 4 }, ratios: undefined, yes: true },
  { name: 'no hints', counts: {}, ratios: even, yes: false },
])('overloaded: $name', ({ counts, ratios, yes }) => {
  expect(isOverloaded(new Map(Object.entries(counts)), ratios)).toBe(yes);
});

test.each([
  {
    name: 'the older annotation wins',
    annotations: {
      'service.kubernetes.io/topology-aware-hints': 'Disabled',
      'service.kubernetes.io/topology-mode': 'Auto',
    },
    yes: false,
  },
  { name: 'topology-mode', annotations: { 'service.kubernetes.io/topology-mode': 'Auto' }, yes: true },
  { name: 'lower case', annotations: { 'service.kubernetes.io/topology-aware-hints': 'auto' }, yes: true },
  { name: 'none', annotations: {}, yes: false },
])('asked for: $name', ({ annotations, yes }) => {
  expect(hintsEnabled({ ...service, metadata: { name: 'web', annotations } })).toBe(yes);
});
