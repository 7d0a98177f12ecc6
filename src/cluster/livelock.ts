// A bound on work at one instant: components that keep waking one another without time passing are an endless loop of
// writes. The error prints the cycle of who woke whom.

import type { Trace } from '../sim/trace';
import type { WorkRecord } from '../sim/work-queue';

const RUNS_AT_ONE_INSTANT = 1_000_000;
const SAME_KEY_RUNS = 2_000;
/** Virtual time over which repeats of one key count as one loop. */
const WINDOW_MS = 10_000;
const SHOWN = 12;

export class LivelockError extends Error {
  override readonly name = 'LivelockError';
}

export class LivelockGuard {
  #windowStartMs = -1;
  #instantMs = -1;
  #runsNow = 0;
  #runs = new Map<string, number>();

  /** Counts a run. Throws LivelockError when one key runs without end. */
  count(record: WorkRecord, trace: Trace): void {
    if (record.atMs !== this.#instantMs) {
      this.#instantMs = record.atMs;
      this.#runsNow = 0;
    }
    if (record.atMs - this.#windowStartMs > WINDOW_MS || this.#windowStartMs < 0) {
      this.#windowStartMs = record.atMs;
      this.#runs.clear();
    }
    if (record.background) return;
    this.#runsNow++;
    const id = `${record.actor} ${record.key}`;
    const runs = (this.#runs.get(id) ?? 0) + 1;
    this.#runs.set(id, runs);
    if (runs > SAME_KEY_RUNS || this.#runsNow > RUNS_AT_ONE_INSTANT)
      throw new LivelockError(describe(record, runs, trace));
  }
}

function describe(record: WorkRecord, runs: number, trace: Trace): string {
  const lines: string[] = [];
  for (const row of trace.chain(record.cause).slice(0, SHOWN)) {
    lines.push(`  ${row.actor} ${row.verb} ${row.key}${row.revision ? ` (revision ${row.revision})` : ''}`);
  }
  return [
    `endless loop of writes: ${record.actor} ran ${runs} times for "${record.key}" within ${WINDOW_MS / 1000} s of virtual time.`,
    'Each of these was caused by the one below it:',
    ...lines,
  ].join('\n');
}
