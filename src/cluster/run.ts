// Running a simulation: until it is settled, for a span of time, or until something holds. Each has a bound.

import { goDuration } from '../sim/duration';
import type { Simulation } from './simulation';

/** How long `settle` follows foreground work before it says that the cluster does not settle. */
export const SETTLE_LIMIT_MS = 3_600_000;

export class NotSettledError extends Error {
  override readonly name = 'NotSettledError';
}

/** Runs until only background work is left; returns the virtual milliseconds that took. */
export function settle(simulation: Simulation, limitMs = SETTLE_LIMIT_MS): number {
  const startMs = simulation.nowMs;
  const untilMs = startMs + limitMs;
  while (simulation.queue.foreground > 0) {
    if (simulation.step(untilMs)) continue;
    throw new NotSettledError(`the cluster did not settle within ${goDuration(limitMs)}: ${pendingText(simulation)}`);
  }
  return simulation.nowMs - startMs;
}

/** Runs everything that is due within the span and leaves the clock at its end. */
export function advance(simulation: Simulation, spanMs: number): void {
  const untilMs = simulation.nowMs + spanMs;
  while (simulation.step(untilMs)) {}
  simulation.moveTo(untilMs);
}

/** Runs record by record until the predicate holds; false when the limit came first. */
export function runUntil(simulation: Simulation, predicate: () => boolean, limitMs: number): boolean {
  const untilMs = simulation.nowMs + limitMs;
  let revision = -1;
  for (;;) {
    if (simulation.store.revision !== revision) {
      if (predicate()) return true;
      revision = simulation.store.revision;
    }
    if (!simulation.step(untilMs)) break;
  }
  simulation.moveTo(untilMs);
  return predicate();
}

function pendingText(simulation: Simulation): string {
  const pending = simulation.queue.records().filter((record) => !record.background);
  return pending
    .slice(0, 5)
    .map((record) => `${record.actor} still waits for "${record.key}"`)
    .join(', ');
}
