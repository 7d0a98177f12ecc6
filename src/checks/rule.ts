// What a rule is: a name that stays, words for people, and one function that reads the manifests or looks at what came
// of them in a simulation.

import type { NamedValues } from '../cluster/describe/read-arguments';
import type { CheckContext } from './context';
import type { Severity, Violation } from './finding';
import type { Settings, SettingValues } from './setting';

/** From what no cluster should run to what few hold themselves to; each profile includes those before it. */
export const PROFILES = ['essential', 'recommended', 'strict'] as const;
export type ProfileName = (typeof PROFILES)[number];

/** Names of the same concern in other tools: what their annotations that suppress it speak of. */
export interface OtherNames {
  readonly 'kube-score'?: readonly string[];
  readonly 'kube-linter'?: readonly string[];
  readonly polaris?: readonly string[];
}

export interface Rule {
  /** Kebab case, never renamed: suppressions, baselines and reports hold it. */
  readonly id: string;
  /** One line without a full stop: what is asked of the manifests. */
  readonly title: string;
  readonly severity: Severity;
  /** The smallest profile that it belongs to. */
  readonly profile: ProfileName;
  readonly others?: OtherNames | undefined;
  /** What mends it, in general. */
  readonly remedy: string;
  /** `manifests`: what is written; `started`: the cluster once everything has settled; `campaigns`: what befell it. */
  readonly reads: 'manifests' | 'started' | 'campaigns';
  /** Rules that say the same more precisely: where one of them found something about an object, this one is silent. */
  readonly yieldsTo?: readonly string[] | undefined;
  /** What a configuration may set. */
  readonly settings?: Settings | undefined;
  /** `settings` are the values of all of them, as `readSettings` gives them. */
  readonly check: (cx: CheckContext, settings: NamedValues) => Iterable<Violation>;
}

/** A rule whose `check` knows the types of its own settings. */
type DefinedRule<S extends Settings> = Omit<Rule, 'settings' | 'check'> & {
  readonly settings?: S | undefined;
  readonly check: (cx: CheckContext, settings: SettingValues<S>) => Iterable<Violation>;
};

export function defineRule<const S extends Settings = readonly []>(rule: DefinedRule<S>): Rule {
  return rule as unknown as Rule;
}
