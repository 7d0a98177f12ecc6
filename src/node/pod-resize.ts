// In-place resize: what is asked for is allocated when it fits, else it waits for room; a sync then applies it to the
// running containers. upstream: pkg/kubelet/allocation/allocation_manager.go, pkg/kubelet/events/resize.go

import { equalData } from '../kinds/equal-data';
import type { Container, Pod, PodCondition, PodSpec } from '../kinds/generated/types.gen';
import { milliValue, value } from '../kinds/quantity';
import { withFields } from '../kinds/with-defaults';
import { rfc3339 } from '../sim/time';
import {
  isRunning,
  type KubeletContext,
  type NodeRecord,
  ownNode,
  ownWorker,
  type PodWorker,
  type ResizeState,
} from './kubelet-state';
import { lackOfResources, type Rejection } from './node-admission';
import { withRequests } from './node-use';
import { podEvent } from './pod-events';
import { inResizeOrder } from './resize-order';
import { allContainers } from './restart-policy';
import { rejudgeEnd } from './runs';
import { askSync, resizeKey, stepKey } from './worker-keys';

const RETRY_MS = 180_000;

/** The pod as the API server has it. */
export const askedPod = (worker: PodWorker): Pod => worker.resize?.asked ?? worker.pod;

/** Takes up the pod as it is now: with the resources it asks for if there is room, else with those it has. */
export function takeUpPod(cx: KubeletContext, worker: PodWorker, pod: Pod): void {
  const before = askedPod(worker).spec;
  keepPod(worker, pod);
  const isEnding = worker.life !== 'syncing' || pod.metadata.deletionTimestamp !== undefined;
  if (!worker.resize?.allocated || isEnding || !asksOtherResources(pod.spec, before)) return;
  retryPending(cx, worker);
}

/** A new wish has all that wait looked at, each at its turn. upstream: PushPendingResize, retryPendingResizes */
function retryPending(cx: KubeletContext, worker: PodWorker): void {
  const waiting = (cx.state.nodes.get(worker.node)?.deferred ?? []).filter((uid) => uid !== worker.uid);
  for (const { uid, life } of inResizeOrder(cx.state, [...waiting, worker.uid])) {
    const one = uid === worker.uid ? worker : ownWorker(cx.state, uid);
    if (!one || life !== 'syncing' || !tryResize(cx, one) || one === worker) continue;
    askSync(one);
    cx.after(0, stepKey(one));
  }
}

/** Takes up the pod with the resources it has. */
export function keepPod(worker: PodWorker, pod: Pod): void {
  const { resize } = worker;
  const allocated = resize?.allocated ?? worker.pod.spec;
  if (!asksOtherResources(pod.spec, allocated)) {
    worker.pod = pod;
    if (resize) keepResize(worker, { ...resize, asked: pod, allocated: undefined, pending: undefined });
    return;
  }
  worker.resize = { asked: pod, allocated, pending: resize?.pending, inProgress: resize?.inProgress };
  worker.pod = { ...pod, spec: withResourcesOf(pod.spec, allocated) };
}

/** Gives the pod what it asks for, or says why not. Answers whether anything has changed. */
function tryResize(cx: KubeletContext, worker: PodWorker): boolean {
  const { resize } = worker;
  const object = cx.get('Node', undefined, worker.node);
  const node = cx.state.nodes.get(worker.node);
  if (!resize?.allocated || !object || !node) return false;
  const { asked } = resize;
  const others = withRequests(node.used, worker.pod, -1);
  const refused = lackOfResources(asked, object, { used: others, pods: node.pods - 1 });
  if (refused) return defer(cx, worker, resize, refused);
  const own = ownNode(cx.state, worker.node) as NodeRecord;
  own.deferred = own.deferred.filter((uid) => uid !== worker.uid);
  own.used = withRequests(others, asked, 1);
  worker.pod = asked;
  const inProgress = resizeCondition('PodResizeInProgress', asked, resize.inProgress, cx.nowMs);
  worker.resize = { asked, allocated: undefined, pending: undefined, inProgress };
  podEvent(cx, worker, 'Normal', 'ResizeStarted', `Pod resize started: ${summary(asked)}`);
  wakeAwaiting(cx, worker.node);
  return true;
}

function defer(cx: KubeletContext, worker: PodWorker, resize: ResizeState, { reason, message }: Rejection): boolean {
  const { asked, pending: before } = resize;
  cx.after(RETRY_MS, resizeKey(worker), { background: true });
  const node = ownNode(cx.state, worker.node);
  if (node && !node.deferred.includes(worker.uid)) node.deferred = [...node.deferred, worker.uid];
  const pending = resizeCondition('PodResizePending', asked, before, cx.nowMs, { reason: 'Deferred', message });
  const isKnown = before?.observedGeneration === pending.observedGeneration;
  if (isKnown && before?.message === message) return false;
  worker.resize = { ...resize, pending };
  if (!isKnown) podEvent(cx, worker, 'Warning', 'ResizeDeferred', `Pod resize ${reason}: ${summary(asked, message)}`);
  return true;
}

/** There may be room now. Answers whether the pod is to be synced. */
export function retryResize(cx: KubeletContext, worker: PodWorker): boolean {
  return worker.life === 'syncing' && tryResize(cx, worker);
}

/** Pods that wait for room on this node have another look. */
export function wakeDeferred(cx: KubeletContext, nodeName: string): void {
  wakeAwaiting(cx, nodeName);
  if (!cx.state.nodes.get(nodeName)?.deferred.length) return;
  const node = ownNode(cx.state, nodeName) as NodeRecord;
  for (const worker of inResizeOrder(cx.state, node.deferred)) {
    if (worker.resize?.allocated) cx.after(0, resizeKey(worker));
  }
  node.deferred = [];
}

/** Critical pods that wait for room on this node have another look. */
function wakeAwaiting(cx: KubeletContext, nodeName: string): void {
  if (!cx.state.nodes.get(nodeName)?.awaiting.length) return;
  const node = ownNode(cx.state, nodeName) as NodeRecord;
  for (const key of node.awaiting) cx.after(0, key);
  node.awaiting = [];
}

/** At a sync's begin: a resize is over once every running container has its resources. */
export function judgeResize(cx: KubeletContext, worker: PodWorker): void {
  const { resize } = worker;
  if (!resize?.inProgress || resizedContainers(worker, cx.nowMs).length > 0) return;
  const message = `Pod resize completed: ${summary(worker.pod, undefined, resize.inProgress.observedGeneration)}`;
  podEvent(cx, worker, 'Normal', 'ResizeCompleted', message);
  keepResize(worker, { ...resize, inProgress: undefined });
}

/** Running containers that do not have their allocated resources yet. */
export function resizedContainers({ pod, resize, containers }: PodWorker, nowMs: number): readonly Container[] {
  if (!resize?.inProgress) return [];
  return allContainers(pod.spec).filter((container) => {
    const run = containers[container.name]?.current;
    return isRunning(run, nowMs) && changedResources(container, run.resources).length > 0;
  });
}

/** Whether the container's own policy asks for a restart when these of its resources change. */
export function restartsToResize(container: Container, worker: PodWorker): boolean {
  const changed = changedResources(container, worker.containers[container.name]?.current.resources);
  return (container.resizePolicy ?? []).some(
    ({ resourceName, restartPolicy }) => restartPolicy === 'RestartContainer' && changed.includes(resourceName),
  );
}

/** Applies the allocated resources to a running container. */
export function applyResize(cx: KubeletContext, worker: PodWorker, container: Container): void {
  const record = worker.containers[container.name];
  if (!record) return;
  const current = rejudgeEnd({ ...record.current, resources: container.resources }, container, cx.nowMs);
  worker.containers = { ...worker.containers, [container.name]: { ...record, current } };
}

/** The runtime did not do it: told once for each reason, and tried again with the next sync. */
export function tellResizeError(cx: KubeletContext, worker: PodWorker, message: string): void {
  const { resize } = worker;
  const before = resize?.inProgress;
  if (!resize || !before || before.message === message) return;
  const generation = before.observedGeneration;
  const now = rfc3339(cx.nowMs);
  const lastTransitionTime = before.reason === 'Error' ? (before.lastTransitionTime ?? now) : now;
  const inProgress = { ...before, lastProbeTime: now, lastTransitionTime, reason: 'Error', message };
  worker.resize = { ...resize, inProgress };
  podEvent(cx, worker, 'Warning', 'ResizeError', `Pod resize error: ${summary(worker.pod, message, generation)}`);
}

/** As a pod's status shows them, before the kubelet's other conditions. */
export function resizeConditions({ pending, inProgress }: ResizeState): readonly PodCondition[] {
  return [pending, inProgress].filter((condition) => condition !== undefined);
}

/** The spec with the resources that the containers run with. */
export function actualSpec({ pod, resize, containers }: PodWorker): PodSpec {
  if (!resize?.inProgress) return pod.spec;
  const actual = (container: Container) =>
    withFields(container, { resources: containers[container.name]?.current.resources ?? container.resources });
  return withFields(pod.spec, { containers: pod.spec.containers.map(actual) });
}

function keepResize(worker: PodWorker, resize: ResizeState): void {
  worker.resize = resize.allocated || resize.pending || resize.inProgress ? resize : undefined;
}

function changedResources(next: Container, old: Container['resources']): readonly string[] {
  const amount = (name: string, of: Container['resources'], side: 'requests' | 'limits') =>
    (name === 'cpu' ? milliValue : value)(of?.[side]?.[name]);
  return ['cpu', 'memory'].filter((name) =>
    (['requests', 'limits'] as const).some((side) => amount(name, next.resources, side) !== amount(name, old, side)),
  );
}

function asksOtherResources(next: PodSpec, old: PodSpec): boolean {
  if (next === old) return false;
  if (!equalData(next.resources, old.resources)) return true;
  const known = new Map(allContainers(old).map((container) => [container.name, container.resources]));
  return allContainers(next).some((container) => changedResources(container, known.get(container.name)).length > 0);
}

function withResourcesOf(spec: PodSpec, allocated: PodSpec): PodSpec {
  const known = new Map(allContainers(allocated).map((container) => [container.name, container.resources]));
  const held = (container: Container) => withFields(container, { resources: known.get(container.name) });
  return withFields(spec, {
    containers: spec.containers.map(held),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(held) } : {}),
    resources: allocated.resources,
  });
}

/** upstream: pkg/kubelet/status updatedPodResizeCondition */
function resizeCondition(
  type: string,
  { metadata }: Pod,
  before: PodCondition | undefined,
  nowMs: number,
  why: Pick<PodCondition, 'reason' | 'message'> = {},
): PodCondition {
  const now = rfc3339(nowMs);
  const isSame = before !== undefined && before.reason === why.reason && type === 'PodResizePending';
  return {
    lastProbeTime: now,
    lastTransitionTime: isSame ? (before.lastTransitionTime ?? now) : now,
    ...why,
    observedGeneration: metadata.generation ?? 0,
    status: 'True',
    type,
  };
}

/** The event's account of what is asked for. */
function summary({ metadata, spec }: Pod, error?: string, generation = metadata.generation): string {
  const list = (containers: readonly Container[] = []) =>
    containers.map(({ name, resources }) => ({ name, resources: sorted(resources) }));
  const init = list(spec.initContainers);
  return JSON.stringify({
    ...(init.length > 0 ? { initContainers: init } : {}),
    containers: list(spec.containers),
    generation,
    ...(error ? { error } : {}),
  });
}

/** As Go's encoder writes it. */
function sorted({ limits, requests, claims }: NonNullable<Container['resources']> = {}) {
  const byName = (amounts: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...(limits && Object.keys(limits).length > 0 ? { limits: byName(limits) } : {}),
    ...(requests && Object.keys(requests).length > 0 ? { requests: byName(requests) } : {}),
    ...(claims?.length ? { claims } : {}),
  };
}
