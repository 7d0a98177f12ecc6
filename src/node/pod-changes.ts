// What a kubelet does when a pod appears on its node, changes, or is gone. upstream: kubelet.go HandlePodAdditions,
// HandlePodUpdates, HandlePodReconcile, HandlePodRemoves

import type { Node, Pod } from '../kinds/generated/types.gen';
import { parseRfc3339, rfc3339 } from '../sim/time';
import { isKubeletCondition } from './conditions';
import { isPastDeadline } from './deadline';
import { type KubeletContext, type NodeRecord, newWorker, ownNode, ownWorker, type PodWorker } from './kubelet-state';
import { pressureRefusal, type Rejection, rejection } from './node-admission';
import { SHUTTING_DOWN } from './node-shutdown';
import { holdResources } from './node-use';
import { isTerminalPhase } from './phase';
import { podEvent } from './pod-events';
import { askedPod, keepPod, takeUpPod } from './pod-resize';
import { qosOf } from './pod-status';
import { forgetWorker, requestTermination } from './pod-termination';
import { pump } from './pod-worker';
import { makeRoom } from './preemption';
import { isMirror, reconcileMirror, removeMirror, staticNamed, workerUid } from './static-pods';
import { livePod, pushStatus, setStatus } from './status-manager';
import { forbiddenSysctl } from './sysctls';
import { askSync, deadlineKey, podKey, scriptKey } from './worker-keys';

/** The pod of this name as it stands now. */
export function podChanged(cx: KubeletContext, namespace: string, name: string): void {
  const pod = cx.get('Pod', namespace, name);
  const own = staticNamed(cx.state, namespace, name);
  if (own) {
    staticChanged(cx, own);
    return;
  }
  if (pod && isMirror(pod)) {
    // Of nothing that its node has.
    if (cx.state.nodes.get(pod.spec.nodeName ?? '')?.running) removeMirror(cx, pod);
    return;
  }
  const node = pod?.spec.nodeName ? cx.state.nodes.get(pod.spec.nodeName) : undefined;
  if (!pod || !node?.running) return;
  const worker = ownWorker(cx.state, pod.metadata.uid ?? '');
  if (!worker || worker.life === 'returning') {
    addPod(cx, pod, node, worker);
    return;
  }
  const before = askedPod(worker);
  takeUpPod(cx, worker, pod);
  if (worker.life === 'done' || worker.life === 'rejected') return;
  if (pod.metadata.deletionTimestamp !== undefined) requestTermination(worker);
  else if (isSameWish(before, pod)) {
    pushStatus(cx, worker);
    if (pod.spec.readinessGates?.length) askSync(worker);
  } else {
    watchDeadline(cx, worker);
    askSync(worker);
  }
  pump(cx, worker);
}

/** A static pod is new to its kubelet, or something was done to its mirror. */
function staticChanged(cx: KubeletContext, own: Pod): void {
  const node = cx.state.nodes.get(own.spec.nodeName ?? '');
  if (!node?.running) return;
  reconcileMirror(cx, own);
  const worker = ownWorker(cx.state, workerUid(own));
  if (!worker || worker.life === 'returning') addPod(cx, own, node, worker);
  else pushStatus(cx, worker);
}

/** The pod's object is gone: what still runs is stopped, then the worker is forgotten. */
export function podGone(cx: KubeletContext, uid: string): void {
  const worker = ownWorker(cx.state, uid);
  if (!worker) return;
  const last = cx.state.gone.get(uid);
  const node = cx.state.nodes.get(worker.node);
  if (worker.life === 'done' || worker.life === 'rejected' || worker.life === 'returning') {
    forgetWorker(cx, worker);
    return;
  }
  if (last) keepPod(worker, last);
  worker.orphaned = true;
  if (!node?.running) return;
  requestTermination(worker);
  pump(cx, worker);
}

function isSameWish(before: Pod, after: Pod): boolean {
  return (
    before.spec === after.spec &&
    before.metadata.labels === after.metadata.labels &&
    before.metadata.annotations === after.metadata.annotations
  );
}

function addPod(cx: KubeletContext, pod: Pod, node: NodeRecord, left: PodWorker | undefined): void {
  if (isTerminalPhase(pod.status?.phase)) {
    if (left) tellEnded(cx, pod, left);
    return;
  }
  const object = cx.get('Node', undefined, node.name);
  const isNew = pod.metadata.deletionTimestamp === undefined;
  const refused = isNew && object ? refusal(cx, pod, node, object) : undefined;
  if (refused === 'waits') return;
  const worker = newWorker(cx.state, pod, cx.nowMs);
  if (left) carryOver(left, worker, node);
  if (worker.resize) keepPod(worker, pod);
  cx.state.workers.set(worker.uid, worker);
  if (refused) {
    reject(cx, worker, refused);
    return;
  }
  if (isNew) watchDeadline(cx, worker);
  for (const name in worker.containers) {
    const wakeMs = worker.containers[name]?.current.script?.wakeMs;
    if (wakeMs !== undefined) cx.after(Math.max(0, wakeMs - cx.nowMs), scriptKey(worker, name), { background: true });
  }
  holdResources(cx, worker);
  if (pod.metadata.deletionTimestamp !== undefined) requestTermination(worker);
  else worker.pending = true;
  pump(cx, worker);
}

/**
 * Why the node does not take the pod. A critical one may have to wait for others to go; whoever comes after it waits
 * for that, too.
 */
function refusal(cx: KubeletContext, pod: Pod, node: NodeRecord, object: Node): Rejection | 'waits' | undefined {
  const { namespace = '', name } = pod.metadata;
  const key = podKey({ namespace, name });
  const isNext = (node.awaiting[0] ?? key) === key;
  const refused = isNext ? refusalNow(cx, pod, node, object) : 'waits';
  const own = refused === 'waits' ? ownNode(cx.state, node.name) : undefined;
  if (own && !own.awaiting.includes(key)) own.awaiting = [...own.awaiting, key];
  return refused;
}

function refusalNow(cx: KubeletContext, pod: Pod, node: NodeRecord, object: Node): Rejection | 'waits' | undefined {
  const pressed = pressureRefusal(pod, node.pressure);
  if (pressed) return pressed;
  const sysctl = forbiddenSysctl(pod);
  if (sysctl !== undefined) return { reason: 'SysctlForbidden', message: sysctl };
  return makeRoom(cx, pod, node, object) ?? rejection(pod, object, node) ?? (node.shutdown && SHUTTING_DOWN);
}

/** A kubelet that starts again knows an ended pod's address no more. upstream: pleg getPodIPs */
function tellEnded(cx: KubeletContext, pod: Pod, left: PodWorker): void {
  left.life = 'done';
  if (!pod.status?.podIP || pod.spec.hostNetwork) return;
  const { podIP, podIPs, ...status } = pod.status;
  setStatus(cx, left, status);
}

/** What began so shortly before the kubelet is taken for new. upstream: prober kubeletRestartGracePeriod */
const RECENT_START_MS = 10_000;

/** What the runtime still knows of a pod from before the kubelet's restart. */
function carryOver(left: PodWorker, worker: PodWorker, { startedMs }: NodeRecord): void {
  worker.containers = left.containers;
  worker.sandbox = left.sandbox;
  worker.resize = left.resize;
  worker.foundMs = startedMs - RECENT_START_MS;
}

/** upstream: kubelet.go rejectPod */
function reject(cx: KubeletContext, worker: PodWorker, { reason, message }: Rejection): void {
  worker.life = 'rejected';
  podEvent(cx, worker, 'Warning', reason, message);
  const pod = livePod(cx, worker);
  if (!pod) return;
  const foreign = (pod.status?.conditions ?? []).filter(({ type }) => !isKubeletCondition(type));
  const generation = pod.metadata.generation;
  cx.updateStatus({
    ...pod,
    status: {
      ...(foreign.length > 0 ? { conditions: foreign } : {}),
      message: `Pod was rejected: ${message}`,
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      phase: 'Failed',
      qosClass: qosOf(pod),
      reason,
      startTime: pod.status?.startTime ?? rfc3339(cx.nowMs),
    },
  });
}

/** upstream: pkg/kubelet/active_deadline.go, looked at once a second */
function watchDeadline(cx: KubeletContext, worker: PodWorker): void {
  const seconds = worker.pod.spec.activeDeadlineSeconds;
  if (seconds === undefined) return;
  const started = worker.status?.startTime ?? worker.pod.status?.startTime;
  const startMs = started === undefined ? cx.nowMs : parseRfc3339(started);
  cx.after(Math.max(0, startMs + seconds * 1000 - cx.nowMs), deadlineKey(worker), { background: true });
}

/** The deadline may have come. A worker that is busy, with volumes that do not come, notices when it is done. */
export function checkDeadline(cx: KubeletContext, worker: PodWorker): void {
  if (worker.pod.spec.activeDeadlineSeconds === undefined || worker.life !== 'syncing' || worker.ending) return;
  if (!isPastDeadline(worker, cx.nowMs)) {
    watchDeadline(cx, worker);
    return;
  }
  askSync(worker);
  pump(cx, worker);
}
