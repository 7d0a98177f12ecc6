// jest's dependency extractor: the files that a spec loads are its dependencies, so that `--findRelatedTests`,
// `--onlyChanged` and watch mode pick the right specs. A folder or glob stands for the files that it names now.

import { createHash } from 'node:crypto';
import { dirname, isAbsolute, sep } from 'node:path';
import { expandPath, isManifestText } from '../manifests/files';
import { readSpec } from './spec-document';
import type { SpecStep } from './spec-steps';

const VERSION = 'wavetank-dependencies-1';
const FROM_FILES = ['load', 'create', 'apply'];
/** `shop.load('…')` and the like, with nothing to work out in the text. */
const CALLS = /\.(?:load|create|apply)\(\s*(['"`])([^'"`$\n]+)\1/g;

type Extract = (text: string, file: string) => Set<string>;

/** Paths that a spec names, beside those that jest finds itself. */
export function extract(text: string, file: string, defaultExtract: Extract): Set<string> {
  const isYaml = /\.spec\.ya?ml$/.test(file);
  const found = isYaml ? new Set<string>() : defaultExtract(text, file);
  const named = isYaml ? namedInYaml(text, file) : [...text.matchAll(CALLS)].map(([, , path]) => path as string);
  for (const path of named) for (const each of filesOf(path, dirname(file))) found.add(each);
  return found;
}

/** jest keeps what was extracted for a file under this. */
export function getCacheKey(): string {
  return createHash('sha256').update(VERSION).digest('hex').slice(0, 32);
}

function namedInYaml(text: string, file: string): readonly string[] {
  const found: string[] = [];
  const add = (value: unknown) => {
    for (const each of Array.isArray(value) ? value : [value]) if (typeof each === 'string') found.push(each);
  };
  const addSteps = (steps: readonly SpecStep[]) => {
    for (const { verb, value, steps: nested } of steps) {
      if (FROM_FILES.includes(verb)) add(manifestsIn(value));
      addSteps(nested);
    }
  };
  try {
    const { load, use, before, after, stepLists, tests } = readSpec(file, text);
    add(load);
    add(use);
    for (const steps of [before, after, ...Object.values(stepLists), ...tests.map((test) => test.steps)])
      addSteps(steps);
  } catch {
    // A spec file that cannot be read says so when it is run.
  }
  return found;
}

const manifestsIn = (value: unknown) =>
  typeof value === 'object' && value !== null && 'manifests' in value ? value.manifests : value;

/** As jest resolves them: beginning with a dot, or absolute. Names of packages stay as they are. */
function filesOf(path: string, base: string): readonly string[] {
  if (path === '-' || path.includes('${') || isManifestText(path)) return [];
  try {
    return expandPath(path, base).map((each) =>
      isAbsolute(each) || /^\.\.?[/\\]/.test(each) ? each : `.${sep}${each}`,
    );
  } catch {
    return [path];
  }
}
