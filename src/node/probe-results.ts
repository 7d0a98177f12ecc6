// What the probes have found about a container, as statuses and decisions ask for it.

import type { Container } from '../kinds/generated/types.gen';
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

/** Running, and past its startup probe if it has one. upstream: pkg/kubelet/prober isContainerStarted */
export function isStarted(worker: PodWorker, container: Container, nowMs: number): boolean {
  if (!isRunning(worker.containers[container.name]?.current, nowMs)) return false;
  return !container.startupProbe || resultOf(worker, container.name, 'startup') === 'Success';
}

export function isReady(worker: PodWorker, container: Container): boolean {
  return !container.readinessProbe || resultOf(worker, container.name, 'readiness') === 'Success';
}
