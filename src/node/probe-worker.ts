// One probe of one container over time: what a try's outcome does to its stored result, and when the next try is due.
// Pure; the running around it is in probes.ts. upstream: pkg/kubelet/prober/worker.go doProbe

import type { Probe } from '../kinds/generated/types.gen';
import type { ProbeKind, ProbeResult, ProbeWorker } from './kubelet-state';

export const INITIAL: Readonly<Record<ProbeKind, ProbeResult>> = {
  readiness: 'Failure',
  liveness: 'Success',
  startup: 'Unknown',
};

const periodMs = (probe: Probe) => (probe.periodSeconds ?? 10) * 1000;

/** The worker as it meets a new run of its container. */
export function forRun(worker: ProbeWorker, runId: string, result: ProbeResult | undefined): ProbeWorker {
  return { ...worker, runId, result, onHold: false };
}

/** The worker after a try: the result changes once enough equal outcomes came in a row. */
export function afterTry(worker: ProbeWorker, probe: Probe, outcome: 'Success' | 'Failure'): ProbeWorker {
  const inARow = worker.last === outcome ? worker.inARow + 1 : 1;
  const next: ProbeWorker = { ...worker, last: outcome, inARow };
  if (inARow < threshold(probe, outcome)) return next;
  const holds = worker.kind === 'startup' || (worker.kind === 'liveness' && outcome === 'Failure');
  return { ...next, result: outcome, onHold: holds, inARow: holds ? 0 : inARow };
}

function threshold(probe: Probe, outcome: 'Success' | 'Failure'): number {
  return outcome === 'Success' ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
}

/** Whether the outcomes so far have settled the result. */
export function isDecided(worker: ProbeWorker, probe: Probe): boolean {
  if (worker.onHold) return true;
  return worker.last !== undefined && worker.last !== 'Unknown' && worker.inARow >= threshold(probe, worker.last);
}

/** The first tick after `afterMs` that is not before `earliestMs`. */
export function nextTickMs(worker: ProbeWorker, probe: Probe, afterMs: number, earliestMs: number): number {
  const period = periodMs(probe);
  const fromMs = Math.max(afterMs + 1, earliestMs);
  return worker.baseMs + Math.ceil((fromMs - worker.baseMs) / period) * period;
}

export function isTick(worker: ProbeWorker, probe: Probe, nowMs: number): boolean {
  return nowMs >= worker.baseMs && (nowMs - worker.baseMs) % periodMs(probe) === 0;
}

/** From when on the container's age lets it be probed: whole seconds count. */
export function delayEndMs(probe: Probe, startedMs: number): number {
  return startedMs + (probe.initialDelaySeconds ?? 0) * 1000;
}
