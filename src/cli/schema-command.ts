// `wavetank schema`: the JSON Schema of spec files, for editors. Modules that are named add their actions and matchers.
// With --check that of the configuration of `wavetank check`, with --check-report that of its JSON.

import Module from 'node:module';
import { dirname, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { specSchema } from '../specfile/schema';
import { noOption } from './parsed-words';
import { EXIT, WrongUse } from './usage';

export async function schemaCommand(words: readonly string[]): Promise<number> {
  process.stdout.write(`${JSON.stringify(await schemaOf(words), null, 2)}\n`);
  return EXIT.passed;
}

async function schemaOf(words: readonly string[]): Promise<unknown> {
  const [option, ...rest] = words;
  if (option !== '--check' && option !== '--check-report') {
    const strange = words.find((word) => word.startsWith('-'));
    if (strange !== undefined) throw noOption(strange.replace(/^-+/, ''), ['check', 'check-report']);
    for (const path of words) loadModule(path);
    return specSchema();
  }
  if (rest.length > 0) throw new WrongUse(`schema ${option} takes nothing more, got "${rest[0]}"`);
  if (option === '--check') return (await import('../checks/configuration')).configurationSchema();
  return (await import('../checks/report-schema')).reportSchema();
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
