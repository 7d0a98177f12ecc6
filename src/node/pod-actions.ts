// What a sync has to do for a pod: make a sandbox, kill and start containers, or end the pod. A pure decision over the
// worker at one instant. upstream: pkg/kubelet/kuberuntime computePodActions

import type { Container, Pod } from '../kinds/generated/types.gen';
import { matchingRule } from '../kinds/pod-spec/restart-policy';
import { isDueToStart } from './container-status';
import { type ContainerKill, initActions } from './init-actions';
import { type ContainerRecord, endOf, isRunning, type PodWorker } from './kubelet-state';
import { resizedContainers, restartsToResize } from './pod-resize';
import { hasFailed } from './probe-results';
import { allContainers, ephemeralOf, restartsAfterKill } from './restart-policy';
import type { KillCause } from './stage';

export interface PodActions {
  readonly createSandbox: boolean;
  /** Every container and the sandbox go. */
  readonly killPod: boolean;
  readonly kills: readonly ContainerKill[];
  /** Containers to start: ephemeral ones, init containers, the others, each in the order of the spec. */
  readonly starts: readonly string[];
  /** Containers to remove so that all start afresh in place. */
  readonly resets: readonly string[];
  /** Running containers that get other resources. */
  readonly resizes: readonly string[];
}

const NOTHING: PodActions = Object.freeze({
  createSandbox: false,
  killPod: false,
  kills: [],
  starts: [],
  resets: [],
  resizes: [],
});

export function podActions(worker: PodWorker, nowMs: number): PodActions {
  const actions = actionsBeforeResize(worker, nowMs);
  const resized = resizedContainers(worker, nowMs);
  if (resized.length === 0 || actions.createSandbox || actions.killPod || actions.resets.length > 0) return actions;
  const kills = [...actions.kills];
  const starts = [...actions.starts];
  const resizes: string[] = [];
  for (const container of resized) {
    const { name } = container;
    if (actions.kills.some((kill) => kill.container === name)) continue;
    if (restartsToResize(container, worker)) {
      kills.push({ container: name, message: `Container ${name} resize requires restart`, cause: 'unknown' });
      starts.push(name);
    } else resizes.push(name);
  }
  return { ...actions, kills, starts, resizes };
}

function actionsBeforeResize(worker: PodWorker, nowMs: number): PodActions {
  const { pod } = worker;
  if (worker.restartingAll === 'removing') return { ...NOTHING, resets: resetOrder(worker, nowMs) };
  if (worker.sandbox?.ready !== true) return sandboxActions(worker, nowMs);
  const init = initActions(worker, nowMs);
  const debuggers = neverStarted(worker);
  if (init.killPod || !init.hasInitialized) {
    return { ...NOTHING, killPod: init.killPod, kills: init.kills, starts: [...debuggers, ...init.starts] };
  }
  const kills: ContainerKill[] = [...init.kills];
  const starts: string[] = [];
  let kept = 0;
  for (const container of pod.spec.containers) {
    const record = worker.containers[container.name];
    if (!isRunning(record?.current, nowMs)) {
      if (isDueToStart(pod, container, record, nowMs)) starts.push(container.name);
      continue;
    }
    const kill = killOf(worker, container, record as ContainerRecord);
    if (!kill) kept++;
    else {
      kills.push(kill);
      if (kill.message.endsWith(WILL_RESTART)) starts.push(container.name);
    }
  }
  const killPod = kept === 0 && starts.length === 0;
  return { ...NOTHING, killPod, kills, starts: killPod ? [] : [...debuggers, ...init.starts, ...starts] };
}

/** Ephemeral containers are started once, whatever the others do. */
function neverStarted({ pod, containers }: PodWorker): readonly string[] {
  return ephemeralOf(pod.spec).flatMap(({ name }) => (containers[name] ? [] : [name]));
}

const WILL_RESTART = ', will be restarted';

/** Whether the container's rules, met by its exit code, ask for a restart of everything. */
export function asksRestartOfAll(worker: PodWorker, nowMs: number): boolean {
  return allContainers(worker.pod.spec).some((container) => isSourceOfReset(worker, container, nowMs));
}

/** Why a running container is to be killed, if it is. */
function killOf(worker: PodWorker, container: Container, record: ContainerRecord): ContainerKill | undefined {
  const { spec } = worker.pod;
  const { name } = container;
  let message: string;
  let cause: KillCause = 'unknown';
  let restart = restartsAfterKill(container, spec);
  if (record.current.specImage !== container.image) {
    message = `Container ${name} definition changed`;
    restart = true;
  } else if (hasFailed(worker, name, 'liveness')) {
    message = `Container ${name} failed liveness probe`;
    cause = 'liveness';
  } else if (hasFailed(worker, name, 'startup')) {
    message = `Container ${name} failed startup probe`;
    cause = 'startup';
  } else return undefined;
  return { container: name, message: restart ? message + WILL_RESTART : message, cause };
}

function sandboxActions(worker: PodWorker, nowMs: number): PodActions {
  const { pod, sandbox } = worker;
  const hasRun = Object.keys(worker.containers).length > 0;
  const kill: PodActions = { ...NOTHING, killPod: true };
  if (pod.spec.restartPolicy === 'Never' && sandbox !== undefined && hasRun) return kill;
  const starts = pod.spec.containers.filter((container) => !hasSucceededOnce(pod, container, worker, nowMs));
  if (starts.length === 0 && pod.spec.containers.some(({ name }) => worker.containers[name])) return kill;
  const init = pod.spec.initContainers?.[0];
  const names = init ? [init.name] : starts.map((container) => container.name);
  return { ...NOTHING, createSandbox: true, killPod: sandbox !== undefined, starts: names };
}

/** A container that runs only until it succeeds, and has. */
function hasSucceededOnce(pod: Pod, container: Container, worker: PodWorker, nowMs: number): boolean {
  if ((container.restartPolicy ?? pod.spec.restartPolicy) !== 'OnFailure') return false;
  const record = worker.containers[container.name];
  return record !== undefined && endOf(record.current, nowMs)?.code === 0;
}

/** In reverse order; the container whose exit asked for it goes last. upstream: getContainersToReset */
function resetOrder(worker: PodWorker, nowMs: number): string[] {
  const present = allContainers(worker.pod.spec)
    .filter(({ name }) => worker.containers[name])
    .reverse();
  const sources = present.filter((container) => isSourceOfReset(worker, container, nowMs));
  return [...present.filter((container) => !sources.includes(container)), ...sources].map(({ name }) => name);
}

function isSourceOfReset(worker: PodWorker, container: Container, nowMs: number): boolean {
  const record = worker.containers[container.name];
  const end = record && endOf(record.current, nowMs);
  return end !== undefined && matchingRule(container, end.code)?.action === 'RestartAllContainers';
}
