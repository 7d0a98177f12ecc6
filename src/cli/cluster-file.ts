// The cluster that a command begins with: what a file says of it, as under `cluster:` in a spec file, and over it what
// the words of the command say.

import { readFileSync } from 'node:fs';
import { readClusterOptions } from '../cluster/cluster-type';
import { UsageError } from '../cluster/describe/usage-error';
import type { ClusterOptions } from '../cluster/options';
import { PositionedYaml } from '../specfile/positions';
import { WrongUse } from './usage';
import { whole } from './whole-number';

/** The options of the command line that say what the cluster is. */
export const CLUSTER_WORDS = {
  cluster: { type: 'string' },
  nodes: { type: 'string' },
  seed: { type: 'string' },
} as const;

export interface ClusterWords {
  readonly cluster?: string | undefined;
  readonly nodes?: string | undefined;
  readonly seed?: string | undefined;
}

/** Errors: WrongUse, SpecFileError with the place in the file. */
export function clusterOptions({ cluster, nodes, seed }: ClusterWords): ClusterOptions {
  return {
    ...(cluster === undefined ? {} : optionsIn(cluster)),
    ...(nodes === undefined ? {} : { nodes: whole('--nodes', nodes, 0) }),
    ...(seed === undefined ? {} : { seed: whole('--seed', seed, 0) }),
  };
}

function optionsIn(file: string): ClusterOptions {
  const yaml = new PositionedYaml(file, textOf(file));
  try {
    return readClusterOptions(yaml.value ?? undefined);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw yaml.error(error.message, error.path);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUse(`--cluster: cannot read ${file}: ${(error as Error).message}`);
  }
}
