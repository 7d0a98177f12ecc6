// One node with what its pods take from it. Sums are kept, not computed: a pod is added and removed in constant time.
// upstream: kube-scheduler/framework NodeInfo

import type { Node, Pod, Taint } from '../kinds/generated/types.gen';
import { objectKey } from '../kinds/kind';
import { value } from '../kinds/quantity';
import { hardTaints, softTaints } from '../kinds/taints';
import { type HostPort, hostPortsOf, UsedPorts } from './host-ports';
import { type Amounts, amountsOf, podUsage, type Quantities, sameAmounts, showsSameResources } from './requests';

/** A pod on a node, with what it takes. */
export interface PodInfo {
  readonly pod: Pod;
  /** `ns/name` */
  readonly key: string;
  readonly usage: Amounts;
  readonly ports: readonly HostPort[];
}

export function podInfo(pod: Pod): PodInfo {
  const key = objectKey(pod);
  return { pod, key, usage: podUsage(pod), ports: hostPortsOf(pod) };
}

/** The pod in its new state: usage and ports are the same objects where nothing has changed. */
export function changedPodInfo(before: PodInfo, pod: Pod): PodInfo {
  const { pod: was, key } = before;
  const isSameSpec = was.spec === pod.spec;
  const usage = isSameSpec && showsSameResources(was, pod) ? before.usage : podUsage(pod);
  return {
    pod,
    key,
    usage: usage === before.usage || sameAmounts(before.usage, usage) ? before.usage : usage,
    ports: isSameSpec ? before.ports : hostPortsOf(pod),
  };
}

export interface Allocatable extends Amounts {
  readonly pods: number;
}

const NO_TAINTS: readonly Taint[] = [];
const NO_SCALARS: ReadonlyMap<string, number> = new Map();
const NOTHING: Quantities = Object.freeze({});
const allocatables = new WeakMap<object, Allocatable>();

/** What a node has for pods. */
export function allocatableOf(node: Node | undefined): Allocatable {
  const quantities = node?.status?.allocatable ?? NOTHING;
  let allocatable = allocatables.get(quantities);
  if (!allocatable) {
    allocatable = { ...amountsOf(quantities), pods: value(quantities.pods) };
    allocatables.set(quantities, allocatable);
  }
  return allocatable;
}

/** Numbers of a node, side by side in memory: a search reads them for hundreds of nodes. */
const FIELDS = 10;
const PODS = 0;
const MILLI_CPU = 1;
const MEMORY = 2;
const EPHEMERAL_STORAGE = 3;
const NON_ZERO_MILLI_CPU = 4;
const NON_ZERO_MEMORY = 5;
const MOST_PODS = 6;
const ALL_MILLI_CPU = 7;
const ALL_MEMORY = 8;
const ALL_EPHEMERAL_STORAGE = 9;

/** Hands out room for the numbers of one node after another. */
export class NumberBlocks {
  #block = new Float64Array(0);
  #used = 0;

  next(): { readonly block: Float64Array; readonly at: number } {
    if (this.#used === this.#block.length) {
      this.#block = new Float64Array(FIELDS * 256);
      this.#used = 0;
    }
    const at = this.#used;
    this.#used += FIELDS;
    return { block: this.#block, at };
  }
}

export class NodeInfo {
  readonly name: string;
  /** A small number of its own, the index into counts by node. */
  readonly slot: number;
  /** Absent for a name that pods carry but no node has. */
  node: Node | undefined;
  /** What the node has of extended resources, huge pages and the like, and how much of it is asked for. */
  allocatableScalar: ReadonlyMap<string, number> = NO_SCALARS;
  scalar: ReadonlyMap<string, number> = NO_SCALARS;
  hardTaints: readonly Taint[] = NO_TAINTS;
  softTaints: readonly Taint[] = NO_TAINTS;
  /** In upstream's order: a changed pod goes to the end, a removed one is replaced by the last. */
  pods: PodInfo[] = [];
  ports: UsedPorts | undefined;
  readonly #block: Float64Array;
  readonly #at: number;

  constructor(name: string, slot: number, blocks: NumberBlocks = new NumberBlocks()) {
    this.name = name;
    this.slot = slot;
    const { block, at } = blocks.next();
    this.#block = block;
    this.#at = at;
  }

  get podCount(): number {
    return this.#block[this.#at + PODS] as number;
  }

  /** Asked for by pods on the node. */
  get milliCpu(): number {
    return this.#block[this.#at + MILLI_CPU] as number;
  }

  get memory(): number {
    return this.#block[this.#at + MEMORY] as number;
  }

  get ephemeralStorage(): number {
    return this.#block[this.#at + EPHEMERAL_STORAGE] as number;
  }

  get nonZeroMilliCpu(): number {
    return this.#block[this.#at + NON_ZERO_MILLI_CPU] as number;
  }

  get nonZeroMemory(): number {
    return this.#block[this.#at + NON_ZERO_MEMORY] as number;
  }

  /** What the node has for pods. */
  get allocatablePods(): number {
    return this.#block[this.#at + MOST_PODS] as number;
  }

  get allocatableMilliCpu(): number {
    return this.#block[this.#at + ALL_MILLI_CPU] as number;
  }

  get allocatableMemory(): number {
    return this.#block[this.#at + ALL_MEMORY] as number;
  }

  get allocatableEphemeralStorage(): number {
    return this.#block[this.#at + ALL_EPHEMERAL_STORAGE] as number;
  }

  setNode(node: Node | undefined): void {
    const allocatable = allocatableOf(node);
    this.node = node;
    this.#block[this.#at + MOST_PODS] = allocatable.pods;
    this.#block[this.#at + ALL_MILLI_CPU] = allocatable.milliCpu;
    this.#block[this.#at + ALL_MEMORY] = allocatable.memory;
    this.#block[this.#at + ALL_EPHEMERAL_STORAGE] = allocatable.ephemeralStorage;
    this.allocatableScalar = allocatable.scalar;
    this.hardTaints = node ? hardTaints(node) : NO_TAINTS;
    this.softTaints = node ? softTaints(node) : NO_TAINTS;
  }

  addPod(info: PodInfo): void {
    this.pods.push(info);
    this.#change(info.usage, 1);
    if (info.ports.length === 0) return;
    this.ports ??= new UsedPorts();
    for (const port of info.ports) this.ports.add(port);
  }

  /** Takes out the very object that was added; false when it is not here. */
  removePod(info: PodInfo): boolean {
    const index = this.pods.indexOf(info);
    if (index < 0) return false;
    const last = this.pods.pop() as PodInfo;
    if (last !== info) this.pods[index] = last;
    this.#change(info.usage, -1);
    for (const port of info.ports) this.ports?.remove(port);
    return true;
  }

  /** The pod's newer state for the older one: it uses what it used, but goes to the end as any changed pod does. */
  replacePod(before: PodInfo, info: PodInfo): void {
    const index = this.pods.indexOf(before);
    const last = this.pods.pop() as PodInfo;
    if (last !== before) this.pods[index] = last;
    this.pods.push(info);
  }

  copy(blocks?: NumberBlocks): NodeInfo {
    const twin = new NodeInfo(this.name, this.slot, blocks);
    for (let field = 0; field < FIELDS; field++) {
      twin.#block[twin.#at + field] = this.#block[this.#at + field] as number;
    }
    twin.node = this.node;
    twin.allocatableScalar = this.allocatableScalar;
    twin.scalar = this.scalar;
    twin.hardTaints = this.hardTaints;
    twin.softTaints = this.softTaints;
    twin.pods = this.pods.slice();
    twin.ports = this.ports?.copy();
    return twin;
  }

  #change(usage: Amounts, sign: 1 | -1): void {
    this.#add(PODS, sign);
    this.#add(MILLI_CPU, sign * usage.milliCpu);
    this.#add(MEMORY, sign * usage.memory);
    this.#add(EPHEMERAL_STORAGE, sign * usage.ephemeralStorage);
    this.#add(NON_ZERO_MILLI_CPU, sign * usage.nonZeroMilliCpu);
    this.#add(NON_ZERO_MEMORY, sign * usage.nonZeroMemory);
    if (usage.scalar.size === 0) return;
    const scalar = new Map(this.scalar);
    for (const [name, amount] of usage.scalar) scalar.set(name, (scalar.get(name) ?? 0) + sign * amount);
    this.scalar = scalar;
  }

  #add(field: number, amount: number): void {
    const at = this.#at + field;
    this.#block[at] = (this.#block[at] as number) + amount;
  }
}
