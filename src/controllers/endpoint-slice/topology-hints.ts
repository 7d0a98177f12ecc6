// Topology aware hints, the older way by annotation: endpoints are handed to zones in proportion to the zones' CPU.
// upstream: k8s.io/endpointslice/topologycache

import type { Endpoint, EndpointSlice, Node, Service } from '../../kinds/generated/types.gen';
import { milliValue } from '../../kinds/quantity';
import { draftOf, type SliceDraft } from './slice-parts';
import { type HintedSlices, withHints, withoutHints } from './traffic-distribution';

const OVERLOAD = 0.2;
const ZONE_LABEL = 'topology.kubernetes.io/zone';
const CONTROL_PLANE_LABELS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** Share of the cluster's CPU by zone; undefined when nodes say too little or there is one zone only. */
export type ZoneRatios = ReadonlyMap<string, number> | undefined;

/** Ready endpoints that are hinted at each zone. */
export type ZoneCounts = ReadonlyMap<string, number>;

export interface HintResult<T> {
  readonly slices: T;
  /** Why there are no hints; undefined when there are. */
  readonly problem: string | undefined;
  readonly counts: ZoneCounts;
}

/** Whether an annotation asks for topology aware hints. */
export function hintsEnabled(service: Service): boolean {
  const annotations = service.metadata.annotations ?? {};
  const value =
    annotations['service.kubernetes.io/topology-aware-hints'] ?? annotations['service.kubernetes.io/topology-mode'];
  return value === 'Auto' || value === 'auto';
}

/** upstream: TopologyCache.SetNodes */
export function zoneRatios(nodes: readonly Node[]): ZoneRatios {
  const cpuByZone = new Map<string, number>();
  let total = 0;
  for (const node of nodes) {
    const { labels } = node.metadata;
    if (CONTROL_PLANE_LABELS.some((label) => labels?.[label] !== undefined) || !isReady(node)) continue;
    const cpu = milliCpu(node);
    const zone = labels?.[ZONE_LABEL];
    if (!zone || cpu === 0) return undefined;
    total += cpu;
    cpuByZone.set(zone, (cpuByZone.get(zone) ?? 0) + cpu);
  }
  if (total === 0 || cpuByZone.size < 2) return undefined;
  const zones = [...cpuByZone.keys()].sort();
  return new Map(zones.map((zone) => [zone, (cpuByZone.get(zone) as number) / total]));
}

function isReady(node: Node): boolean {
  return node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status === 'True';
}

function milliCpu(node: Node): number {
  return milliValue(node.status?.allocatable?.cpu);
}

interface Allocation {
  readonly minimum: number;
  readonly maximum: number;
  readonly desired: number;
}

/** The slices with a zone for each ready endpoint, or without hints and the reason. upstream: AddHints */
export function withTopologyHints<T extends HintedSlices>(slices: T, ratios: ZoneRatios): HintResult<T> {
  const failed = (problem: string) => ({ slices: withoutHints(slices), problem, counts: new Map<string, number>() });
  const allocations = allocate(ratios, readyEndpoints(slices));
  if (typeof allocations === 'string') return failed(allocations);
  const kept = keepHinted(slices, allocations);
  const counts = new Map(kept.counts);
  const own = (endpoint: Endpoint): Endpoint => {
    const zone = endpoint.zone as string;
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
    return withHints(endpoint, { forZones: [{ name: zone }] });
  };
  const drafts = [...kept.slices.create, ...kept.slices.update];
  if (drafts.some(({ endpoints }) => endpoints.some((endpoint) => endpointReady(endpoint) && !endpoint.zone))) {
    return failed('One or more endpoints do not have a zone specified');
  }
  const hintOwn = mapReady(own);
  const near = { create: kept.slices.create.map(hintOwn), update: kept.slices.update.map(hintOwn) };
  const { giving, receiving } = imbalance(allocations, counts);
  const move = mapReady((endpoint) => hand(endpoint, giving, receiving, counts));
  const moved = { create: near.create.map(move), update: near.update.map(move) };
  if (counts.size === 0) return failed('No hints allocated for zones');
  return { slices: { ...kept.slices, ...moved }, problem: undefined, counts };
}

/** upstream: serviceOverloaded; such a Service is synced again when nodes change. */
export function isOverloaded(counts: ZoneCounts, ratios: ZoneRatios): boolean {
  if (counts.size === 0) return false;
  if (ratios === undefined) return true;
  let total = 0;
  for (const count of counts.values()) total += count;
  for (const [zone, ratio] of ratios) {
    const count = counts.get(zone);
    if (count === undefined || count < Math.ceil(total * ratio * (1 / (1 + OVERLOAD)))) return true;
  }
  return false;
}

const endpointReady = (endpoint: Endpoint) => endpoint.conditions?.ready === true;

function readyEndpoints({ create, update, unchanged }: HintedSlices): number {
  let count = 0;
  for (const { endpoints } of [...create, ...update, ...unchanged])
    count += (endpoints ?? []).filter(endpointReady).length;
  return count;
}

/** upstream: getAllocations; a text says why there are none. */
function allocate(ratios: ZoneRatios, endpoints: number): ReadonlyMap<string, Allocation> | string {
  if (ratios === undefined) {
    return 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes';
  }
  const numbers = `(${endpoints} endpoints, ${ratios.size} zones)`;
  if (ratios.size > endpoints) return `Insufficient number of endpoints ${numbers}`;
  const minimums = new Map<string, number>();
  let total = 0;
  for (const [zone, ratio] of ratios) {
    const minimum = Math.ceil(ratio * endpoints * (1 / (1 + OVERLOAD)));
    minimums.set(zone, minimum);
    total += minimum;
  }
  if (total > endpoints) {
    const why = 'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold';
    return `${why} ${numbers}`;
  }
  const allocations = new Map<string, Allocation>();
  for (const [zone, minimum] of minimums) {
    const desired = Math.max((ratios.get(zone) as number) * endpoints, minimum);
    allocations.set(zone, { minimum, maximum: minimum + endpoints - total, desired });
  }
  return allocations;
}

/** Unchanged slices whose hints still fit are counted, the others become updates. upstream: getAllocatedHintsByZone */
function keepHinted<T extends HintedSlices>(slices: T, allocations: ReadonlyMap<string, Allocation>) {
  const counts = new Map<string, number>();
  const unchanged: EndpointSlice[] = [];
  const update: SliceDraft[] = [...slices.update];
  for (const slice of slices.unchanged) {
    const hinted = hintedZones(slice, counts, allocations);
    if (hinted === undefined) {
      update.push(draftOf(slice));
      continue;
    }
    unchanged.push(slice);
    for (const [zone, count] of hinted) counts.set(zone, (counts.get(zone) ?? 0) + count);
  }
  return { slices: { ...slices, update, unchanged }, counts };
}

/** upstream: getHintsByZone; undefined when the slice must be written anew. */
function hintedZones(slice: EndpointSlice, counts: ZoneCounts, allocations: ReadonlyMap<string, Allocation>) {
  const hinted = new Map<string, number>();
  for (const endpoint of slice.endpoints ?? []) {
    if (!endpointReady(endpoint)) continue;
    const zones = endpoint.hints?.forZones ?? [];
    if (zones.length === 0) return undefined;
    for (const { name } of zones) {
      if (!allocations.has(name)) return undefined;
      hinted.set(name, (hinted.get(name) ?? 0) + 1);
    }
  }
  for (const [zone, count] of hinted) {
    const { maximum } = allocations.get(zone) as Allocation;
    if (count + (counts.get(zone) ?? 0) > maximum) return undefined;
  }
  return hinted;
}

const mapReady = (change: (endpoint: Endpoint) => Endpoint) => (draft: SliceDraft) => ({
  ...draft,
  endpoints: draft.endpoints.map((endpoint) => (endpointReady(endpoint) ? change(endpoint) : endpoint)),
});

/** How many endpoints each zone should give and receive. upstream: getGivingAndReceivingZones */
function imbalance(allocations: ReadonlyMap<string, Allocation>, counts: ZoneCounts) {
  const surplus = new Map<string, number>();
  const lack = new Map<string, number>();
  for (const [zone, { desired }] of allocations) {
    const difference = (counts.get(zone) ?? 0) - desired;
    if (difference > 0) surplus.set(zone, difference);
    if (difference < 0) lack.set(zone, -difference);
  }
  const giving = new Map<string, number>();
  const receiving = new Map<string, number>();
  for (;;) {
    const [from, toGive] = most(surplus);
    const [to, toReceive] = most(lack);
    const enough = toGive >= 0.5 && toReceive >= 0.5 && (toGive >= 1 || toReceive >= 1);
    if (from === '' || to === '' || !enough) return { giving, receiving };
    giving.set(from, (giving.get(from) ?? 0) + 1);
    surplus.set(from, toGive - 1);
    receiving.set(to, (receiving.get(to) ?? 0) + 1);
    lack.set(to, toReceive - 1);
  }
}

function most(zones: ReadonlyMap<string, number>): [string, number] {
  let best: [string, number] = ['', 0];
  for (const [zone, count] of zones) if (count > best[1]) best = [zone, count];
  return best;
}

/** Hands one endpoint of a giving zone to a receiving one. upstream: redistributeHints */
function hand(
  endpoint: Endpoint,
  giving: Map<string, number>,
  receiving: Map<string, number>,
  counts: Map<string, number>,
): Endpoint {
  const from = endpoint.zone as string;
  const toGive = giving.get(from) ?? 0;
  const to = [...receiving.keys()].find((zone) => (receiving.get(zone) as number) > 0);
  if (toGive === 0 || to === undefined) return endpoint;
  giving.set(from, toGive - 1);
  receiving.set(to, (receiving.get(to) as number) - 1);
  counts.set(from, (counts.get(from) ?? 0) - 1);
  counts.set(to, (counts.get(to) ?? 0) + 1);
  return withHints(endpoint, { forZones: [{ name: to }] });
}
