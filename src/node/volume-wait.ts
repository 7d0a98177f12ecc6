// The stage of a sync that waits for the pod's volumes: they are tried at once, then at growing distances, and looked
// at every 300 ms. upstream: pkg/kubelet/volumemanager WaitForAttachAndMount, reconciler,
// goroutinemap/exponentialbackoff

import { mountHostPaths } from './host-paths';
import { sourcesFor } from './kept-objects';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { podEvent } from './pod-events';
import type { Stage } from './stage';
import { usedVolumes } from './used-volumes';
import { MOUNT_LAG_MS, MOUNT_POLL_MS, MOUNT_WAIT_MS, mount, mountRetryMs } from './volumes';
import { addStages, failSync } from './work';

type VolumesStage = Extract<Stage, { readonly do: 'volumes' }>;

export function waitForVolumes(cx: KubeletContext, worker: PodWorker, { sinceMs }: VolumesStage): number {
  if (worker.mounts.ready || usedVolumes(worker.pod.spec).length === 0) return 0;
  if (cx.nowMs - sinceMs >= MOUNT_WAIT_MS) {
    failSync(worker);
    return 0;
  }
  if (worker.mounts.failures > 0 && cx.nowMs < worker.mounts.nextMs) {
    addStages(worker, { do: 'volumes', sinceMs });
    return Math.min(worker.mounts.nextMs, sinceMs + MOUNT_WAIT_MS) - cx.nowMs;
  }
  const result = mount(sourcesFor(cx, worker), worker.pod);
  const node = cx.state.nodes.get(worker.node);
  const problems = node ? [...result.problems, ...mountHostPaths(cx.state, node, worker.pod)] : result.problems;
  if (result.claimProblem !== undefined) {
    // Told with the first look after the claims were read.
    if (cx.nowMs < sinceMs + MOUNT_POLL_MS) {
      addStages(worker, { do: 'volumes', sinceMs });
      return MOUNT_POLL_MS;
    }
    for (const problem of [...problems, result.claimProblem]) podEvent(cx, worker, 'Warning', 'FailedMount', problem);
    failSync(worker);
    return 0;
  }
  if (problems.length === 0) {
    worker.mounts = { ready: true, failures: 0, nextMs: 0, sources: result.sources, places: result.places };
    const waitedMs = cx.nowMs - sinceMs;
    return Math.max(1, Math.ceil(waitedMs / MOUNT_POLL_MS)) * MOUNT_POLL_MS - waitedMs;
  }
  return retry(cx, worker, sinceMs, problems);
}

/** The first try comes shortly after the sync's begin: what is missing is told then. */
function retry(cx: KubeletContext, worker: PodWorker, sinceMs: number, problems: readonly string[]): number {
  addStages(worker, { do: 'volumes', sinceMs });
  const { failures } = worker.mounts;
  if (failures === 0 && cx.nowMs < sinceMs + MOUNT_LAG_MS) return MOUNT_LAG_MS;
  for (const problem of problems) podEvent(cx, worker, 'Warning', 'FailedMount', problem);
  const waitMs = mountRetryMs(failures + 1);
  worker.mounts = { ...worker.mounts, failures: failures + 1, nextMs: cx.nowMs + waitMs };
  return Math.min(waitMs, sinceMs + MOUNT_WAIT_MS - cx.nowMs);
}
