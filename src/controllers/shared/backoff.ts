// Retries of failed work, as client-go's work queues space them: base, twice that, and so on up to a limit.
// upstream: client-go util/workqueue TypedItemExponentialFailureRateLimiter

import type { Table } from '../../sim/table';

export interface Backoff {
  readonly baseMs: number;
  readonly maxMs: number;
  /** Retries before the key is given up; without end unless given. */
  readonly tries?: number;
}

/** What most controllers retry with. upstream: DefaultTypedControllerRateLimiter */
export const CONTROLLER_BACKOFF: Backoff = { baseMs: 5, maxMs: 1_000_000 };

interface Asks {
  after(delayMs: number, key: string, options?: { readonly background?: boolean }): void;
}

/**
 * Asks for another run of `key`, later with each failure in a row; in the background unless what it waits for is on its
 * way. Returns false once the tries are used up.
 */
export function retryLater(
  cx: Asks,
  failures: Table<number>,
  key: string,
  backoff = CONTROLLER_BACKOFF,
  background = true,
): boolean {
  const count = failures.get(key) ?? 0;
  if (backoff.tries !== undefined && count >= backoff.tries) {
    failures.delete(key);
    return false;
  }
  failures.set(key, count + 1);
  cx.after(Math.min(backoff.maxMs, backoff.baseMs * 2 ** count), key, { background });
  return true;
}
