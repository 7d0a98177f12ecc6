// Values compared as what they are.
import { describe, expect, test } from '@jest/globals';
import { fieldPath } from '../../src/cluster/json-path';
import { builtInKinds } from '../../src/kinds/table';
import { orderOf, sameValue } from '../../src/matchers/compare-values';
import { placeAt, placeOfKind } from '../../src/matchers/field-facts';

const place = (kind: string, path: string) => placeAt(placeOfKind(builtInKinds, kind), fieldPath(path).steps ?? []);

const CPU = place('Pod', 'spec.containers[0].resources.requests.cpu');
const REQUESTS = place('Pod', 'spec.containers[0].resources.requests');
const IMAGE = place('Pod', 'spec.containers[0].image');
const TIME = place('Pod', 'status.startTime');
const REPLICAS = place('Deployment', 'spec.replicas');
const DATA = place('ConfigMap', 'data.timeout');

describe('equal', () => {
  test.each([
    { name: 'quantities by amount', at: CPU, wanted: '0.5', actual: '500m', same: true },
    { name: 'a number as a quantity', at: CPU, wanted: 2, actual: '2', same: true },
    { name: 'other amounts', at: CPU, wanted: '1', actual: '500m', same: false },
    { name: 'no quantity at all', at: CPU, wanted: 'half', actual: '500m', same: false },
    {
      name: 'quantities inside of a map',
      at: REQUESTS,
      wanted: { cpu: 1, memory: '1Gi' },
      actual: { cpu: '1000m', memory: '1024Mi' },
      same: true,
    },
    {
      name: 'a map with another key',
      at: REQUESTS,
      wanted: { cpu: 1 },
      actual: { cpu: '1', memory: '1Gi' },
      same: false,
    },
    { name: 'texts that only look like quantities', at: IMAGE, wanted: '1.0', actual: '1', same: false },
    { name: 'numbers', at: REPLICAS, wanted: 3, actual: 3, same: true },
    { name: 'a number and its text', at: REPLICAS, wanted: '3', actual: 3, same: false },
    {
      name: 'times by instant',
      at: TIME,
      wanted: '2026-01-01T01:00:00+01:00',
      actual: '2026-01-01T00:00:00Z',
      same: true,
    },
    { name: 'durations by span', at: DATA, wanted: '90s', actual: '1m30s', same: true },
    { name: 'lists in order', at: DATA, wanted: [1, 2], actual: [2, 1], same: false },
    { name: 'a list of another length', at: DATA, wanted: [1], actual: [1, 1], same: false },
    { name: 'null and nothing', at: DATA, wanted: null, actual: undefined, same: false },
    {
      name: 'what an asymmetric matcher says',
      at: IMAGE,
      wanted: expect.stringContaining('v1'),
      actual: 'web:v1',
      same: true,
    },
  ])('$name', ({ at, wanted, actual, same }) => {
    expect(sameValue(at, wanted, actual)).toBe(same);
  });
});

describe('order', () => {
  test.each([
    { name: 'numbers', at: REPLICAS, a: 10, b: 9, sign: 1 },
    { name: 'quantities', at: CPU, a: '900m', b: '1', sign: -1 },
    { name: 'a quantity and a number', at: CPU, a: '2', b: 2, sign: 0 },
    { name: 'durations, not as quantities', at: DATA, a: '2m', b: '90s', sign: 1 },
    { name: 'times', at: TIME, a: '2026-01-01T00:00:00Z', b: '2026-01-01T00:00:01Z', sign: -1 },
    { name: 'texts of numbers', at: DATA, a: '10', b: '9', sign: 1 },
  ])('$name', ({ at, a, b, sign }) => {
    expect(Math.sign(orderOf(at, a, b) as number)).toBe(sign);
  });

  test.each([
    { name: 'words', a: 'abc', b: 'abd' },
    { name: 'a list', a: [1], b: 1 },
    { name: 'true', a: true, b: 1 },
  ])('there is none of $name', ({ a, b }) => {
    expect(orderOf(DATA, a, b)).toBeUndefined();
  });
});
