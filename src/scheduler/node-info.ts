// One node with what its pods take from it. Sums are kept, not computed: a pod is added and removed in constant time.
// upstream: kube-scheduler/framework NodeInfo

import type { Node, Pod, Taint } from '../kinds/generated/types.gen';
import { value } from '../kinds/quantity';
import { type HostPort, hostPortsOf, UsedPorts } from './host-ports';
import { type Amounts, amountsOf, podUsage, type Quantities } from './requests';
import { hardTaints, softTaints } from './taints';

/** A pod on a node, with what it takes. */
export interface PodInfo {
  readonly pod: Pod;
  /** `ns/name` */
  readonly key: string;
  readonly usage: Amounts;
  readonly ports: readonly HostPort[];
}

export function podInfo(pod: Pod): PodInfo {
  const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
  return { pod, key, usage: podUsage(pod), ports: hostPortsOf(pod) };
}

export interface Allocatable extends Amounts {
  readonly pods: number;
}

const NO_TAINTS: readonly Taint[] = [];
const NO_SCALARS: ReadonlyMap<string, number> = new Map();
const NOTHING: Quantities = Object.freeze({});
const allocatables = new WeakMap<object, Allocatable>();

function allocatableOf(node: Node | undefined): Allocatable {
  const quantities = node?.status?.allocatable ?? NOTHING;
  let allocatable = allocatables.get(quantities);
  if (!allocatable) {
    allocatable = { ...amountsOf(quantities), pods: value(quantities.pods) };
    allocatables.set(quantities, allocatable);
  }
  return allocatable;
}

export class NodeInfo {
  readonly name: string;
  /** A small number of its own, the index into counts by node. */
  readonly slot: number;
  /** Absent for a name that pods carry but no node has. */
  node: Node | undefined;
  allocatable: Allocatable = allocatableOf(undefined);
  hardTaints: readonly Taint[] = NO_TAINTS;
  softTaints: readonly Taint[] = NO_TAINTS;
  /** In upstream's order: a changed pod goes to the end, a removed one is replaced by the last. */
  pods: PodInfo[] = [];
  milliCpu = 0;
  memory = 0;
  ephemeralStorage = 0;
  scalar: ReadonlyMap<string, number> = NO_SCALARS;
  nonZeroMilliCpu = 0;
  nonZeroMemory = 0;
  ports: UsedPorts | undefined;

  constructor(name: string, slot: number) {
    this.name = name;
    this.slot = slot;
  }

  setNode(node: Node | undefined): void {
    this.node = node;
    this.allocatable = allocatableOf(node);
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

  copy(): NodeInfo {
    const twin = new NodeInfo(this.name, this.slot);
    twin.node = this.node;
    twin.allocatable = this.allocatable;
    twin.hardTaints = this.hardTaints;
    twin.softTaints = this.softTaints;
    twin.pods = this.pods.slice();
    twin.milliCpu = this.milliCpu;
    twin.memory = this.memory;
    twin.ephemeralStorage = this.ephemeralStorage;
    twin.scalar = this.scalar;
    twin.nonZeroMilliCpu = this.nonZeroMilliCpu;
    twin.nonZeroMemory = this.nonZeroMemory;
    twin.ports = this.ports?.copy();
    return twin;
  }

  #change(usage: Amounts, sign: 1 | -1): void {
    this.milliCpu += sign * usage.milliCpu;
    this.memory += sign * usage.memory;
    this.ephemeralStorage += sign * usage.ephemeralStorage;
    this.nonZeroMilliCpu += sign * usage.nonZeroMilliCpu;
    this.nonZeroMemory += sign * usage.nonZeroMemory;
    if (usage.scalar.size === 0) return;
    const scalar = new Map(this.scalar);
    for (const [name, amount] of usage.scalar) scalar.set(name, (scalar.get(name) ?? 0) + sign * amount);
    this.scalar = scalar;
  }
}
