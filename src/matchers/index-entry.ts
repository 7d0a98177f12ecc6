// `wavetank/matchers`: the matchers as plain functions, for anyone's `expect.extend`.

import { type JestMatcher, jestMatcher } from './jest-matcher';
import { matchers as table } from './table';
import type { MatcherName } from './types';

export type { ExpectContext, ExpectResult, JestMatcher } from './jest-matcher';
export type { KubeMatchers, MatcherName } from './types';

/** `expect.extend(matchers)` */
export const matchers = Object.fromEntries(table.map((matcher) => [matcher.name, jestMatcher(matcher)])) as {
  readonly [Name in MatcherName]: JestMatcher;
};
