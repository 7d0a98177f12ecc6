// A cluster's scheduler, described: KubeSchedulerConfiguration, decoded strictly. What the real configuration knows of
// how its process runs (clients, leader election, debugging) is read and left.
// upstream: pkg/scheduler/apis/config/validation

import { isEnabled } from '../kinds/feature-gates';
import { nearest } from '../kinds/nearest';
import { labelValue, qualifiedName } from '../kinds/validation/names';
import {
  builtInPlugins,
  everywhereNames,
  type PluginArgs,
  type PluginSet,
  type ProfileConfiguration,
  type SchedulerConfiguration,
} from '../scheduler/configuration';
import type { AnyPlugin } from '../scheduler/framework';
import { EXTENSION_POINTS, type ExtensionPoint, extendsPoint, namesAt } from '../scheduler/points';
import { DEFAULT_SCHEDULER } from '../scheduler/scheduler-name';
import { type ArgumentType, isProblem, type Problem, type Reading } from './describe/argument';
import {
  anyText,
  anything,
  duration,
  flag,
  integer,
  listOf,
  oneOf,
  only,
  record,
  refined,
  text,
} from './describe/types';
import { extendersType } from './scheduler-extender-type';
import { pluginNamed, pluginNames } from './scheduler-plugins';

const between = (low: number, high: number, expected: string) =>
  refined(integer(low, expected), (value) => (value > high ? `expected ${expected}` : undefined));

const percentage = between(0, 100, 'a percentage from 0 to 100');
const weight = between(1, 100, 'a weight from 1 to 100');
const seconds = integer(1, 'seconds, a whole number from 1');
const resourceName = refined(text('the name of a resource'), (name) => qualifiedName(name)[0]);

const requirement = record(
  {
    key: text('a key'),
    operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
    values: listOf(anyText(), 0),
  },
  ['key', 'operator'],
);
const term = record({ matchExpressions: listOf(requirement, 0), matchFields: listOf(requirement, 0) });
const shapePoint = record(
  { utilization: between(0, 100, 'a percentage from 0 to 100'), score: between(0, 10, 'a score from 0 to 10') },
  ['utilization', 'score'],
);

function unsorted(points: readonly { readonly utilization: number }[]): string | undefined {
  const rises = points.every((point, at) => at === 0 || (points[at - 1]?.utilization ?? 0) < point.utilization);
  return rises ? undefined : 'the utilization values of shape must be sorted in increasing order';
}

const strategy = refined(
  record(
    {
      type: oneOf('LeastAllocated', 'MostAllocated', 'RequestedToCapacityRatio'),
      resources: listOf(record({ name: resourceName, weight }, ['name'])),
      requestedToCapacityRatio: record({ shape: listOf(shapePoint) }, ['shape']),
    },
    ['type'],
  ),
  ({ type, requestedToCapacityRatio: ratio }) => {
    if (type !== 'RequestedToCapacityRatio') {
      return ratio ? 'requestedToCapacityRatio must be nil when type is not RequestedToCapacityRatio' : undefined;
    }
    if (!ratio) return 'requestedToCapacityRatio must be specified when type is RequestedToCapacityRatio';
    return unsorted(ratio.shape);
  },
);

const constraint = record(
  {
    topologyKey: refined(text('a label key'), (key) => qualifiedName(key)[0]),
    maxSkew: integer(1),
    whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway'),
    minDomains: integer(1),
    nodeAffinityPolicy: oneOf('Honor', 'Ignore'),
    nodeTaintsPolicy: oneOf('Honor', 'Ignore'),
  },
  ['topologyKey', 'maxSkew', 'whenUnsatisfiable'],
);

const typeMeta = { apiVersion: anyText(), kind: anyText() };

/** Arguments by the plugin's name. */
const ARGUMENTS: Readonly<Record<keyof PluginArgs, ArgumentType<unknown, unknown>>> = {
  NodeResourcesFit: record({
    ...typeMeta,
    scoringStrategy: strategy,
    ignoredResources: listOf(resourceName, 0),
    ignoredResourceGroups: listOf(
      refined(text('the part of a name before the slash'), (name) => labelValue(name)[0]),
      0,
    ),
  }),
  NodeAffinity: record({
    ...typeMeta,
    addedAffinity: record({
      requiredDuringSchedulingIgnoredDuringExecution: record({ nodeSelectorTerms: listOf(term) }, [
        'nodeSelectorTerms',
      ]),
      preferredDuringSchedulingIgnoredDuringExecution: listOf(
        record({ weight, preference: term }, ['weight', 'preference']),
      ),
    }),
  }),
  NodeResourcesBalancedAllocation: refined(
    record({ ...typeMeta, resources: listOf(record({ name: resourceName, weight: only(1) }, ['name'])) }),
    ({ resources = [] }) => {
      const names = resources.map(({ name }) => name);
      const twice = names.find((name, at) => names.indexOf(name) < at);
      return twice === undefined ? undefined : `resources: ${twice} stands twice`;
    },
  ),
  InterPodAffinity: record({
    ...typeMeta,
    hardPodAffinityWeight: between(0, 100, 'a weight from 0 to 100'),
    ignorePreferredTermsOfExistingPods: flag(),
  }),
  DefaultPreemption: refined(
    record({
      ...typeMeta,
      minCandidateNodesPercentage: percentage,
      minCandidateNodesAbsolute: integer(0, 'a number of nodes, from 0'),
    }),
    ({ minCandidateNodesPercentage: share, minCandidateNodesAbsolute: least }) =>
      share === 0 && least === 0
        ? 'minCandidateNodesPercentage: cannot be zero at the same time as minCandidateNodesAbsolute'
        : undefined,
  ),
  VolumeBinding: record({
    ...typeMeta,
    bindTimeoutSeconds: integer(0, 'seconds, a whole number from 0'),
    shape: refined(listOf(shapePoint), unsorted),
  }),
  DynamicResources: refined(
    record({ ...typeMeta, filterTimeout: duration(), bindingTimeout: duration() }),
    ({ filterTimeout, bindingTimeout }) => {
      if (filterTimeout !== undefined && !isEnabled('DRASchedulerFilterTimeout')) {
        return 'filterTimeout: Forbidden: DRASchedulingFilterTimeout feature gate is disabled';
      }
      if (bindingTimeout === undefined) return undefined;
      if (!isEnabled('DRADeviceBindingConditions') || !isEnabled('DRAResourceClaimDeviceStatus')) {
        const gates = 'DRADeviceBindingConditions or DRAResourceClaimDeviceStatus';
        return `bindingTimeout: Forbidden: ${gates} feature gate is disabled`;
      }
      return bindingTimeout < 1000 ? 'bindingTimeout: must be at least 1 second' : undefined;
    },
  ),
  PodTopologySpread: refined(
    record({ ...typeMeta, defaultingType: oneOf('List', 'System'), defaultConstraints: listOf(constraint, 0) }),
    ({ defaultingType = 'System', defaultConstraints = [] }) =>
      defaultingType === 'System' && defaultConstraints.length > 0
        ? 'defaultingType: expected List beside defaultConstraints'
        : undefined,
  ),
};

const pluginSet = record({
  enabled: listOf(record({ name: text('the name of a plugin'), weight }, ['name']), 0),
  disabled: listOf(record({ name: text('the name of a plugin, or *') }, ['name']), 0),
});
const points = Object.fromEntries(EXTENSION_POINTS.map((point) => [point, pluginSet])) as Record<
  ExtensionPoint,
  typeof pluginSet
>;

const profile = record({
  schedulerName: text('the name that pods give'),
  percentageOfNodesToScore: percentage,
  plugins: record({ multiPoint: pluginSet, ...points }),
  pluginConfig: listOf(
    record({ name: text('the name of a plugin'), args: anything('arguments') }, ['name', 'args']),
    0,
  ),
});

const shape = record({
  apiVersion: only('kubescheduler.config.k8s.io/v1'),
  kind: only('KubeSchedulerConfiguration'),
  percentageOfNodesToScore: percentage,
  podInitialBackoffSeconds: seconds,
  podMaxBackoffSeconds: seconds,
  profiles: listOf(profile),
  extenders: extendersType,
  parallelism: anything('a number'),
  leaderElection: anything('a map'),
  clientConnection: anything('a map'),
  enableProfiling: flag(),
  enableContentionProfiling: flag(),
  delayCacheUntilActive: flag(),
});

export const schedulerType: ArgumentType<SchedulerConfiguration> = {
  ...(shape as ArgumentType<SchedulerConfiguration>),
  read: (input) => {
    const reading = shape.read(input) as Reading<SchedulerConfiguration>;
    return isProblem(reading) ? reading : checkConfiguration(reading.value);
  },
};

type Path = readonly (string | number)[];

function checkConfiguration(configuration: SchedulerConfiguration): Reading<SchedulerConfiguration> {
  const { profiles = [], podInitialBackoffSeconds: first = 1, podMaxBackoffSeconds: most = 10 } = configuration;
  if (most < first) {
    const problem = `podMaxBackoffSeconds must be greater than or equal to podInitialBackoffSeconds (${first}), got ${most}`;
    return { problem, path: [] };
  }
  const names = profiles.map(({ schedulerName = DEFAULT_SCHEDULER }) => schedulerName);
  const read: ProfileConfiguration[] = [];
  for (const [index, one] of profiles.entries()) {
    const path = ['profiles', index];
    if (names.indexOf(names[index] as string) < index) {
      return { problem: `there are two profiles named "${names[index]}"`, path: [...path, 'schedulerName'] };
    }
    const fault = pluginFault(one, [...path, 'plugins']) ?? missingPart(one, [...path, 'plugins']);
    if (fault) return fault;
    const args = readArguments(one, [...path, 'pluginConfig']);
    if ('problem' in args) return args;
    read.push({ ...one, ...(one.pluginConfig ? { pluginConfig: args.value } : {}) });
  }
  return { value: { ...configuration, ...(configuration.profiles ? { profiles: read } : {}) } };
}

const knownPlugin = (name: string): AnyPlugin | undefined => builtInPlugins.get(name)?.plugin ?? pluginNamed(name);

const unknownPlugin = (name: string, path: Path): Problem => ({
  problem: `there is no scheduler plugin "${name}": extend({ schedulerPlugins: [ … ] }) makes one known`,
  path,
  hint: nearest(name, pluginNames()),
});

function pluginFault({ plugins = {} }: ProfileConfiguration, path: Path): Problem | undefined {
  for (const [point, set] of Object.entries(plugins) as [ExtensionPoint | 'multiPoint', PluginSet][]) {
    for (const [index, { name }] of (set.enabled ?? []).entries()) {
      const at = [...path, point, 'enabled', index, 'name'];
      const plugin = knownPlugin(name);
      if (!plugin) return unknownPlugin(name, at);
      if (point !== 'multiPoint' && !extendsPoint(plugin, point)) {
        return {
          problem: `plugin "${name}" does not extend ${point.charAt(0).toUpperCase()}${point.slice(1)}Plugin plugin`,
          path: at,
        };
      }
    }
    for (const [index, { name }] of (set.disabled ?? []).entries()) {
      if (name !== '*' && !knownPlugin(name)) return unknownPlugin(name, [...path, point, 'disabled', index, 'name']);
    }
  }
  return undefined;
}

/** What every profile needs, and what goes together. */
function missingPart({ plugins = {}, schedulerName = DEFAULT_SCHEDULER }: ProfileConfiguration, path: Path) {
  const everywhere = everywhereNames(plugins.multiPoint);
  const at = (point: ExtensionPoint) => namesAt(everywhere, plugins[point]);
  const of = `for profile with scheduler name "${schedulerName}"`;
  if (!at('queueSort').includes('PrioritySort')) {
    return { problem: `only one queue sort plugin required ${of}, but got 0`, path: [...path, 'queueSort'] };
  }
  if (!at('bind').includes('DefaultBinder')) {
    return { problem: `at least one bind plugin is needed ${of}`, path: [...path, 'bind'] };
  }
  for (const name of ['VolumeBinding', 'DynamicResources']) {
    if (at('reserve').includes(name) === at('preBind').includes(name)) continue;
    return { problem: `reserve and preBind of plugin "${name}" go together here`, path };
  }
  return undefined;
}

function readArguments(
  { pluginConfig = [] }: ProfileConfiguration,
  path: Path,
): Reading<readonly { name: string; args: unknown }[]> {
  const read: { name: string; args: unknown }[] = [];
  for (const [index, { name, args }] of pluginConfig.entries()) {
    const at = [...path, index];
    if (!knownPlugin(name)) return unknownPlugin(name, [...at, 'name']);
    if (read.some((one) => one.name === name)) {
      return { problem: `there are two arguments for plugin "${name}"`, path: [...at, 'name'] };
    }
    const type = Object.hasOwn(ARGUMENTS, name) ? ARGUMENTS[name as keyof PluginArgs] : undefined;
    if (!type) return { problem: `arguments of plugin "${name}" are not simulated`, path: [...at, 'name'] };
    const reading = type.read(args);
    if (isProblem(reading)) return { ...reading, path: [...at, 'args', ...reading.path] };
    read.push({ name, args: name === 'NodeResourcesFit' ? fitArgs(reading.value) : reading.value });
  }
  return { value: read };
}

const CPU_AND_MEMORY = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/** With upstream's defaults. upstream: pkg/scheduler/apis/config/v1 SetDefaults_NodeResourcesFitArgs */
function fitArgs(value: unknown): object {
  const { scoringStrategy: given, ...rest } = value as {
    scoringStrategy?: {
      type: string;
      resources?: { name: string; weight?: number }[];
      requestedToCapacityRatio?: object;
    };
  };
  if (!given) return rest;
  const { resources, requestedToCapacityRatio, type } = given;
  const weighted = resources?.map(({ name, weight: own = 1 }) => ({ name, weight: own })) ?? CPU_AND_MEMORY;
  return { ...rest, scoringStrategy: { type, resources: weighted, ...requestedToCapacityRatio } };
}
