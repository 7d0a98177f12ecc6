// The end of a pod: its containers are stopped, its last status is told, its object goes.
// upstream: kubelet.go SyncTerminatingPod, SyncTerminatedPod

import type { Pod } from '../kinds/generated/types.gen';
import { dropFiles } from './files';
import type { Ending, KubeletContext, NodeRecord, PodWorker } from './kubelet-state';
import { releaseResources } from './node-use';
import { releaseAddress } from './pod-addresses';
import { wakeDeferred } from './pod-resize';
import { generateStatus } from './pod-status';
import { stopLivenessAndStartup, watchProbes } from './probes';
import { nextRelistMs } from './relist';
import { slowed } from './slow-node';
import { finishStatus, setStatus } from './status-manager';
import { stopPod } from './stopping';
import { newWork } from './work';
import { askSync, shutdownKey } from './worker-keys';

const LEAST_GRACE_SECONDS = 1;

/** The pod is to end: nothing is started any more. A sync that still waits for volumes is broken off. */
export function requestTermination(worker: PodWorker): void {
  if (worker.life !== 'syncing') return;
  worker.life = 'terminating';
  worker.retryMs = undefined;
  worker.graceSeconds = effectiveGrace(worker.pod);
  const waitsForVolumes = worker.work?.stages.some((stage) => stage.do === 'actions') ?? false;
  if (waitsForVolumes) worker.work = undefined;
  askSync(worker);
}

/** The kubelet ends the pod itself and tells why. */
export function endPod(worker: PodWorker, ending: Ending, graceSeconds: number): void {
  worker.ending = ending;
  requestTermination(worker);
  worker.graceSeconds = graceSeconds;
}

/** upstream: calculateEffectiveGracePeriod */
function effectiveGrace({ metadata, spec }: Pod): number {
  const seconds = metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? LEAST_GRACE_SECONDS;
  return Math.max(seconds, LEAST_GRACE_SECONDS);
}

/** Begins to stop every container. */
export function stopAll(cx: KubeletContext, worker: PodWorker, node: NodeRecord): void {
  worker.statusBeforeEnd = worker.pod.status;
  setStatus(cx, worker, generateStatus(worker, node.hostIp, cx.nowMs, false));
  stopLivenessAndStartup(worker);
  const waitMs = stopPod(cx, worker, worker.graceSeconds);
  worker.work = newWork('terminating', [{ do: 'stopped' }], cx.nowMs + waitMs);
  if (waitMs > 0) watchProbes(cx, worker);
}

/** All containers have ended: their exit codes decide the phase. */
export function stopped(cx: KubeletContext, worker: PodWorker, node: NodeRecord): void {
  worker.work = undefined;
  worker.probes = {};
  if (worker.sandbox) {
    releaseAddress(cx.state, worker.sandbox.ip, worker.uid);
    worker.sandbox = { ...worker.sandbox, ready: false };
  }
  worker.life = 'terminated';
  releaseResources(cx, worker);
  setStatus(cx, worker, generateStatus(worker, node.hostIp, cx.nowMs, true));
  worker.pending = true;
  const isDeleted = worker.orphaned || worker.pod.metadata.deletionTimestamp !== undefined;
  if (!isDeleted) wakeDeferred(cx, worker.node);
  worker.freshMs = isDeleted
    ? cx.nowMs + slowed(cx, worker.node, cx.timings.podCleanupMs)
    : nextRelistMs(node, cx.nowMs);
}

/** Volumes are unmounted: the last word about the pod, and its deletion. */
export function finishPod(cx: KubeletContext, worker: PodWorker): void {
  worker.life = 'done';
  if (cx.state.nodes.get(worker.node)?.shutdown) cx.after(0, shutdownKey(worker.node));
  if (worker.orphaned) {
    forgetWorker(cx, worker);
    return;
  }
  finishStatus(cx, worker);
}

/** Nothing of the pod is left on the node. */
export function forgetWorker(cx: KubeletContext, worker: PodWorker): void {
  dropFiles(cx.state, worker.uid);
  cx.state.gone.delete(worker.uid);
  cx.state.workers.delete(worker.uid);
  wakeDeferred(cx, worker.node);
}
