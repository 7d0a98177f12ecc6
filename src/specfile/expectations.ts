// Expectations of a spec file, asked through the matchers of the table and of users. What does not hold, and what was asked
// wrongly, is an error that knows which part of the expectation it is about.

import type { Cluster } from '../cluster/cluster';
import { nearest } from '../cluster/describe/nearest';
import { readNamed } from '../cluster/describe/read-arguments';
import { isPlainMap } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import type { FieldPath } from '../manifests/source';
import { type Answer, ask } from '../matchers/ask';
import { type AnyMatcher, optionsOf } from '../matchers/matcher';
import { matcherNamed, matcherNames } from '../matchers/registry';
import { failureText } from '../report/failure';
import { terminalPalette } from '../report/palette';
import { callText } from '../report/value-text';
import type { Expectation } from './expectation-words';
import { interpolate, interpolateText } from './interpolate';
import { readSubject } from './subject-words';

/** What names mean: values of the matrix, marks, results of steps. */
export type Names = ReadonlyMap<string, unknown>;

/** Something expected does not hold; the message is the whole failure. */
export class ExpectationError extends Error {
  readonly path: FieldPath;

  constructor(message: string, path: FieldPath) {
    super(message);
    this.path = path;
  }
}

/** An error about a part of the spec file, which stands at `path`. */
export class PartError extends Error {
  readonly path: FieldPath;
  override readonly cause: Error;

  constructor(cause: Error, path: FieldPath) {
    super(cause.message);
    this.cause = cause;
    this.path = path;
  }
}

export interface AskedOf {
  readonly cluster: Cluster;
  readonly names: Names;
  /** The command that runs this test again. */
  readonly replay: string;
}

/** The matcher of this name. Errors: UsageError with the nearest right name. */
export function matcherFor(name: string): AnyMatcher {
  const matcher = matcherNamed(name);
  if (matcher) return matcher;
  throw new UsageError(`there is no matcher "${name}"`, { hint: nearest(name, matcherNames()) });
}

/** Errors: ExpectationError for the first that does not hold, PartError for one that cannot be asked. */
export function checkExpectations(of: AskedOf, expectations: readonly Expectation[]): void {
  for (const expectation of expectations) {
    const answer = answerTo(of, expectation);
    if (!answer.holds) throw new ExpectationError(failureText(answer.failure(), terminalPalette()), expectation.path);
  }
}

/** Whether all hold now. Errors: PartError for one that cannot be asked. */
export function holdNow(of: AskedOf, expectations: readonly Expectation[]): boolean {
  return expectations.every((expectation) => answerTo(of, expectation).holds);
}

function answerTo(of: AskedOf, { subject, matcher: name, input, negated, path }: Expectation): Answer {
  try {
    const words = String(interpolateText(subject, of.names));
    const matcher = matcherFor(name);
    const received = readSubject(of.cluster, words, of.names);
    const given = interpolate(input, of.names);
    const values = readNamed({ name, args: matcher.args, options: optionsOf(matcher) }, given);
    const call = given === undefined ? '' : callText([given]);
    return ask({ matcher, received, values, negated, call, name: words, replay: of.replay });
  } catch (error) {
    if (error instanceof UsageError) throw new PartError(error, [...path, ...error.path]);
    throw error;
  }
}

/** Runs the step, which must be refused in these words. Errors: ExpectationError, PartError. */
export function checkRefused(of: AskedOf, run: () => unknown, words: unknown, what: string): void {
  const matcher = matcherFor('toBeRefused');
  try {
    const given = words === true ? undefined : isPlainMap(words) ? words : { message: words };
    const values = readNamed({ name: 'refused', args: matcher.args, options: matcher.options }, given);
    const call = given === undefined ? '' : callText([given]);
    const answer = ask({ matcher, received: run, values, negated: false, call, name: what, replay: of.replay });
    if (!answer.holds) throw new ExpectationError(failureText(answer.failure(), terminalPalette()), []);
  } catch (error) {
    if (error instanceof UsageError) throw new PartError(error, error.path);
    throw error;
  }
}
