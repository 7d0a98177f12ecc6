// `wavetank schema`: the JSON Schema of spec files, for editors. Modules that are named add their actions and matchers.

import Module from 'node:module';
import { dirname, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { specSchema } from '../specfile/schema';
import { EXIT, WrongUse } from './usage';

export function schemaCommand(words: readonly string[]): number {
  for (const path of words) loadModule(path);
  process.stdout.write(`${JSON.stringify(specSchema(), null, 2)}\n`);
  return EXIT.passed;
}

/** Runs a module in TypeScript or JavaScript; what it imports of packages is theirs. Errors: WrongUse. */
function loadModule(path: string): void {
  const file = resolve(path);
  const loaded = new Module(file) as Module & { _compile(code: string, file: string): void };
  loaded.filename = file;
  loaded.paths = (Module as unknown as { _nodeModulePaths(folder: string): string[] })._nodeModulePaths(dirname(file));
  const code = codeOf(path, file);
  try {
    loaded._compile(code, file);
  } catch (error) {
    throw new WrongUse(`the module ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function codeOf(path: string, file: string): string {
  try {
    const { outputFiles } = buildSync({
      entryPoints: [file],
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'silent',
      write: false,
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    throw new WrongUse(`cannot read the module ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
