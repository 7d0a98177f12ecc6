// What the scheduler knows of devices: the slices that offer them, which of them claims have, and which classes stand
// for extended resources. Fed by watches. upstream: plugins/dynamicresources dra_manager.go, allocateddevices.go;
// deviceclass/extendedresourcecache

import { equalData } from '../../kinds/equal-data';
import type {
  AllocationResult,
  DeviceClass,
  DeviceRequestAllocationResult,
  DeviceTaintRule,
  Node,
  ResourceClaim,
  ResourceSlice,
} from '../../kinds/generated/types.gen';
import { parseQuantity, ZERO_QUANTITY } from '../../kinds/quantity';
import { Table } from '../../sim/table';
import { type Consumed, changed, NOTHING_CONSUMED } from './capacity';
import { type Pool, poolsFor } from './pools';
import { withTaintsOf } from './taint-rules';

/** A class stands for the resource of this prefix and its name, whatever else it names. */
export const CLASS_RESOURCE_PREFIX = 'deviceclass.resource.kubernetes.io/';

export const deviceId = ({
  driver,
  pool,
  device,
}: Pick<DeviceRequestAllocationResult, 'driver' | 'pool' | 'device'>): string => `${driver}/${pool}/${device}`;

/** One for extended resources, which is yet to be made, goes by its pod. */
const reservationId = ({ metadata: { uid, ownerReferences } }: ResourceClaim) => uid ?? ownerReferences?.[0]?.uid ?? '';

interface SlicesByNode {
  readonly own: ReadonlyMap<string, readonly ResourceSlice[]>;
  /** Of no one node, or with counters. */
  readonly shared: readonly ResourceSlice[];
  readonly all: readonly ResourceSlice[];
  readonly pools: Map<string, { readonly node: Node; readonly pools: readonly Pool[] }>;
}

export class DeviceCache {
  #slices = new Table<ResourceSlice>();
  #rules = new Table<DeviceTaintRule>();
  #classes = new Table<DeviceClass>();
  /** Devices that one claim has alone. */
  #dedicated = new Table<true>();
  /** How many shares of a device there are. */
  #shares = new Table<number>();
  #consumed = new Table<Consumed>();
  /** What claims are to get. */
  #reserved = new Map<string, AllocationResult>();
  // Derived, made when first asked for.
  #byNode: SlicesByNode | undefined;
  #classOfResource: ReadonlyMap<string, DeviceClass> | undefined;

  setSlice(name: string, slice: ResourceSlice | undefined): void {
    if (slice) this.#slices.set(name, slice);
    else this.#slices.delete(name);
    this.#byNode = undefined;
  }

  /** Answers the slices that look different now, as they were and as they are. */
  setRule(name: string, rule: DeviceTaintRule | undefined): readonly (readonly [ResourceSlice, ResourceSlice])[] {
    const before = this.#tainted();
    if (rule) this.#rules.set(name, rule);
    else this.#rules.delete(name);
    this.#byNode = undefined;
    const after = this.#tainted();
    return before.flatMap((slice, index) => {
      const now = after[index] as ResourceSlice;
      return equalData(slice, now) ? [] : [[slice, now] as const];
    });
  }

  #tainted(): readonly ResourceSlice[] {
    const slices = this.#slices.values();
    if (this.#rules.size === 0) return slices;
    const rules = this.#rules.values();
    return slices.map((slice) => withTaintsOf(rules, slice));
  }

  setClass(name: string, deviceClass: DeviceClass | undefined): void {
    if (deviceClass) this.#classes.set(name, deviceClass);
    else this.#classes.delete(name);
    this.#classOfResource = undefined;
  }

  /** A claim came, changed or went. What it was given does not change while it has it. */
  claimChanged(before: ResourceClaim | undefined, after: ResourceClaim | undefined): void {
    const was = before?.status?.allocation;
    const is = after?.status?.allocation;
    if (was && !is) this.#count(was, -1);
    if (is && !was) this.#count(is, 1);
  }

  /** The claim is to get these; until that is written nobody else may have them. */
  reserve(claim: ResourceClaim, allocation: AllocationResult): void {
    this.#reserved.set(reservationId(claim), allocation);
    this.#count(allocation, 1);
  }

  /** The claim's devices are free again, unless it has them by now. */
  release(claim: ResourceClaim): void {
    const reserved = this.#reserved.get(reservationId(claim));
    if (!reserved) return;
    this.#reserved.delete(reservationId(claim));
    this.#count(reserved, -1);
  }

  isReserved(claim: ResourceClaim): boolean {
    return this.#reserved.has(reservationId(claim));
  }

  #count({ devices }: AllocationResult, sign: 1 | -1): void {
    for (const result of devices?.results ?? []) {
      if (result.adminAccess) continue;
      const id = deviceId(result);
      if (result.shareID === undefined) {
        if (sign > 0) this.#dedicated.set(id, true);
        else this.#dedicated.delete(id);
        continue;
      }
      const shares = (this.#shares.get(id) ?? 0) + sign;
      if (shares > 0) this.#shares.set(id, shares);
      else this.#shares.delete(id);
      const amounts = Object.entries(result.consumedCapacity ?? {}).map(
        ([name, amount]) => [name, parseQuantity(amount) ?? ZERO_QUANTITY] as const,
      );
      const consumed = changed(this.#consumed.get(id), new Map(amounts), sign > 0 ? 1n : -1n);
      if (consumed) this.#consumed.set(id, consumed);
      else this.#consumed.delete(id);
    }
  }

  isDedicated(id: string): boolean {
    return this.#dedicated.has(id);
  }

  isAllocated(id: string): boolean {
    return this.#dedicated.has(id) || this.#shares.has(id) || this.#consumed.has(id);
  }

  consumedOf(id: string): Consumed {
    return this.#consumed.get(id) ?? NOTHING_CONSUMED;
  }

  poolsFor(node: Node): readonly Pool[] {
    this.#byNode ??= groupByNode(this.#tainted());
    const { own, shared, all, pools } = this.#byNode;
    const { name } = node.metadata;
    let known = pools.get(name);
    if (known?.node !== node) {
      known = { node, pools: poolsFor(node, [...(own.get(name) ?? []), ...shared], all) };
      pools.set(name, known);
    }
    return known.pools;
  }

  hasClasses(): boolean {
    return this.#classes.size > 0;
  }

  /** The class that stands for an extended resource: of several the newest, then the first by name. */
  classOf(resource: string): DeviceClass | undefined {
    if (this.#classes.size === 0) return undefined;
    this.#classOfResource ??= classesByResource(this.#classes.values());
    return this.#classOfResource.get(resource);
  }

  copy(): DeviceCache {
    const twin = new DeviceCache();
    twin.#slices = this.#slices.fork();
    twin.#rules = this.#rules.fork();
    twin.#classes = this.#classes.fork();
    twin.#dedicated = this.#dedicated.fork();
    twin.#shares = this.#shares.fork();
    twin.#consumed = this.#consumed.fork();
    twin.#reserved = new Map(this.#reserved);
    return twin;
  }
}

function groupByNode(all: readonly ResourceSlice[]): SlicesByNode {
  const own = new Map<string, ResourceSlice[]>();
  const shared: ResourceSlice[] = [];
  for (const slice of all) {
    const { nodeName, sharedCounters } = slice.spec;
    if (!nodeName || sharedCounters?.length) shared.push(slice);
    else own.set(nodeName, [...(own.get(nodeName) ?? []), slice]);
  }
  return { own, shared, all, pools: new Map() };
}

function classesByResource(classes: readonly DeviceClass[]): ReadonlyMap<string, DeviceClass> {
  const found = new Map<string, DeviceClass>();
  const madeAt = ({ metadata }: DeviceClass) => metadata.creationTimestamp ?? '';
  for (const deviceClass of classes) {
    const { extendedResourceName: resource } = deviceClass.spec;
    const rival = resource === undefined ? undefined : found.get(resource);
    if (resource !== undefined && (!rival || madeAt(deviceClass) > madeAt(rival))) found.set(resource, deviceClass);
  }
  for (const deviceClass of classes) found.set(`${CLASS_RESOURCE_PREFIX}${deviceClass.metadata.name}`, deviceClass);
  return found;
}
