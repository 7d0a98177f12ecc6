// Asks a matcher about a subject: in the present or in past states, of one object or of a selection under its quantifier.
// The result is data; its words are made by `failure-text`.

import type { Reader } from '../api/actor';
import { objectsOf, type Quantifier, type Subject } from '../cluster/subject';
import type { KubeObject } from '../kinds/kind';
import { type HistoryQuestion, type HistoryValues, questionOf } from './history-options';
import type { Matcher, MatcherContext, Verdict } from './matcher';

export interface ObjectVerdict {
  readonly object: KubeObject | undefined;
  readonly verdict: Verdict;
}

/** What holds in one state. */
export interface StateResult {
  readonly pass: boolean;
  readonly atMs: number;
  readonly verdicts: readonly ObjectVerdict[];
  /** The selection matched nothing, or the object is absent. */
  readonly empty: boolean;
}

export interface Evaluation {
  readonly pass: boolean;
  readonly question: HistoryQuestion;
  /** The state that decided: the first that broke `always`, the first that held for `never`, else the present. */
  readonly decisive: StateResult;
  /** How many states were asked. */
  readonly states: number;
}

/** Evaluates an object matcher. Never throws for a subject that is absent. */
export function evaluate(matcher: Matcher, subject: Subject, values: Readonly<Record<string, unknown>>): Evaluation {
  const question = questionOf(subject.cluster, values as HistoryValues);
  const ask = (reader: Reader, atMs: number) => askState(matcher, subject, values, reader, atMs);
  const present = ask(subject.cluster.reader, subject.cluster.nowMs);
  if (question.mode === 'now') return { pass: present.pass, question, decisive: present, states: 1 };
  const wanted = question.mode === 'always' ? false : true;
  let decisive: StateResult | undefined;
  let states = 0;
  subject.cluster.past(question.since, ({ reader, change, atMs }) => {
    // Events tell of the state, they are none of it.
    if (change?.kind === 'Event' && subject.kind !== 'Event') return true;
    if (atMs > question.untilMs) return true;
    states++;
    const result = ask(reader, atMs);
    // Looking back, the last one found is the earliest.
    if (result.pass === wanted) decisive = result;
    return !(question.mode === 'eventually' && decisive);
  });
  const found = decisive !== undefined;
  return { pass: question.mode === 'eventually' ? found : !found, question, decisive: decisive ?? present, states };
}

function askState(
  matcher: Matcher,
  subject: Subject,
  values: Readonly<Record<string, unknown>>,
  reader: Reader,
  atMs: number,
): StateResult {
  const cx: MatcherContext = { cluster: subject.cluster, reader, nowMs: atMs };
  const objects = objectsOf(subject, reader) as readonly KubeObject[];
  const check = (object: KubeObject | undefined): ObjectVerdict => ({
    object,
    verdict: matcher.check(cx, object as never, values as never),
  });
  if (subject.name !== undefined) {
    const [object] = objects;
    if (!object && !matcher.takesAbsent) return { pass: false, atMs, verdicts: [], empty: true };
    const verdict = check(object);
    return { pass: verdict.verdict.pass, atMs, verdicts: [verdict], empty: !object };
  }
  const verdicts = objects.map(check);
  const passing = verdicts.filter(({ verdict }) => verdict.pass).length;
  const pass = holds(subject.quantifier, passing, verdicts.length);
  return { pass, atMs, verdicts, empty: verdicts.length === 0 };
}

/** Whether so many passing out of so many satisfy the quantifier. Of nothing, only `none` and counts that allow 0 hold. */
export function holds(quantifier: Quantifier, passing: number, total: number): boolean {
  switch (quantifier.of) {
    case 'all':
      return total > 0 && passing === total;
    case 'any':
      return passing > 0;
    case 'none':
      return passing === 0;
    case 'exactly':
      return passing === quantifier.count;
    case 'atLeast':
      return passing >= quantifier.count;
    case 'atMost':
      return passing <= quantifier.count;
  }
}

export const quantifierText = (quantifier: Quantifier): string =>
  'count' in quantifier
    ? `${quantifier.of.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)} ${quantifier.count}`
    : quantifier.of;
