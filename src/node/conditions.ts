// The conditions that the kubelet writes, in its order. upstream: pkg/kubelet/status/generate.go

import { isEnabled } from '../kinds/feature-gates';
import type { Container, ContainerStatus, Pod, PodCondition, PodStatus } from '../kinds/generated/types.gen';
import { conditionNamed } from '../kinds/pod-conditions';
import { isSidecar } from '../kinds/pod-spec/pod-resources';
import { couldRestartAll } from '../kinds/pod-spec/restart-policy';
import { rfc3339 } from '../sim/time';

export interface ConditionInput {
  readonly pod: Pod;
  readonly phase: string;
  /** Of init containers first, then the regular ones. */
  readonly statuses: readonly ContainerStatus[];
  readonly sandboxReady: boolean;
  readonly restartingAll: boolean;
  /** Conditions of others, e.g. readiness gates. */
  readonly foreign: readonly PodCondition[];
  /** The status before: its transition times stay where the status stays. */
  readonly before: PodStatus | undefined;
  readonly nowMs: number;
}

interface Verdict {
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

const TRUE: Verdict = Object.freeze({ status: 'True' });
const FALSE: Verdict = Object.freeze({ status: 'False' });
const COMPLETED: Verdict = Object.freeze({ status: 'False', reason: 'PodCompleted' });
const FAILED: Verdict = Object.freeze({ status: 'False', reason: 'PodFailed' });

const OWN: ReadonlySet<string> = new Set([
  'PodScheduled',
  'Ready',
  'Initialized',
  'ContainersReady',
  'PodReadyToStartContainers',
  'AllContainersRestarting',
  'PodResizePending',
  'PodResizeInProgress',
]);

export const isKubeletCondition = (type: string) => OWN.has(type);

/** Shared with others: the kubelet writes it with the end of a pod that it has ended itself. */
export const DISRUPTION_TARGET = 'DisruptionTarget';

export function replaceOrAppend(conditions: readonly PodCondition[], own: PodCondition): readonly PodCondition[] {
  const others = conditions.some(({ type }) => type === own.type);
  return others ? conditions.map((one) => (one.type === own.type ? own : one)) : [...conditions, own];
}

export function kubeletConditions(input: ConditionInput): PodCondition[] {
  const { pod, before, nowMs } = input;
  const generation = pod.metadata.generation;
  const write = (type: string, verdict: Verdict) => conditionOf(type, verdict, before, generation, nowMs);
  const containersReady = judgeContainers(input);
  const conditions = [
    ...(isEnabled('PodReadyToStartContainersCondition')
      ? [write('PodReadyToStartContainers', input.sandboxReady ? TRUE : FALSE)]
      : []),
    write('Initialized', judgeInitialized(input)),
    write('Ready', judgeReady(input, containersReady)),
    write('ContainersReady', containersReady),
    write('PodScheduled', TRUE),
  ];
  if (couldRestartAll(pod.spec)) {
    conditions.push(conditionOf('AllContainersRestarting', judgeRestarting(input), before, undefined, nowMs));
  }
  return conditions;
}

/** A condition; its transition time is the old one's while the status is. */
export function conditionOf(
  type: string,
  { status, reason, message }: Verdict,
  before: PodStatus | undefined,
  generation: number | undefined,
  nowMs: number,
): PodCondition {
  const old = conditionNamed(before?.conditions, type);
  const since = old?.status === status ? old.lastTransitionTime : undefined;
  const lastProbeTime = null as unknown as string;
  const lastTransitionTime = since ?? rfc3339(nowMs);
  // The two usual forms, made whole: what is added later lies outside of the object.
  if (generation !== undefined && !message) {
    if (!reason) return { lastProbeTime, lastTransitionTime, observedGeneration: generation, status, type };
    return { lastProbeTime, lastTransitionTime, observedGeneration: generation, reason, status, type };
  }
  return {
    lastProbeTime,
    lastTransitionTime,
    ...(message ? { message } : {}),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(reason ? { reason } : {}),
    status,
    type,
  };
}

function statusNamed(statuses: readonly ContainerStatus[], name: string): ContainerStatus | undefined {
  for (let index = 0; index < statuses.length; index++) if (statuses[index]?.name === name) return statuses[index];
  return undefined;
}

/** `containers with unready status: [a b]`: names as Go prints a list. */
function listText(unknown: readonly string[], undone: readonly string[], word: string): string {
  const parts: string[] = [];
  if (unknown.length > 0) parts.push(`containers with unknown status: [${unknown.join(' ')}]`);
  if (undone.length > 0) parts.push(`containers with ${word} status: [${undone.join(' ')}]`);
  return parts.join(', ');
}

function judgeContainers({ pod, phase, statuses }: ConditionInput): Verdict {
  const unknown: string[] = [];
  const unready: string[] = [];
  const look = (container: Container) => {
    const status = statusNamed(statuses, container.name);
    if (!status) unknown.push(container.name);
    else if (!status.ready) unready.push(container.name);
  };
  for (const container of pod.spec.initContainers ?? []) if (isSidecar(container)) look(container);
  for (const container of pod.spec.containers) look(container);
  if (phase === 'Succeeded' && unknown.length === 0) return COMPLETED;
  if (phase === 'Failed') return FAILED;
  if (unknown.length === 0 && unready.length === 0) return TRUE;
  return { status: 'False', reason: 'ContainersNotReady', message: listText(unknown, unready, 'unready') };
}

function judgeReady({ pod, foreign }: ConditionInput, containersReady: Verdict): Verdict {
  const gates = pod.spec.readinessGates;
  if (containersReady.status !== 'True' || !gates?.length) return containersReady;
  const problems: string[] = [];
  for (const { conditionType } of gates) {
    const gate = conditionNamed(foreign, conditionType);
    const name = JSON.stringify(conditionType);
    if (!gate) problems.push(`corresponding condition of pod readiness gate ${name} does not exist.`);
    else if (gate.status !== 'True') {
      problems.push(`the status of pod readiness gate ${name} is not "True", but ${gate.status}`);
    }
  }
  if (problems.length === 0) return TRUE;
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: problems.join(', ') };
}

function judgeInitialized({ pod, phase, statuses, before }: ConditionInput): Verdict {
  const unknown: string[] = [];
  const incomplete: string[] = [];
  for (const container of pod.spec.initContainers ?? []) {
    const status = statusNamed(statuses, container.name);
    if (!status) unknown.push(container.name);
    else if (!(isSidecar(container) ? status.started : status.ready)) incomplete.push(container.name);
  }
  if (phase === 'Succeeded' && unknown.length === 0) return { status: 'True', reason: 'PodCompleted' };
  if (unknown.length === 0 && incomplete.length === 0) return TRUE;
  if (hasStartedRegular(pod, statuses) || conditionNamed(before?.conditions, 'Initialized')?.status === 'True')
    return TRUE;
  return { status: 'False', reason: 'ContainersNotInitialized', message: listText(unknown, incomplete, 'incomplete') };
}

/** upstream: pkg/kubelet/container HasAnyRegularContainerStarted */
function hasStartedRegular(pod: Pod, statuses: readonly ContainerStatus[]): boolean {
  return pod.spec.containers.some(({ name }) => {
    const state = statusNamed(statuses, name)?.state;
    return (state?.running ?? state?.terminated) !== undefined;
  });
}

function judgeRestarting({ restartingAll, phase }: ConditionInput): Verdict {
  if (phase === 'Succeeded') return COMPLETED;
  if (phase === 'Failed') return FAILED;
  if (!restartingAll) return FALSE;
  const message = 'container exited with restart policy rule';
  return { status: 'True', reason: 'RestartAllContainersStarted', message };
}
