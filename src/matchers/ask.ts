// One question, whoever asks it: jest's expect, a YAML expectation, the command line. Checks that the subject fits the
// matcher, evaluates, and has the failure's words ready for when they are wanted.

import type { Cluster } from '../cluster/cluster';
import { show } from '../cluster/describe/argument';
import type { NamedValues } from '../cluster/describe/read-arguments';
import { UsageError } from '../cluster/describe/usage-error';
import { isSubject, type ResultSubject, SUBJECT, type Subject } from '../cluster/subject';
import type { PageFocus } from '../page/data';
import type { Failure } from '../report/failure';
import { withPage } from '../report/page-file';
import { subjectWords } from '../report/subject-text';
import { describeObjects } from './describe-objects';
import { describeResult } from './describe-result';
import { type Evaluation, evaluate } from './evaluate';
import type { AnyMatcher, MatcherContext, SubjectType, Verdict } from './matcher';
import type { ObjectQuestion } from './state';

export interface Asked {
  readonly matcher: AnyMatcher;
  /** What stood in `expect(...)`. */
  readonly received: unknown;
  /** Checked values of arguments and options. */
  readonly values: NamedValues;
  /** `.not` */
  readonly negated: boolean;
  /** The arguments as written, for the failure's title. */
  readonly call: string;
  /** The name that the received value has in the spec, where it has one: `visitors`. */
  readonly name?: string | undefined;
  /** The command that runs this test again. */
  readonly replay?: string | undefined;
}

export interface Answer {
  /** Whether the expectation holds, `.not` included. */
  readonly holds: boolean;
  /** What to say when it does not; to be called before the cluster goes on. */
  readonly failure: () => Failure;
}

/** Errors: UsageError when the matcher is not for such a subject, or its options ask for nothing. */
export function ask(asked: Asked): Answer {
  const { matcher, received, values } = asked;
  checkNeeds(matcher, values);
  if (matcher.subject === 'object') return askObjects(asked, objectSubject(matcher, received));
  return askResult(asked, received);
}

function checkNeeds({ name, needsOneOf }: AnyMatcher, values: NamedValues): void {
  if (needsOneOf.length === 0 || needsOneOf.some((option) => values[option] !== undefined)) return;
  throw new UsageError(`${name}: nothing is expected: say at least one of ${needsOneOf.join(', ')}`);
}

/** Whether the matcher is for this value; false is what an asymmetric matcher answers for it. */
export function isFor(matcher: AnyMatcher, received: unknown): boolean {
  if (matcher.subject === 'object') return isSubject(received) && (matcher.kinds?.includes(received.kind) ?? true);
  return isResult(matcher.subject, received);
}

function objectSubject(matcher: AnyMatcher, received: unknown): Subject {
  if (!isSubject(received)) throw wrongSubject(matcher, briefly(received));
  if (!isFor(matcher, received)) throw wrongSubject(matcher, subjectWords(received));
  return received;
}

const EXAMPLES: Readonly<Record<SubjectType, string>> = {
  object: "objects such as shop.deployment('frontend')",
  traffic: 'what shop.traffic(...) gave',
  response: 'what shop.request(...) gave',
  lookup: 'what shop.resolve(...) gave',
  reachability: 'what shop.reachability() gave',
  refusal: 'a function that asks for something: () => shop.scale(...)',
};

function wrongSubject({ name, subject, kinds }: AnyMatcher, got: string): UsageError {
  const fitting = kinds ? `${kinds.map((kind) => kind.toLowerCase()).join(', ')} subjects` : EXAMPLES[subject];
  return new UsageError(`${name} is for ${fitting}, got ${got}`);
}

/** A subject or result by name; another object by its class, for it may be a whole cluster. */
function briefly(received: unknown): string {
  if (isSubject(received)) return subjectWords(received);
  if (typeof received !== 'object' || received === null) return show(received);
  const brand = (received as Partial<Record<symbol, unknown>>)[SUBJECT];
  if (typeof brand === 'string') return `a ${brand}`;
  return Array.isArray(received) ? 'a list' : `an object of ${received.constructor?.name ?? 'no class'}`;
}

function askObjects(asked: Asked, subject: Subject): Answer {
  const { matcher, values, negated, call, replay } = asked;
  const question: ObjectQuestion = { matcher, subject, values, negated };
  const evaluation = evaluate(question);
  return {
    holds: evaluation.pass,
    failure: () => {
      const failure = describeObjects(question, evaluation, { call, replay });
      return withPage(failure, subject.cluster, replay, focusOf(subject, evaluation));
    },
  };
}

/** The state that decided. */
function focusOf({ kind, namespace, name, cluster }: Subject, { decisive }: Evaluation): PageFocus {
  const isNamespaced = cluster.simulation.store.registry.byKey(kind)?.namespaced ?? true;
  return { atMs: decisive.atMs, kind, key: isNamespaced ? `${namespace}/${name}` : name };
}

function isResult(type: SubjectType, received: unknown): boolean {
  if (type === 'refusal') return typeof received === 'function';
  if (typeof received !== 'object' || received === null) return false;
  return (received as Partial<Record<symbol, unknown>>)[SUBJECT] === type;
}

function askResult(asked: Asked, received: unknown): Answer {
  const { matcher, values, negated } = asked;
  if (!isResult(matcher.subject, received)) throw wrongSubject(matcher, briefly(received));
  const cluster = matcher.subject === 'refusal' ? undefined : (received as ResultSubject).cluster;
  const verdict: Verdict = matcher.check(contextOf(cluster), received as never, values as never);
  return {
    holds: !verdict.vacuous && verdict.pass !== negated,
    failure: () => withPage(describeResult(asked, verdict, cluster), cluster, asked.replay),
  };
}

/** Of a refusal there is no cluster to look at: the function holds it. */
function contextOf(cluster: Cluster | undefined): MatcherContext {
  const there = cluster as Cluster;
  return {
    cluster: there,
    get reader() {
      return there.reader;
    },
    get nowMs() {
      return there.nowMs;
    },
    subject: undefined,
  };
}
