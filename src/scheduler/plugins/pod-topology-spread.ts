// PodTopologySpread: hard constraints (DoNotSchedule) keep the difference between domains within maxSkew.
// upstream: plugins/podtopologyspread filtering.go, plugin.go

import type { Node, Pod } from '../../kinds/generated/types.gen';
import { DomainCounts } from '../domain-counts';
import {
  type AnyPlugin,
  type ClusterEvent,
  type CycleContext,
  definePlugin,
  type Prepared,
  type Rejection,
  ready,
  skip,
  unresolvable,
  unschedulable,
} from '../framework';
import type { NodeInfo, PodInfo } from '../node-info';
import {
  type DefaultConstraint,
  defaultConstraints,
  nodeInclusion,
  ownConstraints,
  type SpreadConstraint,
  SYSTEM_DEFAULTS,
} from '../spread-constraints';
import { domainOf } from '../topology';
import { normalizeSpread, prepareSpreadScores, type SpreadScores, scoreSpread } from './pod-topology-spread-score';

const SKEWED = unschedulable("node(s) didn't match pod topology spread constraints");
const NO_KEY = unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");

interface Counted {
  readonly constraint: SpreadConstraint;
  readonly includes: ((node: Node) => boolean) | undefined;
  readonly counts: DomainCounts;
  /** Domains that take part; others hold no pods and set no minimum. */
  readonly takesPart: boolean[];
  readonly self: 0 | 1;
  /** Fewest pods of a domain, made anew when undefined. */
  least: number | undefined;
}

type Scratch = readonly Counted[];

type Constraints = (pod: Pod, cx: CycleContext) => readonly SpreadConstraint[];

function prepare(constraintsOf: Constraints, pod: Pod, cx: CycleContext): Prepared<Scratch> {
  const constraints = constraintsOf(pod, cx);
  const { cache } = cx;
  if (constraints.length === 0) return skip;
  const scratch = constraints.map((constraint): Counted => {
    const topology = cache.topology(constraint.topologyKey);
    return {
      constraint,
      includes: nodeInclusion(constraint, pod),
      counts: new DomainCounts(topology),
      takesPart: new Array(topology.size).fill(false),
      self: constraint.matches(pod.metadata.labels) ? 1 : 0,
      least: undefined,
    };
  });
  const nodes = cache.nodes().filter((node) => hasAllKeys(scratch, node));
  for (const counted of scratch) countPods(counted, nodes, cache.countPods(counted.constraint.query));
  return ready(scratch);
}

function countPods(
  { counts, takesPart, includes }: Counted,
  nodes: readonly NodeInfo[],
  perNode: readonly number[],
): void {
  const { topology } = counts;
  for (const node of nodes) {
    if (includes && !includes(node.node as Node)) continue;
    takesPart[domainOf(topology, node)] = true;
    const count = perNode[node.slot] ?? 0;
    if (count > 0) counts.add(node, count);
  }
}

function hasAllKeys(scratch: Scratch, node: NodeInfo): boolean {
  for (const { counts } of scratch) if (domainOf(counts.topology, node) < 0) return false;
  return true;
}

/** The least count, or 0 while there are fewer domains than asked for. */
function leastOf(counted: Counted): number {
  if (counted.least !== undefined) return counted.least;
  const { counts, takesPart, constraint } = counted;
  let domains = 0;
  let least = Number.POSITIVE_INFINITY;
  takesPart.forEach((part, domain) => {
    if (!part) return;
    domains++;
    least = Math.min(least, counts.counts[domain] as number);
  });
  counted.least = domains < constraint.minDomains ? 0 : least;
  return counted.least;
}

function filter(_pod: Pod, node: NodeInfo, scratch: Scratch): Rejection | undefined {
  for (const counted of scratch) {
    const count = counted.counts.of(node);
    if (count === undefined) return NO_KEY;
    if (count + counted.self - leastOf(counted) > counted.constraint.maxSkew) return SKEWED;
  }
  return undefined;
}

/** Terminating pods change the count here although they were not counted before, as upstream. */
function change(scratch: Scratch, pod: Pod, { pod: other }: PodInfo, node: NodeInfo, delta: 1 | -1): void {
  if (other.metadata.namespace !== pod.metadata.namespace || !hasAllKeys(scratch, node)) return;
  for (const counted of scratch) {
    const { constraint, counts, takesPart, includes } = counted;
    if (!constraint.matches(other.metadata.labels) || includes?.(node.node as Node) === false) continue;
    counts.add(node, delta);
    takesPart[domainOf(counts.topology, node)] = true;
    counted.least = undefined;
  }
}

/** @param defaults constraints of pods of a Service or a workload that name none themselves */
export function podTopologySpreadWith(defaults: readonly DefaultConstraint[]): AnyPlugin {
  const hard: Constraints = (pod, cx) =>
    pod.spec.topologySpreadConstraints?.length
      ? ownConstraints(pod, 'DoNotSchedule')
      : defaultConstraints(defaults, 'DoNotSchedule', pod, cx);
  const isCounted = (pod: Pod, other: unknown, cx: CycleContext) =>
    inNamespace(pod, other) && hard(pod, cx).some((one) => counts(one, other));
  const carriesKeys = (pod: Pod, node: unknown, cx: CycleContext) =>
    hard(pod, cx).every((one) => labelOf(node, one.topologyKey) !== undefined);
  /** A node that enters or leaves the domains, or stays in them with another value or other taints. */
  const nodeMayHelp = (pod: Pod, { name, before, after }: ClusterEvent, cx: CycleContext) => {
    const was = carriesKeys(pod, before, cx);
    if (was !== carriesKeys(pod, after, cx)) return true;
    if (!was) return false;
    if (name === 'Node/taint') return true;
    return hard(pod, cx).some(({ topologyKey }) => labelOf(before, topologyKey) !== labelOf(after, topologyKey));
  };
  return definePlugin<Scratch, SpreadScores>({
    name: 'PodTopologySpread',
    preFilter: (pod, cx) => prepare(hard, pod, cx),
    filter,
    addPod: (scratch, pod, added, node) => change(scratch, pod, added, node, 1),
    removePod: (scratch, pod, removed, node) => change(scratch, pod, removed, node, -1),
    copyScratch: (scratch) =>
      scratch.map((counted) => ({ ...counted, counts: counted.counts.copy(), takesPart: counted.takesPart.slice() })),
    preScore: (pod, cx, feasible) => prepareSpreadScores(defaults, pod, cx, feasible),
    score: scoreSpread,
    normalize: normalizeSpread,
    wakeOn: {
      'Pod/add': (pod, { after }, cx) => isCounted(pod, after, cx),
      'Pod/delete': (pod, { before }, cx) => isCounted(pod, before, cx),
      'Pod/label': (pod, { before, after }, cx) =>
        inNamespace(pod, after) && hard(pod, cx).some((one) => counts(one, before) !== counts(one, after)),
      'Self/toleration': (pod, _event, cx) => hard(pod, cx).some(({ honorsTaints }) => honorsTaints),
      'Node/add': (pod, { after }, cx) => carriesKeys(pod, after, cx),
      'Node/delete': (pod, { before }, cx) => carriesKeys(pod, before, cx),
      'Node/label': nodeMayHelp,
      'Node/taint': nodeMayHelp,
    },
  });
}

export const podTopologySpread: AnyPlugin = podTopologySpreadWith(SYSTEM_DEFAULTS);

const counts = (constraint: SpreadConstraint, other: unknown) => constraint.matches((other as Pod).metadata.labels);
const inNamespace = (pod: Pod, other: unknown) => (other as Pod).metadata.namespace === pod.metadata.namespace;
const labelOf = (node: unknown, key: string) => (node as Node).metadata.labels?.[key];
