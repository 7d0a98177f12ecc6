// The score of PodTopologySpread: soft constraints (ScheduleAnyway), the pod's own or the system's defaults, prefer
// domains with fewer matching pods. upstream: plugins/podtopologyspread scoring.go

import type { Node, Pod } from '../../kinds/generated/types.gen';
import { DomainCounts } from '../domain-counts';
import { type CycleContext, type Prepared, ready, skip } from '../framework';
import type { NodeInfo } from '../node-info';
import {
  type DefaultConstraint,
  defaultConstraints,
  HOSTNAME,
  nodeInclusion,
  ownConstraints,
  SYSTEM_DEFAULTS,
} from '../spread-constraints';
import { domainOf, type Topology } from '../topology';

interface Scored {
  readonly topology: Topology;
  /** Matching pods of a node: by slot for hostname, else by domain. */
  readonly perNode: readonly number[] | undefined;
  readonly perDomain: DomainCounts | undefined;
  readonly weight: number;
  readonly allowance: number;
}

export interface SpreadScores {
  readonly scored: readonly Scored[];
  /** With constraints of its own, nodes that lack a key score 0. */
  readonly needsAllKeys: boolean;
}

const IGNORED = -1;

/** @param defaults for pods without constraints of their own. Nodes need all keys, unless these are the system's. */
export function prepareSpreadScores(
  defaults: readonly DefaultConstraint[],
  pod: Pod,
  cx: CycleContext,
  feasible: readonly NodeInfo[],
): Prepared<SpreadScores> {
  const hasOwn = (pod.spec.topologySpreadConstraints?.length ?? 0) > 0;
  const needsAllKeys = hasOwn || defaults !== SYSTEM_DEFAULTS;
  const { cache } = cx;
  const constraints = hasOwn
    ? ownConstraints(pod, 'ScheduleAnyway')
    : defaultConstraints(defaults, 'ScheduleAnyway', pod, cx);
  if (constraints.length === 0) return skip;
  const topologies = constraints.map(({ topologyKey }) => cache.topology(topologyKey));
  const counted = needsAllKeys ? feasible.filter((node) => hasAllKeys(topologies, node)) : feasible;
  const all = cache.nodes();
  const taking = needsAllKeys ? all.filter((node) => hasAllKeys(topologies, node)) : all;
  const scored = constraints.map((constraint, index): Scored => {
    const topology = topologies[index] as Topology;
    const perNode = cache.countPods(constraint.query);
    const allowance = constraint.maxSkew - 1;
    if (constraint.topologyKey === HOSTNAME) {
      return { topology, perNode, perDomain: undefined, weight: Math.log(counted.length + 2), allowance };
    }
    const weight = Math.log(domainsAmong(counted, topology) + 2);
    const perDomain = sumDomains(nodeInclusion(constraint, pod), topology, perNode, taking);
    return { topology, perNode: undefined, perDomain, weight, allowance };
  });
  return ready({ scored, needsAllKeys });
}

function hasAllKeys(topologies: readonly Topology[], node: NodeInfo): boolean {
  for (const topology of topologies) if (domainOf(topology, node) < 0) return false;
  return true;
}

/** How many values of the key feasible nodes have; lacking it is one value too. */
function domainsAmong(nodes: readonly NodeInfo[], topology: Topology): number {
  if (topology.size === 0) return nodes.length > 0 ? 1 : 0;
  const seen: boolean[] = new Array(topology.size + 1).fill(false);
  let count = 0;
  for (const node of nodes) {
    const place = domainOf(topology, node) + 1;
    if (!seen[place]) count++;
    seen[place] = true;
  }
  return count;
}

/** All nodes that the constraint includes count, feasible or not. */
function sumDomains(
  includes: ((node: Node) => boolean) | undefined,
  topology: Topology,
  perNode: readonly number[],
  nodes: readonly NodeInfo[],
): DomainCounts {
  const sums = new DomainCounts(topology);
  if (topology.size === 0) return sums;
  for (const node of nodes) {
    const count = perNode[node.slot] ?? 0;
    if (count > 0 && includes?.(node.node as Node) !== false) sums.add(node, count);
  }
  return sums;
}

export function scoreSpread(_pod: Pod, node: NodeInfo, { scored, needsAllKeys }: SpreadScores): number {
  let score = 0;
  for (const { topology, perNode, perDomain, weight, allowance } of scored) {
    const domain = topology.domains[node.slot] ?? -1;
    if (domain < 0) {
      if (needsAllKeys) return IGNORED;
      continue;
    }
    const count = (perNode ? perNode[node.slot] : perDomain?.counts[domain]) as number;
    score += count * weight + allowance;
  }
  return Math.round(score);
}

/** Fewer is better: the least becomes 100. All equal to nothing is 100 for all. */
export function normalizeSpread(scores: number[]): void {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const score of scores) {
    if (score === IGNORED) continue;
    if (score < least) least = score;
    if (score > most) most = score;
  }
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (score === IGNORED) scores[index] = 0;
    else scores[index] = most === 0 ? 100 : Math.floor((100 * (most + least - score)) / most);
  }
}
