// Everything that may be said about a cluster, described: the check of `cluster({ … })` and of a spec file's
// `cluster:`, and the editor's schema of both.

import { DEFAULT_TIMINGS, type Timings } from '../api/timings';
import { type FeatureGate, featureGates, withGates } from '../kinds/feature-gates';
import { type ArgumentType, isProblem, type Problem, pathWords } from './describe/argument';
import { either, flag, instant, integer, isPlainMap, listOf, record } from './describe/types';
import { UsageError } from './describe/usage-error';
import { featureGatesType } from './feature-gates-type';
import { networkType } from './network-type';
import { nodeType } from './node-type';
import type { ClusterOptions } from './options';
import { programRuleType } from './program-type';
import { runtimeConfigType, versionsServed } from './runtime-config-type';
import { schedulerType } from './scheduler-type';
import { storageType } from './storage-type';
import { webhookBindingType } from './webhook-type';

const milliseconds = integer(0, 'milliseconds, a whole number from 0');
const timings = record(
  Object.fromEntries(Object.keys(DEFAULT_TIMINGS).map((name) => [name, milliseconds])) as Record<
    keyof Timings,
    ArgumentType<number>
  >,
);

/** Checked as an instant, kept as the text that it is. */
const start: ArgumentType<string> = {
  ...instant(),
  read: (input) => {
    const reading = instant().read(input);
    return isProblem(reading) ? reading : { value: String(input) };
  },
};

const fields = {
  nodes: either(integer(0, 'a number of nodes'), listOf(nodeType)),
  seed: integer(),
  start,
  timings,
  programs: listOf(programRuleType, 0),
  webhooks: listOf(webhookBindingType, 0),
  network: networkType,
  storage: storageType,
  metrics: flag(),
  featureGates: featureGatesType,
  runtimeConfig: runtimeConfigType,
  scheduler: schedulerType,
  shuffle: integer(),
} satisfies Record<keyof ClusterOptions, ArgumentType<unknown, unknown>>;

const options = record(fields);

/** Nodes are read as their kubelets would start: with the cluster's gates. */
export const clusterType: typeof options = {
  ...options,
  read: (input) => {
    const gates = isPlainMap(input) ? featureGatesType.read(input.featureGates ?? {}) : undefined;
    if (!gates || isProblem(gates)) return options.read(input);
    const reading = withGates(featureGates(gates.value), () => options.read(input));
    return isProblem(reading) ? reading : (unservedGate(reading.value) ?? reading);
  },
};

/** What a gate's components wait for, for ever where nobody serves it. */
const SERVED_BY: Partial<Record<FeatureGate, string>> = { DRADeviceTaintRules: 'resource.k8s.io/v1beta2' };

function unservedGate({ featureGates: gates = {}, runtimeConfig = [] }: ClusterOptions): Problem | undefined {
  const served = versionsServed(runtimeConfig);
  for (const [gate, version] of Object.entries(SERVED_BY)) {
    if (!gates[gate as FeatureGate] || served.includes(version)) continue;
    const why = `with ${gate} alone a scheduler waits for ever for ${version}`;
    return { problem: `${why}, which runtimeConfig: ['${version}'] serves`, path: ['featureGates', gate] };
  }
  return undefined;
}

/** The options as checked; defaults are not filled in. Errors: UsageError with the path of what is wrong. */
export function readClusterOptions(input: unknown): ClusterOptions {
  if (input === undefined || (isPlainMap(input) && Object.keys(input).length === 0)) return {};
  const reading = clusterType.read(input);
  if (isProblem(reading)) throw wrong(reading.problem, reading.path, reading.hint);
  checkNames(reading.value.nodes);
  checkShapes(reading.value);
  return reading.value;
}

/** upstream: ValidateVolumeBindingArgsWithOptions */
function checkShapes({ scheduler, featureGates = {} }: ClusterOptions): void {
  if (featureGates.StorageCapacityScoring) return;
  for (const [index, { pluginConfig = [] }] of (scheduler?.profiles ?? []).entries()) {
    for (const [at, { name, args }] of pluginConfig.entries()) {
      if (name !== 'VolumeBinding' || (args as { shape?: unknown }).shape === undefined) continue;
      const path = ['scheduler', 'profiles', index, 'pluginConfig', at, 'args', 'shape'];
      throw wrong('unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring', path);
    }
  }
}

function checkNames(nodes: ClusterOptions['nodes']): void {
  if (nodes === undefined || typeof nodes === 'number') return;
  const seen = new Set<string>();
  for (const [index, { name }] of nodes.entries()) {
    if (seen.has(name)) throw wrong(`there are two nodes named "${name}"`, ['nodes', index, 'name']);
    seen.add(name);
  }
}

function wrong(problem: string, path: readonly (string | number)[], hint?: string): UsageError {
  return new UsageError(`cluster: ${path.length > 0 ? `${pathWords(path)}: ` : ''}${problem}`, { hint, path });
}
