// In-place resize: a kubelet runs a pod with the resources that it has granted. A wish for others is granted when the
// node has room for it, is put off while it has none, and cannot be met at all when it is more than the node has.
// upstream: pkg/kubelet/allocation/allocation_manager.go, kuberuntime doPodResizeAction, kubelet_pods.go

import { equalData } from '../kinds/equal-data';
import type { Container, ContainerStatus, Pod, ResourceRequirements } from '../kinds/generated/types.gen';
import { milliValue } from '../kinds/quantity';
import { mapSame, withField, withFields } from '../kinds/with-defaults';
import { isRunning, type KubeletContext, ownNode, ownWorker, type PodWorker } from './kubelet-state';
import { lackOfResources, outOfCapacity, requestsOf } from './node-admission';
import { podEvent } from './pod-events';
import { isSidecar } from './restart-policy';
import { askSync, resizeKey } from './worker-keys';

/** A wish that is not granted is looked at again after so long, if nothing else makes room before. */
const RETRY_MS = 180_000;

export interface PendingResize {
  readonly reason: 'Deferred' | 'Infeasible';
  readonly message: string;
  readonly generation: number | undefined;
}

/** What is out of the ordinary about a pod's resources once somebody has asked for others. */
export interface Resize {
  /** What the running containers have, as far as that is not what their spec says. */
  readonly actual: Readonly<Record<string, ResourceRequirements | undefined>>;
  /** The generation whose resources are being put into effect. */
  readonly inProgress: number | undefined;
  readonly pending: PendingResize | undefined;
  /** The pod as it is wished for, while that is not granted. */
  readonly wanted: Pod | undefined;
}

/**
 * Takes up a new state of the pod: what the worker goes on with has the resources that are granted.
 */
export function takeUp(cx: KubeletContext, worker: PodWorker, pod: Pod): void {
  const granted = worker.pod;
  if (granted.spec === pod.spec || sameResources(granted, pod)) {
    worker.pod = pod;
    if (worker.resize?.wanted) worker.resize = { ...worker.resize, wanted: undefined, pending: undefined };
    return;
  }
  worker.pod = withResourcesOf(pod, granted);
  const known = worker.resize ?? { actual: {}, inProgress: undefined, pending: undefined, wanted: undefined };
  worker.resize = { ...known, wanted: pod };
  decide(cx, worker, pod);
}

/** Looks again at a wish that was put off. */
export function retryResize(cx: KubeletContext, worker: PodWorker): void {
  const wanted = worker.resize?.wanted;
  if (worker.life !== 'syncing' || !wanted) return;
  decide(cx, worker, wanted);
}

/** Wakes the pods of a node that wait for room. */
export function roomMade(cx: KubeletContext, node: string): void {
  for (const uid of cx.state.nodes.get(node)?.deferred ?? []) {
    const worker = ownWorker(cx.state, uid);
    if (worker) cx.after(0, resizeKey(worker));
  }
}

function decide(cx: KubeletContext, worker: PodWorker, wanted: Pod): void {
  const node = ownNode(cx.state, worker.node);
  const object = cx.get('Node', undefined, worker.node);
  const before = worker.resize as Resize;
  if (!node || !object) return;
  node.deferred = node.deferred.filter((uid) => uid !== worker.uid);
  const held = requestsOf(worker.pod);
  const used: Record<string, number> = { ...node.used };
  for (const name in held) used[name] = (used[name] ?? 0) - (held[name] as number);
  const { generation } = wanted.metadata;
  const capacity = outOfCapacity(wanted, object);
  const lack = capacity ?? lackOfResources(wanted, object, { used, pods: node.pods - 1 })?.message;
  if (lack !== undefined) {
    const pending: PendingResize = { reason: capacity ? 'Infeasible' : 'Deferred', message: lack, generation };
    if (!equalData(before.pending, pending)) {
      const text = `Pod resize ${pending.reason}: ${summary(wanted, generation, lack)}`;
      podEvent(cx, worker, 'Warning', `Resize${pending.reason}`, text);
    }
    worker.resize = { ...before, pending };
    if (!capacity) {
      node.deferred = [...node.deferred, worker.uid];
      cx.after(RETRY_MS, resizeKey(worker), { background: true });
    }
  } else {
    const asked = requestsOf(wanted);
    for (const name in asked) used[name] = (used[name] ?? 0) + (asked[name] as number);
    node.used = used;
    worker.resize = { actual: actualOf(worker), inProgress: generation, pending: undefined, wanted: undefined };
    worker.pod = wanted;
    podEvent(cx, worker, 'Normal', 'ResizeStarted', `Pod resize started: ${summary(wanted, generation)}`);
    roomMade(cx, worker.node);
  }
  askSync(worker);
}

/** Before a grant takes effect, what runs goes on with what it has. */
function actualOf({ pod, resize }: PodWorker): Resize['actual'] {
  const actual: Record<string, ResourceRequirements | undefined> = { ...resize?.actual };
  for (const { name, resources } of resizable(pod)) if (!(name in actual)) actual[name] = resources ?? {};
  return actual;
}

/** Containers whose change of resources needs a new process. */
export function restartsForResize(worker: PodWorker, container: Container, nowMs: number): boolean {
  if (worker.resize?.inProgress === undefined) return false;
  const actual = worker.resize.actual[container.name];
  if (!actual || !isRunning(worker.containers[container.name]?.current, nowMs)) return false;
  const changed = (name: string) =>
    !equalData(actual.requests?.[name], container.resources?.requests?.[name]) ||
    !equalData(actual.limits?.[name], container.resources?.limits?.[name]);
  return (container.resizePolicy ?? []).some(
    ({ resourceName, restartPolicy }) => restartPolicy === 'RestartContainer' && changed(resourceName),
  );
}

/** Puts what is granted into effect for the containers that run. */
export function actuate(worker: PodWorker, nowMs: number): void {
  if (worker.resize?.inProgress === undefined) return;
  const actual: Record<string, ResourceRequirements | undefined> = {};
  for (const container of resizable(worker.pod)) {
    if (isRunning(worker.containers[container.name]?.current, nowMs)) actual[container.name] = readBack(container);
  }
  worker.resize = { ...worker.resize, actual };
}

export const isActuated = (worker: PodWorker): boolean =>
  resizable(worker.pod).every((container) => {
    const actual = worker.resize?.actual[container.name];
    return actual === undefined || equalData(actual, readBack(container));
  });

/** Ends a resize that has taken effect. */
export function completeResize(cx: KubeletContext, worker: PodWorker): void {
  const generation = worker.resize?.inProgress;
  if (!worker.resize || generation === undefined || !isActuated(worker)) return;
  worker.resize = { ...worker.resize, inProgress: undefined };
  podEvent(cx, worker, 'Normal', 'ResizeCompleted', `Pod resize completed: ${summary(worker.pod, generation)}`);
}

/** A container's status with the resources that its process has. */
export function withActual(worker: PodWorker, status: ContainerStatus): ContainerStatus {
  const actual = status.state?.running && worker.resize?.actual[status.name];
  return actual ? withField(status, 'resources', actual) : status;
}

const resizable = ({ spec }: Pod): readonly Container[] =>
  spec.initContainers ? [...spec.initContainers.filter(isSidecar), ...spec.containers] : spec.containers;

function sameResources(a: Pod, b: Pod): boolean {
  const known = resizable(a);
  return resizable(b).every(({ resources }, index) => {
    const other = known[index]?.resources;
    return resources === other || equalData(resources, other);
  });
}

/** The pod with the containers' resources of another state of it. */
function withResourcesOf(pod: Pod, other: Pod): Pod {
  const from = (list: readonly Container[] | undefined) => (container: Container, index: number) =>
    withField(container, 'resources', list?.[index]?.resources);
  const containers = mapSame(pod.spec.containers, from(other.spec.containers));
  const { initContainers } = pod.spec;
  const init = initContainers && { initContainers: mapSame(initContainers, from(other.spec.initContainers)) };
  return withField(pod, 'spec', withFields(pod.spec, { containers, ...init }));
}

// A request for cpu is kept as a weight of the cgroup, which is coarser than thousandths.
const SHARES_PER_CPU = 1_024;
const [LEAST_SHARES, MOST_SHARES, MOST_WEIGHT] = [2, 262_144, 10_000];

/** upstream: runc ConvertCPUSharesToCgroupV2Value and back, kuberuntime sharesToMilliCPU */
export function readBackMilliCpu(milli: number): number {
  const shares = Math.max(LEAST_SHARES, Math.floor((milli * SHARES_PER_CPU) / 1_000));
  const span = MOST_SHARES - LEAST_SHARES;
  const weight = 1 + Math.floor(((shares - LEAST_SHARES) * (MOST_WEIGHT - 1)) / span);
  const kept = LEAST_SHARES + Math.floor(((weight - 1) * span) / (MOST_WEIGHT - 1));
  return Math.ceil((kept * 1_000) / SHARES_PER_CPU);
}

function readBack({ resources = {} }: Container): ResourceRequirements {
  const cpu = resources.requests?.cpu;
  if (cpu === undefined) return resources;
  return withFields(resources, { requests: { ...resources.requests, cpu: `${readBackMilliCpu(milliValue(cpu))}m` } });
}

/** upstream: pkg/kubelet/events podResizeMessage */
function summary({ spec }: Pod, generation: number | undefined, error?: string): string {
  const parts = (list: readonly Container[] | undefined) =>
    list?.length ? list.map(({ name, resources = {} }) => ({ name, resources: sorted(resources) })) : undefined;
  const text = { initContainers: parts(spec.initContainers), containers: parts(spec.containers), generation, error };
  return JSON.stringify(text);
}

/** As Go prints a struct and maps: limits before requests, names in order. */
function sorted({ limits, requests }: ResourceRequirements): object {
  const inOrder = (list: ResourceRequirements['limits']) =>
    list && Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { limits: inOrder(limits), requests: inOrder(requests) };
}
