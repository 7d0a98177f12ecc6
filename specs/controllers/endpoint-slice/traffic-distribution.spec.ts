// Hints by trafficDistribution.

import { expect, test } from '@jest/globals';
import { newSlice, sliceObject } from '../../../src/controllers/endpoint-slice/slice-parts';
import {
  distributesTraffic,
  type HintedSlices,
  withDistributionHints,
  withoutHints,
} from '../../../src/controllers/endpoint-slice/traffic-distribution';
import type { Endpoint, Service } from '../../../src/kinds/generated/types.gen';

const service = { metadata: { name: 'web', namespace: 'd' }, spec: { clusterIP: '10.96.0.9' } } as Service;
const zoned: Endpoint = { addresses: ['10.0.0.1'], conditions: { ready: true }, nodeName: 'n', zone: 'z' };
const draft = (...endpoints: readonly Endpoint[]) => newSlice(service, 'IPv4', [], endpoints);
const slices = (...endpoints: readonly Endpoint[]) => ({ create: [draft(...endpoints)], update: [], unchanged: [] });
const hintsOf = (distribution: string, endpoint: Endpoint) =>
  withDistributionHints(distribution, slices(endpoint)).create[0]?.endpoints[0]?.hints;

const { zone, ...zoneless } = zoned;
const unready: Endpoint = { ...zoned, conditions: { ready: false } };

test.each([
  { name: 'PreferClose', distribution: 'PreferClose', endpoint: zoned, hints: { forZones: [{ name: 'z' }] } },
  { name: 'PreferSameZone', distribution: 'PreferSameZone', endpoint: zoned, hints: { forZones: [{ name: 'z' }] } },
  {
    name: 'PreferSameNode',
    distribution: 'PreferSameNode',
    endpoint: zoned,
    hints: { forNodes: [{ name: 'n' }], forZones: [{ name: 'z' }] },
  },
  { name: 'no zone', distribution: 'PreferClose', endpoint: zoneless, hints: undefined },
  {
    name: 'not ready: kept',
    distribution: 'PreferClose',
    endpoint: { ...unready, hints: { forZones: [] } },
    hints: { forZones: [] },
  },
  { name: 'not ready: none', distribution: 'PreferClose', endpoint: unready, hints: undefined },
])('$name', ({ distribution, endpoint, hints }) => {
  expect(hintsOf(distribution, endpoint)).toEqual(hints);
});

test('unchanged slices are written only when their hints are wrong', () => {
  const hinted = { ...zoned, hints: { forZones: [{ name: 'z' }] } };
  const unchanged = [hinted, zoned].map((endpoint) => sliceObject(draft(endpoint), undefined));
  const result = withDistributionHints('PreferClose', { create: [], update: [], unchanged });
  expect(result.update).toHaveLength(1);
  expect(result.unchanged).toEqual([unchanged[0]]);
  const bare = withoutHints<HintedSlices>({ create: [], update: [], unchanged });
  expect(bare.update.map((one) => one.endpoints[0]?.hints)).toEqual([undefined]);
  expect(bare.unchanged).toEqual([unchanged[1]]);
});

test.each([
  { name: 'none', trafficDistribution: undefined, yes: false },
  { name: 'near', trafficDistribution: 'PreferClose', yes: true },
  { name: 'a foreign word', trafficDistribution: 'Elsewhere', yes: false },
])('which Services distribute: $name', ({ trafficDistribution, yes }) => {
  expect(distributesTraffic({ ...service, spec: { trafficDistribution } })).toBe(yes);
});
