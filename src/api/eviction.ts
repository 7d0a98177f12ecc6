// POST pods/NAME/eviction: deletion that a PodDisruptionBudget may refuse.
// upstream: pkg/registry/core/pod/storage/eviction.go

import type { Eviction, Pod, PodCondition, PodDisruptionBudget } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { compileSelector } from '../kinds/labels';
import { rfc3339 } from '../sim/time';
import type { DeleteOptions } from './actor';
import { ApiError, type StatusCause } from './api-error';
import type { Caller } from './caller';
import { deleteObject } from './deletion';
import type { ApiServer } from './server';

/** Evicts a pod. Errors: 429 TooManyRequests when a budget has no room, 500 when two budgets cover the pod. */
export function evictPod(
  server: ApiServer,
  caller: Caller,
  podRow: KindRow,
  budgetRow: KindRow,
  pod: Pod,
  body: unknown,
  dryRun = false,
): void {
  const asked = ((body as Eviction | undefined)?.deleteOptions ?? {}) as DeleteOptions;
  const { namespace, name } = pod.metadata;
  const phase = pod.status?.phase;
  const unguarded =
    phase === 'Pending' || phase === 'Succeeded' || phase === 'Failed' || pod.metadata.deletionTimestamp;
  if (!unguarded) {
    const budget = budgetOf(server, pod);
    if (budget && !mayGoUnready(pod, budget)) takeDisruption(server, caller, budgetRow, budget, name, dryRun);
  }
  if (!dryRun) markTarget(server, caller, podRow, pod);
  deleteObject(server, caller, podRow, namespace, name, asked, { dryRun });
}

function budgetOf(server: ApiServer, pod: Pod): PodDisruptionBudget | undefined {
  const budgets = server.parts.reader
    .by('PodDisruptionBudget', 'namespace', pod.metadata.namespace ?? '')
    .filter((budget) => budget.spec?.selector && compileSelector(budget.spec.selector)(pod.metadata.labels ?? {}));
  if (budgets.length > 1) {
    const why = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new ApiError(500, undefined, why);
  }
  return budgets[0];
}

function mayGoUnready(pod: Pod, budget: PodDisruptionBudget): boolean {
  const ready = pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  if (ready) return false;
  if (budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {};
  return desiredHealthy > 0 && currentHealthy >= desiredHealthy;
}

function takeDisruption(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  budget: PodDisruptionBudget,
  pod: string,
  dryRun: boolean,
): void {
  const status = budget.status;
  const { name } = budget.metadata;
  if ((status?.observedGeneration ?? 0) < (budget.metadata.generation ?? 0)) {
    throw tooMany(`The disruption budget ${name} is still being processed by the server.`, 10);
  }
  const allowed = status?.disruptionsAllowed ?? 0;
  if (allowed <= 0) throw tooMany(whyNone(budget));
  if (dryRun) return;
  const next = {
    ...budget,
    status: {
      ...status,
      disruptionsAllowed: allowed - 1,
      disruptedPods: { ...status?.disruptedPods, [pod]: rfc3339(server.parts.clock.nowMs) },
    },
  };
  server.write(caller, row, next as PodDisruptionBudget, 'update', { subresource: 'status' });
}

function whyNone(budget: PodDisruptionBudget): string {
  const { name } = budget.metadata;
  const { desiredHealthy = 0, currentHealthy = 0, conditions } = budget.status ?? {};
  const condition = conditions?.find(({ type }) => type === 'DisruptionAllowed');
  if (condition?.reason === 'SyncFailed') {
    return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${condition.message}`;
  }
  if (currentHealthy <= desiredHealthy) {
    return `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  return `The disruption budget ${name} does not allow evicting pods currently`;
}

function tooMany(message: string, retryAfterSeconds?: number): ApiError {
  const causes: StatusCause[] = [{ reason: 'DisruptionBudget', message }];
  const text = "Cannot evict pod as it would violate the pod's disruption budget.";
  return new ApiError(429, 'TooManyRequests', text, {
    causes,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function markTarget(server: ApiServer, caller: Caller, row: KindRow, pod: Pod): void {
  const condition = {
    lastProbeTime: null,
    lastTransitionTime: rfc3339(server.parts.clock.nowMs),
    message: 'Eviction API: evicting',
    observedGeneration: pod.metadata.generation,
    reason: 'EvictionByEvictionAPI',
    status: 'True',
    type: 'DisruptionTarget',
  } as unknown as PodCondition;
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  const marked = { ...pod, status: { ...pod.status, conditions: [...others, condition] } } as Pod;
  server.write(caller, row, marked, 'update', { subresource: 'status' });
}
