// Asks a matcher about the subject in one state: one object, or a selection under its quantifier. On a walk through the
// past only what changed is asked again.

import type { Reader } from '../api/actor';
import type { Change } from '../api/change';
import { memberTest, objectsOf, type Subject } from '../cluster/subject';
import { type KubeObject, objectKey } from '../kinds/kind';
import type { AnyMatcher, MatcherContext, Verdict } from './matcher';
import { allowsNothing, holds } from './quantifiers';
import { TrackingReader } from './tracking-reader';

export interface ObjectQuestion {
  readonly matcher: AnyMatcher;
  readonly subject: Subject;
  readonly values: Readonly<Record<string, unknown>>;
  /** `.not`: each object must not match; the quantifier counts those. */
  readonly negated: boolean;
}

export interface ObjectVerdict {
  readonly object: KubeObject | undefined;
  readonly verdict: Verdict;
  /** Whether it does what was asked: with `.not` that is not to match. */
  readonly pass: boolean;
}

/** What holds in one state. */
export interface StateResult {
  readonly pass: boolean;
  readonly total: number;
  readonly passing: number;
  /** The object is absent, or the selection matched nothing. */
  readonly isEmpty: boolean;
}

/** A state with what each object's check said. */
export interface FullState extends StateResult {
  readonly verdicts: readonly ObjectVerdict[];
}

/** The state with all verdicts. Their texts read from `reader` when they are called. */
export function fullState(question: ObjectQuestion, reader: Reader, atMs: number): FullState {
  const { subject, matcher, values, negated } = question;
  const cx: MatcherContext = { cluster: subject.cluster, reader, nowMs: atMs, subject };
  const objects: readonly (KubeObject | undefined)[] = objectsOf(subject, reader);
  const asked = objects.length === 0 && subject.name !== undefined && matcher.takesAbsent ? [undefined] : objects;
  const verdicts = asked.map((object): ObjectVerdict => {
    const verdict = matcher.check(cx, object as never, values as never);
    return { object, verdict, pass: does(verdict, negated) };
  });
  return { ...judge(question, verdicts.filter(({ pass }) => pass).length, verdicts.length), verdicts };
}

const does = ({ pass, vacuous }: Verdict, negated: boolean) => !vacuous && pass !== negated;

function judge({ subject, matcher, negated }: ObjectQuestion, passing: number, total: number): StateResult {
  const isEmpty = total === 0;
  if (subject.name !== undefined) return { pass: passing === 1, total, passing, isEmpty };
  // Not to exist is what a selection of nothing does.
  if (isEmpty && matcher.asksExistence && negated && subject.quantifier.of === 'all') {
    return { pass: true, total, passing, isEmpty };
  }
  return { pass: holds(subject.quantifier, passing, total), total, passing, isEmpty };
}

/** A subject followed through states that differ by one change each. */
export class StateWalk {
  readonly #question: ObjectQuestion;
  readonly #reader: TrackingReader;
  readonly #isMember: (object: KubeObject) => boolean;
  readonly #namespaced: boolean;
  /** What each object of the selection does, by key. */
  readonly #members = new Map<string, boolean>();
  #passing = 0;
  #last: StateResult | undefined;

  constructor(question: ObjectQuestion) {
    this.#question = question;
    this.#reader = new TrackingReader(question.subject.cluster.reader, 0);
    this.#isMember = memberTest(question.subject);
    this.#namespaced =
      question.subject.cluster.simulation.store.registry.byKey(question.subject.kind)?.namespaced ?? true;
  }

  /** The subject in a state that differs from the one asked before by this change (undefined: ask anew). */
  ask(reader: Reader, atMs: number, change: Change | undefined): StateResult {
    this.#reader.moveTo(reader, atMs);
    this.#last = this.#next(reader, change);
    return this.#last;
  }

  #next(reader: Reader, change: Change | undefined): StateResult {
    const { subject } = this.#question;
    if (!change || !this.#last) return this.#anew(reader);
    const { asksTime, kinds } = this.#reader;
    if (asksTime || kinds.has(change.kind)) return this.#anew(reader);
    if (change.kind !== subject.kind || !this.#concerns(change)) return this.#last;
    return subject.name === undefined ? this.#replace(reader, change) : this.#anew(reader);
  }

  #concerns({ key, object }: Change): boolean {
    const { name, namespace } = this.#question.subject;
    if (this.#namespaced && object.metadata.namespace !== namespace) return false;
    return name === undefined || key === objectKey({ ...object, metadata: { ...object.metadata, name } });
  }

  #anew(reader: Reader): StateResult {
    const { subject, matcher } = this.#question;
    this.#members.clear();
    this.#passing = 0;
    const objects = objectsOf(subject, reader) as readonly KubeObject[];
    for (const object of objects) this.#add(objectKey(object), object);
    if (objects.length === 0 && subject.name !== undefined && matcher.takesAbsent) this.#add('', undefined);
    return this.#result();
  }

  /** One object as it stands in this state takes the place of what it was. */
  #replace(reader: Reader, { key, object }: Change): StateResult {
    const { subject } = this.#question;
    if (this.#members.get(key)) this.#passing--;
    this.#members.delete(key);
    const { namespace, name } = object.metadata;
    const now = reader.get(subject.kind, namespace, name) as KubeObject | undefined;
    if (now && this.#isMember(now)) this.#add(key, now);
    return this.#result();
  }

  #add(key: string, object: KubeObject | undefined): void {
    const { matcher, subject, values, negated } = this.#question;
    const tracked = this.#reader;
    const cx: MatcherContext = {
      cluster: subject.cluster,
      reader: tracked,
      subject,
      get nowMs() {
        return tracked.nowMs;
      },
    };
    const pass = does(matcher.check(cx, object as never, values as never), negated);
    this.#members.set(key, pass);
    if (pass) this.#passing++;
  }

  #result(): StateResult {
    return judge(this.#question, this.#passing, this.#members.size);
  }
}

/** Whether a selection of nothing, in one state, leaves nothing to judge. */
export function isVacuous({ subject, matcher, negated }: ObjectQuestion, { isEmpty }: StateResult): boolean {
  if (!isEmpty) return false;
  if (subject.name !== undefined) return true;
  if (matcher.asksExistence) return !(negated || allowsNothing(subject.quantifier));
  return !allowsNothing(subject.quantifier);
}
