// Preemption carried out: lower nominations on the node are dropped, victims get a condition and are deleted.
// upstream: pkg/scheduler/framework/preemption prepareCandidate, PreemptPod

import type { ActorContext } from '../api/actor';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod } from '../kinds/generated/types.gen';
import { failBinding } from './bind';
import { patchPodStatus, withCondition } from './conditions';
import { ignoringGone } from './failure';
import { PREEMPTION_REASON } from './plugins/default-preemption';
import { schedulerNameOf } from './scheduler-name';
import type { SchedulerState } from './state';

/**
 * Victims that are going already are left alone; when all are, nothing is done at all. Without the gate
 * SchedulerAsyncPreemption nominations are dropped after the victims, and in any case.
 */
export function evictVictims(
  cx: ActorContext<SchedulerState>,
  preemptor: Pod,
  node: string,
  victims: readonly Pod[],
): readonly string[] {
  const staying = victims.filter((pod) => !pod.metadata.deletionTimestamp);
  const isAsync = isEnabled('SchedulerAsyncPreemption');
  if (staying.length === 0 && isAsync) return [];
  if (isAsync) dropNominations(cx, preemptor, node);
  const woken = staying.flatMap((victim) => evict(cx, preemptor, node, victim));
  if (!isAsync) dropNominations(cx, preemptor, node);
  return woken;
}

function dropNominations(cx: ActorContext<SchedulerState>, preemptor: Pod, node: string): void {
  for (const { pod, key } of cx.state.nominator.lower(preemptor, node)) {
    cx.state.nominator.delete(key);
    ignoringGone(() => patchPodStatus(cx, pod, undefined, ''));
  }
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
