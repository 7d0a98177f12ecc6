// Brings pods' statuses to the API server: keeps what was computed last, writes what differs, holds a terminal phase
// back until no container can run any more, and deletes a pod that has ended. upstream:
// pkg/kubelet/status/status_manager.go

import { ApiError } from '../api/api-error';
import { equalData } from '../kinds/equal-data';
import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../kinds/generated/types.gen';
import { conditionNamed } from '../kinds/pod-conditions';
import { isSidecar } from '../kinds/pod-spec/pod-resources';
import { withFields } from '../kinds/with-defaults';
import { DISRUPTION_TARGET, isKubeletCondition, replaceOrAppend } from './conditions';
import { endWithoutTimes } from './container-status';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { isTerminalPhase } from './phase';
import { isStatic, workerUid } from './static-pods';

/** Takes a computed status and writes it when it differs from the last one. */
export function setStatus(cx: KubeletContext, worker: PodWorker, status: PodStatus): void {
  if (worker.status !== undefined && equalData(worker.status, status)) return;
  worker.status = status;
  pushStatus(cx, worker);
}

/** Writes the worker's status if the API server shows another one. Answers the pod as it stands then. */
export function pushStatus(cx: KubeletContext, worker: PodWorker): Pod | undefined {
  const pod = livePod(cx, worker);
  if (!pod || !worker.status || cx.state.nodes.get(worker.node)?.isCutOff) return undefined;
  const status = merged(pod, worker.status, worker.life === 'syncing' || worker.life === 'terminating');
  if (equalData(pod.status, status)) return pod;
  return cx.updateStatus({ ...pod, status });
}

/** The last word: whatever has no end yet is marked as lost, then the object may go. upstream: TerminatePod */
export function finishStatus(cx: KubeletContext, worker: PodWorker): void {
  const known = worker.status ?? worker.pod.status ?? {};
  // A deleted pod is judged as it was seen last: its containers' end came after that.
  const isDeleted = worker.pod.metadata.deletionTimestamp !== undefined;
  const initialized = hasInitialized(worker.pod, (isDeleted && worker.statusBeforeEnd) || known);
  const phase = known.phase;
  worker.status = {
    ...known,
    ...(initialized && known.containerStatuses
      ? { containerStatuses: known.containerStatuses.map(lostUnlessEnded) }
      : {}),
    ...(known.ephemeralContainerStatuses
      ? { ephemeralContainerStatuses: known.ephemeralContainerStatuses.map(lostUnlessEnded) }
      : {}),
    ...(known.initContainerStatuses ? { initContainerStatuses: lostInits(known.initContainerStatuses) } : {}),
    ...(isStatic(worker.pod) && phase !== undefined ? { phase } : { phase: terminalPhase(phase) }),
  };
  const pod = pushStatus(cx, worker);
  if (pod?.metadata.deletionTimestamp !== undefined) deletePod(cx, worker);
}

const terminalPhase = (phase: PodStatus['phase']) => (phase !== undefined && isTerminalPhase(phase) ? phase : 'Failed');

/** The pod's object, if it is still the one that this worker runs. */
export function livePod(cx: KubeletContext, worker: PodWorker): Pod | undefined {
  const pod = cx.get('Pod', worker.namespace, worker.name);
  return pod && workerUid(pod) === worker.uid ? pod : undefined;
}

function deletePod(cx: KubeletContext, worker: PodWorker): void {
  try {
    const preconditions = { uid: worker.uid };
    cx.delete('Pod', worker.namespace, worker.name, { gracePeriodSeconds: 0, preconditions });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** upstream: mergePodStatus */
function merged(pod: Pod, status: PodStatus, couldRun: boolean): PodStatus {
  const { phase, reason, message, conditions = NO_CONDITIONS } = status;
  const foreign = only(pod.status?.conditions ?? NO_CONDITIONS, isForeign);
  const own = only(conditions, isOwn);
  const before = pod.status?.phase;
  const held = couldRun && phase !== undefined && isTerminalPhase(phase) && !isTerminalPhase(before);
  const told = held
    ? { phase: before, reason: pod.status?.reason, message: pod.status?.message }
    : { phase, reason, message };
  const settled =
    told.phase !== undefined && isTerminalPhase(told.phase) ? own.map((one) => unready(one, told.phase)) : own;
  const ends = !held && isTerminalPhase(phase) && !isTerminalPhase(before);
  const disruption = ends ? conditionNamed(conditions, DISRUPTION_TARGET) : undefined;
  const shared = disruption ? replaceOrAppend(foreign, disruption) : foreign;
  const all = shared.length > 0 ? shared.concat(settled) : settled;
  const next = withFields(keptFields(pod.status), status) as Record<string, unknown>;
  if (all.length > 0) next.conditions = all;
  else delete next.conditions;
  if (held || message === '' || reason === '') {
    for (const key of ['message', 'phase', 'reason'] as const) {
      if (told[key]) next[key] = told[key];
      else delete next[key];
    }
  }
  return next;
}

const NO_CONDITIONS: readonly PodCondition[] = [];
const isOwn = ({ type }: PodCondition) => isKubeletCondition(type);
const isForeign = ({ type }: PodCondition) => !isKubeletCondition(type);

/** The same list where all are chosen, as they nearly always are. */
function only(
  conditions: readonly PodCondition[],
  isChosen: (condition: PodCondition) => boolean,
): readonly PodCondition[] {
  for (let index = 0; index < conditions.length; index++) {
    if (!isChosen(conditions[index] as PodCondition)) return conditions.filter(isChosen);
  }
  return conditions;
}

/** What others write into a pod's status. */
function keptFields(status: PodStatus | undefined): PodStatus {
  if (!status?.nominatedNodeName && !status?.resourceClaimStatuses && !status?.extendedResourceClaimStatus) {
    return NOTHING;
  }
  const { nominatedNodeName, resourceClaimStatuses, extendedResourceClaimStatus } = status;
  return {
    ...(nominatedNodeName === undefined ? {} : { nominatedNodeName }),
    ...(resourceClaimStatuses === undefined ? {} : { resourceClaimStatuses }),
    ...(extendedResourceClaimStatus === undefined ? {} : { extendedResourceClaimStatus }),
  };
}

const NOTHING: PodStatus = Object.freeze({});

/** A pod that has ended is never told as ready. */
function unready(condition: PodCondition, phase: string | undefined): PodCondition {
  if (condition.status !== 'True' || (condition.type !== 'Ready' && condition.type !== 'ContainersReady'))
    return condition;
  return { ...condition, status: 'False', reason: phase === 'Failed' ? 'PodFailed' : 'PodCompleted' };
}

const LOST = Object.freeze({
  terminated: endWithoutTimes({
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
  }),
});

function lostUnlessEnded(status: ContainerStatus): ContainerStatus {
  return status.state?.terminated ? status : { ...status, state: LOST };
}

/** All but the last ones without any sign of a start; the first one always. upstream: initializedContainers */
function lostInits(statuses: readonly ContainerStatus[]): readonly ContainerStatus[] {
  let last = 0;
  statuses.forEach(({ state, lastState }, index) => {
    if (!state?.waiting || lastState?.terminated) last = index;
  });
  return statuses.map((status, index) => (index <= last ? lostUnlessEnded(status) : status));
}

/** upstream: hasPodInitialized */
function hasInitialized(pod: Pod, { containerStatuses, initContainerStatuses = [] }: PodStatus): boolean {
  const inits = pod.spec.initContainers ?? [];
  if (inits.length === 0) return true;
  if (containerStatuses?.some(({ state, lastState }) => lastState?.terminated || !state?.waiting)) return true;
  const last = inits.at(-1);
  const status = initContainerStatuses.find(({ name }) => name === last?.name);
  if (!last || !status) return false;
  if (isSidecar(last)) return status.state?.running !== undefined && status.started === true;
  return status.state?.terminated?.exitCode === 0 || status.lastState?.terminated?.exitCode === 0;
}
