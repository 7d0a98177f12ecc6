// NodeResourcesFit: requests must fit what is left of the node; emptier nodes score higher (LeastAllocated over cpu
// and memory), unless its arguments say otherwise. upstream: plugins/noderesources fit.go, least_allocated.go

import type { DeviceClass, Node, Pod } from '../../kinds/generated/types.gen';
import { CLASS_RESOURCE_PREFIX, type DeviceCache } from '../devices/device-cache';
import { type AnyPlugin, definePlugin, type Rejection, ready, unresolvable, unschedulable } from '../framework';
import { allocatableOf, NodeInfo } from '../node-info';
import { type Amounts, podRequests, podUsage, scoredRequests } from '../requests';
import { leastAllocated, nodeScore, type ScoringStrategy } from '../scoring-strategy';

const TOO_MANY_PODS = 'Too many pods';

const both = (reason: string) => [unschedulable(reason), unresolvable(reason)] as const;
/** Rejections for one reason, made once: curable, not curable. */
const COMMON: Readonly<Record<string, readonly [Rejection, Rejection]>> = {
  [TOO_MANY_PODS]: both(TOO_MANY_PODS),
  'Insufficient cpu': both('Insufficient cpu'),
  'Insufficient memory': both('Insufficient memory'),
  'Insufficient ephemeral-storage': both('Insufficient ephemeral-storage'),
};

function rejection(reasons: readonly string[], hopeless: boolean): Rejection {
  const common = reasons.length === 1 ? COMMON[reasons[0] as string] : undefined;
  if (common) return common[hopeless ? 1 : 0];
  return hopeless ? unresolvable(...reasons) : unschedulable(...reasons);
}

/**
 * What of the pod's requests the node lacks; undefined when all fits. A lack that the empty node has too is hopeless.
 */
export function lacks(asked: Amounts, node: NodeInfo, isIgnored?: (name: string) => boolean): Rejection | undefined {
  let reasons: string[] | undefined;
  let hopeless = false;
  const check = (name: string, request: number, capacity: number, used: number) => {
    if (request === 0 || request <= capacity - used) return;
    reasons ??= [];
    reasons.push(`Insufficient ${name}`);
    if (request > capacity) hopeless = true;
  };
  if (node.podCount + 1 > node.allocatablePods) reasons = [TOO_MANY_PODS];
  check('cpu', asked.milliCpu, node.allocatableMilliCpu, node.milliCpu);
  check('memory', asked.memory, node.allocatableMemory, node.memory);
  check('ephemeral-storage', asked.ephemeralStorage, node.allocatableEphemeralStorage, node.ephemeralStorage);
  for (const [name, request] of asked.scalar) {
    if (isIgnored?.(name)) continue;
    check(name, request, node.allocatableScalar.get(name) ?? 0, node.scalar.get(name) ?? 0);
  }
  return reasons ? rejection(reasons, hopeless) : undefined;
}

/** The usual case, answered without making anything. */
function hasRoom(asked: Amounts, node: NodeInfo): boolean {
  if (node.podCount >= node.allocatablePods) return false;
  if (asked.milliCpu > 0 && asked.milliCpu > node.allocatableMilliCpu - node.milliCpu) return false;
  if (asked.memory > 0 && asked.memory > node.allocatableMemory - node.memory) return false;
  return asked.ephemeralStorage === 0 && asked.scalar.size === 0;
}

function leastOfBoth(asked: Amounts, node: NodeInfo): number {
  const milliCpu = node.allocatableMilliCpu;
  const memory = node.allocatableMemory;
  let total = 0;
  let count = 0;
  if (milliCpu > 0) {
    total += leastAllocated(node.nonZeroMilliCpu + asked.nonZeroMilliCpu, milliCpu);
    count++;
  }
  if (memory > 0) {
    total += leastAllocated(node.nonZeroMemory + asked.nonZeroMemory, memory);
    count++;
  }
  return count === 0 ? 0 : Math.floor(total / count);
}

interface Asked {
  readonly amounts: Amounts;
  readonly devices: DeviceCache;
}

type IsIgnored = ((name: string) => boolean) | undefined;

/** What the node does not have itself may come as devices: that is for DynamicResources to say. */
function without(isIgnored: IsIgnored, node: NodeInfo, devices: DeviceCache): IsIgnored {
  if (!devices.hasClasses()) return isIgnored;
  return (name) => isIgnored?.(name) || isDelegated(name, node.allocatableScalar, devices);
}

const isDelegated = (name: string, allocatable: ReadonlyMap<string, number>, devices: DeviceCache) =>
  !allocatable.get(name) && devices.classOf(name) !== undefined;

const resourceOf = ({ spec }: DeviceClass) => spec.extendedResourceName ?? '';

function asksForClass({ spec }: Pod, deviceClass: DeviceClass, isNew: boolean): boolean {
  const { scalar } = podRequests(spec);
  const own = `${CLASS_RESOURCE_PREFIX}${deviceClass.metadata.name}`;
  return (isNew && scalar.has(own)) || scalar.has(resourceOf(deviceClass));
}

function fitsEmpty(pod: Pod, node: Node, devices: DeviceCache): boolean {
  const empty = new NodeInfo(node.metadata.name, 0);
  empty.setNode(node);
  return lacks(podRequests(pod.spec), empty, without(undefined, empty, devices)) === undefined;
}

function grewWhereAsked(asked: Amounts, was: Node, is: Node, devices: DeviceCache): boolean {
  const [before, after] = [allocatableOf(was), allocatableOf(is)];
  if (after.pods > before.pods) return true;
  if (asked.milliCpu > 0 && after.milliCpu > before.milliCpu) return true;
  if (asked.memory > 0 && after.memory > before.memory) return true;
  if (asked.ephemeralStorage > 0 && after.ephemeralStorage > before.ephemeralStorage) return true;
  return [...asked.scalar].some(([name, amount]) => {
    if (amount === 0) return false;
    return (after.scalar.get(name) ?? 0) > (before.scalar.get(name) ?? 0) || isDelegated(name, after.scalar, devices);
  });
}

function fellWhereAsked(asked: Amounts, before: Amounts, after: Amounts): boolean {
  if (asked.milliCpu > 0 && after.milliCpu < before.milliCpu) return true;
  if (asked.memory > 0 && after.memory < before.memory) return true;
  if (asked.ephemeralStorage > 0 && after.ephemeralStorage < before.ephemeralStorage) return true;
  return [...asked.scalar].some(
    ([name, amount]) => amount > 0 && (after.scalar.get(name) ?? 0) < (before.scalar.get(name) ?? 0),
  );
}

export interface FitArgs {
  readonly scoringStrategy?: ScoringStrategy;
  /** Extended resources that some other component looks after, by name or by what stands before the slash. */
  readonly ignoredResources?: readonly string[];
  readonly ignoredResourceGroups?: readonly string[];
}

/** With LeastAllocated over cpu and memory unless told otherwise. */
export function nodeResourcesFitWith({ scoringStrategy, ignoredResources, ignoredResourceGroups }: FitArgs): AnyPlugin {
  const names = new Set(ignoredResources);
  const groups = new Set(ignoredResourceGroups);
  const isAny = names.size + groups.size > 0;
  const isIgnored = isAny ? (name: string) => names.has(name) || groups.has(name.split('/')[0] as string) : undefined;
  const score = scoringStrategy ? nodeScore(scoringStrategy) : leastOfBoth;
  return definePlugin<Asked, Amounts>({
    name: 'NodeResourcesFit',
    preFilter: (pod, { cache }) => ready({ amounts: podRequests(pod.spec), devices: cache.devices }),
    filter: (_pod, node, { amounts, devices }) =>
      hasRoom(amounts, node) ? undefined : lacks(amounts, node, without(isIgnored, node, devices)),
    preScore: (pod) => ready(scoredRequests(pod.spec)),
    score: (_pod, node, asked) => score(asked, node),
    wakeOn: {
      'Pod/delete': true,
      'Pod/scaleDown': (pod, { before, after }) =>
        fellWhereAsked(podRequests(pod.spec), podUsage(before as Pod), podUsage(after as Pod)),
      'Self/scaleDown': true,
      'Node/add': (pod, { after }, { cache }) => fitsEmpty(pod, after as Node, cache.devices),
      'Node/allocatable': (pod, { before, after }, { cache }) =>
        fitsEmpty(pod, after as Node, cache.devices) &&
        grewWhereAsked(podRequests(pod.spec), before as Node, after as Node, cache.devices),
      'DeviceClass/add': (pod, { after }) => asksForClass(pod, after as DeviceClass, true),
      'DeviceClass/update': (pod, { before, after }) =>
        resourceOf(before as DeviceClass) !== resourceOf(after as DeviceClass) &&
        asksForClass(pod, after as DeviceClass, false),
    },
  });
}

export const nodeResourcesFit: AnyPlugin = nodeResourcesFitWith({});
