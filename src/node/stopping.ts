// Ending running containers: the Killing events, preStop hooks and each one's end, for a whole pod or for one
// container.

import type { Container } from '../kinds/generated/types.gen';
import { runHook } from './hooks';
import { isRunning, type KubeletContext, type PodWorker } from './kubelet-state';
import { containerEvent } from './pod-events';
import { allContainers } from './restart-policy';
import { setExit } from './runs';
import { leaveScript, signalled } from './script-signal';
import { slowed } from './slow-node';
import type { KillCause } from './stage';
import { graceSecondsOf, planStops, type Stoppable } from './stop-plan';

interface StopOrder {
  readonly containers: readonly Container[];
  /** Text of the Killing event; `Stopping container c` unless given. */
  readonly message?: string;
  readonly cause: KillCause;
  /** Overrides the pod's grace. */
  readonly graceSeconds?: number | undefined;
}

/** Begins to stop the containers that run; answers the milliseconds until all of them have ended. */
export function stopContainers(cx: KubeletContext, worker: PodWorker, order: StopOrder): number {
  const { pod } = worker;
  const running: Stoppable[] = [];
  for (const container of order.containers) {
    const run = worker.containers[container.name]?.current;
    if (!isRunning(run, cx.nowMs)) continue;
    const grace = order.graceSeconds ?? graceSecondsOf(pod, container, order.cause);
    const message = order.message ?? `Stopping container ${container.name}`;
    containerEvent(cx, worker, container.name, 'Normal', 'Killing', message);
    const hookMs = grace > 0 ? preStop(cx, worker, container) : undefined;
    running.push({ container, run, hookMs, onTerm: signalled(cx, worker, container, run) });
  }
  if (running.length === 0) return 0;
  const [first] = order.containers;
  const graceSeconds = order.graceSeconds ?? graceSecondsOf(pod, first, order.cause);
  const stops = planStops({
    pod,
    running,
    nowMs: cx.nowMs,
    graceSeconds,
    stopMs: slowed(cx, worker.node, cx.timings.containerStopMs),
  });
  for (const stop of stops) {
    setExit(worker, stop.container, stop.exit);
    leaveScript(worker, stop.container);
  }
  return Math.max(...stops.map(({ doneMs }) => doneMs)) - cx.nowMs;
}

/** All containers of the pod. */
export function stopPod(cx: KubeletContext, worker: PodWorker, graceSeconds?: number): number {
  return stopContainers(cx, worker, { containers: allContainers(worker.pod.spec), cause: 'unknown', graceSeconds });
}

/** How long the container's preStop hook takes; a failing one is told and holds nothing up. */
function preStop(cx: KubeletContext, worker: PodWorker, container: Container): number | undefined {
  const handler = container.lifecycle?.preStop;
  const run = worker.containers[container.name]?.current;
  if (!handler || !run) return undefined;
  const hook = runHook(cx, worker, container, run, handler);
  if (hook.failure !== undefined) {
    containerEvent(cx, worker, container.name, 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
  }
  return hook.tookMs;
}
