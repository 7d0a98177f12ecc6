// What a check is asked to do with one set of manifests: the words of the command over those of the configuration.

import type { ClusterOptions } from '../cluster/options';
import type { ManifestInput } from '../manifests/load';
import type { UsedBaseline } from './baseline';
import type { Severity } from './finding';
import { ownRules } from './own-rules';
import type { FailOn, NotRun, Shard } from './report';
import { PROFILES, type ProfileName, type Rule } from './rule';

export interface CheckPlan {
  readonly environment?: string | undefined;
  /** What is checked; asked for when the run begins, as charts are rendered then. Errors: of what cannot be read. */
  readonly manifests: () => readonly ManifestInput[];
  /** What the cluster holds already. */
  readonly base: () => readonly ManifestInput[];
  readonly cluster: ClusterOptions;
  readonly profile: ProfileName;
  /** By rule: its severity, or whether it is to run at all. */
  readonly severities: Readonly<Record<string, Severity | 'off' | 'on'>>;
  /** By rule: what is set of it, as written. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** These and no others, unless empty. */
  readonly only: readonly string[];
  readonly ignored: readonly string[];
  readonly failOn: FailOn;
  readonly baseline?: UsedBaseline | undefined;
  /** Neither simulation nor campaigns. */
  readonly isStatic: boolean;
  readonly hasCampaigns: boolean;
  /** How many threads run campaigns; as many as the machine has cores unless given. */
  readonly jobs?: number | undefined;
  readonly shard?: Shard | undefined;
}

export interface SelectedRules {
  /** Those that run, with the severities of the plan. */
  readonly run: readonly Rule[];
  /** Those that an annotation may ask for. */
  readonly others: readonly Rule[];
  /** Those that a check says things by of its own accord. */
  readonly own: ReadonlyMap<string, Rule>;
  readonly notRun: readonly NotRun[];
  /** Names of those that another shard runs. */
  readonly elsewhere: readonly string[];
}

const ELSEWHERE = 'the first shard runs them';

export function selectRules(plan: CheckPlan, table: readonly Rule[]): SelectedRules {
  const wanted = table.filter((rule) => isWanted(rule, plan)).map((rule) => withSeverity(rule, plan));
  const reason = (rule: Rule) => reasonAgainst(rule, plan);
  const reasons = [...new Set(wanted.flatMap((rule) => reason(rule) ?? []))];
  const isOff = ({ id }: Rule) => plan.severities[id] === 'off' || plan.ignored.includes(id);
  return {
    run: wanted.filter((rule) => reason(rule) === undefined),
    others: table.filter((rule) => !isWanted(rule, plan) && !isOff(rule) && reason(rule) === undefined),
    elsewhere: wanted.filter((rule) => reason(rule) === ELSEWHERE).map(({ id }) => id),
    own: new Map(ownRules.filter((rule) => !isOff(rule)).map((rule) => [rule.id, withSeverity(rule, plan)])),
    notRun: reasons.map((each) => ({
      reason: each,
      rules: wanted.filter((rule) => reason(rule) === each).map(({ id }) => id),
    })),
  };
}

function isWanted({ id, profile }: Rule, { only, ignored, severities, profile: chosen }: CheckPlan): boolean {
  if (ignored.includes(id)) return false;
  if (only.length > 0) return only.includes(id);
  if (severities[id] !== undefined) return severities[id] !== 'off';
  return PROFILES.indexOf(profile) <= PROFILES.indexOf(chosen);
}

function withSeverity(rule: Rule, { severities }: CheckPlan): Rule {
  const severity = severities[rule.id];
  return severity === undefined || severity === 'off' || severity === 'on' ? rule : { ...rule, severity };
}

function reasonAgainst({ reads }: Rule, { isStatic, hasCampaigns, shard }: CheckPlan): string | undefined {
  if (reads !== 'manifests' && isStatic) return 'nothing is simulated (--static)';
  if (reads === 'campaigns') return hasCampaigns ? undefined : 'no campaigns are run (--no-campaigns)';
  return shard && shard.index > 1 ? ELSEWHERE : undefined;
}
