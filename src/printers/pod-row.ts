// A pod's columns Ready, Status and Restarts. upstream: printers.go printPod

import type { ContainerStatus, Pod } from '../kinds/generated/types.gen';
import { parseRfc3339 } from '../sim/time';
import { humanDuration } from './human-duration';

export interface PodRow {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

interface Restarts {
  readonly count: number;
  /** When the last container that was restarted had ended; 0 for none. */
  readonly lastMs: number;
}

/** What the init containers say: `reason` while one of them is in the way. */
interface InitPart {
  readonly reason: string | undefined;
  readonly readySidecars: number;
  readonly restarts: Restarts;
  readonly sidecarRestarts: Restarts;
}

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

const NO_RESTARTS: Restarts = { count: 0, lastMs: 0 };

export function podRow(pod: Pod, nowMs: number): PodRow {
  const { spec } = pod;
  const sidecars = new Set<string>();
  for (const { name, restartPolicy } of spec.initContainers ?? []) if (restartPolicy === 'Always') sidecars.add(name);
  const init = initPart(pod, sidecars);
  let reason = init.reason ?? baseReason(pod);
  let { restarts } = init;
  let ready = init.readySidecars;
  if (init.reason === undefined || conditionStatus(pod, 'Initialized') === 'True') {
    const main = mainPart(pod, reason, init.sidecarRestarts);
    reason = main.reason;
    restarts = main.restarts;
    ready += main.ready;
  }
  // A bookmark's pod has no containers at all.
  const total = (spec.containers ?? []).length + sidecars.size;
  return { ready: `${ready}/${total}`, status: ofDeleted(pod) ?? reason, restarts: restartText(restarts, nowMs) };
}

function baseReason({ status }: Pod): string {
  const gated = status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  return gated ? 'SchedulingGated' : status?.reason || (status?.phase ?? '');
}

/** Up to the first init container that is neither done nor, as a sidecar, started. */
function initPart({ spec, status }: Pod, sidecars: ReadonlySet<string>): InitPart {
  let readySidecars = 0;
  let restarts = NO_RESTARTS;
  let sidecarRestarts = NO_RESTARTS;
  for (const [index, container] of (status?.initContainerStatuses ?? []).entries()) {
    const sidecar = sidecars.has(container.name);
    restarts = addRestarts(restarts, container);
    if (sidecar) sidecarRestarts = addRestarts(sidecarRestarts, container);
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecar && container.started) {
      if (container.ready) readySidecars++;
      continue;
    }
    let reason = `${index}/${spec.initContainers?.length ?? 0}`;
    if (terminated) reason = endReason(terminated);
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') reason = waiting.reason;
    return { reason: `Init:${reason}`, readySidecars, restarts, sidecarRestarts };
  }
  return { reason: undefined, readySidecars, restarts, sidecarRestarts };
}

/** From the last container to the first, so that the first one with a reason has the say. */
function mainPart(pod: Pod, base: string, sidecarRestarts: Restarts) {
  let restarts = sidecarRestarts;
  let reason = base;
  let failed = '';
  let ready = 0;
  for (const container of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    restarts = addRestarts(restarts, container);
    const { waiting, terminated, running } = container.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated) {
      reason = endReason(terminated);
      if (terminated.exitCode !== 0) failed = reason;
    } else if (container.ready && running) ready++;
  }
  if (reason === 'Completed') {
    if (ready > 0 && conditionStatus(pod, 'Ready') === 'True') reason = 'Running';
    else if (failed !== '') reason = failed;
    else if (ready > 0) reason = 'NotReady';
  }
  return { reason, restarts, ready };
}

function ofDeleted({ metadata, status }: Pod): string | undefined {
  if (!metadata.deletionTimestamp) return undefined;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? undefined : 'Terminating';
}

function endReason({ reason, signal, exitCode }: Terminated): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

function conditionStatus({ status }: Pod, wanted: string): string | undefined {
  return status?.conditions?.find(({ type }) => type === wanted)?.status;
}

function addRestarts({ count, lastMs }: Restarts, container: ContainerStatus): Restarts {
  const finished = container.lastState?.terminated?.finishedAt;
  return { count: count + container.restartCount, lastMs: Math.max(lastMs, finished ? parseRfc3339(finished) : 0) };
}

function restartText({ count, lastMs }: Restarts, nowMs: number): string {
  return count > 0 && lastMs > 0 ? `${count} (${humanDuration(nowMs - lastMs)} ago)` : String(count);
}
