// `wavetank test`: jest underneath, TypeScript and YAML specs, without any configuration of the user's. Every option
// that jest knows may be given.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { preset } from '../jest/preset-config';
import { PAGE_FOLDER } from '../report/page-file';
import type { MutantOption } from './mutants/mutants-command';
import { EXIT, WrongUse } from './usage';

const CONFIGS = ['ts', 'mts', 'cts', 'js', 'cjs', 'mjs', 'json'].map((ending) => `jest.config.${ending}`);

/** Exit code 0 when all passed, 1 when a test failed, 2 when there was nothing to run or jest could not begin. */
export async function testCommand(words: readonly string[]): Promise<number> {
  const { html, rest: others } = withoutHtml(words);
  const { asked, rest } = withoutReports(others);
  const reports = asked.length > 0 ? (await import('./test-reports')).testReports(asked, rest) : undefined;
  const jest = jestPath();
  const isConfigured = rest.some((word) => /^(--config|-c)(=|$)/.test(word)) || hasOwnConfig(resolve('.'));
  const config = isConfigured ? [] : ['--config', JSON.stringify(ownConfig())];
  const env = {
    ...process.env,
    WAVETANK_RUN: isConfigured ? 'npx jest' : 'npx wavetank test',
    ...(html === undefined ? {} : { [PAGE_FOLDER]: resolve(html) }),
  };
  const mutants = mutantWords(rest);
  if (mutants) {
    if (html !== undefined) throw new WrongUse(`--html is for specs that fail, and with ${mutants.option} they should`);
    const { mutantsCommand } = await import('./mutants/mutants-command');
    const quiet = { ...env, [PAGE_FOLDER]: undefined };
    const args = [jest, ...config, ...mutants.others];
    return mutantsCommand(mutants.option, mutants.manifests, { args, env: quiet });
  }
  const args = [jest, ...config, ...rest.map(pathPattern)];
  const told = reports ? [...args, ...reports.words] : args;
  const code = await exitCode(spawn(process.execPath, told, { stdio: 'inherit', env }));
  reports?.write();
  if (code === 0) return EXIT.passed;
  const listed = spawnSync(process.execPath, [...args, '--listTests', '--json'], { encoding: 'utf8', env });
  if (listed.status === 0 && listed.stdout.trim() !== '[]') return EXIT.failed;
  if (listed.status === 0 && isConfigured) {
    process.stderr.write(
      "wavetank: this jest configuration finds no spec; preset: 'wavetank' adds *.spec.yaml to it\n",
    );
  }
  return EXIT.usage;
}

/** The words of `--report`, and those that are jest's. */
function withoutReports(words: readonly string[]): { readonly asked: readonly string[]; readonly rest: string[] } {
  const asked: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word.startsWith('--report=')) asked.push(word.slice('--report='.length));
    else if (word === '--report') asked.push(words[++at] ?? '');
    else rest.push(word);
  }
  return { asked, rest };
}

/** The manifests of `--coverage-of or `--mutate`: what follows up to the next option. */
function mutantWords(words: readonly string[]) {
  const at = words.findIndex((word) => /^--(coverage-of|mutate)(=|$)/.test(word));
  if (at < 0) return undefined;
  const [option, value] = (words[at] as string).split('=') as [MutantOption, string | undefined];
  const following = words.slice(at + 1);
  const end = following.findIndex((word) => word.startsWith('-') && word !== '-');
  const taken = following.slice(0, value !== undefined ? 0 : end < 0 ? following.length : end);
  const manifests = value === undefined ? taken : [value];
  if (manifests.length === 0) throw new WrongUse(`${option} needs manifests: files, folders or globs`);
  const others = [...words.slice(0, at), ...following.slice(taken.length)];
  const [stray] = others.filter((word) => !word.startsWith('-'));
  if (stray !== undefined) {
    throw new WrongUse(`${option} runs the specs that load the manifests: what is ${stray}?`);
  }
  return { option, manifests, others };
}

/** Takes out the only option that is not jest's: the folder for the pages of what fails. */
function withoutHtml(words: readonly string[]): { html: string | undefined; rest: readonly string[] } {
  const at = words.findIndex((word) => word === '--html' || word.startsWith('--html='));
  if (at < 0) return { html: undefined, rest: words };
  const isJoined = words[at] !== '--html';
  const html = isJoined ? (words[at] as string).slice('--html='.length) : words[at + 1];
  if (!html || html.startsWith('-')) throw new WrongUse('--html needs a folder for the pages');
  return { html, rest: words.filter((_, index) => index !== at && (isJoined || index !== at + 1)) };
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
}

/** The preset; where the package is not installed, specs find it beside this command. */
function ownConfig(): object {
  const here = (name: string) => join(__dirname, `${name}.cjs`);
  const isInstalled = isResolvable('wavetank', join(resolve('.'), 'package.json'));
  const moduleNameMapper = { '^wavetank$': here('index'), '^wavetank/([\\w-]+)$': here('$1') };
  return { ...preset(), rootDir: resolve('.'), ...(isInstalled ? {} : { moduleNameMapper }) };
}

/** Whether jest would find a configuration by itself: in this folder, or up to the one with the package.json. */
function hasOwnConfig(folder: string): boolean {
  if (CONFIGS.some((name) => existsSync(join(folder, name)))) return true;
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) return 'jest' in JSON.parse(readFileSync(manifest, 'utf8'));
  return dirname(folder) !== folder && hasOwnConfig(dirname(folder));
}

/** A file or folder as the pattern by which jest finds just that; a value of an option, or a pattern, as it is. */
function pathPattern(word: string, index: number, words: readonly string[]): string {
  const isValue = index > 0 && /^-/.test(words[index - 1] as string);
  if (word.startsWith('-') || isValue) return word;
  if (existsSync(word)) {
    const pattern = resolve(word).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return statSync(word).isDirectory() ? `${pattern}/` : `${pattern}$`;
  }
  if (/[/\\]|\.(ts|js|yaml|yml)$/.test(word) && !/[*?{(|[]/.test(word)) {
    throw new WrongUse(`there is no file or folder ${word}`);
  }
  return word;
}

/** The user's jest, or the one beside this package. */
function jestPath(): string {
  const found = [join(resolve('.'), 'package.json'), __filename].find((from) => isResolvable('jest/bin/jest', from));
  if (found === undefined) throw new WrongUse('jest is not installed: npm install --save-dev jest');
  return createRequire(found).resolve('jest/bin/jest');
}

function isResolvable(name: string, from: string): boolean {
  try {
    createRequire(from).resolve(name);
    return true;
  } catch {
    return false;
  }
}
