// The configuration of `wavetank check`: the file that is named, or the one that lies in the working folder or above it
// in the repository.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Configuration, readConfiguration } from '../checks/configuration';
import { UsageError } from '../cluster/describe/usage-error';
import { PositionedYaml } from '../specfile/positions';
import { WrongUse } from './usage';

const NAMES = ['wavetank.yaml', '.wavetank.yaml'];

export interface FoundConfiguration {
  readonly configuration: Configuration;
  /** What its paths are relative to. */
  readonly folder: string;
  /** Undefined when there is none. */
  readonly file?: string;
}

/** @param named by `--config`. Errors: WrongUse, SpecFileError with the place in the file. */
export function findConfiguration(named: string | undefined, from: string, root: string): FoundConfiguration {
  const file = named ?? nearestFile(resolve(from), resolve(root));
  if (file === undefined) return { configuration: readConfiguration(undefined), folder: from };
  const yaml = new PositionedYaml(file, textOf(file));
  try {
    return { configuration: readConfiguration(yaml.value), folder: dirname(resolve(from, file)), file };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw yaml.error(error.message, error.path);
  }
}

function nearestFile(from: string, root: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const [file, other] = NAMES.map((name) => join(folder, name)).filter(existsSync);
    if (other !== undefined) throw new WrongUse(`there are both ${file} and ${other}: one is expected`);
    if (file !== undefined) return file;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUse(`--config: cannot read ${file}: ${(error as Error).message}`);
  }
}
