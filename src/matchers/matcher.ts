// What a matcher is: a name, the subjects it is for, described arguments and one check. One definition serves jest's
// expect, YAML and the command line. A check knows one state and one object; history, quantifiers and `.not` are asked
// around it.

import type { Reader } from '../api/actor';
import type { Cluster } from '../cluster/cluster';
import type { Arguments, CallOf, Values } from '../cluster/describe/argument';
import type { NameLookup, ReachabilityMatrix, Response, Traffic } from '../cluster/results';
import type { Subject } from '../cluster/subject';
import type { KubeObject } from '../kinds/kind';
import type { KindOf } from '../kinds/kind-map';
import { type HistoryOptions, historyOptions } from './history-options';

/** What a check found. Texts are thunks: a passing check costs none. */
export interface Verdict {
  readonly pass: boolean;
  /** What was expected, after `to`: `be ready`, `have at least 2 ready endpoints`. */
  readonly expected: () => string;
  /** What is, in one line or a few: `1 ready endpoint, 2 not ready`. */
  readonly actual: () => string;
  /** Lines that help: the differing fields, the pods behind a number. */
  readonly evidence?: (() => readonly string[]) | undefined;
  /** The object the failure is about, for its source, owners, events and causes; the subject unless given. */
  readonly about?: KubeObject | undefined;
  /** Objects whose events tell of this too. */
  readonly related?: (() => readonly KubeObject[]) | undefined;
  /** The object whose last change is the cause; `about` unless given. */
  readonly changed?: KubeObject | undefined;
  /** The field of it that decided: `status.replicas`. */
  readonly path?: string | undefined;
  /** There was nothing to judge: fails with `.not` too. */
  readonly vacuous?: boolean | undefined;
}

export interface MatcherContext {
  readonly cluster: Cluster;
  /** The state asked about: the present one, or a past one when the question is about history. Read only from here. */
  readonly reader: Reader;
  /** When that state began. */
  readonly nowMs: number;
  /** Whose object is checked; undefined for results. */
  readonly subject: Subject | undefined;
}

/** What there is to ask about besides objects. */
export interface ResultTypes {
  readonly traffic: Traffic;
  readonly response: Response;
  readonly lookup: NameLookup;
  readonly reachability: ReachabilityMatrix;
  /** A function that asks the API server for something. */
  readonly refusal: () => unknown;
}

export type SubjectType = 'object' | keyof ResultTypes;

/** What a check is handed. */
export type Checked<B extends SubjectType, K extends string, Absent extends boolean> = B extends keyof ResultTypes
  ? ResultTypes[B]
  : Absent extends true
    ? KindOf<K> | undefined
    : KindOf<K>;

export interface Matcher<
  N extends string = string,
  A extends Arguments = Arguments,
  O extends Arguments = Arguments,
  B extends SubjectType = SubjectType,
  K extends string = string,
  P extends boolean = boolean,
  S = never,
> {
  /** `toBeAvailable` */
  readonly name: N;
  /** One sentence that ends in a period. */
  readonly summary: string;
  readonly subject: B;
  /** Kinds it is for; every kind when absent. The types reject others. */
  readonly kinds: readonly K[] | undefined;
  /** The check is called for an absent object too; otherwise absence is a failure of its own words. */
  readonly takesAbsent: boolean;
  /** It asks whether objects are there at all: a selection of nothing is an answer. */
  readonly asksExistence: boolean;
  /** It cannot be asked about the past. */
  readonly presentOnly: P;
  readonly args: A;
  /** Its own options; `optionsOf` adds those about history. */
  readonly options: O;
  /** At least one of these options must be said, or nothing would be expected. */
  readonly needsOneOf: readonly string[];
  /** One use in each language on `fixtures/shop`; `yaml` is a list of steps. */
  readonly example: { readonly ts: string; readonly yaml: string };
  readonly check: (cx: MatcherContext, subject: S, values: ValuesFor<A, O>) => Verdict;
}

/** Any matcher, as the engine sees it. */
export type AnyMatcher = Omit<Matcher, 'check'> & {
  readonly check: (cx: MatcherContext, subject: never, values: never) => Verdict;
};

/** Values of arguments and options together; a matcher without any gets an empty record. */
export type ValuesFor<A extends Arguments, O extends Arguments> = Values<A, O>;

export interface MatcherInput<
  N extends string,
  A extends Arguments,
  O extends Arguments,
  B extends SubjectType,
  K extends string,
  Absent extends boolean,
  P extends boolean,
> {
  readonly name: N;
  readonly summary: string;
  /** `object` unless given. */
  readonly subject?: B;
  readonly kinds?: readonly K[];
  readonly takesAbsent?: Absent;
  readonly asksExistence?: boolean;
  readonly presentOnly?: P;
  readonly args?: A;
  readonly options?: O;
  readonly needsOneOf?: readonly string[];
  readonly example: { readonly ts: string; readonly yaml: string };
  readonly check: (cx: MatcherContext, subject: Checked<B, K, Absent>, values: ValuesFor<A, O>) => Verdict;
}

/**
 * Declares a matcher: its argument types become those of the method on `expect`, its kinds decide which subjects
 * compile.
 * For users: register it with `registerMatcher`, and add its method to `CustomMatchers`.
 */
export function defineMatcher<
  const N extends string,
  const A extends Arguments = readonly [],
  const O extends Arguments = readonly [],
  B extends SubjectType = 'object',
  const K extends string = string,
  Absent extends boolean = false,
  P extends boolean = false,
>(matcher: MatcherInput<N, A, O, B, K, Absent, P>): Matcher<N, A, O, B, K, P, Checked<B, K, Absent>> {
  const { subject, kinds, takesAbsent, asksExistence, presentOnly, args, options, needsOneOf, ...rest } = matcher;
  return {
    ...rest,
    subject: subject ?? ('object' as B),
    kinds,
    takesAbsent: takesAbsent ?? false,
    asksExistence: asksExistence ?? false,
    presentOnly: presentOnly ?? (false as P),
    args: (args ?? []) as unknown as A,
    options: (options ?? []) as unknown as O,
    needsOneOf: needsOneOf ?? [],
  };
}

/** Whether the options about history are its too. */
export function hasHistory({ subject, presentOnly }: Pick<AnyMatcher, 'subject' | 'presentOnly'>): boolean {
  return subject === 'object' && !presentOnly;
}

/** All options that a call may name. */
export function optionsOf(matcher: Pick<AnyMatcher, 'subject' | 'presentOnly' | 'options'>): Arguments {
  return hasHistory(matcher) ? [...matcher.options, ...historyOptions] : matcher.options;
}

/** How it is called, without the subject. */
export type MatcherCall<M> =
  M extends Matcher<string, infer A, infer O, infer B, string, infer P, infer _S>
    ? CallOf<A, B extends 'object' ? (P extends true ? O : [...O, ...HistoryOptions]) : O>
    : never;
