// Actions and matchers of the user's own: known from then on to every cluster, to `expect` and to YAML specs.

import { type Cluster, registerAction } from './actions/acting-cluster';
import { type Action, type ActionContext as BaseContext, defineAction as defineBase } from './actions/action';
import type { WebhookFunction } from './admission/webhook/rule';
import type { Arguments, Values } from './cluster/describe/argument';
import { registerExtender } from './cluster/scheduler-extenders';
import { registerPlugin } from './cluster/scheduler-plugins';
import { registerWebhook } from './cluster/webhook-answers';
import type { AnyMatcher } from './matchers/matcher';
import { registerMatcher } from './matchers/registry';
import type { ExtenderFunctions } from './scheduler/extender';
import type { AnyPlugin } from './scheduler/framework';

/** What an action of the user's own is run with; other actions that it calls are parts of it. */
export interface ActionContext extends Omit<BaseContext, 'cluster'> {
  readonly cluster: Cluster;
}

/** Declares an action; its argument types become those of its method. */
export function defineAction<
  const Name extends string,
  const A extends Arguments = readonly [],
  const O extends Arguments = readonly [],
  R = unknown,
>(
  action: Omit<Action<A, O, R, Name>, 'args' | 'options' | 'run'> & {
    readonly args?: A;
    readonly options?: O;
    readonly run: (cx: ActionContext, values: Values<A, O>) => R;
  },
): Action<A, O, R, Name> {
  const { args = [] as unknown as A, run, ...rest } = action;
  return defineBase({ ...rest, args, run: (cx, values) => run(cx as ActionContext, values) } as Action<A, O, R, Name>);
}

type AnyAction = Omit<Action, 'run'> & { readonly run: (cx: never, values: never) => unknown };

export interface Extension {
  readonly actions?: readonly AnyAction[];
  readonly matchers?: readonly AnyMatcher[];
  /** Functions that answer for admission webhooks, by the names that a cluster's option `webhooks` takes. */
  readonly webhooks?: Readonly<Record<string, WebhookFunction>>;
  /** Scheduler plugins, for the profiles of a cluster's option `scheduler`. */
  readonly schedulerPlugins?: readonly AnyPlugin[];
  /** What answers for scheduler extenders, by their `urlPrefix`. */
  readonly schedulerExtenders?: Readonly<Record<string, ExtenderFunctions>>;
}

/**
 * Registers actions as methods of clusters and matchers as methods of `expect`, both under their names in YAML, and
 * functions that answer for webhooks, scheduler plugins and extenders. Their
 * types are declared by augmenting `CustomActions` and `CustomMatchers`. Errors: UsageError for a name that is taken.
 */
export function extend(extension: Extension): void {
  const { actions = [], matchers = [], webhooks = {}, schedulerPlugins = [], schedulerExtenders = {} } = extension;
  for (const action of actions) registerAction(action as Action);
  for (const matcher of matchers) registerMatcher(matcher);
  for (const [name, answer] of Object.entries(webhooks)) registerWebhook(name, answer);
  for (const plugin of schedulerPlugins) registerPlugin(plugin);
  for (const [url, functions] of Object.entries(schedulerExtenders)) registerExtender(url, functions);
}
