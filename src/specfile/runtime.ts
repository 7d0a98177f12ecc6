// What the code of a transformed spec file calls, inside jest: opens the file, hands out its tests' runs.

import { dirname, resolve } from 'node:path';
import { checkWords } from './check-words';
import { located } from './located';
import { readSpec, type SpecDocument, type SpecTest } from './spec-document';
import { SpecRun } from './spec-run';

/** How jest loads a module by its path: `require`, and `import` for what can only be imported. */
export type Load = (path: string) => unknown;

/**
 * Opens a spec file. Errors: whatever is wrong with it or with a module that it uses, with a stack that names the line.
 */
export function openSuite(file: string, text: string, require: Load): Suite {
  try {
    const spec = readSpec(file, text);
    const modules = spec.use.filter((path, index) => !useModule(spec, path, index, require));
    if (modules.length === 0) checkWords(spec);
    return new Suite(spec, modules);
  } catch (error) {
    throw located(error);
  }
}

export class Suite {
  readonly #spec: SpecDocument;
  /** ES modules, which cannot be required. */
  readonly #modules: readonly string[];

  constructor(spec: SpecDocument, modules: readonly string[]) {
    this.#spec = spec;
    this.#modules = modules;
  }

  /** Loads the ES modules that the file uses. To be awaited before the first run. */
  async ready(load: (path: string) => Promise<unknown>): Promise<void> {
    if (this.#modules.length === 0) return;
    try {
      for (const path of this.#modules) await load(targetOf(this.#spec, path));
      checkWords(this.#spec);
    } catch (error) {
      throw located(error, this.#spec.yaml.locate(['use'], 'value'));
    }
  }

  /** One run for each combination of the test's matrix. */
  runs(index: number): SpecRun[] {
    const test = this.#spec.tests[index] as SpecTest;
    return combinations(test.matrix).map((values) => new SpecRun(this.#spec, test, values));
  }
}

function combinations(matrix: SpecTest['matrix']): ReadonlyMap<string, unknown>[] {
  let rows: Map<string, unknown>[] = [new Map()];
  for (const [name, values] of Object.entries(matrix)) {
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [name, value]])));
  }
  return rows;
}

/** A path starts from the spec file; anything else is a package. */
function targetOf({ file }: SpecDocument, path: string): string {
  return /^\.{0,2}\//.test(path) ? resolve(dirname(file), path) : path;
}

/** False for an ES module. */
function useModule(spec: SpecDocument, path: string, index: number, require: Load): boolean {
  const { yaml } = spec;
  const target = targetOf(spec, path);
  const inFile = Array.isArray((yaml.value as { readonly use: unknown }).use) ? ['use', index] : ['use'];
  try {
    require(target);
    return true;
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    if (code === 'ERR_REQUIRE_ESM') return false;
    if (code !== 'MODULE_NOT_FOUND' || !message?.includes(target)) throw located(error, yaml.locate(inFile, 'value'));
    throw yaml.error(`there is no module ${path}`, inFile, undefined, 'value');
  }
}
