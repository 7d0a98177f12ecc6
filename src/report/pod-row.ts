// A pod's columns READY, STATUS and RESTARTS as kubectl get shows them.
// upstream: pkg/printers/internalversion/printers.go printPod

import type { Container, ContainerStatus, Pod } from '../kinds/generated/types.gen';
import { parseRfc3339 } from '../sim/time';
import { humanDuration } from './age';

export interface PodRow {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

export function podRow(pod: Pod, nowMs: number): PodRow {
  const { spec, status } = pod;
  const sidecars = new Set((spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const init = initPart(pod, sidecars);
  let ready = init.readySidecars;
  let restarts = init.restarts;
  let reason = init.reason ?? baseReason(pod);
  if (init.reason === undefined || isInitialized(pod)) {
    restarts = init.sidecarRestarts;
    let running = false;
    let failed = '';
    for (const container of [...(status?.containerStatuses ?? [])].reverse()) {
      restarts = addRestarts(restarts, container);
      const shown = containerReason(container);
      if (shown !== undefined) reason = shown;
      if ((container.state?.terminated?.exitCode ?? 0) !== 0) failed = shown ?? failed;
      if (container.ready && container.state?.running) {
        running = true;
        ready++;
      }
    }
    if (reason === 'Completed' && running) reason = isReady(pod) ? 'Running' : 'NotReady';
    else if (reason === 'Completed' && failed) reason = failed;
  }
  if (pod.metadata.deletionTimestamp) {
    if (status?.reason === 'NodeLost') reason = 'Unknown';
    else if (status?.phase !== 'Failed' && status?.phase !== 'Succeeded') reason = 'Terminating';
  }
  const total = spec.containers.length + sidecars.size;
  return { ready: `${ready}/${total}`, status: reason, restarts: restartText(restarts, nowMs) };
}

interface Restarts {
  readonly count: number;
  readonly lastMs: number;
}

const NO_RESTARTS: Restarts = { count: 0, lastMs: 0 };
const isSidecar = (container: Container) => container.restartPolicy === 'Always';

function baseReason({ status }: Pod): string {
  const gated = status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  if (gated) return 'SchedulingGated';
  return status?.reason || (status?.phase ?? 'Unknown');
}

function initPart(pod: Pod, sidecars: ReadonlySet<string>) {
  const total = pod.spec.initContainers?.length ?? 0;
  let reason: string | undefined;
  let readySidecars = 0;
  let restarts = NO_RESTARTS;
  let sidecarRestarts = NO_RESTARTS;
  for (const [index, container] of (pod.status?.initContainerStatuses ?? []).entries()) {
    restarts = addRestarts(restarts, container);
    if (sidecars.has(container.name)) sidecarRestarts = addRestarts(sidecarRestarts, container);
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecars.has(container.name) && container.started) {
      if (container.ready) readySidecars++;
      continue;
    }
    if (reason !== undefined) continue;
    if (terminated) reason = `Init:${endReason(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') reason = `Init:${waiting.reason}`;
    else reason = `Init:${index}/${total}`;
  }
  return { reason, readySidecars, restarts, sidecarRestarts };
}

function containerReason({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated ? endReason(state.terminated) : undefined;
}

function endReason(terminated: NonNullable<NonNullable<ContainerStatus['state']>['terminated']>): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

const conditionTrue = ({ status }: Pod, type: string) =>
  status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
const isInitialized = (pod: Pod) => conditionTrue(pod, 'Initialized');
const isReady = (pod: Pod) => conditionTrue(pod, 'Ready');

function addRestarts({ count, lastMs }: Restarts, container: ContainerStatus): Restarts {
  const finished = container.lastState?.terminated?.finishedAt;
  return {
    count: count + container.restartCount,
    lastMs: Math.max(lastMs, finished ? parseRfc3339(finished) : 0),
  };
}

function restartText({ count, lastMs }: Restarts, nowMs: number): string {
  return count > 0 && lastMs > 0 ? `${count} (${humanDuration(nowMs - lastMs)} ago)` : String(count);
}
