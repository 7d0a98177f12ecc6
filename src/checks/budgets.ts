// PodDisruptionBudgets and autoscalers by the pods and workloads that they are for.

import type { HorizontalPodAutoscaler, PodDisruptionBudget } from '../kinds/generated/types.gen';
import { compileSelector, type Labels } from '../kinds/labels';
import type { CheckContext } from './context';
import type { ObjectReference } from './finding';

/** The budgets that count a pod with these labels. */
export function budgetsFor(cx: CheckContext, namespace: string, labels: Labels): readonly PodDisruptionBudget[] {
  const budgets = cx.started.cluster.list('PodDisruptionBudget', namespace);
  return budgets.filter(({ spec }) => compileSelector(spec?.selector)(labels));
}

/** The autoscaler of a workload. */
export function autoscalerOf(
  { started: { cluster } }: CheckContext,
  { kind, namespace, name }: ObjectReference,
): HorizontalPodAutoscaler | undefined {
  const autoscalers = cluster.list('HorizontalPodAutoscaler', namespace);
  return autoscalers.find(({ spec: { scaleTargetRef: target } }) => target.kind === kind && target.name === name);
}

/** Replicas that a workload never goes below: of its autoscaler, or its own. */
export function leastReplicas(cx: CheckContext, workload: ObjectReference, own: number): number {
  const autoscaler = autoscalerOf(cx, workload);
  return autoscaler ? (autoscaler.spec.minReplicas ?? 1) : own;
}
