// What each request of the claims comes to before any device is picked: its class, how many devices, and of "all"
// which.
// upstream: structured/internal/incubating allocator_incubating.go validateDeviceRequest, isSelectable

import { deviceMatches } from '../../api/policy/device-match';
import { isForNode } from '../../kinds/device/driver-on-node';
import type {
  CapacityRequirements,
  Device,
  DeviceClass,
  DeviceSelector,
  DeviceSubRequest,
  DeviceToleration,
  ExactDeviceRequest,
  Node,
  ResourceClaim,
  ResourceSlice,
} from '../../kinds/generated/types.gen';
import { hasCapacity } from './capacity';
import { type DeviceCache, deviceId } from './device-cache';
import { devicesOf, type Pool, poolId } from './pools';

/** What a claim may have at most. */
export const MAX_DEVICES = 32;

/** Something is wrong with a claim, a class or a slice: no node is tried any further. */
export class AllocationError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** A device that may be picked. */
export interface Candidate {
  readonly id: string;
  readonly device: Device;
  readonly slice: ResourceSlice;
  readonly pool: Pool;
}

/** One request, or one of its alternatives. */
export interface Wanted {
  readonly name: string;
  /** The request that this is an alternative of. */
  readonly parent: string | undefined;
  readonly deviceClass: DeviceClass;
  readonly adminAccess: boolean;
  readonly selectors: readonly DeviceSelector[];
  readonly tolerations: readonly DeviceToleration[] | undefined;
  readonly capacity: CapacityRequirements | undefined;
  readonly count: number;
  /** Of a request for all devices. */
  readonly all: readonly Candidate[] | undefined;
}

/** As results and configurations name it. */
export const fullName = ({ parent, name }: Pick<Wanted, 'parent' | 'name'>): string =>
  parent === undefined ? name : `${parent}/${name}`;

export const claimText = ({ metadata }: ResourceClaim): string => `${metadata.namespace}/${metadata.name}`;

export interface Surroundings {
  readonly node: Node;
  readonly pools: readonly Pool[];
  readonly cache: DeviceCache;
  readonly classNamed: (name: string) => DeviceClass | undefined;
}

/** The alternatives of each request of a claim; one for a request without. Errors: AllocationError. */
export function wantedBy(claim: ResourceClaim, cx: Surroundings): readonly (readonly Wanted[])[] {
  const requests = claim.spec.devices?.requests ?? [];
  const all = requests.map(({ name, exactly, firstAvailable = [] }) =>
    firstAvailable.length > 0
      ? firstAvailable.map((sub) => wanted(claim, sub.name, name, sub, cx))
      : [wanted(claim, name, undefined, exactly ?? { deviceClassName: '' }, cx)],
  );
  const least = all.reduce((sum, options) => sum + Math.min(...options.map(({ count }) => count)), 0);
  if (least > MAX_DEVICES) {
    const why = `number of requested devices ${least} exceeds the claim limit of ${MAX_DEVICES}`;
    throw new AllocationError(`claim ${claimText(claim)}: ${why}`);
  }
  return all;
}

function wanted(
  claim: ResourceClaim,
  name: string,
  parent: string | undefined,
  request: ExactDeviceRequest | DeviceSubRequest,
  cx: Surroundings,
): Wanted {
  const fail = (why: string) => new AllocationError(`claim ${claimText(claim)}, request ${name}: ${why}`);
  const { deviceClassName, selectors = [], tolerations, capacity } = request;
  const deviceClass = cx.classNamed(deviceClassName);
  if (!deviceClass) {
    const absent = `deviceclass.resource.k8s.io "${deviceClassName}" not found`;
    throw fail(`could not retrieve device class ${deviceClassName}: ${absent}`);
  }
  const adminAccess = 'adminAccess' in request && request.adminAccess === true;
  const base: Wanted = {
    name,
    parent,
    deviceClass,
    adminAccess,
    selectors,
    tolerations,
    capacity,
    count: request.count ?? 0,
    all: undefined,
  };
  if (request.allocationMode !== 'All') return base;
  const all: Candidate[] = [];
  for (const pool of cx.pools) {
    const state = { incomplete: 'being updated', invalid: 'invalid', ready: '' }[pool.state];
    if (state) throw fail(`asks for all devices, but resource pool ${poolId(pool)} is currently ${state}`);
    for (const one of candidatesIn(pool)) {
      if (!isSelectable(claim, base, one, cx.node)) continue;
      if (hasCapacity(one.device, capacity, cx.cache.consumedOf(one.id))) all.push(one);
    }
  }
  return { ...base, all, count: all.length };
}

const ofPool = new WeakMap<Pool, readonly Candidate[]>();

/** All devices of a pool, in the order in which they are tried. */
export function candidatesIn(pool: Pool): readonly Candidate[] {
  let known = ofPool.get(pool);
  if (!known) {
    known = pool.slices.flatMap((slice) =>
      devicesOf(slice).map((device) => {
        const id = deviceId({ driver: pool.driver, pool: pool.name, device: device.name });
        return { id, device, slice, pool };
      }),
    );
    ofPool.set(pool, known);
  }
  return known;
}

/** Whether class and request want the device, and the node reaches it. Errors: AllocationError. */
export function isSelectable(
  claim: ResourceClaim,
  { deviceClass, selectors }: Wanted,
  { device, slice }: Candidate,
  node: Node,
): boolean {
  const { name } = deviceClass.metadata;
  if (!matchesAll(`class ${name}`, deviceClass.spec.selectors ?? [], slice, device)) return false;
  if (!matchesAll(`claim ${claimText(claim)}`, selectors, slice, device)) return false;
  return slice.spec.perDeviceNodeSelection !== true || isForNode(device, node);
}

function matchesAll(
  owner: string,
  selectors: readonly DeviceSelector[],
  { spec }: ResourceSlice,
  device: Device,
): boolean {
  for (const [index, { cel }] of selectors.entries()) {
    const match = deviceMatches(cel?.expression ?? '', spec.driver, device);
    if (typeof match === 'object') throw new AllocationError(`${owner}: selector #${index}: ${match.error}`);
    if (!match) return false;
  }
  return true;
}
