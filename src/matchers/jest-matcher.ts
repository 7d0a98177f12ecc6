// A matcher as jest's `expect.extend` takes it. Knows of jest only what it hands to a matcher: `this`.

import { readCall } from '../cluster/describe/read-arguments';
import { UsageError } from '../cluster/describe/usage-error';
import { isSubject } from '../cluster/subject';
import { failureText } from '../report/failure';
import { type Palette, PLAIN } from '../report/palette';
import { replayCommand } from '../report/replay';
import { callText } from '../report/value-text';
import { ask, isFor } from './ask';
import { type AnyMatcher, optionsOf } from './matcher';

type Paint = (text: string) => string;

/** What jest and vitest both set on `this`. */
export interface ExpectContext {
  readonly isNot?: boolean;
  /** Undefined when called as an asymmetric matcher: `expect.toBeReady()` inside of another value. */
  readonly promise?: string;
  readonly testPath?: string;
  readonly currentTestName?: string;
  readonly utils?: {
    readonly EXPECTED_COLOR?: Paint;
    readonly RECEIVED_COLOR?: Paint;
    readonly DIM_COLOR?: Paint;
    readonly BOLD_WEIGHT?: Paint;
  };
}

export interface ExpectResult {
  readonly pass: boolean;
  readonly message: () => string;
}

export type JestMatcher = (this: ExpectContext, received: unknown, ...inputs: unknown[]) => ExpectResult;

export function jestMatcher(matcher: AnyMatcher): JestMatcher {
  const described = { name: matcher.name, args: matcher.args, options: optionsOf(matcher) };
  return function matchesJest(this: ExpectContext, received: unknown, ...inputs: unknown[]): ExpectResult {
    const negated = this.isNot ?? false;
    if (this.promise === undefined && !isFor(matcher, received)) return { pass: negated, message: () => '' };
    try {
      const values = readCall(described, inputs, kindsOf(received));
      const replay = replayOf(this);
      const answer = ask({ matcher, received, values, negated, call: callText(inputs), replay });
      return {
        pass: answer.holds !== negated,
        message: () => failureText(answer.failure(), paletteOf(this)),
      };
    } catch (error) {
      // The stack begins at the user's line.
      if (error instanceof UsageError)
        Error.captureStackTrace?.(error, this.promise === undefined ? undefined : matchesJest);
      throw error;
    }
  };
}

const kindsOf = (received: unknown) => (isSubject(received) ? received.cluster.simulation.store.registry : undefined);

function replayOf({ testPath, currentTestName }: ExpectContext): string | undefined {
  if (testPath === undefined || currentTestName === undefined) return undefined;
  return replayCommand(testPath, currentTestName);
}

function paletteOf({ utils = {} }: ExpectContext): Palette {
  return {
    expected: utils.EXPECTED_COLOR ?? PLAIN.expected,
    actual: utils.RECEIVED_COLOR ?? PLAIN.actual,
    dim: utils.DIM_COLOR ?? PLAIN.dim,
    bold: utils.BOLD_WEIGHT ?? PLAIN.bold,
  };
}
