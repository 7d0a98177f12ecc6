// A bound on work: components that keep waking one another are an endless loop of writes. The error prints the writes
// that come again and again, and the action that set them off.

import type { Trace } from '../sim/trace';
import type { WorkRecord } from '../sim/work-queue';

const RUNS_AT_ONE_INSTANT = 1_000_000;
const SAME_KEY_RUNS = 2_000;
/** Virtual time over which repeats of one key count as one loop. */
const WINDOW_MS = 10_000;
const LONGEST_CYCLE = 20;
/** One run of so many is counted, until one key seems to run too often: a prime, so that cycles do not fall in step. */
const SAMPLE = 13;

export class LivelockError extends Error {
  override readonly name = 'LivelockError';
}

export class LivelockGuard {
  #windowStartMs = -1;
  #instantMs = -1;
  #runsNow = 0;
  #sinceSample = 0;
  /** Every run is counted. */
  #isSuspicious = false;
  /** By actor, then by key. */
  #runs = new Map<string, Map<string, number>>();

  /** Counts a run. Throws LivelockError when one key runs without end. */
  count(record: WorkRecord, trace: Trace): void {
    if (record.atMs !== this.#instantMs) {
      this.#instantMs = record.atMs;
      this.#runsNow = 0;
    }
    if (record.atMs - this.#windowStartMs > WINDOW_MS || this.#windowStartMs < 0) {
      this.#windowStartMs = record.atMs;
      this.#runs.clear();
      this.#isSuspicious = false;
    }
    if (record.background) return;
    this.#runsNow++;
    if (!this.#isSuspicious) {
      if (++this.#sinceSample < SAMPLE) return;
      this.#sinceSample = 0;
    }
    const runs = this.#countKey(record);
    if (!this.#isSuspicious && runs > SAME_KEY_RUNS / SAMPLE) {
      this.#isSuspicious = true;
      this.#runs.clear();
    } else if (runs > SAME_KEY_RUNS || this.#runsNow > RUNS_AT_ONE_INSTANT) {
      throw new LivelockError(describe(record, runs, trace));
    }
  }

  #countKey({ actor, key }: WorkRecord): number {
    let ofActor = this.#runs.get(actor);
    if (!ofActor) {
      ofActor = new Map();
      this.#runs.set(actor, ofActor);
    }
    const runs = (ofActor.get(key) ?? 0) + 1;
    ofActor.set(key, runs);
    return runs;
  }
}

function describe(record: WorkRecord, runs: number, trace: Trace): string {
  const first = trace.chain(record.cause).at(-1);
  return [
    `endless loop of writes: ${record.actor} ran ${runs} times for "${record.key}" within ${WINDOW_MS / 1000} s of virtual time.`,
    'These come again and again:',
    ...cycleOf(trace).map((text) => `  ${text}`),
    ...(first ? [`It began with: ${first.actor} ${first.verb} ${first.key}`] : []),
  ].join('\n');
}

/** The writes that repeat, in their order; the different ones of the last writes when there is no strict order. */
function cycleOf(trace: Trace): readonly string[] {
  const writes: string[] = [];
  for (let id = trace.length; id > 0 && writes.length < 3 * LONGEST_CYCLE; id--) {
    const row = trace.row(id);
    if (!row) break;
    if (row.revision > 0) writes.unshift(`${row.actor} ${row.verb} ${row.key}`);
  }
  for (let length = 1; length <= LONGEST_CYCLE; length++) {
    const last = writes.slice(-2 * length);
    if (last.length === 2 * length && last.every((text, index) => text === last[index % length])) {
      return last.slice(0, length);
    }
  }
  return [...new Set(writes)].slice(0, LONGEST_CYCLE);
}
