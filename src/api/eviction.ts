// POST pods/NAME/eviction: deletion that a PodDisruptionBudget may refuse.
// upstream: pkg/registry/core/pod/storage/eviction.go

import type { Eviction, Pod, PodCondition, PodDisruptionBudget } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { compileSelector } from '../kinds/labels';
import { conditionNamed } from '../kinds/pod-conditions';
import { rfc3339 } from '../sim/time';
import type { DeleteOptions } from './actor';
import { ApiError, badRequest, forbidden, type StatusCause } from './api-error';
import { type Caller, serverFor } from './caller';
import { isDryRun } from './delete-options';
import { checkDeletePreconditions, deleteObject } from './deletion';
import { disruptionAllowed, withDisruptionAllowed } from './disruption-allowed';
import type { ApiServer } from './server';

/** Evictions that the budget's controller has not seen through yet. */
const MAX_DISRUPTED_PODS = 2000;
const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction' };
const UNGUARDED_PHASES = ['Pending', 'Succeeded', 'Failed'];

/**
 * Evicts a pod. Errors: 429 TooManyRequests when a budget has no room, 500 when two budgets cover the pod, 409 for a
 * failed precondition.
 */
export function evictPod(
  server: ApiServer,
  caller: Caller,
  podRow: KindRow,
  budgetRow: KindRow,
  namespace: string | undefined,
  name: string,
  body: unknown,
  isDry = false,
): void {
  const eviction = body as Eviction | undefined;
  if (eviction?.metadata?.name && eviction.metadata.name !== name) {
    throw badRequest('name in URL does not match name in Eviction object');
  }
  const target = { operation: 'CREATE', row: podRow, subresource: 'eviction' } as const;
  const given = {
    ...eviction,
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { ...eviction?.metadata, namespace, name },
  };
  const admitted = server.admitBody(caller, target, { namespace, name, dryRun: isDry }, EVICTION, given) as Eviction;
  const asked = (admitted.deleteOptions ?? {}) as DeleteOptions;
  const dryRun = isDry || isDryRun(asked);
  const pod = server.get(podRow, namespace, name) as Pod;
  const isGuarded = !UNGUARDED_PHASES.includes(pod.status?.phase ?? '') && !pod.metadata.deletionTimestamp;
  const budget = isGuarded ? budgetOf(server, pod) : undefined;
  const goesUnready = budget !== undefined && mayGoUnready(pod, budget);
  if (budget && !goesUnready) takeDisruption(server, caller, budgetRow, budget, name, dryRun);
  try {
    checkDeletePreconditions(podRow, pod, asked);
  } catch (error) {
    // A pod that is let go because it is not ready may have become so meanwhile: the client is to ask again.
    if (budget && goesUnready && !asked.preconditions?.resourceVersion) throw stillProcessing(budget);
    throw error;
  }
  if (!dryRun) markTarget(server, caller, podRow, pod);
  // They were met by the pod as it was before it was marked.
  const { preconditions: _met, ...rest } = asked;
  deleteObject(server, caller, podRow, namespace, name, rest, { dryRun, isAdmitted: true });
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

/** Counts the pod as gone before it is. upstream: checkAndDecrement */
function takeDisruption(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  budget: PodDisruptionBudget,
  pod: string,
  dryRun: boolean,
): void {
  const { nowMs } = server.parts.clock;
  const { status = {}, metadata } = budget;
  const { disruptionsAllowed: allowed = 0, disruptedPods = {} } = status;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) throw stillProcessing(budget);
  if (Object.keys(disruptedPods).length > MAX_DISRUPTED_PODS) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw forbidden({ ...row, plural: 'poddisruptionbudget' }, metadata.name, why);
  }
  if (allowed <= 0) throw tooMany(whyNone(budget));
  if (dryRun) return;
  const taken = {
    ...status,
    disruptionsAllowed: allowed - 1,
    disruptedPods: { ...disruptedPods, [pod]: rfc3339(nowMs) },
  };
  const next = { ...budget, status: allowed === 1 ? withDisruptionAllowed(taken, nowMs) : taken };
  server.write(serverFor(caller), row, next as PodDisruptionBudget, 'update', {
    subresource: 'status',
    unmanaged: true,
  });
}

function whyNone(budget: PodDisruptionBudget): string {
  const { desiredHealthy = 0, currentHealthy = 0 } = budget.status ?? {};
  const condition = disruptionAllowed(budget.status);
  const why = condition?.status === 'False' ? condition.message : '';
  const refuses = `The disruption budget ${budget.metadata.name} does not allow evicting pods currently`;
  // Of a failed sync the counts cannot be trusted.
  if (why && condition?.reason === 'SyncFailed') return `${refuses} because it failed sync: ${why}`;
  if (currentHealthy <= desiredHealthy) {
    return `The disruption budget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  return why ? `${refuses} (${condition?.reason}): ${why}` : refuses;
}

const stillProcessing = ({ metadata }: PodDisruptionBudget) =>
  tooMany(`The disruption budget ${metadata.name} is still being processed by the server.`, 10);

function tooMany(message: string, retryAfterSeconds?: number): ApiError {
  const causes: StatusCause[] = [{ reason: 'DisruptionBudget', message }];
  const text = "Cannot evict pod as it would violate the pod's disruption budget.";
  return new ApiError(429, 'TooManyRequests', text, {
    causes,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** upstream: addConditionAndDeletePod, podutil.UpdatePodCondition */
function markTarget(server: ApiServer, caller: Caller, row: KindRow, pod: Pod): void {
  const conditions = pod.status?.conditions ?? [];
  const known = conditionNamed(conditions, 'DisruptionTarget');
  const condition = {
    lastProbeTime: null,
    lastTransitionTime: known?.status === 'True' ? known.lastTransitionTime : rfc3339(server.parts.clock.nowMs),
    message: 'Eviction API: evicting',
    reason: 'EvictionByEvictionAPI',
    status: 'True',
    type: 'DisruptionTarget',
  } as unknown as PodCondition;
  const next = known ? conditions.map((each) => (each === known ? condition : each)) : [...conditions, condition];
  const marked = { ...pod, status: { ...pod.status, conditions: next } } as Pod;
  server.write(caller, row, marked, 'update', { subresource: 'status', unmanaged: true });
}
