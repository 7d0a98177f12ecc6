// Asks a matcher about objects: in the present or in every state of a span of the past. The result is data; its words
// are made by `describe-objects`.

import type { Reader } from '../api/actor';
import type { Change } from '../api/change';
import { memberTest, type Subject } from '../cluster/subject';
import { type HistoryQuestion, type HistoryValues, questionOf } from './history-options';
import { isVacuous, type ObjectQuestion, type StateResult, StateWalk } from './state';

/** One state of the span. */
export interface Moment {
  readonly atMs: number;
  /** The write that led to it; undefined for the state at the start of the span, and for the present. */
  readonly change: Change | undefined;
  readonly result: StateResult;
}

export interface Evaluation {
  readonly pass: boolean;
  readonly history: HistoryQuestion;
  /** The state that decided: the first that broke `always` or `never`, else the last one asked about. */
  readonly decisive: Moment;
  /** When what broke `always` was whole again; undefined when it lasted to the end of the span. */
  readonly endedAtMs: number | undefined;
  /** How many states were asked about. */
  readonly states: number;
  /** There was nothing to judge: fails with `.not` too. */
  readonly vacuous: boolean;
}

/** Evaluates an object matcher. Never throws for a subject that is absent. */
export function evaluate(question: ObjectQuestion): Evaluation {
  const { cluster } = question.subject;
  const history = questionOf(cluster, question.values as HistoryValues, question.negated);
  return history.mode === 'now' ? presently(question, history) : lookBack(question, history);
}

function presently(question: ObjectQuestion, history: HistoryQuestion): Evaluation {
  const { cluster } = question.subject;
  const result = new StateWalk(question).ask(cluster.reader, cluster.nowMs, undefined);
  const vacuous = isVacuous(question, result) || (result.isEmpty && neverExisted(question));
  const decisive: Moment = { atMs: cluster.nowMs, change: undefined, result };
  return { pass: result.pass && !vacuous, history, decisive, endedAtMs: undefined, states: 1, vacuous };
}

/** What a walk through the past has seen so far. */
interface Seen {
  states: number;
  something: boolean;
  latest: Moment | undefined;
  found: Moment | undefined;
  endedAtMs: number | undefined;
}

function lookBack(question: ObjectQuestion, history: HistoryQuestion): Evaluation {
  const { mode } = history;
  const seen = walkBack(question, history);
  const holds = mode === 'eventually' ? seen.found !== undefined : seen.found === undefined;
  const vacuous = !seen.something || (mode !== 'eventually' && holds && neverExisted(question));
  const decisive = (seen.found ?? seen.latest) as Moment;
  const { states, endedAtMs } = seen;
  return { pass: holds && !vacuous, history, decisive, endedAtMs, states, vacuous };
}

function walkBack(question: ObjectQuestion, { mode, since, untilMs, untilRevision }: HistoryQuestion): Seen {
  const seen: Seen = { states: 0, something: false, latest: undefined, found: undefined, endedAtMs: undefined };
  const wanted = mode !== 'always';
  const walk = new StateWalk(question);
  /** The state after the one asked now, and the write between them. */
  let later: Moment | undefined;
  let undone: Change | undefined;
  question.subject.cluster.past(since, ({ reader, change, atMs }) => {
    const result = walk.ask(reader, atMs, undone);
    undone = change;
    if (atMs > untilMs || (change?.revision ?? 0) > untilRevision) return true;
    const moment: Moment = { atMs, change, result };
    seen.states++;
    seen.something ||= !isVacuous(question, result);
    seen.latest ??= moment;
    if (result.pass === wanted) {
      // Looking back, the last one found is the earliest.
      if (later && later.result.pass !== wanted) seen.endedAtMs = later.atMs;
      seen.found = moment;
    }
    later = moment;
    return !(mode === 'eventually' && seen.found);
  });
  return seen;
}

/**
 * Whether no object of the selection was ever there, so that even `none` says nothing. Questions about existence are
 * answered by that.
 */
function neverExisted({ subject, matcher }: ObjectQuestion): boolean {
  if (matcher.asksExistence || subject.name !== undefined) return false;
  return subject.objects.length === 0 && !wasThere(subject);
}

function wasThere(subject: Subject): boolean {
  const isMember = memberTest(subject);
  for (const { kind, object, previous } of subject.cluster.simulation.store.changes) {
    if (kind !== subject.kind || (object.metadata.namespace ?? '') !== subject.namespace) continue;
    if (isMember(object) || (previous && isMember(previous))) return true;
  }
  return false;
}

/** Calls `use` with a reader of the state that decided. */
export function atDecisive<T>({ subject }: ObjectQuestion, evaluation: Evaluation, use: (reader: Reader) => T): T {
  const { history, decisive } = evaluation;
  const { cluster } = subject;
  if (history.mode === 'now') return use(cluster.reader);
  let used: T | undefined;
  cluster.past(history.since, ({ reader, change }) => {
    if (change !== decisive.change) return true;
    used = use(reader);
    return false;
  });
  return used as T;
}
