// One sync of a key as a controller's work queue runs it: a failure asks for another run, later each time; success
// forgets. upstream: processNextWorkItem of each controller

import { ApiError } from '../../api/api-error';
import { Table } from '../../sim/table';
import { type Backoff, retryLater } from './backoff';
import { isConflict, isNamespaceTerminating } from './refusal';

/** How long a controller's request to the API server takes: 3 to 5 ms in the recordings unless the machine is busy. */
export const REQUEST_MS = 4;

/** What a controller's work queue remembers of its keys. */
export interface Retries {
  /** Failed syncs in a row. */
  readonly failures: Table<number>;
  /** The instant before which a key is left alone after a conflict. */
  readonly restUntilMs: Table<number>;
}

/** The private memory of a controller that remembers nothing but its retries. */
export const retriesMemory = {
  create: (): Retries => ({ failures: new Table(), restUntilMs: new Table() }),
  fork: (retries: Retries): Retries => ({
    failures: retries.failures.fork(),
    restUntilMs: retries.restUntilMs.fork(),
  }),
};

export interface SyncOptions {
  readonly backoff?: Backoff;
  /**
   * How long a sync that ran into a conflict was at work: its key rests for so long, and others act on what it wrote.
   */
  readonly workMs?: () => number;
}

interface Asks {
  readonly nowMs: number;
  after(delayMs: number, key: string, options?: { readonly background?: boolean }): void;
}

/** A sync that failed without a refusal to rethrow, e.g. because some of its pods could not be made. */
export class SyncFailure extends Error {
  override readonly name = 'SyncFailure';
}

/** Runs part of a sync; what it throws as ApiError or SyncFailure comes back, so that the sync can end in order. */
export function failureOf(work: () => void): ApiError | SyncFailure | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError || error instanceof SyncFailure) return error;
    throw error;
  }
}

/** Runs `sync`; what it throws as ApiError or SyncFailure is retried, but not in a namespace that is being deleted. */
export function syncOrRetry(
  cx: Asks,
  retries: Retries,
  key: string,
  sync: () => void,
  { backoff, workMs = () => REQUEST_MS }: SyncOptions = {},
): void {
  const { failures, restUntilMs } = retries;
  const restMs = (restUntilMs.get(key) ?? 0) - cx.nowMs;
  if (restMs > 0) {
    cx.after(restMs, key);
    return;
  }
  restUntilMs.delete(key);
  try {
    sync();
    failures.delete(key);
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof SyncFailure)) throw error;
    if (isNamespaceTerminating(error)) {
      failures.delete(key);
    } else if (isConflict(error)) {
      // The object moved on under the sync, most often by the sync's own first write: the next look belongs to the
      // work.
      restUntilMs.set(key, cx.nowMs + workMs());
      cx.after(workMs(), key);
    } else {
      retryLater(cx, failures, key, backoff);
    }
  }
}

/** Drops what is remembered of a key whose object is gone. */
export function forget({ failures, restUntilMs }: Retries, key: string): void {
  failures.delete(key);
  restUntilMs.delete(key);
}
