// Nodes coming, failing and coming back, each with all that its kubelet and its container runtime hold.

import type { Pod } from '../kinds/generated/types.gen';
import { CommandError } from './command-error';
import { imageKey } from './image-pull';
import { parseImage } from './image-reference';
import { type KubeletContext, type NodeRecord, newWorker, ownNode, ownWorker, type PodWorker } from './kubelet-state';
import {
  LEASE_RENEWAL_MS,
  registerNode,
  renewLease,
  reportStatuses,
  STATUS_REPORT_MS,
  tellAlive,
  tellPressure,
  tellReadiness,
  tellReadyAgain,
  tellStatus,
} from './node-object';
import { NO_PRESSURE } from './node-pressure';
import { expectFirstReport } from './node-report';
import { type NodeSpec, podLimit } from './node-spec';
import { alignedRange, hostAddress, rangeSizeFor, releaseAddress } from './pod-addresses';
import { forgetWorker } from './pod-termination';
import { isStatic, readManifests } from './static-pods';
import { livePod } from './status-manager';
import { joinKey, podKey } from './worker-keys';

/** From a kubelet's start until it has all its pods. */
const SOURCES_READY_MS = 1_000;
/** From a new node's registration until it is Ready, as recorded: 260 to 340 ms. */
const JOIN_MS = 320;
const UNKNOWN_EXIT_CODE = 255;
const STATUS_LOOK_MS = 10_000;

/** As the cluster's first nodes are there: Ready from the beginning. Errors: a node of that name runs already. */
export function addNode(cx: KubeletContext, spec: NodeSpec): void {
  beginNode(cx, spec, false);
}

/** Joins a cluster: registers itself, and is Ready a little later. Errors: a node of that name runs already. */
export function joinNode(cx: KubeletContext, spec: NodeSpec): void {
  beginNode(cx, spec, true);
  cx.after(JOIN_MS, joinKey(spec.name));
}

/** A joining node's kubelet has begun its work. */
export function becomeReady(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node?.isStarting) return;
  node.isStarting = false;
  if (node.running) tellReadiness(cx, node);
}

function beginNode(cx: KubeletContext, spec: NodeSpec, isStarting: boolean): void {
  const { state } = cx;
  if (state.nodes.has(spec.name)) throw new CommandError(`node "${spec.name}" exists already`);
  const { nextRange, nodeCount } = state.settings;
  const rangeSize = rangeSizeFor(podLimit(spec));
  const rangeStart = alignedRange(nextRange, rangeSize);
  state.settings = { ...state.settings, nextRange: rangeStart + rangeSize, nodeCount: nodeCount + 1 };
  const node: NodeRecord = {
    owner: state.owner,
    name: spec.name,
    spec,
    index: nodeCount,
    hostIp: hostAddress(nodeCount),
    rangeStart,
    rangeSize,
    lastOffset: 1,
    running: true,
    powered: true,
    isCutOff: false,
    isStarting,
    slowness: 1,
    startedMs: cx.nowMs,
    boots: 1,
    imageReportMs: 0,
    pullFreeMs: cx.nowMs,
    used: {},
    pods: 0,
    hostPorts: [],
    deferred: [],
    awaiting: [],
    unschedulable: spec.unschedulable ?? false,
    pressure: NO_PRESSURE,
    shutdown: undefined,
  };
  state.nodes.set(spec.name, node);
  cx.rememberCause(`machine ${spec.name}`);
  for (const image of spec.images ?? []) {
    const reference = parseImage(image);
    if (!('error' in reference)) state.images.set(imageKey(spec.name, reference), true);
  }
  registerNode(cx, node);
  expectFirstReport(cx, node);
  beat(cx);
  for (const pod of cx.by('Pod', 'node', spec.name)) cx.after(0, podKey(nameOf(pod)));
  readManifests(cx, spec, 0);
}

/** The machine stops: kubelet, runtime and containers at once, without a word to anybody. */
export function stopNode(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node) throw new CommandError(`no node "${name}"`);
  if (!node.powered) return;
  node.running = false;
  node.powered = false;
  node.shutdown = undefined;
  cx.rememberCause(`machine ${name}`);
  for (const worker of workersOf(cx, name)) {
    leaveWork(worker);
    for (const container in worker.containers) {
      const record = worker.containers[container];
      if (!record?.current.exit || record.current.exit.atMs <= cx.nowMs) continue;
      const current = { ...record.current, exit: undefined };
      worker.containers = { ...worker.containers, [container]: { ...record, current } };
    }
  }
}

/** What a kubelet is about is forgotten with its process. */
export function leaveWork(worker: PodWorker): void {
  worker.work = undefined;
  worker.pending = false;
  worker.retryMs = undefined;
}

/** The machine boots again: its containers are found dead, its pods are looked at anew. */
export function startNode(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node) throw new CommandError(`no node "${name}"`);
  if (node.powered) return;
  node.boots++;
  node.powered = true;
  cx.rememberCause(`machine ${name}`);
  for (const worker of workersOf(cx, name)) afterReboot(cx, worker);
  startKubelet(cx, node);
}

/** A kubelet's process begins: it registers its node and looks at its pods anew. */
export function startKubelet(cx: KubeletContext, node: NodeRecord): void {
  Object.assign(node, {
    running: true,
    isStarting: false,
    startedMs: cx.nowMs,
    pullFreeMs: cx.nowMs,
    used: {},
    pods: 0,
    hostPorts: [],
    deferred: [],
    awaiting: [],
    pressure: { ...NO_PRESSURE, outside: node.pressure.outside },
    shutdown: undefined,
  });
  registerNode(cx, node);
  expectFirstReport(cx, node);
  beat(cx);
  for (const pod of cx.by('Pod', 'node', node.name)) {
    cx.after(SOURCES_READY_MS, podKey(nameOf(pod)));
  }
  readManifests(cx, node.spec, 0);
}

/** What the runtime finds of a pod that was there before. */
function afterReboot(cx: KubeletContext, worker: PodWorker): void {
  releaseAddress(cx.state, worker.sandbox?.ip, worker.uid);
  if (!livePod(cx, worker) && !isStatic(worker.pod)) {
    forgetWorker(cx, worker);
    return;
  }
  if (worker.life === 'done') cx.state.workers.set(worker.uid, { ...worker, life: 'returning' });
  if (worker.life === 'done' || worker.life === 'rejected') return;
  const containers = { ...worker.containers };
  for (const name in containers) {
    const record = containers[name];
    if (!record || record.current.exit) continue;
    const exit = { atMs: cx.nowMs, code: UNKNOWN_EXIT_CODE, reason: 'Unknown', message: undefined };
    containers[name] = { ...record, current: { ...record.current, exit } };
  }
  const sandbox = worker.sandbox && { ...worker.sandbox, ready: false, ip: '' };
  cx.state.workers.set(worker.uid, {
    ...newWorker(cx.state, worker.pod, cx.nowMs),
    containers,
    sandbox,
    life: 'returning',
  });
}

function nameOf({ metadata: { namespace = '', name } }: Pod): { readonly namespace: string; readonly name: string } {
  return { namespace, name };
}

export function workersOf(cx: KubeletContext, node: string): PodWorker[] {
  const found: PodWorker[] = [];
  for (const uid of cx.state.workers.keys()) {
    if (cx.state.workers.get(uid)?.node !== node) continue;
    const worker = ownWorker(cx.state, uid);
    if (worker) found.push(worker);
  }
  return found;
}

/** Nodes started at one instant renew their Leases together, in one record. */
const leasesKey = (phaseMs: number) => `leases/${phaseMs}`;
export const STATUSES_KEY = 'statuses';

function beat(cx: KubeletContext): void {
  const phase = cx.nowMs % LEASE_RENEWAL_MS;
  cx.after(LEASE_RENEWAL_MS, leasesKey(phase), { background: true });
  cx.after(STATUS_REPORT_MS, STATUSES_KEY, { background: true });
}

/** Renews the Leases of the running nodes of this phase. */
export function renewLeases(cx: KubeletContext, phaseMs: number): void {
  let any = false;
  for (const node of cx.state.nodes.values()) {
    if (!node.running || node.startedMs % LEASE_RENEWAL_MS !== phaseMs) continue;
    any = true;
    if (node.startedMs < cx.nowMs && !node.isCutOff) renewLease(cx, node);
  }
  if (any) cx.after(LEASE_RENEWAL_MS, leasesKey(phaseMs), { background: true });
}

export function refreshStatuses(cx: KubeletContext): void {
  reportStatuses(cx);
  if (cx.state.nodes.size > 0) cx.after(STATUS_REPORT_MS, STATUSES_KEY, { background: true });
}

/** A kubelet compares its node's state with what it told last every 10 s. upstream: nodeStatusUpdateFrequency */
export function nextStatusLookMs(node: NodeRecord, afterMs: number): number {
  return node.startedMs + (Math.floor((afterMs - node.startedMs) / STATUS_LOOK_MS) + 1) * STATUS_LOOK_MS;
}

/** What has changed on the node since it was told: pressure, then whether pods are kept off. */
export function lookAtNode(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node?.running || node.isCutOff) return;
  tellPressure(cx, node);
  tellAlive(cx, node);
  if (!node.shutdown) tellReadyAgain(cx, node);
  const unschedulable = cx.get('Node', undefined, name)?.spec?.unschedulable ?? false;
  if (node.unschedulable === unschedulable) return;
  node.unschedulable = unschedulable;
  tellStatus(cx, node, unschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable');
}
