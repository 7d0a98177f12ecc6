// The time that a pod may take on its node, from its start on. upstream: pkg/kubelet/active_deadline.go

import { parseRfc3339 } from '../sim/time';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { podEvent } from './pod-events';

export function isPastDeadline({ pod, status }: PodWorker, nowMs: number): boolean {
  const seconds = pod.spec.activeDeadlineSeconds;
  const started = status?.startTime;
  return seconds !== undefined && started !== undefined && nowMs >= parseRfc3339(started) + seconds * 1000;
}

/** A sync of a pod that has had its time ends it. */
export function judgeDeadline(cx: KubeletContext, worker: PodWorker): void {
  if (worker.ending || !isPastDeadline(worker, cx.nowMs)) return;
  const message = 'Pod was active on the node longer than the specified deadline';
  podEvent(cx, worker, 'Normal', 'DeadlineExceeded', message);
  worker.ending = { reason: 'DeadlineExceeded', message };
}
