// A pod that was announced as a target of disruption and two minutes later is not being deleted: the announcement is
// taken back. upstream: pkg/controller/disruption syncStalePodDisruption

import type { Client } from '../../api/actor';
import type { Pod, PodStatus } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { withPodCondition } from '../shared/pod-conditions';
import { isPodTerminal, podCondition } from '../shared/pod-state';

const STALE_MS = 120_000;

/** The instant from which the pod's condition DisruptionTarget is stale; undefined when it cannot become so. */
export function targetStaleAtMs(pod: Pod): number | undefined {
  if (pod.metadata.deletionTimestamp !== undefined || isPodTerminal(pod)) return undefined;
  const condition = podCondition(pod, 'DisruptionTarget');
  // The kubelet's own may stand for long before the pod ends.
  if (condition?.status !== 'True' || condition.reason === 'TerminationByKubelet') return undefined;
  return condition.lastTransitionTime ? parseRfc3339(condition.lastTransitionTime) + STALE_MS : 0;
}

/** Sets the condition to False. */
export function takeTargetBack(cx: Client, pod: Pod): void {
  const condition = { type: 'DisruptionTarget', status: 'False', lastProbeTime: null as unknown as undefined };
  const status = withPodCondition(pod.status as PodStatus, condition, cx.nowMs);
  if (status !== pod.status) cx.updateStatus({ ...pod, status });
}
