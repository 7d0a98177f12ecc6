// Questions about the past, the same for every matcher about objects: did it hold all the time, never, at some time,
// since the last action or another point. Matchers themselves know only one state.

import type { Cluster, Mark } from '../cluster/cluster';
import { type ArgumentType, argument, problem } from '../cluster/describe/argument';
import { duration, either } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { goDuration } from '../sim/duration';

/** A point from `cluster.mark()`; in YAML the name that a `mark` step gave it. */
function mark(): ArgumentType<Mark> {
  const expected = 'a mark from cluster.mark()';
  return {
    expected,
    typeText: 'Mark',
    schema: { type: 'string', pattern: '^\\$\\{.+\\}$' },
    read: (input) => {
      const point = input as Partial<Mark> | null;
      const isMark = typeof point === 'object' && point !== null && typeof point.revision === 'number';
      return isMark ? { value: input as Mark } : problem(expected, input);
    },
  };
}

/** `true`: an option that is either said or left out. */
export function yes(): ArgumentType<true> {
  const expected = 'true';
  return {
    expected,
    typeText: 'true',
    schema: { const: true },
    read: (input) => (input === true ? { value: true } : problem(expected, input)),
  };
}

export const historyOptions = [
  argument('always', yes(), 'it held in every state of the span'),
  argument('never', yes(), 'it held in no state of the span'),
  argument('eventually', yes(), 'it held in some state of the span'),
  argument('within', duration(), 'it held in some state before so long had passed'),
  argument('until', either(duration(), mark()), 'it held in every state until so long had passed, or until a mark'),
  argument('for', duration(), 'it has held for at least so long, up to now'),
  argument('since', either(duration(), mark()), 'the span begins so long ago, or at a mark, not with the last action'),
] as const;

export type HistoryOptions = typeof historyOptions;

export interface HistoryValues {
  readonly always?: true | undefined;
  readonly never?: true | undefined;
  readonly eventually?: true | undefined;
  readonly within?: number | undefined;
  readonly until?: number | Mark | undefined;
  readonly for?: number | undefined;
  readonly since?: number | Mark | undefined;
}

export type HistoryMode = 'now' | 'always' | 'never' | 'eventually';

export interface HistoryQuestion {
  readonly mode: HistoryMode;
  readonly since: Mark;
  /** States that began after this instant are not asked about. */
  readonly untilMs: number;
  /** Nor those that were written after this revision. */
  readonly untilRevision: number;
}

const MODES = ['always', 'never', 'eventually', 'within', 'until', 'for'] as const;

/** What the options ask. Errors: UsageError for options that contradict one another or ask about the future. */
export function questionOf(cluster: Cluster, values: HistoryValues, negated: boolean): HistoryQuestion {
  const modes = MODES.filter((mode) => values[mode] !== undefined);
  const [mode, second] = modes;
  if (second !== undefined) throw new UsageError(`"${mode}" and "${second}" are two questions: ask one`);
  if (negated && (mode === 'never' || mode === 'eventually' || mode === 'within')) {
    throw new UsageError(
      `.not with "${mode}" reads two ways: say never: true without .not, or .not with always: true (it did not hold in any state)`,
    );
  }
  if (values.since !== undefined && (mode === undefined || mode === 'for')) {
    const hint =
      mode === 'for' ? '"for" counts back from now' : 'say always, never, eventually, within or until with it';
    throw new UsageError(`"since" alone is no question: ${hint}`);
  }
  return span(cluster, values, mode);
}

function span(cluster: Cluster, values: HistoryValues, mode: (typeof MODES)[number] | undefined): HistoryQuestion {
  const now = cluster.mark();
  const whole = { untilMs: now.atMs, untilRevision: now.revision };
  switch (mode) {
    case undefined:
      return { mode: 'now', since: now, ...whole };
    case 'for':
      return { mode: 'always', since: markAt(cluster, back(cluster, values.for as number, 'for')), ...whole };
    case 'within': {
      const since = startOf(cluster, values);
      const untilMs = Math.min(since.atMs + (values.within as number), now.atMs);
      return { mode: 'eventually', since, untilMs, untilRevision: now.revision };
    }
    case 'until':
      return { mode: 'always', ...untilSpan(cluster, values) };
    default:
      return { mode, since: startOf(cluster, values), ...whole };
  }
}

function untilSpan(cluster: Cluster, values: HistoryValues): Omit<HistoryQuestion, 'mode'> {
  const since = startOf(cluster, values);
  const { until } = values;
  if (typeof until === 'object') {
    if (until.revision < since.revision || until.atMs < since.atMs) {
      throw new UsageError('the mark in "until" lies before the start of the span');
    }
    return { since, untilMs: until.atMs, untilRevision: until.revision };
  }
  const passedMs = cluster.nowMs - since.atMs;
  if ((until as number) > passedMs) {
    const texts = [goDuration(passedMs), goDuration(until as number)];
    throw new UsageError(`only ${texts[0]} of the ${texts[1]} in "until" have passed: advance the cluster first`);
  }
  return { since, untilMs: since.atMs + (until as number), untilRevision: cluster.mark().revision };
}

function startOf(cluster: Cluster, { since }: HistoryValues): Mark {
  if (since === undefined) return cluster.lastAction;
  return typeof since === 'number' ? markAt(cluster, back(cluster, since, 'since')) : since;
}

/** An instant in the past. Errors: UsageError when the cluster is younger than that. */
function back(cluster: Cluster, spanMs: number, option: string): number {
  const ageMs = cluster.nowMs - cluster.simulation.parts.startMs;
  if (spanMs <= ageMs) return cluster.nowMs - spanMs;
  throw new UsageError(`"${option}" goes ${goDuration(spanMs)} back, but the cluster began ${goDuration(ageMs)} ago`);
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
