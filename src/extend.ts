// Actions and matchers of the user's own: known from then on to every cluster, to `expect` and to YAML specs.

import { registerAction } from './actions/acting-cluster';
import type { Action } from './actions/action';
import type { AnyMatcher } from './matchers/matcher';
import { registerMatcher } from './matchers/registry';

export interface Extension {
  // biome-ignore lint/suspicious/noExplicitAny: an action of any arguments
  readonly actions?: readonly Action<any, any, any>[];
  readonly matchers?: readonly AnyMatcher[];
}

/**
 * Registers actions as methods of clusters and matchers as methods of `expect`, both under their names in YAML. Their types
 * are declared by augmenting `CustomActions` and `CustomMatchers`. Errors: UsageError for a name that is taken.
 */
export function extend({ actions = [], matchers = [] }: Extension): void {
  for (const action of actions) registerAction(action);
  for (const matcher of matchers) registerMatcher(matcher);
}
