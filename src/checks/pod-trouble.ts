// What keeps a pod from being ready, in the words of whoever keeps it: the scheduler, the kubelet, a probe.

import type { ContainerStatus, Pod } from '../kinds/generated/types.gen';
import { conditionOf } from '../matchers/conditions';
import { type StartedCluster, warningsAbout } from './started-cluster';
import { hasEnded, isReady } from './workloads';

export interface Trouble {
  /** `container "web" waits: CreateContainerConfigError: …` */
  readonly text: string;
  /** The container that has it; undefined when it is the pod's. */
  readonly container: string | undefined;
}

/** Undefined when the pod is ready or has done its work. */
export function troubleOf(cluster: StartedCluster, pod: Pod): Trouble | undefined {
  if (isReady(pod) || pod.status?.phase === 'Succeeded') return undefined;
  const { reason = '', message = '' } = pod.status ?? {};
  if (hasEnded(pod) && reason !== '') return { text: `the pod failed: ${reason}: ${message}`, container: undefined };
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') return { text: unscheduledText(scheduled), container: undefined };
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  for (const status of statuses) {
    const text = containerTrouble(status);
    if (text) return { text: `container "${status.name}" ${text}`, container: status.name };
  }
  const warning = warningsAbout(cluster, pod).at(-1);
  if (warning) return { text: `${warning.reason}: ${warning.message}`, container: undefined };
  return {
    text: conditionOf(pod, 'Ready')?.message ?? `it stays ${pod.status?.phase ?? 'Pending'}`,
    container: undefined,
  };
}

const unscheduledText = ({ reason, message }: { reason?: string; message?: string }) =>
  [reason, message].filter(Boolean).join(': ');

const STARTING = ['ContainerCreating', 'PodInitializing'];

function containerTrouble({ state, lastState }: ContainerStatus): string | undefined {
  const { reason = '', message = '' } = state?.waiting ?? {};
  const ended = state?.terminated ?? lastState?.terminated;
  const end = ended && ended.exitCode !== 0 ? `ended with ${ended.reason} (exit code ${ended.exitCode})` : '';
  if (reason !== '' && !STARTING.includes(reason)) {
    const words = reason === 'CrashLoopBackOff' && end ? end : message;
    return `waits: ${[reason, words].filter(Boolean).join(': ')}`;
  }
  return state?.terminated && end ? end : undefined;
}
