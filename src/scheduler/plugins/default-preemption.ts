// DefaultPreemption: for a pod that fits nowhere, finds a node where pods of lower priority could make way.
// upstream: plugins/defaultpreemption, pkg/scheduler/framework/preemption Evaluator.Preempt

import type { Pod } from '../../kinds/generated/types.gen';
import { conditionNamed } from '../../kinds/pod-conditions';
import type { SchedulerCache } from '../cache';
import type { Diagnosis } from '../cycle';
import { type Extender, processPreemption } from '../extender';
import type { FilterPlan, NodeStatus } from '../filtering';
import {
  type AnyPlugin,
  type CycleContext,
  definePlugin,
  PluginError,
  type PostFilterResult,
  unresolvable,
} from '../framework';
import { fitErrorText } from '../messages';
import type { NodeInfo } from '../node-info';
import type { Nominator } from '../nominator';
import { priorityOf } from '../queue';
import { type Candidate, pickCandidate, selectVictims } from '../victims';

const NOT_HELPFUL = unresolvable('Preemption is not helpful for scheduling');

export const PREEMPTION_REASON = 'PreemptionByScheduler';

const no = (message: string, clearsNomination = false): PostFilterResult => ({
  outcome: 'unschedulable',
  message: `preemption: ${message}`,
  clearsNomination,
});

export interface PreemptionArgs {
  /** How many nodes where it would help are enough: a share of those that could, but not fewer than so many. */
  readonly minCandidateNodesPercentage?: number;
  readonly minCandidateNodesAbsolute?: number;
}

/** With 10 % and 100 nodes unless told otherwise. */
export const defaultPreemptionWith = (args: PreemptionArgs): AnyPlugin =>
  definePlugin({
    name: 'DefaultPreemption',
    postFilter: (plan, diagnosis, cx, nominator) => preempt(args, plan, diagnosis, cx, nominator),
  });

export const defaultPreemption = defaultPreemptionWith({});

function preempt(
  args: PreemptionArgs,
  plan: FilterPlan,
  diagnosis: Diagnosis,
  cx: CycleContext,
  nominator: Nominator,
): PostFilterResult {
  const { pod } = plan;
  const why = notEligible(pod, diagnosis, cx.cache);
  if (why) return no(why);
  const { nodes } = diagnosis;
  const { candidates, statuses } = findCandidates(args, plan, diagnosis, cx, nominator);
  if (candidates.length === 0) {
    const text = fitErrorText({ nodes, statuses, absent: NOT_HELPFUL, preFilterMessage: undefined });
    return no(text, true);
  }
  const { extenders = [] } = cx;
  const left = extenders.length > 0 ? asked(extenders, pod, candidates, cx) : candidates;
  if ('outcome' in left) return left;
  const best = pickCandidate(left);
  if (!best) return no('no candidate node for preemption');
  if (best.victims.length === 0) {
    return { outcome: 'error', message: `preemption: expected at least one victim pod on node "${best.node.name}"` };
  }
  return { outcome: 'nominated', node: best.node.name, victims: best.victims };
}

function asked(
  extenders: readonly Extender[],
  pod: Pod,
  candidates: readonly Candidate[],
  { cache }: CycleContext,
): readonly Candidate[] | PostFilterResult {
  try {
    return processPreemption(extenders, pod, candidates, (name) => cache.node(name));
  } catch (error) {
    if (error instanceof PluginError) return { outcome: 'error', message: `preemption: ${error.message}` };
    throw error;
  }
}

/** A pod that has preempted already waits for its victims. upstream: PodEligibleToPreemptOthers */
function notEligible(pod: Pod, diagnosis: Diagnosis, cache: SchedulerCache): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const name = pod.status?.nominatedNodeName;
  const node = name ? cache.node(name) : undefined;
  if (!node || codeOf(diagnosis, node) === 'UnschedulableAndUnresolvable') return undefined;
  const waits = node.pods.some((info) => priorityOf(info.pod) < priorityOf(pod) && isGoingForPreemption(info.pod));
  return waits ? 'not eligible due to a terminating pod on the nominated node.' : undefined;
}

const codeOf = ({ statuses, absent }: Diagnosis, node: NodeInfo) => (statuses.get(node)?.rejection ?? absent)?.code;

function isGoingForPreemption(pod: Pod): boolean {
  if (!pod.metadata.deletionTimestamp) return false;
  const condition = conditionNamed(pod.status?.conditions, 'DisruptionTarget');
  return condition?.status === 'True' && condition.reason === PREEMPTION_REASON;
}

/** How many candidates are enough. upstream: GetOffsetAndNumCandidates */
function candidatesWanted(
  { minCandidateNodesPercentage: share = 10, minCandidateNodesAbsolute: least = 100 }: PreemptionArgs,
  nodes: number,
): number {
  return Math.min(nodes, Math.max(least, Math.floor((nodes * share) / 100)));
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly statuses: ReadonlyMap<NodeInfo, NodeStatus>;
}

/** Tries the nodes that fail for something that removing pods may cure. */
function findCandidates(
  args: PreemptionArgs,
  plan: FilterPlan,
  diagnosis: Diagnosis,
  cx: CycleContext,
  nominator: Nominator,
): Found {
  const potential = diagnosis.nodes.filter((node) => codeOf(diagnosis, node) === 'Unschedulable');
  const budgets = potential.length > 0 ? cx.reader.list('PodDisruptionBudget') : [];
  const wanted = candidatesWanted(args, potential.length);
  const harmless: Candidate[] = [];
  const violating: Candidate[] = [];
  const statuses = new Map<NodeInfo, NodeStatus>();
  for (const node of potential) {
    if (harmless.length > 0 && harmless.length + violating.length >= wanted) break;
    const result = selectVictims(plan, node, nominator, budgets);
    if ('rejection' in result) statuses.set(node, result);
    else (result.violations === 0 ? harmless : violating).push(result);
  }
  return { candidates: [...harmless, ...violating], statuses };
}
