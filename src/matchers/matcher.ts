// What a matcher is: a name, the subjects it is for, described arguments and one check. One definition serves jest's
// expect, YAML and the command line; messages are built only when they are needed.

import type { Reader } from '../api/actor';
import type { Cluster } from '../cluster/cluster';
import type { Arguments, CallOf, Values } from '../cluster/describe/argument';
import type { KubeObject } from '../kinds/kind';

/** What a check found. Texts are thunks: a passing check costs none. */
export interface Verdict {
  readonly pass: boolean;
  /** What was expected, as one phrase: `at least 2 ready endpoints`. */
  readonly expected: () => string;
  /** What is, as one phrase or a few lines. */
  readonly actual: () => string;
  /** Lines that help: the differing fields, the scheduler's sentence, the nearest candidates. */
  readonly evidence?: () => readonly string[];
  /** The object the failure is about, for its source line, owners, events and causes; the subject unless given. */
  readonly about?: KubeObject | undefined;
}

export interface MatcherContext {
  readonly cluster: Cluster;
  /** The state asked about: the present one, or a past one when the question is about history. */
  readonly reader: Reader;
  readonly nowMs: number;
}

/**
 * What a matcher is for. `object` matchers get one object (undefined when absent and `takesAbsent`); a selection is
 * checked object by object under its quantifier. Others name a result's brand: `traffic`, `response`, `refusal`.
 */
export type SubjectType = 'object' | 'traffic' | 'response' | 'refusal' | 'events' | 'cluster';

export interface Matcher<A extends Arguments = Arguments, O extends Arguments = Arguments, S = unknown> {
  /** `toBeAvailable` */
  readonly name: string;
  readonly summary: string;
  readonly subject: SubjectType;
  /** Kinds it is for; every kind when absent. The types reject others. */
  readonly kinds?: readonly string[];
  /** The check is called for an absent object too; otherwise absence is a failure of its own words. */
  readonly takesAbsent?: boolean;
  readonly args: A;
  readonly options: O;
  readonly example: { readonly ts: string; readonly yaml: string };
  readonly check: (cx: MatcherContext, subject: S, values: Values<A, O>) => Verdict;
}

/** Declares a matcher. */
export function defineMatcher<S, const A extends Arguments = readonly [], const O extends Arguments = readonly []>(
  matcher: Omit<Matcher<A, O, S>, 'args' | 'options'> & { readonly args?: A; readonly options?: O },
): Matcher<A, O, S> {
  return {
    ...matcher,
    args: (matcher.args ?? []) as unknown as A,
    options: (matcher.options ?? []) as unknown as O,
  };
}

/** How it is called, without the subject. */
export type MatcherCall<T> = T extends Matcher<infer A, infer O, infer _S> ? CallOf<A, O> : never;
