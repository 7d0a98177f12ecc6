// The conditions that the kubelet writes, in its order. upstream: pkg/kubelet/status/generate.go

import type { Container, ContainerStatus, Pod, PodCondition, PodStatus } from '../kinds/generated/types.gen';
import { rfc3339 } from '../sim/time';
import { allContainers, couldRestartAll, isSidecar } from './restart-policy';

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

type Draft = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

const OWN = [
  'PodScheduled',
  'Ready',
  'Initialized',
  'ContainersReady',
  'PodReadyToStartContainers',
  'AllContainersRestarting',
  'PodResizePending',
  'PodResizeInProgress',
];

export const isKubeletCondition = (type: string) => OWN.includes(type);

export function kubeletConditions(input: ConditionInput): PodCondition[] {
  const { pod, phase } = input;
  const containersReady = containersReadyCondition(input);
  const drafts: Draft[] = [
    { type: 'PodReadyToStartContainers', status: input.sandboxReady ? 'True' : 'False' },
    initializedCondition(input),
    readyCondition(input, containersReady),
    containersReady,
    { type: 'PodScheduled', status: 'True' },
  ];
  const conditions = drafts.map((draft) => complete(draft, input, pod.metadata.generation));
  if (couldRestartAll(pod.spec)) conditions.push(complete(restartingCondition(input, phase), input, undefined));
  return conditions;
}

function complete(draft: Draft, { before, nowMs }: ConditionInput, generation: number | undefined): PodCondition {
  const old = before?.conditions?.find((condition) => condition.type === draft.type);
  const same = old?.status === draft.status && old.lastTransitionTime !== undefined;
  return {
    lastProbeTime: null as unknown as string,
    lastTransitionTime: same ? old.lastTransitionTime : rfc3339(nowMs),
    ...(draft.message ? { message: draft.message } : {}),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(draft.reason ? { reason: draft.reason } : {}),
    status: draft.status,
    type: draft.type,
  };
}

/** `[a b]`, as Go prints a list. */
const goList = (names: readonly string[]) => `[${names.join(' ')}]`;

function lists(unknown: readonly string[], others: readonly string[], word: string): string {
  const parts: string[] = [];
  if (unknown.length > 0) parts.push(`containers with unknown status: ${goList(unknown)}`);
  if (others.length > 0) parts.push(`containers with ${word} status: ${goList(others)}`);
  return parts.join(', ');
}

function sort(
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  isDone: (container: Container, status: ContainerStatus) => boolean,
): { readonly unknown: string[]; readonly undone: string[] } {
  const unknown: string[] = [];
  const undone: string[] = [];
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    if (!status) unknown.push(container.name);
    else if (!isDone(container, status)) undone.push(container.name);
  }
  return { unknown, undone };
}

function containersReadyCondition({ pod, phase, statuses }: ConditionInput): Draft {
  const type = 'ContainersReady';
  const counted = allContainers(pod.spec).filter(
    (container) => isSidecar(container) || pod.spec.containers.includes(container),
  );
  const { unknown, undone } = sort(counted, statuses, (_, status) => status.ready);
  if (phase === 'Succeeded' && unknown.length === 0) return { type, status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' };
  const message = lists(unknown, undone, 'unready');
  return message ? { type, status: 'False', reason: 'ContainersNotReady', message } : { type, status: 'True' };
}

function readyCondition({ pod, foreign }: ConditionInput, containersReady: Draft): Draft {
  const type = 'Ready';
  if (containersReady.status !== 'True') return { ...containersReady, type };
  const problems: string[] = [];
  for (const { conditionType } of pod.spec.readinessGates ?? []) {
    const gate = foreign.find((condition) => condition.type === conditionType);
    const name = JSON.stringify(conditionType);
    if (!gate) problems.push(`corresponding condition of pod readiness gate ${name} does not exist.`);
    else if (gate.status !== 'True') {
      problems.push(`the status of pod readiness gate ${name} is not "True", but ${gate.status}`);
    }
  }
  if (problems.length === 0) return { type, status: 'True' };
  return { type, status: 'False', reason: 'ReadinessGatesNotReady', message: problems.join(', ') };
}

function initializedCondition({ pod, phase, statuses, before }: ConditionInput): Draft {
  const type = 'Initialized';
  const { unknown, undone } = sort(pod.spec.initContainers ?? [], statuses, (container, status) =>
    isSidecar(container) ? status.started === true : status.ready,
  );
  if (phase === 'Succeeded' && unknown.length === 0) return { type, status: 'True', reason: 'PodCompleted' };
  if (hasStartedRegular(pod, statuses)) return { type, status: 'True' };
  const message = lists(unknown, undone, 'incomplete');
  if (!message) return { type, status: 'True' };
  const wasInitialized = before?.conditions?.some((old) => old.type === type && old.status === 'True');
  if (wasInitialized) return { type, status: 'True' };
  return { type, status: 'False', reason: 'ContainersNotInitialized', message };
}

/** upstream: pkg/kubelet/container HasAnyRegularContainerStarted */
function hasStartedRegular(pod: Pod, statuses: readonly ContainerStatus[]): boolean {
  const regular = (name: string) => pod.spec.containers.some((container) => container.name === name);
  return statuses.some(
    (status) => regular(status.name) && (status.state?.running ?? status.state?.terminated) !== undefined,
  );
}

function restartingCondition({ restartingAll }: ConditionInput, phase: string): Draft {
  const type = 'AllContainersRestarting';
  if (phase === 'Succeeded') return { type, status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' };
  if (!restartingAll) return { type, status: 'False' };
  const message = 'container exited with restart policy rule';
  return { type, status: 'True', reason: 'RestartAllContainersStarted', message };
}
