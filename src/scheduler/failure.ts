// What follows when a pod could not be placed: back into the queue, an event, a condition, perhaps a nomination.
// upstream: pkg/scheduler/schedule_one.go handleSchedulingFailure

import type { ActorContext } from '../api/actor';
import { ApiError } from '../api/api-error';
import { flushMs, leftoverMs } from './backoff';
import { patchPodStatus, withCondition } from './conditions';
import { eventNote } from './messages';
import type { QueuedPod } from './queue';
import { schedulerNameOf } from './scheduler-name';
import type { SchedulerState } from './state';

export interface Failure {
  readonly reason: 'Unschedulable' | 'SchedulerError';
  readonly message: string;
  /** Plugins that rejected the pod; with none it is an error and backs off. */
  readonly rejectors: readonly string[];
  /** The node it is nominated to now; '' gives a nomination up, undefined leaves it. */
  readonly nominated: string | undefined;
}

export function handleFailure(cx: ActorContext<SchedulerState>, queued: QueuedPod, failure: Failure): void {
  const { queue, nominator, clock } = cx.state;
  const { key } = queued;
  const { namespace, name } = queued.pod.metadata;
  const pod = cx.get('Pod', namespace, name);
  if (!pod || pod.metadata.uid !== queued.pod.metadata.uid) return;
  if (!pod.spec.nodeName) {
    if (failure.rejectors.length > 0) {
      queue.addUnschedulable(queued, pod, failure.rejectors, cx.nowMs);
      cx.after(leftoverMs(cx.nowMs, clock.startMs) - cx.nowMs, key, { background: true });
    } else {
      const failed = queue.addFailed(queued, pod, cx.nowMs);
      cx.after(flushMs(failed.backoffEndMs, clock.startMs) - cx.nowMs, key, { background: true });
    }
  }
  const nominated = failure.nominated ?? pod.status?.nominatedNodeName;
  if (nominated) nominator.set(pod, nominated);
  else nominator.delete(key);
  const { reason, message } = failure;
  cx.event(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    action: 'Scheduling',
    message: eventNote(message),
    reporter: schedulerNameOf(pod),
  });
  const condition = { type: 'PodScheduled', status: 'False', reason, message } as const;
  ignoringGone(() => patchPodStatus(cx, pod, withCondition(pod, condition, cx.nowMs), failure.nominated));
}

/**
 * Runs a write about a pod that may have gone meanwhile. Other refusals are dropped too, as upstream only logs them.
 */
export function ignoringGone(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
