// The matchers by name: those of the table and those that users add. Test runners whose expect has joined get each of
// them.

import { UsageError } from '../cluster/describe/usage-error';
import { type JestMatcher, jestMatcher } from './jest-matcher';
import type { AnyMatcher } from './matcher';
import { matchers } from './table';

/** What `expect.extend` belongs to. */
export interface ExpectWorld {
  extend(matchers: Readonly<Record<string, JestMatcher>>): void;
}

const registered = new Map<string, AnyMatcher>(matchers.map((matcher) => [matcher.name, matcher]));
const worlds = new Set<ExpectWorld>();

/**
 * Makes a matcher known to YAML specs by its name, and to `expect` where `wavetank/jest` or `wavetank/jest-globals` is
 * imported. Errors: UsageError when the name is taken.
 */
export function registerMatcher(matcher: AnyMatcher): void {
  const known = registered.get(matcher.name);
  if (known === matcher) return;
  if (known) throw new UsageError(`there is a matcher "${matcher.name}" already`);
  if (!/^to[A-Z]/.test(matcher.name)) {
    throw new UsageError(`a matcher's name begins with "to", as toBeAvailable: got "${matcher.name}"`);
  }
  registered.set(matcher.name, matcher);
  for (const world of worlds) world.extend({ [matcher.name]: jestMatcher(matcher) });
}

/** Gives an `expect` all matchers, now and later. */
export function joinWorld(world: ExpectWorld): void {
  worlds.add(world);
  world.extend(Object.fromEntries([...registered].map(([name, matcher]) => [name, jestMatcher(matcher)])));
}

/** The matcher of this name; undefined when there is none. */
export function matcherNamed(name: string): AnyMatcher | undefined {
  return registered.get(name);
}

/** All names, in the order of the table, users' own last. */
export function matcherNames(): readonly string[] {
  return [...registered.keys()];
}
