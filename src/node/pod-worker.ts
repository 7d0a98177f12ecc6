// The pod worker: one sync of a pod at a time, and what follows from how it ended: the next one at once, at the next
// look at the runtime, or after a back-off. upstream: pkg/kubelet/pod_workers.go, kubelet.go SyncPod

import { isEnabled } from '../kinds/feature-gates';
import { judgeDeadline } from './deadline';
import { type KubeletContext, type NodeRecord, ownWorker, type PodWorker } from './kubelet-state';
import { isTerminalPhase } from './phase';
import { asksRestartOfAll } from './pod-actions';
import { judgeResize } from './pod-resize';
import { generateStatus } from './pod-status';
import { finishPod, stopAll, stopped } from './pod-termination';
import { triggerReadiness, watchProbes } from './probes';
import { nextRelistMs } from './relist';
import { runStage } from './stages';
import { setStatus } from './status-manager';
import { newWork } from './work';
import { retryKey, stepKey } from './worker-keys';

const ERROR_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 60_000;
/** Retries come after one to one and a half times their distance. */
const RETRY_JITTER = 0.5;

/** Does everything that is due for the pod at this instant and asks for the next wake-up. */
export function pump(cx: KubeletContext, worker: PodWorker): void {
  const node = cx.state.nodes.get(worker.node);
  if (!node?.running) return;
  for (;;) {
    if (worker.work) {
      if (worker.work.dueMs > cx.nowMs) {
        // A volume that cannot be mounted keeps nobody waiting: it may never come.
        const background = worker.mounts.failures > 0 && worker.work.stages.at(-1)?.do === 'volumes';
        cx.after(worker.work.dueMs - cx.nowMs, stepKey(worker), { background });
        return;
      }
      advance(cx, worker, node);
      continue;
    }
    if (!worker.pending || worker.life === 'done' || worker.life === 'rejected') return;
    if (worker.freshMs > cx.nowMs) {
      cx.after(worker.freshMs - cx.nowMs, stepKey(worker));
      return;
    }
    worker.pending = false;
    if (worker.life === 'syncing') syncPod(cx, worker, node);
    else if (worker.life === 'terminating') stopAll(cx, worker, node);
    else finishPod(cx, worker);
  }
}

/** Wakes the worker of a pod, if it still is the pod's. */
export function pumpPod(cx: KubeletContext, uid: string | undefined): void {
  const worker = uid === undefined ? undefined : ownWorker(cx.state, uid);
  if (worker) pump(cx, worker);
}

function syncPod(cx: KubeletContext, worker: PodWorker, node: NodeRecord): void {
  worker.retryMs = undefined;
  if (worker.restartingAll === undefined && asksRestartOfAll(worker, cx.nowMs)) worker.restartingAll = 'removing';
  judgeDeadline(cx, worker);
  judgeResize(cx, worker);
  const status = generateStatus(worker, node.hostIp, cx.nowMs, false);
  setStatus(cx, worker, status);
  if (isTerminalPhase(status.phase)) {
    worker.life = 'terminating';
    worker.pending = true;
    worker.freshMs = nextRelistMs(node, cx.nowMs);
    return;
  }
  if (worker.restartingAll === 'removed') worker.restartingAll = undefined;
  triggerReadiness(cx, worker);
  const stages = [{ do: 'volumes', sinceMs: cx.nowMs }, { do: 'probes' }, { do: 'actions' }] as const;
  worker.work = newWork('sync', stages, cx.nowMs);
}

/** Runs the next stage, or ends the sync when none is left. */
function advance(cx: KubeletContext, worker: PodWorker, node: NodeRecord): void {
  const { work } = worker;
  if (!work) return;
  const stage = work.stages.pop();
  if (!stage) {
    endSync(cx, worker, node);
  } else if (stage.do === 'stopped') {
    stopped(cx, worker, node);
  } else {
    work.dueMs = cx.nowMs + runStage(cx, worker, stage);
  }
}

/** upstream: podWorkers.completeWork */
function endSync(cx: KubeletContext, worker: PodWorker, node: NodeRecord): void {
  const { work } = worker;
  worker.work = undefined;
  if (!work) return;
  watchProbes(cx, worker);
  // What a sync did without error is looked at once; otherwise the next sync waits for the next regular look.
  const looksNow = work.acted && !work.failed && isEnabled('PLEGOnDemandRelist');
  worker.freshMs = looksNow ? cx.nowMs : nextRelistMs(node, cx.nowMs);
  if (work.changed || worker.life !== 'syncing') worker.pending = true;
  if (worker.life !== 'syncing') return;
  if (work.failed) retryLater(cx, worker, node, work.backOffEndMs);
  else if (work.early) retryLater(cx, worker, node, cx.nowMs + LONGEST_RETRY_MS);
}

function retryLater(cx: KubeletContext, worker: PodWorker, node: NodeRecord, backOffEndMs: number | undefined): void {
  const leftMs = backOffEndMs === undefined ? ERROR_RETRY_MS : backOffEndMs - cx.nowMs;
  const distanceMs = Math.min(Math.max(leftMs, 0), LONGEST_RETRY_MS);
  const jitter = 1 + RETRY_JITTER * cx.random.fraction('sync-retry', worker.uid);
  worker.retryMs = nextRelistMs(node, cx.nowMs + Math.round(distanceMs * jitter) - 1);
  cx.after(worker.retryMs - cx.nowMs, retryKey(worker), { background: true });
}
