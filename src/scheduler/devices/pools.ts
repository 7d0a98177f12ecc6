// The pools of devices that a node can reach: what of each pool's newest generation is for this node, whether all of
// the pool's slices are there, and whether they agree.
// upstream: dynamic-resource-allocation/structured/internal/incubating pools_incubating.go

import { isForNode } from '../../kinds/device/driver-on-node';
import type { CounterSet, Device, Node, ResourceSlice } from '../../kinds/generated/types.gen';

export interface Pool {
  readonly driver: string;
  readonly name: string;
  /** A pool that is being updated, or contradicts itself, gives no devices. */
  readonly state: 'ready' | 'incomplete' | 'invalid';
  /** With devices for the node, by name. */
  readonly slices: readonly ResourceSlice[];
  /** The rest of the pool: its devices may use up counters. */
  readonly otherSlices: readonly ResourceSlice[];
  readonly counterSets: ReadonlyMap<string, CounterSet>;
}

export const poolId = ({ driver, name }: Pick<Pool, 'driver' | 'name'>): string => `${driver}/${name}`;

const NO_SETS: ReadonlyMap<string, CounterSet> = new Map();

function isRelevant({ spec }: ResourceSlice, node: Node): boolean {
  // Counters are needed wherever the pool's devices are.
  if (spec.sharedCounters?.length) return true;
  if (spec.nodeName || spec.allNodes || spec.nodeSelector) return isForNode(spec, node);
  return spec.perDeviceNodeSelection === true && (spec.devices ?? []).some((device) => isForNode(device, node));
}

/**
 * By driver and name, those with binding conditions last.
 * @param candidates slices that may be for the node
 * @param all every slice there is
 */
export function poolsFor(node: Node, candidates: Iterable<ResourceSlice>, all: Iterable<ResourceSlice>): Pool[] {
  const newest = new Map<string, ResourceSlice[]>();
  for (const slice of candidates) if (isRelevant(slice, node)) addSlice(newest, slice);
  const pools: Pool[] = [];
  for (const slices of newest.values()) {
    const pool = poolOf(slices, all);
    if (pool) pools.push(pool);
  }
  const late = new Set(pools.filter(hasBindingConditions));
  return pools.sort((a, b) => Number(late.has(a)) - Number(late.has(b)) || compare(a, b));
}

function compare(a: Pool, b: Pool): number {
  if (a.driver !== b.driver) return a.driver < b.driver ? -1 : 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

const hasBindingConditions = ({ slices }: Pool) =>
  slices.some(({ spec }) => spec.devices?.some(({ bindingConditions }) => bindingConditions !== undefined));

const idOf = ({ spec }: ResourceSlice) => poolId({ driver: spec.driver, name: spec.pool.name });

function addSlice(pools: Map<string, ResourceSlice[]>, slice: ResourceSlice): void {
  const id = idOf(slice);
  const known = pools.get(id);
  const { generation } = slice.spec.pool;
  const newest = known?.[0]?.spec.pool.generation ?? Number.NEGATIVE_INFINITY;
  if (known && generation === newest) known.push(slice);
  else if (generation > newest) pools.set(id, [slice]);
}

/** Undefined when a newer generation has nothing for the node: the pool is being replaced. */
function poolOf(slices: readonly ResourceSlice[], all: Iterable<ResourceSlice>): Pool | undefined {
  const first = slices[0] as ResourceSlice;
  const { generation, resourceSliceCount, name } = first.spec.pool;
  const { driver } = first.spec;
  if (slices.length === resourceSliceCount) return checkedPool(driver, name, slices, []);
  const rest: ResourceSlice[] = [];
  const own = new Set(slices);
  for (const slice of all) {
    if (slice.spec.driver !== driver || slice.spec.pool.name !== name) continue;
    if (slice.spec.pool.generation > generation) return undefined;
    if (slice.spec.pool.generation === generation && !own.has(slice)) rest.push(slice);
  }
  if (slices.length + rest.length === resourceSliceCount) return checkedPool(driver, name, slices, rest);
  return { driver, name, state: 'incomplete', slices: [], otherSlices: [], counterSets: NO_SETS };
}

/** upstream: buildPool */
function checkedPool(
  driver: string,
  name: string,
  slices: readonly ResourceSlice[],
  otherSlices: readonly ResourceSlice[],
): Pool {
  const invalid: Pool = { driver, name, state: 'invalid', slices: [], otherSlices: [], counterSets: NO_SETS };
  const sorted = [...slices].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const withDevices = sorted.filter(({ spec }) => !spec.sharedCounters?.length);
  const names = withDevices.flatMap(devicesOf).map((device) => device.name);
  if (new Set(names).size < names.length) return invalid;
  const sets = sorted.flatMap(({ spec }) => spec.sharedCounters ?? []);
  const counterSets = new Map(sets.map((set) => [set.name, set]));
  if (counterSets.size < sets.length) return invalid;
  if (![...sorted, ...otherSlices].flatMap(devicesOf).every((device) => consumesKnown(device, counterSets))) {
    return invalid;
  }
  return { driver, name, state: 'ready', slices: withDevices, otherSlices, counterSets };
}

export const devicesOf = ({ spec }: ResourceSlice): readonly Device[] => spec.devices ?? [];

const consumesKnown = ({ consumesCounters = [] }: Device, sets: ReadonlyMap<string, CounterSet>) =>
  consumesCounters.every(({ counterSet, counters }) => {
    const set = sets.get(counterSet);
    return set !== undefined && Object.keys(counters).every((name) => set.counters[name] !== undefined);
  });
