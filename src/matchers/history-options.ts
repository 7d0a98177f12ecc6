// Questions about the past, the same for every matcher about objects: did it hold all the time, never, at some time, since
// the last action or another point. Matchers themselves know only one state.

import type { Cluster, Mark } from '../cluster/cluster';
import { type ArgumentType, argument, problem } from '../cluster/describe/argument';
import { duration, either, flag } from '../cluster/describe/types';

/** A point from `cluster.mark()`; in YAML points are spans back from now. */
function markType(): ArgumentType<Mark> {
  const expected = 'a mark from cluster.mark()';
  return {
    expected,
    typeText: 'Mark',
    schema: false as never,
    read: (input) => {
      const mark = input as Partial<Mark> | null;
      const isMark = typeof mark === 'object' && mark !== null && typeof mark.revision === 'number';
      return isMark ? { value: input as Mark } : problem(expected, input);
    },
  };
}

export const historyOptions = [
  argument('always', flag(), 'it held in every state since the last action'),
  argument('never', flag(), 'it held in no state since the last action'),
  argument('eventually', flag(), 'it held in some state since the last action'),
  argument('until', duration(), 'it held in every state from the start of the span for so long'),
  argument('for', duration(), 'it has held for at least so long up to now'),
  argument('since', either(duration(), markType()), 'look back so far, or to a mark, instead of to the last action'),
] as const;

export interface HistoryValues {
  readonly always?: boolean | undefined;
  readonly never?: boolean | undefined;
  readonly eventually?: boolean | undefined;
  readonly until?: number | undefined;
  readonly for?: number | undefined;
  readonly since?: number | Mark | undefined;
}

export type HistoryMode = 'now' | 'always' | 'never' | 'eventually';

export interface HistoryQuestion {
  readonly mode: HistoryMode;
  readonly since: Mark;
  /** States after this instant are not asked about. */
  readonly untilMs: number;
}

/** What the options ask. */
export function questionOf(cluster: Cluster, values: HistoryValues): HistoryQuestion {
  const { nowMs } = cluster;
  const since = markOf(cluster, values);
  if (values.for !== undefined) return { mode: 'always', since: markAt(cluster, nowMs - values.for), untilMs: nowMs };
  if (values.until !== undefined) return { mode: 'always', since, untilMs: since.atMs + values.until };
  const mode = values.always ? 'always' : values.never ? 'never' : values.eventually ? 'eventually' : 'now';
  return { mode, since, untilMs: nowMs };
}

function markOf(cluster: Cluster, { since }: HistoryValues): Mark {
  if (since === undefined) return cluster.lastAction;
  return typeof since === 'number' ? markAt(cluster, cluster.nowMs - since) : since;
}

/** The state that stood at an instant. */
function markAt(cluster: Cluster, atMs: number): Mark {
  const { changes } = cluster.simulation.store;
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return { revision: low === 0 ? 0 : (changes[low - 1]?.revision ?? 0), atMs };
}
