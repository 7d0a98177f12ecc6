// What an action is: a name, described arguments and one function. The description gives the TypeScript method, the
// YAML key, the JSON schema for editors, the error text and the docs page.

import type { StoreClient } from '../cluster/client';
import type { Cluster, SourceLine } from '../cluster/cluster';
import type { Arguments, CallOf, Values } from '../cluster/describe/argument';

export interface ActionContext {
  readonly cluster: Cluster;
  /** Writes of this client are caused by this action. */
  readonly client: StoreClient;
  /** Trace row of this action, for commands to actors. */
  readonly cause: number;
  /** The user's line. */
  readonly source: SourceLine | undefined;
  /** The folder that relative paths start from: that of the spec file. */
  readonly folder: string;
}

export interface Action<
  A extends Arguments = Arguments,
  O extends Arguments = Arguments,
  R = unknown,
  Name extends string = string,
> {
  /** The method's name and YAML key: `setImage`. */
  readonly name: Name;
  /** One sentence: what it does, in kubectl's or Kubernetes' terms. */
  readonly summary: string;
  readonly args: A;
  readonly options: O;
  /** One runnable use in each language; the docs show them and a spec runs them on `fixtures/shop`. */
  readonly example: { readonly ts: string; readonly yaml: string };
  /** True for actions that only let time pass or look: they do not move the mark that `always` looks back to. */
  readonly passive?: boolean;
  readonly run: (cx: ActionContext, values: Values<A, O>) => R;
}

/** Declares an action; its argument types become those of the method. */
export function defineAction<
  const Name extends string,
  const A extends Arguments,
  const O extends Arguments = readonly [],
  R = unknown,
>(action: Omit<Action<A, O, R, Name>, 'options'> & { readonly options?: O }): Action<A, O, R, Name> {
  return { ...action, options: (action.options ?? []) as unknown as O };
}

/** The method an action becomes. */
export type ActionMethod<T> = T extends Action<infer A, infer O, infer R> ? (...args: CallOf<A, O>) => R : never;
