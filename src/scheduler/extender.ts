// Scheduler extenders: programs beside the scheduler that have a say in filtering, scoring, preemption and binding.
// Here each is a set of functions, asked with the bodies that would be posted to its URL.
// upstream: pkg/scheduler/extender.go HTTPExtender, kube-scheduler/extender/v1

import type { Node, Pod } from '../kinds/generated/types.gen';
import type { NodeStatus } from './filtering';
import { PluginError, unresolvable, unschedulable } from './framework';
import { NodeInfo } from './node-info';
import type { Candidate } from './victims';

/** Only the names of nodes are sent to extenders that know the nodes themselves (`nodeCacheCapable`). */
export interface ExtenderArgs {
  readonly Pod: Pod;
  readonly Nodes: { readonly items: readonly Node[] } | null;
  readonly NodeNames: readonly string[] | null;
}

export interface ExtenderFilterResult {
  readonly Nodes?: { readonly items: readonly Node[] } | null;
  readonly NodeNames?: readonly string[] | null;
  /** Reasons, by the names of nodes that will not do. */
  readonly FailedNodes?: Readonly<Record<string, string>>;
  /** The same, of those that no pod's removal would help. */
  readonly FailedAndUnresolvableNodes?: Readonly<Record<string, string>>;
  readonly Error?: string;
}

/** `Score` is 0 to 10. */
export type HostPriorityList = readonly { readonly Host: string; readonly Score: number }[];

export interface MetaVictims {
  readonly Pods: readonly { readonly UID: string }[];
  readonly NumPDBViolations: number;
}

export interface ExtenderPreemptionArgs {
  readonly Pod: Pod;
  readonly NodeNameToVictims: Readonly<
    Record<string, { readonly Pods: readonly Pod[]; readonly NumPDBViolations: number }>
  > | null;
  readonly NodeNameToMetaVictims: Readonly<Record<string, MetaVictims>> | null;
}

export interface ExtenderPreemptionResult {
  readonly NodeNameToMetaVictims?: Readonly<Record<string, MetaVictims>>;
}

export interface ExtenderBindingArgs {
  readonly PodName: string;
  readonly PodNamespace: string;
  readonly PodUID: string;
  readonly Node: string;
}

/** What answers for an extender. One that throws has answered 500. */
export interface ExtenderFunctions {
  readonly filter?: (args: ExtenderArgs) => ExtenderFilterResult;
  readonly prioritize?: (args: ExtenderArgs) => HostPriorityList;
  readonly preempt?: (args: ExtenderPreemptionArgs) => ExtenderPreemptionResult;
  /** The pod is bound on its behalf unless it answers with an error. */
  readonly bind?: (args: ExtenderBindingArgs) => { readonly Error?: string } | undefined;
}

/** An extender as it is configured, with what answers for it. */
export interface Extender {
  readonly urlPrefix: string;
  readonly filterVerb?: string | undefined;
  readonly prioritizeVerb?: string | undefined;
  readonly preemptVerb?: string | undefined;
  readonly bindVerb?: string | undefined;
  readonly weight: number;
  readonly nodeCacheCapable: boolean;
  /** Pods that ask for none of these are not its business; with none, all are. */
  readonly managedResources: readonly string[];
  readonly ignorable: boolean;
  readonly functions: ExtenderFunctions;
}

/** The name under which extenders hold a pod back: any event lets it try again. */
export const EXTENDER_NAME = 'Extender';

/** upstream: IsInterested */
function isInterested({ managedResources: managed }: Extender, { spec }: Pod): boolean {
  if (managed.length === 0) return true;
  return [...spec.containers, ...(spec.initContainers ?? [])].some(({ resources }) =>
    [resources?.requests, resources?.limits].some((named) =>
      Object.keys(named ?? {}).some((one) => managed.includes(one)),
    ),
  );
}

/** Asks one of an extender's functions. Errors: PluginError with the text of the failed request. */
function send<A, R>(extender: Extender, verb: string, ask: ((args: A) => R) | undefined, args: A): R {
  const url = `${extender.urlPrefix.replace(/\/+$/, '')}/${verb}`;
  const failed = (code: number) => new PluginError(`failed ${verb} with extender at URL ${url}, code ${code}`);
  if (!ask) throw failed(404);
  try {
    return ask(args);
  } catch {
    throw failed(500);
  }
}

function argsFor({ nodeCacheCapable }: Extender, pod: Pod, nodes: readonly NodeInfo[]): ExtenderArgs {
  if (nodeCacheCapable) return { Pod: pod, Nodes: null, NodeNames: nodes.map(({ name }) => name) };
  return { Pod: pod, Nodes: { items: nodes.map(({ node }) => node as Node) }, NodeNames: null };
}

/** Each extender in turn: what is left of the nodes, and why others went. Errors: PluginError. */
export function passExtenders(
  extenders: readonly Extender[],
  pod: Pod,
  feasible: readonly NodeInfo[],
  reject: (node: string, status: NodeStatus) => void,
): readonly NodeInfo[] {
  let nodes = feasible;
  for (const extender of extenders) {
    if (nodes.length === 0) break;
    if (!extender.filterVerb || !isInterested(extender, pod)) continue;
    try {
      nodes = filtered(extender, pod, nodes, reject);
    } catch (error) {
      if (!(error instanceof PluginError) || !extender.ignorable) throw error;
    }
  }
  return nodes;
}

function filtered(
  extender: Extender,
  pod: Pod,
  nodes: readonly NodeInfo[],
  reject: (node: string, status: NodeStatus) => void,
): readonly NodeInfo[] {
  const { filterVerb = '', functions, nodeCacheCapable, urlPrefix } = extender;
  const result = send(extender, filterVerb, functions.filter, argsFor(extender, pod, nodes));
  if (result.Error) throw new PluginError(result.Error);
  const byName = new Map(nodes.map((info) => [info.name, info] as const));
  let left: readonly NodeInfo[] = [];
  if (nodeCacheCapable && result.NodeNames) {
    left = result.NodeNames.map((name) => {
      const info = byName.get(name);
      if (info) return info;
      const why = 'which is not found in the input node list';
      throw new PluginError(`extender "${urlPrefix}" claims a filtered node "${name}" ${why}`);
    });
  } else if (result.Nodes) left = result.Nodes.items.map((node) => bare(node, byName));
  const { FailedNodes = {}, FailedAndUnresolvableNodes = {} } = result;
  for (const [name, why] of Object.entries(FailedAndUnresolvableNodes)) {
    reject(name, { plugin: EXTENDER_NAME, rejection: unresolvable(why) });
  }
  for (const [name, why] of Object.entries(FailedNodes)) {
    if (Object.hasOwn(FailedAndUnresolvableNodes, name)) continue;
    reject(name, { plugin: EXTENDER_NAME, rejection: unschedulable(why) });
  }
  return left;
}

/** A node that came back whole: from then on the scheduler scores it as if it had no pods. */
function bare(node: Node, known: ReadonlyMap<string, NodeInfo>): NodeInfo {
  const { name } = node.metadata;
  const info = new NodeInfo(name, known.get(name)?.slot ?? 0);
  info.setNode(node);
  return info;
}

/** Adds what extenders give; a failure gives nothing. Their 0 to 10 count as 0 to 100. */
export function addExtenderScores(
  extenders: readonly Extender[],
  pod: Pod,
  nodes: readonly NodeInfo[],
  totals: number[],
): void {
  for (const extender of extenders) {
    const { prioritizeVerb, functions, weight } = extender;
    if (!prioritizeVerb || !isInterested(extender, pod)) continue;
    const given = scoresOf(() => send(extender, prioritizeVerb, functions.prioritize, argsFor(extender, pod, nodes)));
    for (const { Host, Score } of given) {
      const index = nodes.findIndex(({ name }) => name === Host);
      if (index >= 0) totals[index] = (totals[index] as number) + Score * weight * 10;
    }
  }
}

function scoresOf(ask: () => HostPriorityList): HostPriorityList {
  try {
    return ask();
  } catch (error) {
    if (error instanceof PluginError) return [];
    throw error;
  }
}

/** What extenders leave of the ways to make room. Errors: PluginError. upstream: Evaluator.callExtenders */
export function processPreemption(
  extenders: readonly Extender[],
  pod: Pod,
  candidates: readonly Candidate[],
  nodeNamed: (name: string) => NodeInfo | undefined,
): readonly Candidate[] {
  let left = candidates;
  for (const extender of extenders) {
    if (left.length === 0) break;
    if (!extender.preemptVerb || !isInterested(extender, pod)) continue;
    try {
      left = preempted(extender, pod, left, nodeNamed);
    } catch (error) {
      if (!(error instanceof PluginError) || !extender.ignorable) throw error;
    }
  }
  return left;
}

function preempted(
  extender: Extender,
  pod: Pod,
  candidates: readonly Candidate[],
  nodeNamed: (name: string) => NodeInfo | undefined,
): readonly Candidate[] {
  const { preemptVerb = '', functions, ignorable } = extender;
  const result = send(extender, preemptVerb, functions.preempt, preemptionArgs(extender, pod, candidates));
  const left: Candidate[] = [];
  for (const [name, { Pods = [], NumPDBViolations = 0 }] of Object.entries(result.NodeNameToMetaVictims ?? {})) {
    const node = nodeNamed(name);
    if (!node) throw new PluginError(`nodeinfo not found for node name "${name}"`);
    const victims = Pods.map(({ UID }) => victimNamed(UID, node, extender));
    if (victims.length === 0 && ignorable) continue;
    if (victims.length === 0) throw new PluginError(`expected at least one victim pod on node "${name}"`);
    left.push({ node, victims, violations: NumPDBViolations });
  }
  return left;
}

function preemptionArgs(
  { nodeCacheCapable }: Extender,
  pod: Pod,
  candidates: readonly Candidate[],
): ExtenderPreemptionArgs {
  const whole = candidates.map(
    ({ node, victims, violations }) => [node.name, { Pods: victims, NumPDBViolations: violations }] as const,
  );
  if (!nodeCacheCapable) return { Pod: pod, NodeNameToVictims: Object.fromEntries(whole), NodeNameToMetaVictims: null };
  const meta = whole.map(([name, { Pods, NumPDBViolations }]) => {
    const uids = Pods.map(({ metadata }) => ({ UID: metadata.uid ?? '' }));
    return [name, { Pods: uids, NumPDBViolations }] as const;
  });
  return { Pod: pod, NodeNameToVictims: null, NodeNameToMetaVictims: Object.fromEntries(meta) };
}

function victimNamed(uid: string, node: NodeInfo, { urlPrefix }: Extender): Pod {
  const found = node.pods.find(({ pod }) => pod.metadata.uid === uid);
  if (found) return found.pod;
  const where = `on node: ${node.name}, but the pod is not found on that node`;
  throw new PluginError(`extender: ${urlPrefix} claims to preempt pod (UID: &{${uid}}) ${where}`);
}

/** The extender that binds the pod; undefined when the scheduler does. Errors: PluginError. */
export function bindByExtender(extenders: readonly Extender[], pod: Pod, node: string): Extender | undefined {
  for (const extender of extenders) {
    const { bindVerb, functions, ignorable } = extender;
    if (!bindVerb || !isInterested(extender, pod)) continue;
    const { name, namespace = '', uid = '' } = pod.metadata;
    try {
      const args = { PodName: name, PodNamespace: namespace, PodUID: uid, Node: node };
      const result = send(extender, bindVerb, functions.bind, args);
      if (result?.Error) throw new PluginError(result.Error);
      return extender;
    } catch (error) {
      if (!(error instanceof PluginError) || !ignorable) throw error;
    }
  }
  return undefined;
}
