// Preemption on paper: which pods of a node would have to go, and which node's loss is the least.
// upstream: pkg/scheduler/framework/plugins/defaultpreemption SelectVictimsOnNode, framework/preemption
// pickOneNodeForPreemption

import type { Pod, PodDisruptionBudget } from '../kinds/generated/types.gen';
import { parseRfc3339 } from '../sim/time';
import { splitByBudgets } from './disruption-budgets';
import { type FilterPlan, type NodeStatus, Trial } from './filtering';
import { unresolvable } from './framework';
import type { NodeInfo, PodInfo } from './node-info';
import type { Nominator } from './nominator';
import { priorityOf } from './queue';

const NO_VICTIMS: NodeStatus = {
  plugin: 'DefaultPreemption',
  rejection: unresolvable('No preemption victims found for incoming pod'),
};

export interface Candidate {
  readonly node: NodeInfo;
  /** The most important first. */
  readonly victims: readonly Pod[];
  readonly violations: number;
}

/** The least set of pods that makes room on a node, or why there is none. */
export function selectVictims(
  plan: FilterPlan,
  node: NodeInfo,
  nominator: Nominator,
  budgets: readonly PodDisruptionBudget[],
): Candidate | NodeStatus {
  const priority = priorityOf(plan.pod);
  const isLower = ({ pod }: PodInfo) => priorityOf(pod) < priority;
  if (!node.pods.some(isLower)) return NO_VICTIMS;
  const potential = node.pods.filter(isLower);
  const trial = new Trial(plan.pod, plan.filters, node);
  for (const info of potential) trial.remove(info);
  const status = trial.runNominated(nominator, plan.key);
  if (status) return status;
  const { violating, others } = splitByBudgets(byImportance(potential), budgets);
  const needed = (info: PodInfo) => {
    trial.add(info);
    if (!trial.runNominated(nominator, plan.key)) return false;
    trial.remove(info);
    return true;
  };
  const violated = violating.filter(needed);
  const victims = [...violated, ...others.filter(needed)];
  const sorted = violated.length > 0 && victims.length > violated.length ? byImportance(victims) : victims;
  return { node, victims: sorted.map(({ pod }) => pod), violations: violated.length };
}

/**
 * Higher priority first, then who started earlier. Upstream takes "now" for pods that have not started, asked anew at
 * each comparison, so that those come out in reverse; an insertion sort keeps that.
 */
function byImportance(pods: readonly PodInfo[]): readonly PodInfo[] {
  const sorted: PodInfo[] = [];
  for (const info of pods) {
    let index = sorted.length;
    while (index > 0 && isMoreImportant(info.pod, (sorted[index - 1] as PodInfo).pod)) index--;
    sorted.splice(index, 0, info);
  }
  return sorted;
}

/** upstream: pkg/scheduler/util MoreImportantPod */
function isMoreImportant(a: Pod, b: Pod): boolean {
  const byPriority = priorityOf(a) - priorityOf(b);
  if (byPriority !== 0) return byPriority > 0;
  const started = startMs(a);
  const otherStarted = startMs(b);
  if (started === undefined) return otherStarted === undefined;
  return otherStarted === undefined || started < otherStarted;
}

const startMs = (pod: Pod) => (pod.status?.startTime ? parseRfc3339(pod.status.startTime) : undefined);

/** Each step keeps the candidates that are best by it; the first of those left at the end wins. */
export function pickCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let left = candidates;
  for (const cost of COSTS) {
    const costs = left.map(cost);
    const least = Math.min(...costs);
    left = left.filter((_, index) => costs[index] === least);
  }
  return left[0];
}

const topPriority = ({ victims }: Candidate) => (victims[0] ? priorityOf(victims[0]) : Number.NEGATIVE_INFINITY);

const COSTS: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => violations,
  topPriority,
  // Negative priorities must not make a victim free.
  ({ victims }) => victims.reduce((sum, pod) => sum + priorityOf(pod) + 2 ** 31, 0),
  ({ victims }) => victims.length,
  // The latest of the earliest starts among each node's most important victims.
  (candidate) => -earliestStart(candidate.victims.filter((pod) => priorityOf(pod) === topPriority(candidate))),
];

function earliestStart(pods: readonly Pod[]): number {
  return Math.min(...pods.map((pod) => startMs(pod) ?? Number.MAX_SAFE_INTEGER));
}
