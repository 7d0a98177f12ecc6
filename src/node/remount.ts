// A changed ConfigMap or Secret reaches the files of a pod that shows it with the pod's next regular sync, which comes
// 60 to 90 s after the last one. upstream: kubelet.go syncFrequency, pkg/kubelet/util/manager

import { sourcesFor } from './kept-objects';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { podEvent } from './pod-events';
import { mount } from './volumes';

const SYNC_MS = 60_000;
const SYNC_JITTER = 0.5;

/** From a change until the pod shows it: where in its round of syncs the pod stands is drawn. */
export function remountDelayMs(cx: KubeletContext, worker: PodWorker): number {
  const roundMs = SYNC_MS * (1 + SYNC_JITTER * cx.random.fraction('sync-round', worker.uid));
  return Math.ceil(roundMs * cx.random.fraction('sync-phase', worker.uid));
}

/** Shows the present content. What is missing now keeps its old content and is told. */
export function remount(cx: KubeletContext, worker: PodWorker): void {
  if (!worker.mounts.ready || (worker.life !== 'syncing' && worker.life !== 'terminating')) return;
  const { problems, sources } = mount(sourcesFor(cx, worker), worker.pod);
  for (const problem of problems) podEvent(cx, worker, 'Warning', 'FailedMount', problem);
  worker.mounts = { ...worker.mounts, sources: { ...worker.mounts.sources, ...sources } };
}
