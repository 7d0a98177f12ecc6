// The node lifecycle controller: every five seconds it looks at all nodes, tells which fell silent, marks their pods
// not ready, and taints them so that the taint eviction controller takes their pods away, zone by zone at a limited
// rate.
// upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import type { Node, NodeCondition, Pod, Taint } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import { withPodCondition } from '../shared/pod-conditions';
import { podCondition } from '../shared/pod-state';
import { isNotFound, refusalOf } from '../shared/refusal';
import { isStale, type NodeHealth, nodeCondition, observe, silentStatus } from './node-health';
import {
  addTaints,
  hasTaint,
  labelChange,
  NOT_READY,
  noScheduleChange,
  removeTaints,
  UNREACHABLE,
  withTaints,
} from './node-taints';
import {
  newZone,
  nextTokenMs,
  planDisruption,
  queueNode,
  tryAccept,
  unqueueNode,
  type Zone,
  type ZoneCount,
  zoneOf,
} from './zones';

const MONITOR_PERIOD_MS = 5000;
const TAINT_PERIOD_MS = 100;
const MONITOR = 'monitor';
const TAINT = 'taint';
const EXCLUDE_LABEL = 'node.kubernetes.io/exclude-disruption';
const LEASE_NAMESPACE = 'kube-node-lease';

interface Memory {
  readonly health: Table<NodeHealth>;
  /** Nodes that were announced, with their uids. */
  readonly known: Table<string>;
  readonly zones: Table<Zone>;
}

type Context = ActorContext<Memory>;

export const nodeLifecycleController = defineActor<Memory>({
  name: 'node-lifecycle-controller',
  component: 'kube-controller-manager',
  eventSource: 'node-controller',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ health: new Table(), known: new Table(), zones: new Table() }),
    fork: ({ health, known, zones }) => ({ health: health.fork(), known: known.fork(), zones: zones.fork() }),
  },
  watches: [
    watch<'Node', Memory>('Node', nodeKey, { lagMs: (timings) => 3 * timings.controllerLagMs }),
    watch('Pod', boundToUnready),
  ],
  start: (cx) => cx.after(0, MONITOR, { background: true }),
  reconcile: (cx, key) => {
    if (key === MONITOR) monitorNodes(cx);
    else if (key === TAINT) taintQueued(cx);
    else if (key.startsWith('node ')) keepNode(cx, key.slice(5));
    else markPod(cx, key.slice(4));
  },
});

/** What stopped or started the machine, as the kubelet remembers it: its silence is no write. */
const machine = (name: string) => `machine ${name}`;

/** Taints come 9 to 27 ms after what asks for them, as recorded: whoever looks at the pods of a lost node is faster. */
function nodeKey({ type, key, object }: Change<Node>, cx: Context): string | undefined {
  if (type === 'DELETED') cx.rememberCause(machine(key));
  return type !== 'DELETED' && needsUpkeep(object) ? `node ${key}` : undefined;
}

function needsUpkeep(node: Node): boolean {
  const { add, remove } = noScheduleChange(node);
  return add.length > 0 || remove.length > 0 || labelChange(node) !== undefined;
}

/** A pod that came to a node which is known not to be ready. upstream: podUpdated, processPod */
function boundToUnready({ type, key, object, previous }: Change<Pod>, cx: Context): string | undefined {
  const { nodeName } = object.spec;
  if (type === 'DELETED' || !nodeName || previous?.spec.nodeName === nodeName) return undefined;
  const ready = cx.state.health.get(nodeName)?.ready;
  return ready !== undefined && ready.status !== 'True' ? `pod ${key}` : undefined;
}

function markPod(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  const ready = cx.state.health.get(pod?.spec.nodeName ?? '')?.ready;
  if (pod && ready && ready.status !== 'True') markNotReady(cx, [pod]);
}

/** NoSchedule taints and the older labels. */
function keepNode(cx: Context, name: string): void {
  const node = cx.get('Node', undefined, name);
  if (node === undefined) return;
  const { add, remove } = noScheduleChange(node);
  if (add.length > 0 || remove.length > 0) swapTaints(cx, name, add, remove, 'NoSchedule');
  const labels = labelChange(node);
  if (labels) refusalOf(() => cx.patch('Node', undefined, name, 'merge', { metadata: { labels } }));
}

/** One look at every node. upstream: monitorNodeHealth */
function monitorNodes(cx: Context): void {
  cx.after(MONITOR_PERIOD_MS, MONITOR, { background: true });
  const nodes = cx.list('Node');
  announce(cx, nodes);
  const counts = new Map<string, { ready: number; notReady: number }>();
  for (const node of nodes) {
    const ready = cx.because(machine(node.metadata.name), () => lookAt(cx, node));
    if (node.metadata.labels?.[EXCLUDE_LABEL] !== undefined) continue;
    const zone = zoneOf(node);
    let count = counts.get(zone);
    if (count === undefined) {
      count = { ready: 0, notReady: 0 };
      counts.set(zone, count);
    }
    if (ready?.status === 'True') count.ready++;
    else count.notReady++;
  }
  handleDisruption(cx, nodes, counts);
  if (cx.state.zones.values().some((zone) => zone.queue.length > 0))
    cx.after(TAINT_PERIOD_MS, TAINT, { background: true });
}

/** upstream: classifyNodes */
function announce(cx: Context, nodes: readonly Node[]): void {
  const { known, health, zones } = cx.state;
  for (const node of nodes) {
    const { name, uid = '' } = node.metadata;
    const zone = zoneOf(node);
    if (!zones.has(zone)) zones.set(zone, newZone(cx.nowMs));
    if (known.has(name)) continue;
    known.set(name, uid);
    cx.because(machine(name), () => register(cx, node));
  }
  if (known.size === nodes.length) return;
  for (const name of known.keys()) {
    if (cx.get('Node', undefined, name)) continue;
    const uid = known.get(name) as string;
    const message = `Node ${name} event: Removing Node ${name} from Controller`;
    const gone = { apiVersion: 'v1', kind: 'Node', metadata: { name, uid } };
    cx.because(machine(name), () => cx.event(gone, { type: 'Normal', reason: 'RemovingNode', message }));
    known.delete(name);
    health.delete(name);
  }
}

function register(cx: Context, node: Node): void {
  const { name } = node.metadata;
  const message = `Node ${name} event: Registered Node ${name} in Controller`;
  cx.event(node, { type: 'Normal', reason: 'RegisteredNode', message });
  markReachable(cx, node);
}

/** Answers the node's Ready condition as it stands after the look. */
function lookAt(cx: Context, node: Node): NodeCondition | undefined {
  const { name } = node.metadata;
  const before = cx.state.health.get(name);
  const lease = cx.get('Lease', LEASE_NAMESPACE, name);
  const observed = nodeCondition(node, 'Ready');
  const quietStill = before?.quiet === true && before.node === node;
  if (quietStill && before.lease === lease && !isStale(before, cx.nowMs)) return observed;
  let health = observe(before, node, lease, cx.nowMs);
  if (quietStill && !isStale(health, cx.nowMs)) {
    cx.state.health.set(name, { ...health, quiet: true });
    return observed;
  }
  let current = observed;
  let seen = node;
  if (isStale(health, cx.nowMs)) {
    const status = silentStatus(node, cx.nowMs);
    if (status !== node.status) {
      seen = cx.updateStatus({ ...node, status });
      current = nodeCondition(seen, 'Ready');
      health = { ...health, ready: current, lease, node: seen };
    }
  }
  if (current !== undefined) {
    planEviction(cx, seen, current);
    if (current.status !== 'True' && observed?.status === 'True') {
      const message = `Node ${name} status is now: NodeNotReady`;
      cx.event(node, { type: 'Normal', reason: 'NodeNotReady', message });
      markNotReady(cx, cx.by('Pod', 'node', name));
    }
  }
  const quiet = current?.status === 'True' && !isTaintedByUs(seen);
  cx.state.health.set(name, { ...health, node: quiet ? seen : health.node, quiet });
  return current;
}

const isTaintedByUs = (node: Node) =>
  hasTaint(node, UNREACHABLE, 'NoExecute') || hasTaint(node, NOT_READY, 'NoExecute');

/** upstream: processTaintBaseEviction */
function planEviction(cx: Context, node: Node, { status }: NodeCondition): void {
  if (status === 'True') {
    markReachable(cx, node);
    return;
  }
  const [wanted, opposite] = status === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
  const { name } = node.metadata;
  if (hasTaint(node, opposite, 'NoExecute')) {
    swapTaints(cx, name, [wanted], [opposite], 'NoExecute');
    return;
  }
  const zoneName = zoneOf(node);
  const zone = cx.state.zones.get(zoneName) ?? newZone(cx.nowMs);
  cx.state.zones.set(zoneName, queueNode(zone, name, hasTaint(node, wanted, 'NoExecute')));
}

function markReachable(cx: Context, node: Node): void {
  const { name } = node.metadata;
  for (const key of [UNREACHABLE, NOT_READY]) {
    if (hasTaint(node, key, 'NoExecute')) swapTaints(cx, name, [], [key], 'NoExecute');
  }
  const zone = cx.state.zones.get(zoneOf(node));
  if (zone?.queued.includes(name)) cx.state.zones.set(zoneOf(node), unqueueNode(zone, name));
}

/** Adds, then removes: two writes, as upstream's. */
function swapTaints(
  cx: Context,
  name: string,
  add: readonly string[],
  remove: readonly string[],
  effect: Taint['effect'],
): void {
  const edit = (change: (taints: readonly Taint[]) => readonly Taint[]) => {
    const node = cx.get('Node', undefined, name);
    const taints = node?.spec.taints ?? [];
    const next = change(taints);
    if (node && next !== taints) refusalOf(() => cx.update(withTaints(node, next)));
  };
  if (add.length > 0) edit((taints) => addTaints(taints, add, effect, cx.nowMs));
  if (remove.length > 0) edit((taints) => removeTaints(taints, remove, effect));
}

/** Ready turns False on pods of a silent node; nothing else of their status does. upstream: MarkPodsNotReady */
function markNotReady(cx: Context, pods: readonly Pod[]): void {
  for (const pod of pods) {
    const ready = podCondition(pod, 'Ready');
    if (ready === undefined || ready.status === 'False') continue;
    const status = withPodCondition(pod.status ?? {}, { ...ready, status: 'False' }, cx.nowMs);
    const refused = refusalOf(() => cx.updateStatus({ ...pod, status }));
    if (refused && isNotFound(refused)) continue;
    cx.event(pod, { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready' });
  }
}

function handleDisruption(cx: Context, nodes: readonly Node[], counts: ReadonlyMap<string, ZoneCount>): void {
  const { zones, health } = cx.state;
  const known = new Map(zones.keys().map((name) => [name, zones.get(name) as Zone] as const));
  const plan = planDisruption(known, counts, cx.nowMs);
  for (const name of zones.keys()) if (!plan.zones.has(name)) zones.delete(name);
  for (const [name, zone] of plan.zones) if (zones.get(name) !== zone) zones.set(name, zone);
  if (plan.shift === 'enter') {
    for (const node of nodes) {
      const { name } = node.metadata;
      cx.because(machine(name), () => markReachable(cx, cx.get('Node', undefined, name) ?? node));
    }
  }
  if (plan.shift === 'leave') {
    for (const name of health.keys()) {
      health.set(name, { ...(health.get(name) as NodeHealth), probeMs: cx.nowMs });
    }
  }
}

/** Taints queued nodes as far as their zones' limits allow. upstream: doNoExecuteTaintingPass */
function taintQueued(cx: Context): void {
  const { zones } = cx.state;
  let nextMs: number | undefined;
  for (const zoneName of zones.keys()) {
    let zone = zones.get(zoneName) as Zone;
    while (zone.queue.length > 0) {
      const { accepted, limiter } = tryAccept(zone.limiter, cx.nowMs);
      zone = { ...zone, limiter };
      if (!accepted) break;
      const [name, ...queue] = zone.queue as [string, ...string[]];
      zone = { ...zone, queue };
      cx.because(machine(name), () => taintNode(cx, name));
    }
    zones.set(zoneName, zone);
    const waitMs = zone.queue.length > 0 ? nextTokenMs(zone.limiter, cx.nowMs) : undefined;
    if (waitMs !== undefined) nextMs = Math.min(nextMs ?? waitMs, waitMs);
  }
  if (nextMs === undefined) return;
  const delayMs = Math.max(TAINT_PERIOD_MS, Math.ceil(nextMs / TAINT_PERIOD_MS) * TAINT_PERIOD_MS);
  cx.after(delayMs, TAINT, { background: true });
}

function taintNode(cx: Context, name: string): void {
  const node = cx.get('Node', undefined, name);
  const status = node && nodeCondition(node, 'Ready')?.status;
  if (status === 'False') swapTaints(cx, name, [NOT_READY], [UNREACHABLE], 'NoExecute');
  if (status === 'Unknown') swapTaints(cx, name, [UNREACHABLE], [NOT_READY], 'NoExecute');
}
