// The eviction manager of a kubelet: every 10 s it compares what the node has left with the thresholds and evicts one
// pod when too little is left. Here it looks only when something can have happened: the programs' curves tell when.
// upstream: pkg/kubelet/eviction/eviction_manager.go synchronize

import { isCritical } from './critical-pods';
import { evictionWords } from './eviction-message';
import { ranked } from './eviction-ranking';
import { type Observation, observe, type Threshold, thresholdsOf } from './eviction-thresholds';
import { nextCrossingMs } from './eviction-times';
import { type KubeletContext, type NodeRecord, ownNode, ownWorker, type PodWorker } from './kubelet-state';
import { storageExcess } from './local-storage-eviction';
import { PRESSURES } from './node-conditions';
import { nodeEvent } from './node-object';
import type { PressureType, Scarce } from './node-pressure';
import { nextStatusLookMs } from './nodes';
import { podEvent } from './pod-events';
import { endPod } from './pod-termination';
import { pump } from './pod-worker';
import { noteLoads } from './request-load';
import { nodeWorkers } from './resource-watch';
import { evictionKey, nodeKey } from './worker-keys';

const INTERVAL_MS = 10_000;
const TRANSITION_MS = 300_000;
/** After an eviction the next one waits until the pod is gone, looking once a second. */
const CLEANUP_LOOK_MS = 1_000;
const CLEANUP_WAIT_MS = 30_000;
const GRACE_SECONDS = 1;
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
  const met = thresholdsOf(node).filter(({ scarce, quantity }) => {
    const { capacity, available } = observed[scarce];
    return quantity(capacity) > available;
  });
  noteConditions(cx, node, met);
  const active = workers.filter(({ life, ending }) => life === 'syncing' && !ending);
  const gone = evictForStorage(cx, active);
  const victim = gone.length > 0 ? undefined : evictForPressure(cx, node, active, met, observed);
  const evicted = victim ? [victim] : gone;
  if (evicted.length > 0) {
    node.pressure = { ...node.pressure, evicted, waitsUntilMs: cx.nowMs + CLEANUP_WAIT_MS };
    cx.after(CLEANUP_LOOK_MS, evictionKey(name));
    return;
  }
  watchEvictions(cx, node, met.length > 0);
}

/** Asks for the next look: at once after the crossing of a threshold, and while a condition holds. */
export function watchEvictions(cx: KubeletContext, node: NodeRecord, isUnderPressure = false): void {
  if (node.pressure.evicted.length > 0) return;
  const crossingMs = isUnderPressure ? cx.nowMs : nextCrossingMs(cx, node);
  const seen = Object.values(node.pressure.seenMs);
  const reliefMs = seen.length > 0 ? Math.min(...seen) + TRANSITION_MS - 1 : Number.POSITIVE_INFINITY;
  const first = Math.min(crossingMs, reliefMs);
  if (!Number.isFinite(first)) return;
  const dueMs = nextLookMs(node, Math.max(first, cx.nowMs));
  // Under pressure with nobody to evict nothing more is going to happen.
  const background = isUnderPressure || crossingMs > cx.nowMs + SOON_MS;
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
    if (since !== undefined && cx.nowMs - since < TRANSITION_MS) seenMs[type] = since;
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
    return message !== undefined && evict(cx, known, message) ? [known.uid] : [];
  });
}

/** The pod that goes so that the node has more again, by its uid. */
function evictForPressure(
  cx: KubeletContext,
  node: NodeRecord,
  active: readonly PodWorker[],
  met: readonly Threshold[],
  observed: Readonly<Record<Scarce, Observation>>,
): string | undefined {
  const [threshold] = met;
  if (!threshold) return undefined;
  nodeEvent(cx, node, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${threshold.resource}`);
  for (const known of ranked(cx.state, active, threshold.scarce, cx.nowMs)) {
    const observation = observed[threshold.scarce];
    const { message, annotations } = evictionWords(cx.state, known, threshold, observation, cx.nowMs);
    if (evict(cx, known, message, annotations)) return known.uid;
  }
  return undefined;
}

/** Ends a pod, unless it is critical. With annotations it is the node's fault, and the pod's disruption is told. */
function evict(
  cx: KubeletContext,
  known: PodWorker,
  message: string,
  annotations?: Readonly<Record<string, string>>,
): boolean {
  if (isCritical(known.pod)) return false;
  const worker = ownWorker(cx.state, known.uid);
  if (!worker) return false;
  podEvent(cx, worker, 'Warning', 'Evicted', message, annotations);
  const disruption = annotations ? { disruption: message } : {};
  endPod(worker, { reason: 'Evicted', message, ...disruption, once: true }, GRACE_SECONDS);
  pump(cx, worker);
  return true;
}
