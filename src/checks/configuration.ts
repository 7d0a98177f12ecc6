// What a configuration file may say of a check, described: the check of the file and the schema for editors.

import { clusterType } from '../cluster/cluster-type';
import { type ArgumentType, isProblem, problem } from '../cluster/describe/argument';
import { either, integer, isPlainMap, listOf, mapOf, oneOf, only, record, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { nodeType } from '../cluster/node-type';
import type { ClusterOptions } from '../cluster/options';
import { nearest } from '../kinds/nearest';
import type { Severity } from './finding';
import { ownRules } from './own-rules';
import type { FailOn } from './report';
import { PROFILES, type ProfileName, type Rule } from './rule';
import { rules } from './table';

const DRAFT = 'http://json-schema.org/draft-07/schema#';

const SEVERITIES = ['error', 'warning', 'note'] as const;
/** YAML as Kubernetes reads it makes booleans of on and off. */
const SWITCHES = either(only(true), only(false));
const switched = either(oneOf(...SEVERITIES, 'on', 'off'), SWITCHES);

const paths = (expected: string) => listOf(text(expected));

/** As `type`, with words for editors. */
function described<Input, Value>(summary: string, type: ArgumentType<Input, Value>): ArgumentType<Input, Value> {
  return { ...type, schema: { description: summary, ...type.schema } };
}

/** What a rule can be set to: whether it runs, its severity, what it has to set. */
function ruleType(rule: Rule): ArgumentType<unknown, unknown> {
  const own = (rule.settings ?? []).map(({ name, type, summary }) => [name, described(summary, type)] as const);
  const fields = { severity: switched, ...Object.fromEntries(own) };
  const type = either(switched, record(fields as Readonly<Record<string, ArgumentType<unknown, unknown>>>));
  return described(`${rule.title.charAt(0).toUpperCase()}${rule.title.slice(1)}.`, type);
}

const ruleTypes = Object.fromEntries([...rules, ...ownRules].map((rule) => [rule.id, ruleType(rule)]));

/** As a record of all rules, whose names are too many to tell. */
function rulesType(): ArgumentType<unknown, unknown> {
  const type = record(ruleTypes);
  const expected = 'a map from names of rules to severities';
  return {
    ...type,
    expected,
    read: (input) => {
      if (!isPlainMap(input)) return problem(expected, input);
      const strange = Object.keys(input).find((id) => !Object.hasOwn(ruleTypes, id));
      if (strange === undefined) return type.read(input);
      const hint = nearest(strange, Object.keys(ruleTypes));
      return { problem: `there is no rule "${strange}"`, path: [strange], hint };
    },
  };
}

/** What may stand at the top, and differ in an environment. */
const common = {
  manifests: described('What is checked: files, folders, globs, from the folder of this file.', paths('a path')),
  base: described('What the cluster holds already: looked at, never found fault with.', paths('a path')),
  exclude: described('Files that are left out, as globs from the folder of this file.', paths('a glob')),
  profile: described('How much is asked of the manifests; recommended unless given.', oneOf(...PROFILES)),
  rules: described(
    'Rules by name: a severity, on or off, or a map with `severity` and what the rule has to set.',
    rulesType(),
  ),
  cluster: described('The cluster, as under `cluster:` in a spec file.', clusterType),
  nodes: described(
    'The nodes: how many, or what they are; as `cluster.nodes`.',
    either(integer(0, 'a number of nodes'), listOf(nodeType)),
  ),
  baseline: described('The file of findings that were there before.', text('a path')),
};

const fields = {
  ...common,
  failOn: described('The least severity that fails the check; error unless given.', oneOf('error', 'warning')),
  environments: described(
    'Several sets of manifests, each checked and reported for itself; what is said here goes over what is said above.',
    mapOf(record(common)),
  ),
};

const configurationType = record(fields);

/** What is said of one environment, or of all. */
export interface CommonConfiguration {
  readonly manifests?: readonly string[];
  readonly base?: readonly string[];
  readonly exclude?: readonly string[];
  readonly profile?: ProfileName;
  /** Severities as they are meant. */
  readonly severities: Readonly<Record<string, Severity | 'on' | 'off'>>;
  /** As written. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cluster: ClusterOptions;
  readonly baseline?: string;
}

export interface Configuration extends CommonConfiguration {
  readonly failOn?: FailOn;
  readonly environments: Readonly<Record<string, CommonConfiguration>>;
}

/** Errors: UsageError with the path of what is wrong. */
export function readConfiguration(input: unknown): Configuration {
  if (input === undefined || input === null) return { ...commonOf({}, {}), environments: {} };
  const reading = configurationType.read(input);
  if (isProblem(reading)) {
    throw new UsageError(reading.problem, { hint: reading.hint, path: reading.path });
  }
  const { value } = reading;
  const written = input as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const environments = Object.entries(value.environments ?? {}).map(([name, environment]) => {
    const own = written.environments?.[name] as Readonly<Record<string, unknown>>;
    return [name, commonOf(environment as Read, own)] as const;
  });
  return {
    ...commonOf(value as Read, written),
    ...(value.failOn !== undefined && { failOn: value.failOn }),
    environments: Object.fromEntries(environments),
  };
}

interface Read {
  readonly manifests?: readonly string[];
  readonly base?: readonly string[];
  readonly exclude?: readonly string[];
  readonly profile?: ProfileName;
  readonly cluster?: ClusterOptions;
  readonly nodes?: ClusterOptions['nodes'];
  readonly baseline?: string;
}

function commonOf({ cluster, nodes, ...rest }: Read, written: Readonly<Record<string, unknown>>): CommonConfiguration {
  const { manifests, base, exclude, profile, baseline } = rest;
  const severities: Record<string, Severity | 'on' | 'off'> = {};
  const settings: Record<string, unknown> = {};
  for (const [id, said] of Object.entries((written.rules ?? {}) as Readonly<Record<string, unknown>>)) {
    const { severity, ...more } = isPlainMap(said) ? said : { severity: said };
    if (severity !== undefined) severities[id] = meant(severity);
    if (Object.keys(more).length > 0) settings[id] = more;
  }
  return {
    ...(manifests && { manifests }),
    ...(base && { base }),
    ...(exclude && { exclude }),
    ...(profile && { profile }),
    ...(baseline !== undefined && { baseline }),
    severities,
    settings,
    cluster: { ...cluster, ...(nodes !== undefined && { nodes }) },
  };
}

const meant = (severity: unknown) =>
  (typeof severity === 'boolean' ? (severity ? 'on' : 'off') : severity) as Severity | 'on' | 'off';

type Schema = Readonly<Record<string, unknown>>;

/** The schema of the file, for editors: what may be said twice is described once. */
export function configurationSchema(): Schema {
  const { properties, ...rest } = configurationType.schema;
  const { environments, ...top } = properties as Readonly<Record<string, Schema>>;
  const own = environments?.additionalProperties as Schema;
  const references = Object.keys(common).map((name) => [name, { $ref: `#/properties/${name}` }]);
  const environment = { ...own, properties: Object.fromEntries(references) };
  const nodes = { description: top.nodes?.description, allOf: [{ $ref: '#/properties/cluster/properties/nodes' }] };
  return {
    $schema: DRAFT,
    title: 'wavetank check',
    ...rest,
    properties: { ...top, nodes, environments: { ...environments, additionalProperties: environment } },
  };
}
