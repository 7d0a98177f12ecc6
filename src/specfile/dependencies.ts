// jest's dependency extractor: the manifests that a YAML spec loads are its dependencies, so that `--findRelatedTests`,
// `--onlyChanged` and watch mode pick the right specs.

import { readSpec, type SpecStep } from './spec-document';

/** Paths that a spec file names, beside those that jest found itself. */
export function extract(
  text: string,
  file: string,
  defaultExtract: (text: string, file: string) => Set<string>,
): Set<string> {
  if (!/\.spec\.ya?ml$/.test(file)) {
    const found = defaultExtract(text, file);
    for (const [, , path] of text.matchAll(/\.load\(\s*(['"`])([^'"`$*?{[]+\.ya?ml)\1/g)) found.add(path as string);
    return found;
  }
  const found = new Set<string>();
  const add = (path: unknown) => {
    for (const each of Array.isArray(path) ? path : [path]) {
      if (typeof each === 'string' && /\.(ya?ml|json|ts|js)$/.test(each) && !/[*?{[]/.test(each))
        found.add(relative(each));
    }
  };
  try {
    const spec = readSpec(file, text);
    add(spec.load);
    add(spec.use);
    for (const test of spec.tests) addSteps(test.steps, add);
  } catch {
    // A spec file that cannot be read says so when it is run.
  }
  return found;
}

function addSteps(steps: readonly SpecStep[], add: (path: unknown) => void): void {
  for (const { verb, value, steps: nested } of steps) {
    if (verb === 'load' || verb === 'apply' || verb === 'create') add(value);
    addSteps(nested, add);
  }
}

const relative = (path: string) => (path.startsWith('.') || path.startsWith('/') ? path : `./${path}`);
