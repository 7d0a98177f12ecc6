// Finding the nodes that will do for a pod: plugins are prepared once, then asked node by node until one objects.
// upstream: pkg/scheduler/schedule_one.go findNodesThatFitPod, framework/runtime RunFilterPluginsWithNominatedPods

import type { Pod } from '../kinds/generated/types.gen';
import { objectKey } from '../kinds/kind';
import type { SchedulerCache } from './cache';
import {
  type AnyPlugin,
  type CycleContext,
  PluginError,
  type Prepared,
  type Rejection,
  unresolvable,
} from './framework';
import type { NodeInfo, PodInfo } from './node-info';
import type { Nominator } from './nominator';
import { rowsAt } from './points';
import type { ProfileRow } from './profile';

export interface ActiveFilter {
  readonly plugin: AnyPlugin;
  /** The plugin's own, beside it so that the search calls it without looking it up. */
  readonly filter: NonNullable<AnyPlugin['filter']>;
  readonly scratch: unknown;
}

/** Why a node will not do, and whose word that is. */
export interface NodeStatus {
  readonly plugin: string;
  readonly rejection: Rejection;
}

export interface FilterPlan {
  readonly pod: Pod;
  readonly key: string;
  readonly filters: readonly ActiveFilter[];
  /** Only these nodes are tried. */
  readonly nodeNames: ReadonlySet<string> | undefined;
  readonly narrowedBy: readonly string[];
  /** Said by preFilter about all nodes at once. */
  readonly rejected: NodeStatus | undefined;
}

/** Prepares every plugin that filters, in order; the first that rejects the pod outright ends it. */
export function planFilters(profile: readonly ProfileRow[], pod: Pod, cx: CycleContext): FilterPlan {
  const narrowedBy: string[] = [];
  const prepared = new Map<AnyPlugin, Prepared<unknown>>();
  let nodeNames: ReadonlySet<string> | undefined;
  let rejected: NodeStatus | undefined;
  for (const { plugin } of rowsAt(profile, 'preFilter')) {
    const result = plugin.preFilter?.(pod, cx) as Prepared<unknown>;
    if (result.outcome === 'rejected') {
      rejected = { plugin: plugin.name, rejection: result.rejection };
      break;
    }
    prepared.set(plugin, result);
    const names = result.outcome === 'ready' ? result.nodeNames : undefined;
    if (!names) continue;
    narrowedBy.push(plugin.name);
    nodeNames = nodeNames ? new Set([...nodeNames].filter((name) => names.has(name))) : names;
    if (nodeNames.size === 0) {
      rejected = { plugin: plugin.name, rejection: unresolvable(nothingLeft(narrowedBy)) };
      break;
    }
  }
  const key = objectKey(pod);
  const filters = activeFilters(profile, prepared, rejected !== undefined);
  return { pod, key, filters, nodeNames, narrowedBy: narrowedBy.sort(), rejected };
}

/** The filters that have something to say; after a rejection those alone that were prepared before it. */
function activeFilters(
  profile: readonly ProfileRow[],
  prepared: ReadonlyMap<AnyPlugin, Prepared<unknown>>,
  isRejected: boolean,
): readonly ActiveFilter[] {
  const filters: ActiveFilter[] = [];
  for (const { plugin } of rowsAt(profile, 'filter')) {
    const { filter, preFilter } = plugin;
    const result = prepared.get(plugin);
    if (!filter || (preFilter && !result && isRejected)) continue;
    if (result?.outcome === 'ready') filters.push({ plugin, filter, scratch: result.scratch });
    else if (!result) filters.push({ plugin, filter, scratch: undefined });
  }
  return filters;
}

function nothingLeft(narrowedBy: readonly string[]): string {
  if (narrowedBy.length === 1) return `node(s) didn't satisfy plugin ${narrowedBy[0]}`;
  return `node(s) didn't satisfy plugin(s) [${[...narrowedBy].sort().join(' ')}] simultaneously`;
}

/** What the first objecting plugin says about the node; undefined when it will do. */
export function runFilters(pod: Pod, filters: readonly ActiveFilter[], node: NodeInfo): NodeStatus | undefined {
  for (let index = 0; index < filters.length; index++) {
    const active = filters[index] as ActiveFilter;
    const rejection = active.filter(pod, node, active.scratch);
    if (rejection) return { plugin: active.plugin.name, rejection };
  }
  return undefined;
}

/**
 * As `runFilters`, with pods nominated to the node counted as running there. Where that passes the node must pass
 * without them too: they may not come, and a pod may need them for its affinity.
 */
export function runFiltersNominated(plan: FilterPlan, node: NodeInfo, nominator: Nominator): NodeStatus | undefined {
  const { pod, filters } = plan;
  if (!nominator.isEmpty) {
    const rivals = nominator.rivals(pod, plan.key, node.name);
    if (rivals.length > 0) {
      const trial = new Trial(pod, filters, node);
      for (const rival of rivals) trial.add(rival);
      const status = trial.run();
      if (status) return status;
    }
  }
  return runFilters(pod, filters, node);
}

/** A node and the plugins' scratch, copied, to try it with pods more or less. */
export class Trial {
  readonly node: NodeInfo;
  readonly #pod: Pod;
  readonly #filters: readonly ActiveFilter[];

  constructor(pod: Pod, filters: readonly ActiveFilter[], node: NodeInfo) {
    this.#pod = pod;
    this.node = node.copy();
    this.#filters = filters.map((active) => {
      const { copyScratch } = active.plugin;
      return copyScratch ? { ...active, scratch: copyScratch(active.scratch) } : active;
    });
  }

  add(info: PodInfo): void {
    this.node.addPod(info);
    for (const { plugin, scratch } of this.#filters) plugin.addPod?.(scratch, this.#pod, info, this.node);
  }

  remove(info: PodInfo): void {
    this.node.removePod(info);
    for (const { plugin, scratch } of this.#filters) plugin.removePod?.(scratch, this.#pod, info, this.node);
  }

  /** A plugin's error is an objection here: the node is not the way out. */
  run(): NodeStatus | undefined {
    try {
      return runFilters(this.#pod, this.#filters, this.node);
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      return { plugin: '', rejection: unresolvable(error.message) };
    }
  }

  /** As `run`, with pods nominated to the node as well. */
  runNominated(nominator: Nominator, key: string): NodeStatus | undefined {
    const rivals = nominator.rivals(this.#pod, key, this.node.name);
    if (rivals.length > 0) {
      const crowded = new Trial(this.#pod, this.#filters, this.node);
      for (const rival of rivals) crowded.add(rival);
      const status = crowded.run();
      if (status) return status;
    }
    return this.run();
  }
}

export interface Search {
  readonly feasible: readonly NodeInfo[];
  readonly statuses: Map<NodeInfo, NodeStatus>;
  /** How many nodes were looked at. */
  readonly processed: number;
}

/** How many feasible nodes are enough. upstream: numFeasibleNodesToFind */
export function feasibleWanted(nodes: number, configured = 0): number {
  if (nodes < 100) return nodes;
  const percentage = configured || Math.max(5, 50 - Math.floor(nodes / 125));
  return Math.max(100, Math.floor((nodes * percentage) / 100));
}

/** Tries nodes from `start` on, wrapping, until enough will do, or the first does. */
export function searchNodes(
  plan: FilterPlan,
  nodes: readonly NodeInfo[],
  start: number,
  nominator: Nominator,
  percentage?: number | 'first',
): Search {
  const wanted = percentage === 'first' ? 1 : feasibleWanted(nodes.length, percentage);
  const feasible: NodeInfo[] = [];
  const statuses = new Map<NodeInfo, NodeStatus>();
  let processed = 0;
  for (; processed < nodes.length && feasible.length < wanted; processed++) {
    const node = nodes[(start + processed) % nodes.length] as NodeInfo;
    const status = runFiltersNominated(plan, node, nominator);
    if (status) statuses.set(node, status);
    else feasible.push(node);
  }
  return { feasible, statuses, processed };
}

/** The nodes that a plan leaves, in the order they are tried. */
export function nodesOf(plan: FilterPlan, cache: SchedulerCache): readonly NodeInfo[] {
  if (!plan.nodeNames) return cache.nodes();
  const nodes: NodeInfo[] = [];
  for (const name of [...plan.nodeNames].sort()) {
    const node = cache.node(name);
    if (node) nodes.push(node);
  }
  return nodes;
}
