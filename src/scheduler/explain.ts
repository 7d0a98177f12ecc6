// Why a pod goes where it goes, or nowhere: for every node what each plugin says against it and how each scores it.
// Looks at the store alone, changes nothing, and may be asked about any pod at any time, one that does not exist yet
// included.

import type { Reader } from '../api/actor';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod } from '../kinds/generated/types.gen';
import { SchedulerCache } from './cache';
import { attempt } from './cycle';
import { type FilterPlan, nodesOf, planFilters } from './filtering';
import { type CycleContext, PluginError, type Rejection, unresolvable } from './framework';
import { fitErrorText, NO_NODES } from './messages';
import type { NodeInfo } from './node-info';
import { Nominator } from './nominator';
import { runPostFilters } from './post-filter';
import { forgetTasks } from './pre-bind';
import { defaultProfile, type ProfileRow } from './profile';
import { schedulerNameOf } from './scheduler-name';
import { scoreNodes } from './scoring';
import type { SchedulerState } from './state';

export interface Objection {
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** No pod's removal could cure it. */
  readonly unresolvable: boolean;
}

export interface PluginScore {
  readonly plugin: string;
  /** 0 to 100. */
  readonly score: number;
  readonly weight: number;
}

export interface NodeExplanation {
  readonly node: string;
  /** Of every plugin, not only of the first, as the scheduler's sentence has it. Empty when the node will do. */
  readonly objections: readonly Objection[];
  /** Plugins that looked at the node and had nothing against it. */
  readonly passed: readonly string[];
  /** Empty when the node is not among those that are scored. */
  readonly scores: readonly PluginScore[];
  /** The weighted sum; undefined when the node was not scored. */
  readonly total: number | undefined;
}

export interface Explanation {
  /** `ns/name` */
  readonly pod: string;
  /** Why it is not tried at all, e.g. scheduling gates. */
  readonly gate: string | undefined;
  /** Where it would go now; undefined when nowhere. */
  readonly node: string | undefined;
  /** The scheduler's sentence when it would go nowhere. */
  readonly message: string | undefined;
  readonly nodes: readonly NodeExplanation[];
}

export interface ExplainOptions {
  /** What is asked where the scheduler's memory tells no profile; the default rows unless given. */
  readonly rows?: readonly ProfileRow[];
  readonly percentageOfNodesToScore?: number | undefined;
  /**
   * The scheduler's memory: it knows in which order nodes came, which decides between equal ones. By name without it.
   */
  readonly state?: SchedulerState;
}

/** Explains a pod as if it had no node yet. Nodes come in the order in which they are tried. */
export function explain(reader: Reader, pod: Pod, options: ExplainOptions = {}): Explanation {
  const { state } = options;
  const asked = schedulerNameOf(pod);
  if (state && !state.profiles.has(asked)) {
    const gate = `no scheduler is named "${asked}"`;
    return {
      pod: `${pod.metadata.namespace}/${pod.metadata.name}`,
      gate,
      node: undefined,
      message: undefined,
      nodes: [],
    };
  }
  const { rows, percentageOfNodesToScore } = state?.profiles.get(asked) ?? options;
  const profile = rows ?? defaultProfile;
  const { nodeName: _nodeName, ...spec } = pod.spec;
  const waiting: Pod = { ...pod, spec };
  const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
  const { cache, nominator } = state ? knownTo(state, key) : readAfresh(reader, key);
  const cx: CycleContext = { reader, cache, extenders: state?.extenders };
  const gate = profile.map(({ plugin }) => plugin.preEnqueue?.(waiting, cx)).find((why) => why !== undefined);
  const nextStart = state?.search.nextStart ?? 0;
  const result = attempt(profile, waiting, cx, nominator, { nextStart }, percentageOfNodesToScore);
  if (result.outcome === 'no-nodes') return { pod: key, gate, node: undefined, message: NO_NODES, nodes: [] };
  const nodes = explainNodes(profile, waiting, cx);
  if (result.outcome === 'error') return { pod: key, gate, node: undefined, message: result.message, nodes };
  if (result.outcome === 'placed') return { pod: key, gate, node: result.node.name, message: undefined, nodes };
  const way = runPostFilters(profile, result.plan, result.diagnosis, cx, nominator);
  return { pod: key, gate, node: undefined, message: fitErrorText(result.diagnosis, way.message), nodes };
}

function explainNodes(profile: readonly ProfileRow[], pod: Pod, cx: CycleContext): readonly NodeExplanation[] {
  const plan = planFilters(profile, pod, cx);
  const tried = new Set(nodesOf(plan, cx.cache));
  const objections = new Map(cx.cache.nodes().map((node) => [node, objectionsTo(node, plan, tried)] as const));
  const feasible = cx.cache.nodes().filter((node) => objections.get(node)?.length === 0);
  const scores = new Map<NodeInfo, PluginScore[]>(feasible.map((node) => [node, []]));
  const totals = scoreNodes(profile, pod, cx, feasible, plan.filters, (plugin, weight, byNode) => {
    feasible.forEach((node, index) => {
      scores.get(node)?.push({ plugin, weight, score: byNode[index] as number });
    });
  });
  return cx.cache.nodes().map((node) => ({
    node: node.name,
    objections: objections.get(node) ?? [],
    passed: passedBy(plan, tried.has(node), objections.get(node) ?? []),
    scores: scores.get(node) ?? [],
    total: totals[feasible.indexOf(node)],
  }));
}

function passedBy({ filters, rejected }: FilterPlan, isTried: boolean, objections: readonly Objection[]) {
  if (rejected || !isTried) return [];
  const names = filters.map(({ plugin }) => plugin.name);
  return names.filter((name) => objections.every(({ plugin }) => plugin !== name));
}

function objectionsTo(node: NodeInfo, plan: FilterPlan, tried: ReadonlySet<NodeInfo>): readonly Objection[] {
  const { pod, rejected, narrowedBy } = plan;
  if (rejected) return [objection(rejected.plugin, rejected.rejection)];
  if (!tried.has(node)) {
    const reason = `node(s) didn't satisfy plugin(s) [${narrowedBy.join(' ')}]`;
    return [{ plugin: narrowedBy.join(' '), reasons: [reason], unresolvable: true }];
  }
  const objections: Objection[] = [];
  for (const { plugin, filter, scratch } of plan.filters) {
    const rejection = orError(() => filter(pod, node, scratch));
    if (rejection) objections.push(objection(plugin.name, rejection));
  }
  return objections;
}

/** A plugin that fails objects with its error. */
function orError(ask: () => Rejection | undefined): Rejection | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof PluginError) return unresolvable(error.message);
    throw error;
  }
}

const objection = (
  plugin: string,
  { code, reasons }: { readonly code: string; readonly reasons: readonly string[] },
) => ({
  plugin,
  reasons,
  unresolvable: code === 'UnschedulableAndUnresolvable',
});

interface Known {
  readonly cache: SchedulerCache;
  readonly nominator: Nominator;
}

/** What the scheduler knows, the pod itself left out. */
function knownTo(state: SchedulerState, self: string): Known {
  const cache = state.cache.copy();
  cache.removePod(self);
  forgetTasks({ cache }, state.bindings.get(self)?.tasks ?? []);
  return { cache, nominator: state.nominator };
}

/** What a scheduler that starts now would know, the pod itself left out. */
function readAfresh(reader: Reader, self: string): Known {
  const cache = new SchedulerCache();
  const nominator = new Nominator();
  for (const slice of reader.list('ResourceSlice')) cache.devices.setSlice(slice.metadata.name, slice);
  const rules = isEnabled('DRADeviceTaintRules') ? reader.list('DeviceTaintRule') : [];
  for (const rule of rules) cache.devices.setRule(rule.metadata.name, rule);
  for (const one of reader.list('DeviceClass')) cache.devices.setClass(one.metadata.name, one);
  for (const claim of reader.list('ResourceClaim')) cache.devices.claimChanged(undefined, claim);
  for (const node of reader.list('Node')) cache.setNode(node);
  for (const namespace of reader.list('Namespace')) cache.setNamespace(namespace, namespace.metadata.name);
  for (const service of reader.list('Service')) {
    cache.setService(`${service.metadata.namespace}/${service.metadata.name}`, service);
  }
  for (const pod of reader.list('Pod')) {
    const { phase, nominatedNodeName } = pod.status ?? {};
    if (`${pod.metadata.namespace}/${pod.metadata.name}` === self) continue;
    if (phase === 'Succeeded' || phase === 'Failed') continue;
    if (pod.spec.nodeName) cache.setPod(pod, pod.spec.nodeName);
    else if (nominatedNodeName) nominator.set(pod, nominatedNodeName);
  }
  return { cache, nominator };
}
