// The words of `wavetank check`, read.

import type { FailOn, Shard } from '../checks/report';
import { PROFILES, type ProfileName } from '../checks/rule';
import { nearest } from '../kinds/nearest';
import { HELM_WORDS, type HelmOptions } from './inputs';
import { parsedWords } from './parsed-words';
import { type AskedReport, readReports } from './report-words';
import { WrongUse } from './usage';
import { whole } from './whole-number';

export interface CheckWords {
  readonly manifests: readonly string[];
  /** How charts among them are rendered. */
  readonly helm: HelmOptions;
  readonly cluster: string | undefined;
  /** A number or a file. */
  readonly nodes: string | undefined;
  readonly seed: string | undefined;
  readonly config: string | undefined;
  readonly environment: string | undefined;
  readonly profile: ProfileName | undefined;
  readonly rules: readonly string[];
  readonly ignored: readonly string[];
  readonly failOn: FailOn | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly base: readonly string[];
  readonly isStatic: boolean;
  readonly hasCampaigns: boolean;
  readonly jobs: number | undefined;
  readonly shard: Shard | undefined;
  readonly reports: readonly AskedReport[];
  readonly listsRules: boolean;
  readonly explained: string | undefined;
}

/** The options of the command, as `parseArgs` takes them. */
export const CHECK_OPTIONS = {
  ...HELM_WORDS,
  cluster: { type: 'string' },
  nodes: { type: 'string' },
  seed: { type: 'string' },
  config: { type: 'string' },
  environment: { type: 'string' },
  profile: { type: 'string' },
  rule: { type: 'string', multiple: true },
  ignore: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  base: { type: 'string', multiple: true },
  static: { type: 'boolean' },
  'no-campaigns': { type: 'boolean' },
  jobs: { type: 'string' },
  shard: { type: 'string' },
  report: { type: 'string', multiple: true },
  'list-rules': { type: 'boolean' },
  explain: { type: 'string' },
} as const;

/** @param ruleNames those that `--rule` and `--ignore` may name. Errors: WrongUse. */
export function readCheckWords(words: readonly string[], ruleNames: readonly string[]): CheckWords {
  const { values, positionals } = parsedWords(words, CHECK_OPTIONS);
  const { rule = [], ignore = [], base = [], report = [] } = values;
  for (const name of rule) known('--rule', name, ruleNames);
  for (const name of ignore) known('--ignore', name, ruleNames);
  return {
    manifests: positionals,
    helm: values,
    cluster: values.cluster,
    nodes: values.nodes,
    seed: values.seed,
    config: values.config,
    environment: values.environment,
    profile: oneOf('--profile', values.profile, PROFILES),
    rules: rule,
    ignored: ignore,
    failOn: oneOf('--fail-on', values['fail-on'], ['error', 'warning']),
    baseline: values.baseline,
    writeBaseline: values['write-baseline'],
    base,
    isStatic: values.static ?? false,
    hasCampaigns: !(values['no-campaigns'] ?? false),
    jobs: values.jobs === undefined ? undefined : whole('--jobs', values.jobs, 1),
    shard: values.shard === undefined ? undefined : shardOf(values.shard),
    reports: readReports(report),
    listsRules: values['list-rules'] ?? false,
    explained: values.explain,
  };
}

/** Errors: WrongUse with the nearest. */
export function known(option: string, name: string, names: readonly string[], noun = 'rule'): void {
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  throw new WrongUse(`${option}: there is no ${noun} ${name}${meant ? ` (did you mean ${meant}?)` : ''}`);
}

function oneOf<const W extends string>(option: string, value: string | undefined, all: readonly W[]): W | undefined {
  if (value === undefined || all.includes(value as W)) return value as W | undefined;
  const meant = nearest(value, all);
  const hint = meant ? ` (did you mean ${meant}?)` : '';
  throw new WrongUse(`${option}: expected one of ${all.join(', ')}, got "${value}"${hint}`);
}

function shardOf(text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new WrongUse(`--shard: expected a part such as 1/4, got "${text}"`);
}
