// A pod's phase from the statuses of its containers. A waiting container with an earlier run counts as stopped, one
// that never ran as waiting. upstream: pkg/kubelet/kubelet_pods.go getPhase

import type { Container, ContainerStateTerminated, ContainerStatus, PodSpec } from '../kinds/generated/types.gen';
import { isSidecar } from '../kinds/pod-spec/pod-resources';
import { shouldRestart } from '../kinds/pod-spec/restart-policy';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export interface PhaseInput {
  readonly spec: PodSpec;
  /** Of all containers, init containers too. */
  readonly statuses: readonly ContainerStatus[];
  /** The pod is being ended: nothing will be restarted. */
  readonly isTerminal: boolean;
  /** A regular container has been started in the present sandbox. */
  readonly hasInitialized: boolean;
}

interface Counts {
  running: number;
  waiting: number;
  stopped: number;
  final: number;
  succeeded: number;
  unknown: number;
}

/** Why a container waits, and ended, that a restart of the whole pod in place has removed. */
export const RESTARTING_ALL = 'RestartingAllContainers';

export const isTerminalPhase = (phase: string | undefined) => phase === 'Succeeded' || phase === 'Failed';

export function phaseOf(input: PhaseInput): Phase {
  const { spec, statuses } = input;
  const init = initProgress(spec, statuses);
  if (init.failedForGood) return 'Failed';
  const counts: Counts = { running: 0, waiting: 0, stopped: 0, final: 0, succeeded: 0, unknown: 0 };
  let sidecarsPending = 0;
  for (const container of spec.initContainers ?? []) {
    if (isSidecar(container)) sidecarsPending += countSidecar(counts, find(statuses, container.name));
  }
  for (const container of spec.containers) countRegular(counts, spec, container, find(statuses, container.name));
  if (init.pending || (sidecarsPending > 0 && !input.hasInitialized) || counts.waiting > 0) return 'Pending';
  if (counts.unknown > 0) return 'Pending';
  if (counts.running > 0) return 'Running';
  if (counts.stopped === 0) return 'Pending';
  if (!input.isTerminal && counts.stopped !== counts.final) return 'Running';
  return counts.stopped === counts.succeeded ? 'Succeeded' : 'Failed';
}

/** One that was removed to restart the pod in place comes back whatever its policy says. */
function comesBack(container: Container, spec: PodSpec, { exitCode, reason }: ContainerStateTerminated): boolean {
  return reason === RESTARTING_ALL || shouldRestart(container, spec, exitCode);
}

function find(statuses: readonly ContainerStatus[], name: string): ContainerStatus | undefined {
  return statuses.find((status) => status.name === name);
}

function initProgress(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
): { readonly pending: boolean; readonly failedForGood: boolean } {
  let pending = false;
  let failedForGood = false;
  for (const container of spec.initContainers ?? []) {
    if (isSidecar(container)) continue;
    const status = find(statuses, container.name);
    const ended = status?.state?.terminated ?? (status?.state?.waiting ? status.lastState?.terminated : undefined);
    if (!ended) pending = true;
    else if (ended.exitCode !== 0 && !comesBack(container, spec, ended)) failedForGood = true;
  }
  return { pending, failedForGood };
}

/** Answers 1 while the sidecar has not started. */
function countSidecar(counts: Counts, status: ContainerStatus | undefined): number {
  const state = status?.state;
  if (!status) {
    counts.unknown++;
    return 0;
  }
  if (state?.running) {
    counts.running++;
    return status.started ? 0 : 1;
  }
  if (state?.terminated || (state?.waiting && status.lastState?.terminated)) return 0;
  if (state?.waiting) counts.waiting++;
  else counts.unknown++;
  return 1;
}

function countRegular(counts: Counts, spec: PodSpec, container: Container, status: ContainerStatus | undefined): void {
  const state = status?.state;
  if (state?.running) {
    counts.running++;
    return;
  }
  const ended = state?.terminated ?? (state?.waiting ? status?.lastState?.terminated : undefined);
  if (ended) {
    counts.stopped++;
    if (!comesBack(container, spec, ended)) counts.final++;
    if (state?.terminated?.exitCode === 0) counts.succeeded++;
  } else if (state?.waiting) counts.waiting++;
  else counts.unknown++;
}
