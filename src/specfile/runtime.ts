// What the code of a transformed spec file calls, inside jest: opens the file, hands out its tests' runs.

import { dirname, resolve } from 'node:path';
import { checkWords } from './check-words';
import { located } from './located';
import { readSpec, type SpecDocument, type SpecTest } from './spec-document';
import { SpecRun } from './spec-run';

/**
 * Opens a spec file. Errors: whatever is wrong with it or with a module that it uses, with a stack that names the line.
 * @param load jest's require, for those modules
 */
export function openSuite(file: string, text: string, load: (path: string) => unknown): Suite {
  try {
    const spec = readSpec(file, text);
    spec.use.forEach((path, index) => {
      useModule(spec, path, index, load);
    });
    checkWords(spec);
    return new Suite(spec);
  } catch (error) {
    throw located(error);
  }
}

export class Suite {
  readonly #spec: SpecDocument;

  constructor(spec: SpecDocument) {
    this.#spec = spec;
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
function useModule({ file, yaml }: SpecDocument, path: string, index: number, load: (path: string) => unknown): void {
  const target = /^\.{0,2}\//.test(path) ? resolve(dirname(file), path) : path;
  const inFile = Array.isArray((yaml.value as { readonly use: unknown }).use) ? ['use', index] : ['use'];
  try {
    load(target);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    if (code !== 'MODULE_NOT_FOUND' || !message?.includes(target)) throw located(error, yaml.locate(inFile, 'value'));
    throw yaml.error(`there is no module ${path}`, inFile, undefined, 'value');
  }
}
