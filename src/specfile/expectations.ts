// Expectations of a spec file, asked through the matchers of the table and of users. What does not hold, and what was
// asked wrongly, is an error that knows which part of the expectation it is about.

import type { Cluster } from '../cluster/cluster';
import { readNamed } from '../cluster/describe/read-arguments';
import { isPlainMap } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { nearest } from '../kinds/nearest';
import type { FieldPath } from '../manifests/source';
import { type Answer, ask } from '../matchers/ask';
import { type AnyMatcher, optionsOf } from '../matchers/matcher';
import { matcherNamed, matcherNames } from '../matchers/registry';
import { failureText } from '../report/failure';
import { terminalPalette } from '../report/palette';
import { callText } from '../report/value-text';
import type { Expectation } from './expectation-words';
import { interpolate, interpolateText } from './interpolate';
import { inPart, PartError } from './part-error';
import { readSubject } from './subject-words';

/** What names mean: values of the matrix, marks, results of steps. */
export type Names = ReadonlyMap<string, unknown>;

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

/** Errors: PartError for the first that does not hold or cannot be asked. */
export function checkExpectations(of: AskedOf, expectations: readonly Expectation[]): void {
  for (const expectation of expectations) demand(answerTo(of, expectation), expectation.path);
}

/** Whether all hold now. Errors: PartError for one that cannot be asked. */
export function holdNow(of: AskedOf, expectations: readonly Expectation[]): boolean {
  return expectations.every((expectation) => answerTo(of, expectation).holds);
}

/** Runs a step, which must be refused in the words that stand at `path`. Errors: PartError. */
export function checkRefused(of: AskedOf, step: string, run: () => unknown, words: unknown, path: FieldPath): void {
  const matcher = matcherFor('toBeRefused');
  const given = words === true ? undefined : isPlainMap(words) ? words : { message: words };
  const answer = inPart(path, () => {
    const values = readNamed({ name: 'refused', args: matcher.args, options: matcher.options }, given);
    return ask({ matcher, received: run, values, negated: false, call: callOf(given), name: step, replay: of.replay });
  });
  demand(answer, path);
}

function answerTo({ cluster, names, replay }: AskedOf, expectation: Expectation): Answer {
  const { subject, matcher: name, input, negated, path } = expectation;
  return inPart(path, () => {
    const words = String(interpolateText(subject, names));
    const matcher = matcherFor(name);
    const received = readSubject(cluster, words, names);
    const given = interpolate(input, names);
    const values = readNamed(
      { name, args: matcher.args, options: optionsOf(matcher) },
      given,
      cluster.simulation.store.registry,
    );
    return ask({ matcher, received, values, negated, call: callOf(given), name: words, replay });
  });
}

function demand(answer: Answer, path: FieldPath): void {
  if (!answer.holds) throw new PartError(failureText(answer.failure(), terminalPalette()), path);
}

const callOf = (given: unknown) => (given === undefined ? '' : callText([given]));
