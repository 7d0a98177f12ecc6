// Which init containers and sidecars to start or kill: regular ones one after another, each must exit 0; a sidecar is
// passed as soon as it has started and is kept running. upstream: pkg/kubelet/kuberuntime computeInitContainerActions

import type { Container } from '../kinds/generated/types.gen';
import { isSidecar } from '../kinds/pod-spec/pod-resources';
import { shouldRestart } from '../kinds/pod-spec/restart-policy';
import { type ContainerRecord, endOf, isRunning, type PodWorker } from './kubelet-state';
import { hasFailed, resultOf } from './probe-results';
import type { KillCause } from './stage';

export interface ContainerKill {
  readonly container: string;
  readonly message: string;
  readonly cause: KillCause;
}

export interface InitActions {
  /** Regular containers may run. */
  readonly hasInitialized: boolean;
  /** An init container failed for good. */
  readonly killPod: boolean;
  readonly kills: readonly ContainerKill[];
  readonly starts: readonly string[];
}

interface Draft {
  hasInitialized: boolean;
  failedForGood: boolean;
  readonly kills: ContainerKill[];
  /** In reverse order of the spec. */
  readonly starts: string[];
}

export function initActions(worker: PodWorker, nowMs: number): InitActions {
  const containers = worker.pod.spec.initContainers ?? [];
  if (containers.length === 0) return { hasInitialized: true, killPod: false, kills: [], starts: [] };
  const regularRuns = worker.pod.spec.containers.some(({ name }) => isRunning(worker.containers[name]?.current, nowMs));
  const draft: Draft = { hasInitialized: regularRuns, failedForGood: false, kills: [], starts: [] };
  let passed = regularRuns;
  for (let index = containers.length - 1; index >= 0; index--) {
    const container = containers[index] as Container;
    const record = recordInSandbox(worker, container.name);
    if (!record) {
      if (passed && isSidecar(container)) draft.starts.push(container.name);
      continue;
    }
    if (passed && !isSidecar(container)) continue;
    inspect(worker, containers, index, record, passed, draft, nowMs);
    if (draft.failedForGood) return { hasInitialized: false, killPod: true, kills: [], starts: [] };
    passed = true;
  }
  if (!passed) draft.starts.push((containers[0] as Container).name);
  const { hasInitialized, kills, starts } = draft;
  return { hasInitialized, killPod: false, kills, starts: starts.reverse() };
}

/** Runs in an earlier sandbox do not count: a new sandbox starts from the beginning. */
function recordInSandbox(worker: PodWorker, container: string): ContainerRecord | undefined {
  const record = worker.containers[container];
  return record?.current.sandbox === worker.sandbox?.attempt ? record : undefined;
}

function inspect(
  worker: PodWorker,
  containers: readonly Container[],
  index: number,
  record: ContainerRecord,
  passed: boolean,
  draft: Draft,
  nowMs: number,
): void {
  const container = containers[index] as Container;
  const end = endOf(record.current, nowMs);
  if (!end) {
    if (isSidecar(container)) inspectSidecar(worker, containers, index, record, passed, draft);
    return;
  }
  if (isSidecar(container)) {
    draft.starts.push(container.name);
  } else if (end.code !== 0 || end.reason === 'OOMKilled') {
    if (shouldRestart(container, worker.pod.spec, end.code)) draft.starts.push(container.name);
    else draft.failedForGood = true;
  } else pass(containers, index, passed, draft);
}

/** This init container is done or, for a sidecar, started: the next one's turn has come. */
function pass(containers: readonly Container[], index: number, passed: boolean, draft: Draft): void {
  const next = containers[index + 1];
  if (!next) draft.hasInitialized = true;
  else if (!passed) draft.starts.push(next.name);
}

function inspectSidecar(
  worker: PodWorker,
  containers: readonly Container[],
  index: number,
  { current }: ContainerRecord,
  passed: boolean,
  draft: Draft,
): void {
  const container = containers[index] as Container;
  const { name } = container;
  const kill = (message: string, cause: KillCause) => {
    draft.kills.push({ container: name, message: `Init container ${name} ${message}`, cause });
    draft.starts.push(name);
  };
  if (container.startupProbe) {
    const result = resultOf(worker, name, 'startup');
    if (result === 'Failure') kill('failed startup probe', 'startup');
    if (result !== 'Success') return;
  }
  pass(containers, index, passed, draft);
  if (current.specImage !== container.image) kill('definition changed', 'unknown');
  else if (hasFailed(worker, name, 'liveness')) kill('failed liveness probe', 'liveness');
}
