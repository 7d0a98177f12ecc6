// All kubelets as one actor: pods bound to their nodes are run, nodes are kept alive. Each record names what it is for:
// a pod's change, the next step of its sync, a retry, a container's end, a probe's tick, a node's heartbeat.

import { type Actor, watch } from '../api/actor';
import type { Change } from '../api/change';
import type { ConfigMap, Node, Pod, Secret, Service } from '../kinds/generated/types.gen';
import { noExecuteTaints, toleratesAll } from '../kinds/taints';
import { Lane } from '../sim/work-queue';
import { commands } from './commands';
import { synchronize, watchEvictions } from './eviction-manager';
import { createState, forkState } from './kubelet-memory';
import { type KubeletContext, type KubeletState, ownWorker, type PodWorker, type ProbeKind } from './kubelet-state';
import { reportNode } from './node-report';
import { goOn } from './node-shutdown';
import {
  becomeReady,
  lookAtNode,
  nextStatusLookMs,
  refreshStatuses,
  renewLeases,
  STATUSES_KEY,
  startNode,
} from './nodes';
import { checkMemory } from './oom';
import { FIRST_RANGE } from './pod-addresses';
import { checkDeadline, podChanged, podGone } from './pod-changes';
import { retryResize } from './pod-resize';
import { pump, pumpPod } from './pod-worker';
import { runProbe, watchProbes } from './probes';
import type { ProgramRule } from './program-rules';
import { remount, remountDelayMs } from './remount';
import { noticeExits } from './runs';
import { wakeScript, watchScripts } from './script-run';
import { isMirror, workerUidAt } from './static-pods';
import { showsObject } from './volumes';
import { askSync, goneKey, podKey, remountKey, retryKey, useKey } from './worker-keys';

export { programs } from './program-answers';

export interface KubeletOptions {
  /** What programs do, before the built-in rules. */
  readonly programs?: readonly ProgramRule[];
}

export function kubelet(options: KubeletOptions = {}): Actor<KubeletState> {
  return {
    name: 'kubelet',
    component: 'kubelet',
    lane: Lane.node,
    lagMs: (timings) => timings.kubeletLagMs,
    watches: [
      watch<'Pod', KubeletState>('Pod', podKeys, { delayMs: phaseOfNode }),
      watch<'Node', KubeletState>('Node', noteNode),
      watch<'Service', KubeletState>('Service', noteService),
      watch<'ConfigMap', KubeletState>('ConfigMap', askRemounts),
      watch<'Secret', KubeletState>('Secret', askRemounts),
    ],
    memory: { create: () => createState(options.programs ?? [], FIRST_RANGE), fork: forkState },
    reconcile,
    commands,
  };
}

/** What of a pod's change its kubelet looks at: what others wrote, its own status writes left out. */
function podKeys(change: Change<Pod>, cx: KubeletContext): string | undefined {
  const { object, previous } = change;
  const { uid = '', namespace = '', name } = object.metadata;
  const node = object.spec.nodeName;
  if (!node) return undefined;
  if (isMirror(object)) return cx.state.nodes.get(node)?.isCutOff ? undefined : mirrorKey(change);
  if (change.type === 'DELETED') {
    if (!cx.state.workers.has(uid) || cx.state.nodes.get(node)?.isCutOff) return undefined;
    cx.state.gone.set(uid, object);
    return goneKey({ namespace, name, uid });
  }
  const record = cx.state.nodes.get(node);
  if (!record || record.isCutOff) return undefined;
  const isOwnStatus = change.subresource === 'status' && change.writer === 'kubelet';
  return isOwnStatus && previous?.spec.nodeName === node ? undefined : podKey({ namespace, name });
}

/** Whatever others do to a mirror is looked at; its kubelet's own status writes are not. */
function mirrorKey({ type, object, subresource, writer }: Change<Pod>): string | undefined {
  const isOwnStatus = type !== 'DELETED' && subresource === 'status' && writer === 'kubelet';
  const { namespace = '', name } = object.metadata;
  return isOwnStatus ? undefined : podKey({ namespace, name });
}

/** A kubelet tells with its next look at its node that pods are kept off, or let on again. */
function noteNode({ object, previous }: Change<Node>, cx: KubeletContext): undefined {
  const { name } = object.metadata;
  if (!previous || (previous.spec?.unschedulable ?? false) === (object.spec?.unschedulable ?? false)) return;
  const node = cx.state.nodes.get(name);
  if (node?.running) cx.after(nextStatusLookMs(node, cx.nowMs) - cx.nowMs, `node/${name}`, { background: true });
}

/** The golden ratio's multiples spread any number of nodes evenly over the span. */
const GOLDEN = 0.618_033_988_75;

/** How much later than others this node's kubelet takes up a pod that is new to it. */
function phaseOfNode({ object, previous }: Change<Pod>, cx: KubeletContext): number {
  const { nodeName } = object.spec;
  if (!nodeName || previous?.spec.nodeName === nodeName) return 0;
  // A refusal needs no more than a look.
  const node = cx.get('Node', undefined, nodeName);
  if (node?.spec?.taints && !toleratesAll(object, noExecuteTaints(node))) return 0;
  const share = ((cx.state.nodes.get(nodeName)?.index ?? 0) * GOLDEN) % 1;
  return Math.floor(share * cx.timings.kubeletPhaseMs);
}

/** The services that containers are told of are looked up anew. */
function noteService({ object }: Change<Service>, cx: KubeletContext): undefined {
  cx.state.services.delete(object.metadata.namespace ?? '');
}

/** Pods that show this object's content take it up with one of their next regular syncs. */
function askRemounts({ type, object }: Change<ConfigMap> | Change<Secret>, cx: KubeletContext): undefined {
  if (type === 'ADDED' && cx.state.workers.size === 0) return;
  const { name, namespace = '' } = object.metadata;
  for (const pod of cx.list('Pod', namespace)) {
    const worker = showsObject(pod, object.kind, name) ? cx.state.workers.get(pod.metadata.uid ?? '') : undefined;
    if (worker?.mounts.ready) cx.after(remountDelayMs(cx, worker), remountKey(worker), { background: true });
  }
}

type Handler = (cx: KubeletContext, worker: PodWorker, parts: readonly string[]) => void;

/** Records about a pod, by the first word of their key; the pod's namespace and name follow. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  step: pump,
  retry: (cx, worker) => {
    if (worker.retryMs === undefined) return;
    if (worker.retryMs > cx.nowMs) {
      // Woken for an earlier retry that has been overtaken.
      cx.after(worker.retryMs - cx.nowMs, retryKey(worker), { background: true });
      return;
    }
    worker.retryMs = undefined;
    askSync(worker);
    pump(cx, worker);
  },
  exit: (cx, worker) => {
    if (!noticeExits(cx, worker)) return;
    askSync(worker);
    pump(cx, worker);
  },
  probe: (cx, worker, [, , , container = '', kind = '']) => {
    runProbe(cx, worker, container, kind as ProbeKind);
    pump(cx, worker);
  },
  probes: watchProbes,
  files: (cx, worker) => {
    watchProbes(cx, worker);
    watchScripts(cx, worker);
    cx.after(0, useKey(worker.node), { background: true });
  },
  deadline: checkDeadline,
  script: (cx, worker, [, , , container = '']) => {
    wakeScript(cx, worker, container);
    pump(cx, worker);
  },
  resize: (cx, worker) => {
    if (!retryResize(cx, worker)) return;
    askSync(worker);
    pump(cx, worker);
  },
  remount,
};

const MAX_KEYS = 50_000;
/** A key is taken apart once, however often its record comes. */
const takenApart = new Map<string, readonly string[]>();

function partsOf(key: string): readonly string[] {
  let parts = takenApart.get(key);
  if (parts === undefined) {
    if (takenApart.size >= MAX_KEYS) takenApart.clear();
    parts = key.split('/');
    takenApart.set(key, parts);
  }
  return parts;
}

function reconcile(cx: KubeletContext, key: string): void {
  const parts = partsOf(key);
  const [kind = '', first = '', name = '', uid] = parts;
  if (kind === 'pod') podChanged(cx, first, name);
  else if (kind === 'gone') goneStep(cx, uid ?? '');
  else if (kind === 'node') lookAtNode(cx, first);
  else if (kind === 'report') reportNode(cx, first);
  else if (kind === 'evict') synchronize(cx, first);
  else if (kind === 'boot') startNode(cx, first);
  else if (kind === 'join') becomeReady(cx, first);
  else if (kind === 'shutdown') goOn(cx, first);
  else if (kind === 'oom') checkMemory(cx, first);
  else if (kind === 'use') watchUse(cx, first);
  else if (kind === 'leases') renewLeases(cx, Number(first));
  else if (key === STATUSES_KEY) refreshStatuses(cx);
  else {
    const worker = ownWorker(cx.state, workerUidAt(cx, first, name));
    if (worker && cx.state.nodes.get(worker.node)?.running) HANDLERS[kind]?.(cx, worker, parts);
  }
}

/** Something began on the node that may use it up. */
function watchUse(cx: KubeletContext, name: string): void {
  const node = cx.state.nodes.get(name);
  if (!node?.running) return;
  checkMemory(cx, name);
  watchEvictions(cx, node);
}

/** A pod without an object: begins its end, later goes on with it. */
function goneStep(cx: KubeletContext, uid: string): void {
  if (cx.state.workers.get(uid)?.orphaned) pumpPod(cx, uid);
  else podGone(cx, uid);
}
