// What `wavetank check` is to do: the words of the command over those of the configuration, one plan for each
// environment.

import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { minimatch } from 'minimatch';
import { BaselineFault, readBaseline, type UsedBaseline } from '../checks/baseline';
import type { CommonConfiguration } from '../checks/configuration';
import type { CheckPlan } from '../checks/plan';
import { clusterType } from '../cluster/cluster-type';
import { isProblem } from '../cluster/describe/argument';
import type { ClusterOptions } from '../cluster/options';
import { isManifestText } from '../manifests/files';
import type { ManifestInput } from '../manifests/load';
import { PositionedYaml } from '../specfile/positions';
import type { FoundConfiguration } from './check-configuration';
import { type CheckWords, known } from './check-words';
import { clusterOptions } from './cluster-file';
import { filesOf } from './files-of';
import { readInputs } from './inputs';
import { reportedName } from './repository';
import { WrongUse } from './usage';
import { whole } from './whole-number';

/** Errors: WrongUse, SpecFileError. */
export function checkPlans(words: CheckWords, found: FoundConfiguration, root: string): readonly CheckPlan[] {
  const { configuration } = found;
  const { environments } = configuration;
  const names = Object.keys(environments);
  if (words.environment !== undefined) known('--environment', words.environment, names, 'environment');
  // Manifests that are named stand for no environment, unless one is named with them.
  const isPlain = names.length === 0 || (words.manifests.length > 0 && words.environment === undefined);
  if (isPlain) return [planOf(words, configuration, found, root, undefined)];
  const wanted = names.filter((name) => words.environment === undefined || words.environment === name);
  return wanted.map((name) => {
    const own = environments[name] as CommonConfiguration;
    const merged = {
      ...configuration,
      ...own,
      severities: { ...configuration.severities, ...own.severities },
      settings: { ...configuration.settings, ...own.settings },
      cluster: { ...configuration.cluster, ...own.cluster },
    };
    return planOf(words, merged, found, root, name);
  });
}

function planOf(
  words: CheckWords,
  said: CommonConfiguration & Pick<FoundConfiguration['configuration'], 'failOn'>,
  { folder, file }: FoundConfiguration,
  root: string,
  environment: string | undefined,
): CheckPlan {
  const inFolder = (path: string) => (isAbsolute(path) ? path : shown(join(folder, path)));
  const manifests = words.manifests.length > 0 ? words.manifests : (said.manifests ?? []).map(inFolder);
  const where = environment === undefined ? '' : ` of the environment ${environment}`;
  if (manifests.length === 0) {
    const how = 'files, folders, globs, or - for standard input';
    throw new WrongUse(`check needs manifests${where}: ${how}; or manifests: in its configuration`);
  }
  const baseline = words.baseline ?? (said.baseline === undefined ? undefined : inFolder(said.baseline));
  const own = [file, baseline, words.writeBaseline].flatMap((path) => (path === undefined ? [] : [resolve(path)]));
  return {
    environment,
    manifests: () => withoutExcluded(readInputs(manifests, words.helm), said.exclude ?? [], folder, own),
    base: () => readInputs(words.base.length > 0 ? words.base : (said.base ?? []).map(inFolder), words.helm),
    cluster: {
      ...said.cluster,
      ...clusterOptions({ cluster: words.cluster, seed: words.seed }),
      ...nodesOf(words.nodes),
    },
    profile: words.profile ?? said.profile ?? 'recommended',
    severities: said.severities,
    settings: said.settings,
    only: words.rules,
    ignored: words.ignored,
    failOn: words.failOn ?? said.failOn ?? 'error',
    baseline: words.writeBaseline === undefined ? baselineIn(baseline, environment, root) : undefined,
    isStatic: words.isStatic,
    hasCampaigns: words.hasCampaigns,
    jobs: words.jobs,
    shard: words.shard,
  };
}

const shown = (path: string) => relative(process.cwd(), path) || '.';

/**
 * The files behind paths, without those that are left out; what is rendered or of a revision is one whole.
 * @param own the check's own files, which may lie among the manifests. Errors: WrongUse for paths that lead nowhere.
 */
function withoutExcluded(
  inputs: readonly ManifestInput[],
  globs: readonly string[],
  folder: string,
  own: readonly string[],
): readonly ManifestInput[] {
  if (globs.length === 0 && own.length === 0) return inputs;
  const isExcluded = (path: string) => {
    const near = relative(folder, resolve(path)).replaceAll('\\', '/');
    return own.includes(resolve(path)) || globs.some((glob) => minimatch(near, glob, { dot: true }));
  };
  const isPath = (input: ManifestInput) => typeof input === 'string' && input !== '-' && !isManifestText(input);
  return inputs.flatMap((input) =>
    isPath(input) ? filesOf(input as string).filter((file) => !isExcluded(file)) : [input],
  );
}

/** A number, or a file with a list of nodes. */
function nodesOf(nodes: string | undefined): Pick<ClusterOptions, 'nodes'> {
  if (nodes === undefined) return {};
  if (/^\d+$/.test(nodes) || !/[./\\]/.test(nodes)) return { nodes: whole('--nodes', nodes, 0) };
  const yaml = new PositionedYaml(nodes, textOf('--nodes', nodes));
  const reading = clusterType.read({ nodes: yaml.value });
  if (isProblem(reading)) throw yaml.error(reading.problem, reading.path.slice(1), reading.hint);
  return { nodes: reading.value.nodes ?? [] };
}

function baselineIn(file: string | undefined, environment: string | undefined, root: string): UsedBaseline | undefined {
  if (file === undefined) return undefined;
  const text = textOf('--baseline', file);
  try {
    const { findings } = readBaseline(text);
    const entries = findings.filter((entry) => entry.environment === environment);
    return { file: reportedName(file, process.cwd(), root), text, entries };
  } catch (error) {
    if (error instanceof BaselineFault) throw new WrongUse(`the baseline ${file} cannot be used: ${error.message}`);
    throw error;
  }
}

function textOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUse(`${option}: cannot read ${file}: ${(error as Error).message}`);
  }
}
