// One attempt to place one pod: which node, or why none. Decides only; what follows from it is done elsewhere.
// upstream: pkg/scheduler/schedule_one.go schedulePod

import type { Pod } from '../kinds/generated/types.gen';
import { EXTENDER_NAME, type Extender, passExtenders } from './extender';
import { type FilterPlan, type NodeStatus, nodesOf, planFilters, runFiltersNominated, searchNodes } from './filtering';
import { type CycleContext, PluginError, type Rejection, unresolvable } from './framework';
import type { NodeInfo } from './node-info';
import type { Nominator } from './nominator';
import { rowsAt } from './points';
import type { ProfileRow } from './profile';
import { chooseIndex, scoreNodes } from './scoring';

/** Why a pod fits nowhere. */
export interface Diagnosis {
  readonly nodes: readonly NodeInfo[];
  readonly statuses: ReadonlyMap<NodeInfo, NodeStatus>;
  /** Of nodes that were left out of the search. */
  readonly absent: Rejection | undefined;
  /** Said once about all nodes; takes the place of the list of reasons. */
  readonly preFilterMessage: string | undefined;
  /** Plugins that rejected the pod anywhere. */
  readonly rejectors: readonly string[];
}

export type Attempt =
  | { readonly outcome: 'placed'; readonly node: NodeInfo; readonly plan: FilterPlan }
  | { readonly outcome: 'unfit'; readonly diagnosis: Diagnosis; readonly plan: FilterPlan }
  | { readonly outcome: 'no-nodes' }
  /** A plugin failed: nothing can be said of any node. */
  | { readonly outcome: 'error'; readonly message: string };

export interface SearchState {
  /** Where the next search begins in the list of nodes. */
  nextStart: number;
}

const NO_STATUSES: ReadonlyMap<NodeInfo, NodeStatus> = new Map();

/** Places a pod. Moves `search.nextStart` on as upstream does, so that large clusters are tried round robin. */
export function attempt(
  profile: readonly ProfileRow[],
  pod: Pod,
  cx: CycleContext,
  nominator: Nominator,
  search: SearchState,
  percentageOfNodesToScore?: number,
): Attempt {
  if (cx.cache.nodes().length === 0) return { outcome: 'no-nodes' };
  try {
    return tryNodes(profile, pod, cx, nominator, search, percentageOfNodesToScore);
  } catch (error) {
    if (error instanceof PluginError) return { outcome: 'error', message: error.message };
    throw error;
  }
}

function tryNodes(
  profile: readonly ProfileRow[],
  pod: Pod,
  cx: CycleContext,
  nominator: Nominator,
  search: SearchState,
  percentageOfNodesToScore: number | undefined,
): Attempt {
  const all = cx.cache.nodes();
  const plan = planFilters(profile, pod, cx);
  if (plan.rejected) return { outcome: 'unfit', diagnosis: rejectedOutright(plan.rejected, all), plan };
  const { extenders = [] } = cx;
  const early = nominatedNode(pod, plan, cx, nominator);
  if (early) return { outcome: 'placed', node: early, plan };
  const nodes = nodesOf(plan, cx.cache);
  const { feasible, statuses, processed } = searchNodes(
    plan,
    nodes,
    search.nextStart,
    nominator,
    takesFirst(profile, extenders) ? 'first' : percentageOfNodesToScore,
  );
  search.nextStart = (search.nextStart + processed) % all.length;
  const rejectors = new Set(plan.narrowedBy);
  const passing = passExtenders(extenders, pod, feasible, (name, status) => {
    const node = cx.cache.node(name);
    if (node) statuses.set(node, status);
  });
  if (passing.length === 0) {
    for (const { plugin } of statuses.values()) rejectors.add(plugin);
    if (feasible.length > 0) rejectors.add(EXTENDER_NAME);
    const absent = plan.nodeNames
      ? unresolvable(`node(s) didn't satisfy plugin(s) [${plan.narrowedBy.join(' ')}]`)
      : undefined;
    const diagnosis = { nodes: all, statuses, absent, preFilterMessage: undefined, rejectors: [...rejectors] };
    return { outcome: 'unfit', diagnosis, plan };
  }
  const index = passing.length === 1 ? 0 : chooseIndex(scoreNodes(profile, pod, cx, passing, plan.filters));
  const { name } = passing[index] as NodeInfo;
  return { outcome: 'placed', node: cx.cache.node(name) as NodeInfo, plan };
}

/** Where nothing tells nodes apart the first that will do is enough. upstream: hasExtenderFilters, hasScoring */
function takesFirst(profile: readonly ProfileRow[], extenders: readonly Extender[]): boolean {
  if (rowsAt(profile, 'score').length > 0) return false;
  return extenders.every(({ filterVerb, prioritizeVerb }) => !filterVerb && !prioritizeVerb);
}

function rejectedOutright({ plugin, rejection }: NodeStatus, nodes: readonly NodeInfo[]): Diagnosis {
  const preFilterMessage = rejection.reasons.join(', ');
  return { nodes, statuses: NO_STATUSES, absent: rejection, preFilterMessage, rejectors: [plugin] };
}

/** A pod that was nominated takes that node if it will do, and no other is looked at. */
function nominatedNode(pod: Pod, plan: FilterPlan, cx: CycleContext, nominator: Nominator): NodeInfo | undefined {
  const name = pod.status?.nominatedNodeName;
  if (!name || (plan.nodeNames && !plan.nodeNames.has(name))) return undefined;
  const node = cx.cache.node(name);
  if (!node || runFiltersNominated(plan, node, nominator)) return undefined;
  return passesExtenders(node, pod, cx) ? node : undefined;
}

/** One that fails is only logged. */
function passesExtenders(node: NodeInfo, pod: Pod, { extenders = [] }: CycleContext): boolean {
  try {
    return passExtenders(extenders, pod, [node], () => undefined).length > 0;
  } catch (error) {
    if (error instanceof PluginError) return false;
    throw error;
  }
}
