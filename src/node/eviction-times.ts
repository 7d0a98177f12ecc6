// When a node will first have too little left, worked out from the curves of what runs on it.

import { firstAboveMs, sumAt, type Term } from './curve-sum';
import { observe, thresholdsOf } from './eviction-thresholds';
import type { KubeletContext, NodeRecord, PodWorker } from './kubelet-state';
import { excessMs } from './local-storage-eviction';
import type { Scarce } from './node-pressure';
import { fillsOf, isLocal, termOf } from './pod-use';
import { nodeWorkers } from './resource-watch';
import { runningOf } from './runs';

/** The instant from which on the eviction manager finds something to do; Infinity when there is nothing. */
export function nextCrossingMs(cx: KubeletContext, node: NodeRecord): number {
  const workers = nodeWorkers(cx, node.name);
  const observed = observe(cx.state, node, workers, cx.nowMs);
  let first = Number.POSITIVE_INFINITY;
  for (const { scarce, observed: what, quantity } of thresholdsOf(node)) {
    const { capacity, available } = observed[what];
    const least = quantity(capacity);
    if (available < least) return cx.nowMs;
    const terms = termsOf(workers, scarce, cx.nowMs);
    if (terms.length > 0) first = Math.min(first, crossingMs(cx, terms, available - least));
  }
  for (const worker of workers) first = Math.min(first, excessMs(cx.state, worker, cx.nowMs));
  return first;
}

/** When the curves have risen by so much since now. */
function crossingMs(cx: KubeletContext, terms: readonly Term[], room: number): number {
  return firstAboveMs(terms, sumAt(terms, cx.nowMs) + room, cx.nowMs);
}

/** When the memory of the node itself is gone. */
export function exhaustionMs(cx: KubeletContext, node: NodeRecord, workers: readonly PodWorker[]): number {
  const terms = termsOf(workers, 'memory', cx.nowMs);
  if (terms.length === 0) return Number.POSITIVE_INFINITY;
  const { memory, podMemory } = observe(cx.state, node, workers, cx.nowMs);
  const available = Math.min(memory.available, podMemory.available);
  // The last byte goes one short of what is left.
  return crossingMs(cx, terms, Math.max(0, available - 1));
}

/** The memory of the pod's processes over time. */
export function memoryTerms(worker: PodWorker, nowMs: number): readonly Term[] {
  return runningOf(worker, nowMs).flatMap((run) => (run.program.memory ? [termOf(run, run.program.memory)] : []));
}

function termsOf(workers: readonly PodWorker[], scarce: Scarce, nowMs: number): readonly Term[] {
  if (scarce !== 'memory' && scarce !== 'disk') return [];
  return workers.flatMap((worker) => {
    if (scarce === 'memory') return memoryTerms(worker, nowMs);
    const own = runningOf(worker, nowMs).flatMap((run) => (run.program.disk ? [termOf(run, run.program.disk)] : []));
    const volumes = (worker.pod.spec.volumes ?? []).filter(isLocal);
    return [...own, ...volumes.flatMap((volume) => fillsOf(worker, volume, nowMs))];
  });
}
