// KubeSchedulerConfiguration v1: which plugins a profile runs at which extension points, with which weights and
// arguments.
// upstream: pkg/scheduler/apis/config/v1 mergePlugins; pkg/scheduler/framework/runtime expandMultiPointPlugins

import type { NodeAffinity } from '../kinds/generated/types.gen';
import { type BackoffLimits, DEFAULT_BACKOFF } from './backoff';
import type { Extender, ExtenderFunctions } from './extender';
import type { AnyPlugin } from './framework';
import { type BalanceArgs, balancedAllocationWith } from './plugins/balanced-allocation';
import { defaultPreemptionWith, type PreemptionArgs } from './plugins/default-preemption';
import { type DevicesArgs, dynamicResourcesWith } from './plugins/dynamic-resources';
import { interPodAffinityWith } from './plugins/inter-pod-affinity';
import type { AffinityArgs } from './plugins/inter-pod-affinity-score';
import { nodeAffinityWith } from './plugins/node-affinity';
import { type FitArgs, nodeResourcesFitWith } from './plugins/node-resources-fit';
import { podTopologySpreadWith } from './plugins/pod-topology-spread';
import { type BindingArgs, volumeBindingWith } from './plugins/volume-binding';
import { EXTENSION_POINTS, type ExtensionPoint, namesAt, restricted } from './points';
import { DEFAULT_PROFILES, defaultProfile, type Profile, type ProfileRow } from './profile';
import { DEFAULT_SCHEDULER } from './scheduler-name';
import { type DefaultConstraint, SYSTEM_DEFAULTS } from './spread-constraints';

export interface PluginReference {
  readonly name: string;
  /** Of its score; 1 unless given. */
  readonly weight?: number;
}

export interface PluginSet {
  readonly enabled?: readonly PluginReference[];
  /** `*` for all. */
  readonly disabled?: readonly { readonly name: string }[];
}

export interface PluginArgs {
  readonly NodeResourcesFit?: FitArgs;
  readonly NodeAffinity?: { readonly addedAffinity?: NodeAffinity };
  readonly NodeResourcesBalancedAllocation?: BalanceArgs;
  readonly InterPodAffinity?: AffinityArgs;
  readonly DefaultPreemption?: PreemptionArgs;
  readonly VolumeBinding?: BindingArgs;
  readonly DynamicResources?: DevicesArgs;
  readonly PodTopologySpread?: {
    readonly defaultingType?: 'List' | 'System';
    readonly defaultConstraints?: readonly DefaultConstraint[];
  };
}

export interface ProfileConfiguration {
  /** What pods name; default-scheduler unless given. */
  readonly schedulerName?: string;
  readonly percentageOfNodesToScore?: number;
  readonly plugins?: Readonly<Partial<Record<ExtensionPoint | 'multiPoint', PluginSet>>>;
  /** Arguments of plugins, each once. */
  readonly pluginConfig?: readonly { readonly name: string; readonly args: unknown }[];
}

export interface ExtenderConfiguration {
  readonly urlPrefix: string;
  readonly filterVerb?: string;
  readonly prioritizeVerb?: string;
  readonly preemptVerb?: string;
  readonly bindVerb?: string;
  /** Of its scores. */
  readonly weight?: number;
  readonly nodeCacheCapable?: boolean;
  readonly ignorable?: boolean;
  readonly managedResources?: readonly { readonly name: string; readonly ignoredByScheduler?: boolean }[];
  /** How it is reached, which nobody does here. */
  readonly enableHTTPS?: boolean;
  readonly tlsConfig?: unknown;
  readonly httpTimeout?: unknown;
}

export interface SchedulerConfiguration {
  readonly apiVersion?: 'kubescheduler.config.k8s.io/v1';
  readonly kind?: 'KubeSchedulerConfiguration';
  readonly percentageOfNodesToScore?: number;
  readonly podInitialBackoffSeconds?: number;
  readonly podMaxBackoffSeconds?: number;
  readonly profiles?: readonly ProfileConfiguration[];
  readonly extenders?: readonly ExtenderConfiguration[];
  /** How the real process runs, which nobody sees here. */
  readonly parallelism?: unknown;
  readonly leaderElection?: unknown;
  readonly clientConnection?: unknown;
  readonly enableProfiling?: boolean;
  readonly enableContentionProfiling?: boolean;
  readonly delayCacheUntilActive?: boolean;
}

/** Plugins of the user's own, by name. */
export type PluginLookup = (name: string) => AnyPlugin | undefined;

export const builtInPlugins: ReadonlyMap<string, ProfileRow> = new Map(
  defaultProfile.map((row) => [row.plugin.name, row]),
);

/** What answers for the extenders of an URL. */
export type ExtenderLookup = (urlPrefix: string) => ExtenderFunctions | undefined;

/** The profiles of a configuration whose names and values have been checked. */
export function profilesOf(
  configuration: SchedulerConfiguration,
  own: PluginLookup,
  functionsOf: ExtenderLookup = () => undefined,
): readonly Profile[] {
  const { profiles: given = [], percentageOfNodesToScore: share } = configuration;
  const extenders = extendersOf(configuration, functionsOf);
  const ignored = ignoredResources(configuration);
  const profiles = given.length === 0 && ignored.length > 0 ? [{}] : given;
  if (profiles.length === 0) {
    return DEFAULT_PROFILES.map((profile) => ({ ...profile, percentageOfNodesToScore: share, extenders }));
  }
  return profiles.map((profile) => ({
    schedulerName: profile.schedulerName ?? DEFAULT_SCHEDULER,
    percentageOfNodesToScore: profile.percentageOfNodesToScore ?? share,
    rows: rowsOf(withIgnored(profile, ignored), own),
    extenders,
  }));
}

/** Those that may be ignored come last. upstream: buildExtenders */
function extendersOf({ extenders = [] }: SchedulerConfiguration, functionsOf: ExtenderLookup): readonly Extender[] {
  const all = extenders.map((one): Extender => {
    const { urlPrefix, weight = 0, nodeCacheCapable = false, ignorable = false, managedResources = [] } = one;
    const { filterVerb, prioritizeVerb, preemptVerb, bindVerb } = one;
    return {
      urlPrefix,
      filterVerb,
      prioritizeVerb,
      preemptVerb,
      bindVerb,
      weight,
      nodeCacheCapable,
      ignorable,
      managedResources: managedResources.map(({ name }) => name),
      functions: functionsOf(urlPrefix) ?? {},
    };
  });
  return [...all.filter(({ ignorable }) => !ignorable), ...all.filter(({ ignorable }) => ignorable)];
}

/** Resources that extenders look after alone. */
const ignoredResources = ({ extenders = [] }: SchedulerConfiguration): readonly string[] =>
  extenders.flatMap(({ managedResources = [] }) =>
    managedResources.filter(({ ignoredByScheduler }) => ignoredByScheduler).map(({ name }) => name),
  );

function withIgnored(profile: ProfileConfiguration, ignored: readonly string[]): ProfileConfiguration {
  if (ignored.length === 0) return profile;
  const { pluginConfig = [] } = profile;
  const name = 'NodeResourcesFit';
  const args = pluginConfig.find((one) => one.name === name)?.args as FitArgs | undefined;
  const others = pluginConfig.filter((one) => one.name !== name);
  return { ...profile, pluginConfig: [...others, { name, args: { ...args, ignoredResources: ignored } }] };
}

export function backoffOf(configuration: SchedulerConfiguration): BackoffLimits {
  const { podInitialBackoffSeconds: first, podMaxBackoffSeconds: most } = configuration;
  return {
    initialMs: first === undefined ? DEFAULT_BACKOFF.initialMs : first * 1000,
    mostMs: most === undefined ? DEFAULT_BACKOFF.mostMs : most * 1000,
  };
}

/** One row for each plugin, which runs at the points where it is enabled, at its place there. */
export function rowsOf(profile: ProfileConfiguration, own: PluginLookup): readonly ProfileRow[] {
  const { plugins = {} } = profile;
  const everywhere = mergedMultiPoint(plugins.multiPoint);
  const names = new Set(everywhere.keys());
  for (const point of EXTENSION_POINTS) for (const { name } of plugins[point]?.enabled ?? []) names.add(name);
  const places = new Map(EXTENSION_POINTS.map((point) => [point, namesAt([...everywhere.keys()], plugins[point])]));
  return [...names].map((name) => {
    const plugin = configured(name, profile, own);
    const runsAt = EXTENSION_POINTS.filter((point) => places.get(point)?.includes(name));
    const scored = plugins.score?.enabled?.find((one) => one.name === name);
    const weight = scored ? (scored.weight ?? 1) : (everywhere.get(name) ?? 1);
    return {
      plugin: restricted(plugin, new Set(runsAt)),
      weight: plugin.score ? weight : 0,
      places: Object.fromEntries(runsAt.map((point) => [point, places.get(point)?.indexOf(name) ?? 0])),
    };
  });
}

export const everywhereNames = (set: PluginSet | undefined): readonly string[] => [...mergedMultiPoint(set).keys()];

/** Names and weights: the defaults that stay, in place, then what is added. */
function mergedMultiPoint({ enabled = [], disabled = [] }: PluginSet = {}): ReadonlyMap<string, number> {
  const merged = new Map<string, number>();
  const isOff = (name: string) => disabled.some((one) => one.name === name || one.name === '*');
  for (const [name, { weight }] of builtInPlugins) if (!isOff(name)) merged.set(name, weight);
  for (const { name, weight = 1 } of enabled) merged.set(name, weight);
  return merged;
}

function configured(name: string, { pluginConfig = [] }: ProfileConfiguration, own: PluginLookup): AnyPlugin {
  const args = pluginConfig.find((one) => one.name === name)?.args;
  switch (args === undefined ? '' : name) {
    case 'NodeResourcesFit':
      return nodeResourcesFitWith(args as FitArgs);
    case 'NodeResourcesBalancedAllocation':
      return balancedAllocationWith(args as BalanceArgs);
    case 'InterPodAffinity':
      return interPodAffinityWith(args as AffinityArgs);
    case 'DefaultPreemption':
      return defaultPreemptionWith(args as PreemptionArgs);
    case 'VolumeBinding':
      return volumeBindingWith(args as BindingArgs);
    case 'DynamicResources':
      return dynamicResourcesWith(args as DevicesArgs);
    case 'NodeAffinity':
      return nodeAffinityWith((args as PluginArgs['NodeAffinity'])?.addedAffinity);
    case 'PodTopologySpread': {
      const { defaultingType = 'System', defaultConstraints = [] } = args as NonNullable<
        PluginArgs['PodTopologySpread']
      >;
      return podTopologySpreadWith(defaultingType === 'System' ? SYSTEM_DEFAULTS : defaultConstraints);
    }
    default:
      return (builtInPlugins.get(name)?.plugin ?? own(name)) as AnyPlugin;
  }
}
