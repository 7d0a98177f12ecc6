// What a pod asks for, as the scheduler counts it: containers, init containers, sidecars, overhead, pod-level
// resources, and what a resize has left in the status. Plain integers: milli cores, bytes, units.

import type { Container, ContainerStatus, Pod, PodSpec } from '../kinds/generated/types.gen';
import { conditionNamed } from '../kinds/pod-conditions';
import { onlyResources } from '../kinds/pod-spec/pod-resources';
import { milliValue, value } from '../kinds/quantity';

export type Quantities = Readonly<Record<string, string | number>>;

/** Amounts of one container or pod. The non-zero ones stand in where nothing is asked, and only scores use them. */
export interface Amounts {
  readonly milliCpu: number;
  readonly memory: number;
  readonly ephemeralStorage: number;
  /** Extended resources, huge pages and the like, by name. */
  readonly scalar: ReadonlyMap<string, number>;
  readonly nonZeroMilliCpu: number;
  readonly nonZeroMemory: number;
}

/**
 * What a container without a request for it counts in LeastAllocated. upstream: pkg/scheduler/util pod_resources.go
 */
const DEFAULT_MILLI_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

const NO_SCALARS: ReadonlyMap<string, number> = new Map();

/** Amounts while they are being added up. */
interface Sum {
  milliCpu: number;
  memory: number;
  ephemeralStorage: number;
  scalar: ReadonlyMap<string, number>;
  nonZeroMilliCpu: number;
  nonZeroMemory: number;
}

const zero = (): Sum => ({
  milliCpu: 0,
  memory: 0,
  ephemeralStorage: 0,
  scalar: NO_SCALARS,
  nonZeroMilliCpu: 0,
  nonZeroMemory: 0,
});

const ofQuantities = new WeakMap<object, Amounts>();

const NOTHING: Amounts = Object.freeze({
  ...zero(),
  nonZeroMilliCpu: DEFAULT_MILLI_CPU,
  nonZeroMemory: DEFAULT_MEMORY,
});

/** A resource list read once; names that the scheduler does not count are left out. */
export function amountsOf(quantities: Quantities | undefined): Amounts {
  if (quantities === undefined) return NOTHING;
  const known = ofQuantities.get(quantities);
  if (known) return known;
  let scalar: Map<string, number> | undefined;
  for (const name in quantities) {
    if (!isScalar(name)) continue;
    scalar ??= new Map();
    scalar.set(name, value(quantities[name]));
  }
  const { cpu, memory } = quantities;
  const amounts: Amounts = {
    milliCpu: milliValue(cpu),
    memory: value(memory),
    ephemeralStorage: value(quantities['ephemeral-storage']),
    scalar: scalar ?? NO_SCALARS,
    nonZeroMilliCpu: cpu === undefined ? DEFAULT_MILLI_CPU : milliValue(cpu),
    nonZeroMemory: memory === undefined ? DEFAULT_MEMORY : value(memory),
  };
  ofQuantities.set(quantities, amounts);
  return amounts;
}

/** upstream: pkg/scheduler/util IsScalarResourceName */
function isScalar(name: string): boolean {
  return name.includes('/') || name.startsWith('hugepages-') || name.startsWith('attachable-volumes-');
}

function add(sum: Sum, amounts: Amounts): void {
  sum.milliCpu += amounts.milliCpu;
  sum.memory += amounts.memory;
  sum.ephemeralStorage += amounts.ephemeralStorage;
  sum.nonZeroMilliCpu += amounts.nonZeroMilliCpu;
  sum.nonZeroMemory += amounts.nonZeroMemory;
  sum.scalar = joined(sum.scalar, amounts.scalar, (a, b) => a + b);
}

function raise(sum: Sum, amounts: Amounts): void {
  sum.milliCpu = Math.max(sum.milliCpu, amounts.milliCpu);
  sum.memory = Math.max(sum.memory, amounts.memory);
  sum.ephemeralStorage = Math.max(sum.ephemeralStorage, amounts.ephemeralStorage);
  sum.nonZeroMilliCpu = Math.max(sum.nonZeroMilliCpu, amounts.nonZeroMilliCpu);
  sum.nonZeroMemory = Math.max(sum.nonZeroMemory, amounts.nonZeroMemory);
  sum.scalar = joined(sum.scalar, amounts.scalar, Math.max);
}

function joined(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
  join: (a: number, b: number) => number,
): ReadonlyMap<string, number> {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  const all = new Map(a);
  for (const [name, amount] of b) all.set(name, join(all.get(name) ?? 0, amount));
  return all;
}

type ContainerAmounts = (container: Container, list: 'containers' | 'initContainers') => Amounts;

/**
 * Containers and sidecars run together; each ordinary init container runs beside the sidecars before it.
 * upstream: component-helpers/resource AggregateContainerRequests
 */
function aggregate(spec: PodSpec, amountsFor: ContainerAmounts): Sum {
  const total = zero();
  for (const container of spec.containers) add(total, amountsFor(container, 'containers'));
  if (!spec.initContainers || spec.initContainers.length === 0) return total;
  const sidecars = zero();
  const peak = zero();
  for (const container of spec.initContainers) {
    const own = amountsFor(container, 'initContainers');
    if (container.restartPolicy === 'Always') {
      add(total, own);
      add(sidecars, own);
      raise(peak, sidecars);
    } else {
      const together = { ...sidecars };
      add(together, own);
      raise(peak, together);
    }
  }
  raise(total, peak);
  return total;
}

const fromSpec: ContainerAmounts = (container) => amountsOf(container.resources?.requests);

const isPodLevel = (name: string) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');

/** The pod-level requests that count, undefined when there is none. upstream: IsPodLevelRequestsSet */
function podLevelRequests(spec: PodSpec): Quantities | undefined {
  const requests = spec.resources?.requests;
  if (!requests) return undefined;
  const names = Object.keys(requests).filter(isPodLevel);
  return names.length > 0 ? requests : undefined;
}

/** Pod-level values replace the sums of the same resource. */
function applyPodLevel(total: Sum, requests: Quantities, spec: PodSpec): void {
  const level = amountsOf(requests);
  const asked = (name: string) =>
    [...spec.containers, ...(spec.initContainers ?? [])].some(
      (container) => container.resources?.requests?.[name] !== undefined,
    );
  if (requests.cpu !== undefined) {
    total.milliCpu = level.milliCpu;
    total.nonZeroMilliCpu = level.milliCpu;
  } else if (asked('cpu')) total.nonZeroMilliCpu = total.milliCpu;
  if (requests.memory !== undefined) {
    total.memory = level.memory;
    total.nonZeroMemory = level.memory;
  } else if (asked('memory')) total.nonZeroMemory = total.memory;
  const pages = [...level.scalar].filter(([name]) => isPodLevel(name));
  if (pages.length > 0) total.scalar = new Map([...total.scalar, ...pages]);
}

function addOverhead(total: Sum, spec: PodSpec): void {
  if (!spec.overhead) return;
  const overhead = amountsOf(spec.overhead);
  add(total, { ...overhead, nonZeroMilliCpu: overhead.milliCpu, nonZeroMemory: overhead.memory });
}

function requestsWith(spec: PodSpec, amountsFor: ContainerAmounts): Amounts {
  const total = aggregate(spec, amountsFor);
  const level = podLevelRequests(spec);
  if (level) applyPodLevel(total, level, spec);
  addOverhead(total, spec);
  return total;
}

const ofSpec = new WeakMap<PodSpec, Amounts>();
const scoredOfSpec = new WeakMap<PodSpec, Amounts>();

/** What a pod asks for by its spec. upstream: component-helpers/resource PodRequests */
export function podRequests(spec: PodSpec): Amounts {
  const only = onlyResources(spec)?.requests;
  if (only) return amountsOf(only);
  let amounts = ofSpec.get(spec);
  if (!amounts) {
    amounts = requestsWith(spec, fromSpec);
    ofSpec.set(spec, amounts);
  }
  return amounts;
}

/**
 * What LeastAllocated counts for a pod that is being placed: container values or the stand-ins; pod-level values are
 * not looked at. upstream: noderesources resourceAllocationScorer.calculatePodResourceRequest
 */
export function scoredRequests(spec: PodSpec): Amounts {
  if (!podLevelRequests(spec)) return podRequests(spec);
  let amounts = scoredOfSpec.get(spec);
  if (!amounts) {
    const total = aggregate(spec, fromSpec);
    addOverhead(total, spec);
    amounts = total;
    scoredOfSpec.set(spec, amounts);
  }
  return amounts;
}

/**
 * What a pod takes from its node: per container the largest of asked, allocated and actual, so that a resize under way
 * counts in full. upstream: component-helpers/resource determineContainerReqs
 */
export function podUsage(pod: Pod): Amounts {
  if (!hasStatusResources(pod)) return podRequests(pod.spec);
  const infeasible = isInfeasible(pod);
  return requestsWith(pod.spec, (container, list) => {
    const asked = fromSpec(container, list);
    if (list === 'initContainers' && container.restartPolicy !== 'Always') return asked;
    const status = statusOf(pod, container.name, list);
    if (!status?.resources) return asked;
    const allocated = amountsOf(status.allocatedResources ?? EMPTY);
    const actual = amountsOf(status.resources.requests ?? EMPTY);
    const most = zero();
    if (infeasible) add(most, withoutStandIns(actual));
    else add(most, asked);
    raise(most, withoutStandIns(actual));
    raise(most, withoutStandIns(allocated));
    return most;
  });
}

const EMPTY: Quantities = Object.freeze({});

const withoutStandIns = (amounts: Amounts): Amounts => ({
  ...amounts,
  nonZeroMilliCpu: amounts.milliCpu,
  nonZeroMemory: amounts.memory,
});

const statusOf = (pod: Pod, name: string, list: 'containers' | 'initContainers'): ContainerStatus | undefined => {
  const statuses = list === 'containers' ? pod.status?.containerStatuses : pod.status?.initContainerStatuses;
  return statuses?.find((status) => status.name === name);
};

function hasStatusResources(pod: Pod): boolean {
  const { containerStatuses, initContainerStatuses } = pod.status ?? {};
  const has = (statuses: readonly ContainerStatus[] | undefined) =>
    statuses?.some((status) => status.resources !== undefined) ?? false;
  return has(containerStatuses) || has(initContainerStatuses);
}

/** Whether two states of a pod with one spec show the same resources, so that their usage is the same. */
export function showsSameResources(a: Pod, b: Pod): boolean {
  const was = a.status;
  const is = b.status;
  if (was === is) return true;
  return (
    sameResources(was?.containerStatuses, is?.containerStatuses) &&
    sameResources(was?.initContainerStatuses, is?.initContainerStatuses) &&
    isInfeasible(a) === isInfeasible(b)
  );
}

function sameResources(
  a: readonly ContainerStatus[] = NO_STATUSES,
  b: readonly ContainerStatus[] = NO_STATUSES,
): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const was = a[index] as ContainerStatus;
    const is = b[index] as ContainerStatus;
    if (was.name !== is.name || was.resources !== is.resources) return false;
    if (was.allocatedResources !== is.allocatedResources) return false;
  }
  return true;
}

const NO_STATUSES: readonly ContainerStatus[] = [];

const isInfeasible = ({ status }: Pod): boolean =>
  conditionNamed(status?.conditions, 'PodResizePending')?.reason === 'Infeasible';

/** Whether two pods take the same from a node. */
export function sameAmounts(a: Amounts, b: Amounts): boolean {
  if (a === b) return true;
  if (a.milliCpu !== b.milliCpu || a.memory !== b.memory || a.ephemeralStorage !== b.ephemeralStorage) return false;
  if (a.nonZeroMilliCpu !== b.nonZeroMilliCpu || a.nonZeroMemory !== b.nonZeroMemory) return false;
  if (a.scalar.size !== b.scalar.size) return false;
  for (const [name, amount] of a.scalar) if (b.scalar.get(name) !== amount) return false;
  return true;
}
