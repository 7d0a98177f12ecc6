// What the probes have found about a container, as statuses and decisions ask for it.

import { isEnabled } from '../kinds/feature-gates';
import type { Container, ContainerStatus } from '../kinds/generated/types.gen';
import { isRunning, type PodWorker, type ProbeKind, type ProbeResult } from './kubelet-state';

export function probeKey(container: string, kind: ProbeKind): string {
  return `${container}/${kind}`;
}

/** The stored result for the container's present run; undefined when that run has not been probed. */
export function resultOf(worker: PodWorker, container: string, kind: ProbeKind): ProbeResult | undefined {
  const probe = worker.probes[probeKey(container, kind)];
  return probe !== undefined && probe.runId === worker.containers[container]?.current.id ? probe.result : undefined;
}

export function hasFailed(worker: PodWorker, container: string, kind: 'liveness' | 'startup'): boolean {
  return resultOf(worker, container, kind) === 'Failure';
}

/** Whether the present run was there when the kubelet started, which leaves it what it was until it has asked. */
export function isFound(worker: PodWorker, container: string): boolean {
  if (worker.foundMs === 0 || isEnabled('ChangeContainerStatusOnKubeletRestart')) return false;
  const run = worker.containers[container]?.current;
  return run !== undefined && run.startedMs < worker.foundMs;
}

/**
 * Running, and past its startup probe if it has one; `before` is its status so far.
 * upstream: pkg/kubelet/prober isContainerStarted, pkg/kubelet convertToAPIContainerStatuses
 */
export function isStarted(
  worker: PodWorker,
  container: Container,
  before: ContainerStatus | undefined,
  nowMs: number,
): boolean {
  const run = worker.containers[container.name]?.current;
  if (!isRunning(run, nowMs)) return false;
  if (!container.startupProbe) return true;
  const result = resultOf(worker, container.name, 'startup');
  if (result !== undefined) return result === 'Success';
  return wasStarted(worker, container.name, before);
}

/** A kubelet's restart does not start a container again. */
export function wasStarted(worker: PodWorker, container: string, before: ContainerStatus | undefined): boolean {
  const isSame = before?.containerID === worker.containers[container]?.current.id;
  return (
    isSame && before?.started === true && worker.foundMs > 0 && !isEnabled('ChangeContainerStatusOnKubeletRestart')
  );
}

/** upstream: pkg/kubelet/prober UpdatePodStatus, setReadyStateOnKubeletRestart */
export function isReady(worker: PodWorker, container: Container): boolean {
  if (!container.readinessProbe) return true;
  const result = resultOf(worker, container.name, 'readiness');
  if (result !== undefined || !isFound(worker, container.name)) return result === 'Success';
  return worker.pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
