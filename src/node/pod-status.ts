// A pod's whole status, made from its worker: containers, phase, conditions, addresses.
// upstream: pkg/kubelet/kubelet_pods.go generateAPIPodStatus, convertStatusToAPIStatus

import { isEnabled } from '../kinds/feature-gates';
import type {
  Container,
  ContainerStatus,
  Pod,
  PodCondition,
  PodSpec,
  PodStatus,
  ResourceRequirements,
} from '../kinds/generated/types.gen';
import { isSidecar, podLimits, podRequests, resourcesKey } from '../kinds/pod-spec/pod-resources';
import { qualityOfService } from '../kinds/pod-spec/quality-of-service';
import { toResourceList } from '../kinds/pod-spec/resource-list';
import { rfc3339 } from '../sim/time';
import { conditionOf, DISRUPTION_TARGET, isKubeletCondition, kubeletConditions, replaceOrAppend } from './conditions';
import { containerStatus } from './container-status';
import type { PodWorker } from './kubelet-state';
import { isTerminalPhase, phaseOf } from './phase';
import { actualSpec, resizeConditions } from './pod-resize';
import { isReady, isStarted } from './probe-results';
import { ephemeralOf } from './restart-policy';

type Draft = { -readonly [K in keyof PodStatus]: PodStatus[K] };

/**
 * The status as this kubelet sees it now. `isTerminal`: the containers have been stopped and their exit codes decide.
 * Transition times and the start time come from the status before: the worker's, else the API object's.
 */
export function generateStatus(worker: PodWorker, hostIp: string, nowMs: number, isTerminal: boolean): PodStatus {
  const { pod } = worker;
  const before = worker.status ?? pod.status;
  const { containers, initContainers } = pod.spec;
  const regular = statusesOf(worker, containers, before?.containerStatuses, false, nowMs);
  if (regular.length > 1) regular.sort((a, b) => (a.name < b.name ? -1 : 1));
  const init = initContainers?.length
    ? statusesOf(worker, initContainers, before?.initContainerStatuses, true, nowMs)
    : undefined;
  const statuses = init ? [...init, ...regular] : regular;
  const phase = decidePhase(worker, before, statuses, isTerminal);
  const foreign = foreignConditions(pod.status?.conditions);
  const own = kubeletConditions({
    pod,
    phase,
    statuses,
    sandboxReady: worker.sandbox?.ready === true,
    restartingAll: worker.restartingAll === 'removing',
    foreign,
    before,
    nowMs,
  });
  const resizing = worker.resize ? [...foreign, ...resizeConditions(worker.resize)] : foreign;
  const conditions = withDisruption(resizing, worker, nowMs);
  const status: Draft = {
    conditions: conditions.length > 0 ? conditions.concat(own) : own,
    containerStatuses: regular,
    hostIP: hostIp,
    hostIPs: hostIps(hostIp),
    phase,
    qosClass: qosOf(pod),
    startTime: before?.startTime ?? rfc3339(nowMs),
  };
  if (init) status.initContainerStatuses = init;
  const ephemeral = ephemeralOf(pod.spec);
  if (ephemeral.length > 0) {
    status.ephemeralContainerStatuses = ephemeralStatuses(worker, ephemeral, before?.ephemeralContainerStatuses, nowMs);
  }
  if (isEnabled('InPlacePodLevelResourcesVerticalScaling')) {
    const { allocated } = resourcesOf(pod.spec);
    status.resources = resourcesOf(actualSpec(worker)).status;
    if (allocated) status.allocatedResources = allocated;
  }
  if (pod.metadata.generation !== undefined) status.observedGeneration = pod.metadata.generation;
  const ip = pod.spec.hostNetwork ? hostIp : (worker.sandbox?.ip ?? '');
  if (ip !== '') {
    status.podIP = ip;
    status.podIPs = before?.podIP === ip ? before.podIPs : [{ ip }];
  }
  // Evictions overwrite what was made of the containers; deadlines are part of it.
  const overruled = worker.ending?.once === true && !isTerminal;
  if (overruled) status.phase = 'Failed';
  const why = overruled || !worker.ending?.once ? worker.ending : undefined;
  const told = why ?? (phase === before?.phase ? before : undefined);
  if (told?.message) status.message = told.message;
  if (told?.reason) status.reason = told.reason;
  return status;
}

/** The kubelet's own word on why it ended the pod replaces what others said. It dates from when it is sent. */
function withDisruption(
  conditions: readonly PodCondition[],
  { ending, pod }: PodWorker,
  nowMs: number,
): readonly PodCondition[] {
  if (ending?.disruption === undefined) return conditions;
  const verdict = { status: 'True', reason: 'TerminationByKubelet', message: ending.disruption } as const;
  const own = conditionOf(DISRUPTION_TARGET, verdict, pod.status, pod.metadata.generation, nowMs);
  return replaceOrAppend(conditions, own);
}

const NONE: readonly PodCondition[] = Object.freeze([]);

function foreignConditions(conditions: readonly PodCondition[] | undefined): readonly PodCondition[] {
  if (!conditions || conditions.every(({ type }) => isKubeletCondition(type))) return NONE;
  return conditions.filter(({ type }) => !isKubeletCondition(type));
}

const hostIpLists = new Map<string, PodStatus['hostIPs']>();

/** One list for all pods of a node. */
function hostIps(ip: string): PodStatus['hostIPs'] {
  let known = hostIpLists.get(ip);
  if (!known) {
    known = Object.freeze([Object.freeze({ ip })]);
    hostIpLists.set(ip, known);
  }
  return known;
}

export function qosOf(pod: Pod): NonNullable<PodStatus['qosClass']> {
  return pod.status?.qosClass ?? qualityOfService(pod.spec);
}

function decidePhase(
  worker: PodWorker,
  before: PodStatus | undefined,
  statuses: readonly ContainerStatus[],
  isTerminal: boolean,
): NonNullable<PodStatus['phase']> {
  const { pod } = worker;
  const apiPhase = pod.status?.phase;
  if (apiPhase !== undefined && isTerminalPhase(apiPhase)) return apiPhase;
  if (worker.ending && !worker.ending.once) return 'Failed';
  const hasInitialized = pod.spec.containers.some(
    ({ name }) => worker.containers[name]?.current.sandbox === worker.sandbox?.attempt,
  );
  const phase = phaseOf({ spec: pod.spec, statuses, isTerminal, hasInitialized });
  const old = before?.phase;
  return !isTerminalPhase(phase) && old !== undefined && isTerminalPhase(old) ? old : phase;
}

function statusesOf(
  worker: PodWorker,
  containers: readonly Container[],
  before: readonly ContainerStatus[] | undefined,
  isInit: boolean,
  nowMs: number,
): ContainerStatus[] {
  return containers.map((container) => {
    const old = before?.find((status) => status.name === container.name);
    const status = containerStatus(worker, container, old, isInit, nowMs) as WritableStatus;
    const started = isStarted(worker, container, old, nowMs);
    const ready = isInit && !isSidecar(container) ? hasCompleted(status) : started && isReady(worker, container);
    if (status.started === started && status.ready === ready) return status;
    if (status === old) return { ...status, ready, started };
    // Made just now, nobody else's yet.
    status.started = started;
    status.ready = ready;
    return status;
  });
}

/** Nobody probes these: they are never ready, and nothing is told of their start. */
function ephemeralStatuses(
  worker: PodWorker,
  containers: readonly Container[],
  before: readonly ContainerStatus[] | undefined,
  nowMs: number,
): readonly ContainerStatus[] {
  const statuses = containers.map((container) => {
    const old = before?.find((status) => status.name === container.name);
    const { started, ...status } = containerStatus(worker, container, old, false, nowMs);
    return status;
  });
  return statuses.sort((a, b) => (a.name < b.name ? -1 : 1));
}

type WritableStatus = { -readonly [K in keyof ContainerStatus]: ContainerStatus[K] };

const hasCompleted = (status: ContainerStatus) => status.state?.terminated?.exitCode === 0;

interface PodResources {
  readonly status: ResourceRequirements;
  readonly allocated: PodStatus['allocatedResources'];
}

const resourcesBySpec = new WeakMap<object, PodResources>();

/** What the status tells of the pod's resources as a whole. */
function resourcesOf(spec: PodSpec): PodResources {
  const key = resourcesKey(spec);
  let known = resourcesBySpec.get(key);
  if (!known) {
    const requests = toResourceList(podRequests(spec));
    const limits = toResourceList(podLimits(spec));
    const asks = Object.keys(requests).length > 0;
    known = {
      status: { ...(Object.keys(limits).length > 0 ? { limits } : {}), ...(asks ? { requests } : {}) },
      allocated: asks ? requests : undefined,
    };
    resourcesBySpec.set(key, known);
  }
  return known;
}
