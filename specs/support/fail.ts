// The text of a failing expectation, without jest's colours.

import { jestMatcher } from '../../src/matchers/jest-matcher';
import { matcherNamed } from '../../src/matchers/registry';

export interface Verdict {
  readonly holds: boolean;
  readonly text: string;
}

/** What `expect(received)[.not].name(...inputs)` comes to. */
export function judge(received: unknown, call: string, ...inputs: readonly unknown[]): Verdict {
  const isNot = call.startsWith('not.');
  const matcher = matcherNamed(call.replace('not.', ''));
  if (!matcher) throw new Error(`no matcher ${call}`);
  const context = {
    isNot,
    promise: '',
    testPath: `${process.cwd()}/specs/shop.spec.ts`,
    currentTestName: 'the shop works',
  };
  const { pass, message } = jestMatcher(matcher).call(context, received, ...inputs);
  const holds = pass !== isNot;
  return { holds, text: holds ? '' : message() };
}
