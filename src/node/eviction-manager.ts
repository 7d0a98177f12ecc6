// The eviction manager of a kubelet: every 10 s it compares what the node has left with the thresholds and evicts one
// pod when too little is left. Here it looks only when something can have happened: the programs' curves tell when.
// upstream: pkg/kubelet/eviction/eviction_manager.go synchronize

import { parseDuration } from '../sim/duration';
import { isCritical } from './critical-pods';
import { evictionWords } from './eviction-message';
import { ranked } from './eviction-ranking';
import { type Observation, type Observed, observe, type Threshold, thresholdsOf } from './eviction-thresholds';
import { nextCrossingMs } from './eviction-times';
import { type KubeletContext, type NodeRecord, ownNode, ownWorker, type PodWorker } from './kubelet-state';
import { storageExcess } from './local-storage-eviction';
import { PRESSURES } from './node-conditions';
import { nodeEvent } from './node-object';
import type { PressureType } from './node-pressure';
import { nextStatusLookMs } from './nodes';
import { podEvent } from './pod-events';
import { endPod } from './pod-termination';
import { pump } from './pod-worker';
import { noteLoads } from './request-load';
import { nodeWorkers } from './resource-watch';
import { evictionKey, nodeKey } from './worker-keys';

const INTERVAL_MS = 10_000;
/** After an eviction the next one waits until the pod is gone, looking once a second. */
const CLEANUP_LOOK_MS = 1_000;
const CLEANUP_WAIT_MS = 30_000;
const HARD_GRACE_SECONDS = 1;
const DEFAULT_TRANSITION_MS = 300_000;
/** Crossings further ahead than this do not keep a cluster from being settled. */
const SOON_MS = 60_000;

/** One round. */
export function synchronize(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node?.running) return;
  if (waitsForCleanup(cx, node)) return;
  const workers = nodeWorkers(cx, name);
  noteLoads(cx.state, workers, cx.nowMs);
  const observed = observe(cx.state, node, workers, cx.nowMs);
  const met = metThresholds(node, observed);
  noteConditions(cx, node, met);
  const due = dueThresholds(node, met, cx.nowMs);
  const active = workers.filter(({ life, ending }) => life === 'syncing' && !ending);
  const gone = evictForStorage(cx, active);
  const victim = gone.length > 0 ? undefined : evictForPressure(cx, node, active, due, observed);
  const evicted = victim ? [victim] : gone;
  if (evicted.length > 0) {
    node.pressure = { ...node.pressure, evicted, waitsUntilMs: cx.nowMs + CLEANUP_WAIT_MS };
    cx.after(CLEANUP_LOOK_MS, evictionKey(name));
    return;
  }
  const { metSinceMs } = node.pressure;
  const leftMs = met.map((each) => (each.graceMs ?? 0) - (cx.nowMs - (metSinceMs[nameOf(each)] ?? cx.nowMs)));
  const waits = due.length === 0 && Math.min(...leftMs) <= SOON_MS;
  watchEvictions(cx, node, met.length > 0 && (waits ? 'waits' : 'pressed'));
}

/** Soft ones beside hard ones of the same signal. */
const nameOf = ({ signal, graceMs }: Threshold) => (graceMs === undefined ? signal : `soft ${signal}`);

/** Those with too little left; one that pods went for lately may want some more. */
function metThresholds(node: NodeRecord, observed: ReturnType<typeof observe>): readonly Threshold[] {
  return thresholdsOf(node).filter((threshold) => {
    const { capacity, available } = observed[threshold.observed];
    const more = node.pressure.acting.includes(nameOf(threshold)) ? (threshold.reclaim?.(capacity) ?? 0) : 0;
    return threshold.quantity(capacity) + more > available;
  });
}

/** Those that have been met for as long as they grant; remembers since when. */
function dueThresholds(node: NodeRecord, met: readonly Threshold[], nowMs: number): readonly Threshold[] {
  const { metSinceMs: known } = node.pressure;
  const metSinceMs = Object.fromEntries(met.map((each) => [nameOf(each), known[nameOf(each)] ?? nowMs]));
  const due = met.filter((each) => nowMs - (metSinceMs[nameOf(each)] ?? nowMs) >= (each.graceMs ?? 0));
  node.pressure = { ...node.pressure, metSinceMs, acting: due.map(nameOf) };
  return due;
}

const transitionMs = ({ spec }: NodeRecord) =>
  parseDuration(spec.kubelet?.evictionPressureTransitionPeriod ?? '0') || DEFAULT_TRANSITION_MS;

/** Asks for the next look: at once after the crossing of a threshold, and while a condition holds. */
export function watchEvictions(
  cx: KubeletContext,
  node: NodeRecord,
  isUnderPressure: 'pressed' | 'waits' | false = false,
): void {
  if (node.pressure.evicted.length > 0) return;
  const crossingMs = isUnderPressure ? cx.nowMs : nextCrossingMs(cx, node);
  const seen = Object.values(node.pressure.seenMs);
  const reliefMs = seen.length > 0 ? Math.min(...seen) + transitionMs(node) - 1 : Number.POSITIVE_INFINITY;
  const first = Math.min(crossingMs, reliefMs);
  if (!Number.isFinite(first)) return;
  const dueMs = nextLookMs(node, Math.max(first, cx.nowMs));
  // Under pressure with nobody to evict nothing more is going to happen.
  const background = isUnderPressure === 'pressed' || crossingMs > cx.nowMs + SOON_MS;
  cx.after(dueMs - cx.nowMs, evictionKey(node.name), { background });
}

/** The manager's first look after this instant. */
function nextLookMs({ startedMs }: NodeRecord, afterMs: number): number {
  return startedMs + (Math.floor((afterMs - startedMs) / INTERVAL_MS) + 1) * INTERVAL_MS;
}

/** True while a pod that was evicted is still there; the next look is then asked for. */
function waitsForCleanup(cx: KubeletContext, node: NodeRecord): boolean {
  const { evicted, waitsUntilMs } = node.pressure;
  const isThere = (uid: string) => {
    const worker = cx.state.workers.get(uid);
    return worker !== undefined && worker.life !== 'done';
  };
  if (cx.nowMs < waitsUntilMs && evicted.some(isThere)) {
    cx.after(CLEANUP_LOOK_MS, evictionKey(node.name));
    return true;
  }
  node.pressure = { ...node.pressure, evicted: [], waitsUntilMs: 0 };
  return false;
}

/** A condition holds until its threshold has not been met for five minutes. */
function noteConditions(cx: KubeletContext, node: NodeRecord, met: readonly Threshold[]): void {
  const { conditions: before, seenMs: known } = node.pressure;
  const seenMs: Partial<Record<PressureType, number>> = {};
  for (const { type } of PRESSURES) {
    const since = met.some(({ condition }) => condition === type) ? cx.nowMs : known[type];
    if (since !== undefined && cx.nowMs - since < transitionMs(node)) seenMs[type] = since;
  }
  const conditions = PRESSURES.flatMap(({ type }) => (seenMs[type] === undefined ? [] : [type]));
  node.pressure = { ...node.pressure, seenMs, conditions };
  if (conditions.join() === before.join()) return;
  cx.after(nextStatusLookMs(node, cx.nowMs) - cx.nowMs, nodeKey(node.name));
}

/** Pods beyond their own limits; answers the uids of those that go. */
function evictForStorage(cx: KubeletContext, active: readonly PodWorker[]): readonly string[] {
  return active.flatMap((known) => {
    const message = storageExcess(cx.state, known, cx.nowMs);
    return message !== undefined && evict(cx, known, message, HARD_GRACE_SECONDS) ? [known.uid] : [];
  });
}

/** The pod that goes so that the node has more again, by its uid. */
function evictForPressure(
  cx: KubeletContext,
  node: NodeRecord,
  active: readonly PodWorker[],
  met: readonly Threshold[],
  observed: Readonly<Record<Observed, Observation>>,
): string | undefined {
  const [threshold] = met;
  if (!threshold) return undefined;
  nodeEvent(cx, node, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${threshold.resource}`);
  for (const known of ranked(cx.state, active, threshold.scarce, cx.nowMs)) {
    const observation = observed[threshold.observed];
    const { message, annotations } = evictionWords(cx.state, known, threshold, observation, cx.nowMs);
    if (evict(cx, known, message, graceOf(node, threshold, known), annotations)) return known.uid;
  }
  return undefined;
}

/** What a soft threshold leaves a pod: its own grace, at most the node's. */
function graceOf({ spec }: NodeRecord, { graceMs }: Threshold, { pod }: PodWorker): number {
  const most = spec.kubelet?.evictionMaxPodGracePeriod ?? 0;
  const own = pod.spec.terminationGracePeriodSeconds ?? most;
  return graceMs === undefined ? HARD_GRACE_SECONDS : Math.max(HARD_GRACE_SECONDS, Math.min(most, own));
}

/** Ends a pod, unless it is critical. With annotations it is the node's fault, and the pod's disruption is told. */
function evict(
  cx: KubeletContext,
  known: PodWorker,
  message: string,
  graceSeconds: number,
  annotations?: Readonly<Record<string, string>>,
): boolean {
  if (isCritical(known.pod)) return false;
  const worker = ownWorker(cx.state, known.uid);
  if (!worker) return false;
  podEvent(cx, worker, 'Warning', 'Evicted', message, annotations);
  const disruption = annotations ? { disruption: message } : {};
  endPod(worker, { reason: 'Evicted', message, ...disruption, once: true }, graceSeconds);
  pump(cx, worker);
  return true;
}
