// One sync of a key as a controller's work queue runs it: a failure asks for another run, later each time; success
// forgets. upstream: processNextWorkItem of each controller

import { ApiError } from '../../api/api-error';
import type { Timings } from '../../api/timings';
import type { Table } from '../../sim/table';
import { type Backoff, retryLater } from './backoff';
import { isConflict, isNamespaceTerminating } from './refusal';

interface Asks {
  readonly timings: Timings;
  after(delayMs: number, key: string, options?: { readonly background?: boolean }): void;
}

/** A sync that failed without a refusal to rethrow, e.g. because some of its pods could not be made. */
export class SyncFailure extends Error {
  override readonly name = 'SyncFailure';
}

/**
 * Runs `sync`; what it throws as ApiError or SyncFailure is retried, but not in a namespace that is being deleted.
 * @param failures failed syncs in a row, by key
 */
export function syncOrRetry(cx: Asks, failures: Table<number>, key: string, sync: () => void, backoff?: Backoff): void {
  try {
    sync();
    failures.delete(key);
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof SyncFailure)) throw error;
    if (isNamespaceTerminating(error)) failures.delete(key);
    // The object moved on under the sync. The next look is part of what is under way, and comes no sooner than the news.
    else if (isConflict(error)) cx.after(cx.timings.controllerLagMs, key);
    else retryLater(cx, failures, key, backoff);
  }
}
