// The past of a cluster, state by state: a copy of the store from which the latest changes are taken back one by one.
// The cost is that of the span looked at, not of the whole past.

import type { Reader } from '../api/actor';
import type { Change } from '../api/change';
import type { Clock } from '../api/server';
import { StoreReader } from './client';
import type { Simulation } from './simulation';

export interface PastState {
  readonly reader: Reader;
  /** The change that led to this state; undefined for the state at the start of the span. */
  readonly change: Change | undefined;
  readonly atMs: number;
}

/**
 * Calls `visit` for every state from the present back to the one that stood at `sinceRevision`, latest first. Stops
 * early when `visit` returns false.
 */
export function visitPast(
  simulation: Simulation,
  sinceRevision: number,
  sinceMs: number,
  visit: (state: PastState) => boolean,
): void {
  const store = simulation.store.fork();
  const clock: Clock = { nowMs: simulation.nowMs };
  const reader = new StoreReader(store, clock, simulation.parts.timings);
  const { changes } = store;
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index] as Change;
    if (change.revision <= sinceRevision) break;
    if (!visit({ reader, change, atMs: change.atMs })) return;
    store.takeBack(change);
    clock.nowMs = change.atMs;
  }
  clock.nowMs = sinceMs;
  visit({ reader, change: undefined, atMs: sinceMs });
}
