// Preemption carried out: lower nominations on the node are dropped, victims get a condition and are deleted.
// upstream: pkg/scheduler/framework/preemption prepareCandidate, PreemptPod

import type { ActorContext } from '../api/actor';
import type { Pod } from '../kinds/generated/types.gen';
import { failBinding } from './bind';
import { patchPodStatus, withCondition } from './conditions';
import { ignoringGone } from './failure';
import { PREEMPTION_REASON } from './plugins/default-preemption';
import { schedulerNameOf } from './scheduler-name';
import type { SchedulerState } from './state';

/** Victims that are going already are left alone; when all are, nothing is done at all. */
export function evictVictims(
  cx: ActorContext<SchedulerState>,
  preemptor: Pod,
  node: string,
  victims: readonly Pod[],
): readonly string[] {
  const staying = victims.filter((pod) => !pod.metadata.deletionTimestamp);
  if (staying.length === 0) return [];
  for (const { pod, key } of cx.state.nominator.lower(preemptor, node)) {
    cx.state.nominator.delete(key);
    ignoringGone(() => patchPodStatus(cx, pod, undefined, ''));
  }
  return staying.flatMap((victim) => evict(cx, preemptor, node, victim));
}

function evict(cx: ActorContext<SchedulerState>, preemptor: Pod, node: string, victim: Pod): readonly string[] {
  const { namespace, name } = victim.metadata;
  const pending = cx.state.bindings.get(`${namespace}/${name}`);
  const report = (where: string) =>
    cx.event(victim, {
      type: 'Normal',
      reason: 'Preempted',
      action: 'Preempting',
      reporter: schedulerNameOf(preemptor),
      message: `Preempted by pod ${preemptor.metadata.uid} on node ${node}${where}`,
    });
  if (pending) {
    const woken = failBinding(cx, pending.queued, 'preempted');
    report(' (in kube-scheduler memory).');
    return woken;
  }
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: PREEMPTION_REASON,
    message: `${preemptor.spec.schedulerName}: preempting to accommodate a higher priority pod`,
  } as const;
  const went = ignoringGone(() => {
    patchPodStatus(cx, victim, withCondition(victim, condition, cx.nowMs));
    cx.delete('Pod', namespace, name);
  });
  if (went) report('');
  return [];
}
