// Proves that the linter's rules fire: a small tree of probe files is linted once with the project's own configuration.
// The direction of dependencies is stated here a second time, on purpose: the test and the configuration check each
// other.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = join(__dirname, '..');
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

/** From the bottom up: a folder may import every folder of the levels before its own, and none of its own level. */
const levels = [
  ['sim'],
  ['kinds'],
  ['cel'],
  ['custom'],
  ['api'],
  ['admission', 'controllers', 'scheduler', 'node', 'network', 'printers', 'manifests'],
  ['cluster'],
  ['page'],
  ['report', 'serve'],
  ['actions', 'matchers'],
  ['specfile', 'checks'],
  ['importers'],
  ['jest'],
  ['cli'],
];
const folders = levels.flat();
const simulation = [
  'sim',
  'kinds',
  'cel',
  'custom',
  'api',
  'admission',
  'controllers',
  'scheduler',
  'node',
  'network',
  'printers',
  'cluster',
];
const levelOf = (folder: string) => levels.findIndex((level) => level.includes(folder));

/** Whether the architecture lets a file of `from` import a file of `to`. */
function mayImport(from: string, to: string): boolean {
  if (from === 'cluster' && to === 'manifests') return false; // the cluster reads no files
  return from === to || levelOf(to) < levelOf(from);
}

const pairs = folders.flatMap((from) => folders.filter((to) => to !== from).map((to) => ({ from, to })));

const boundaryForms = [
  { name: 'a value import', code: "import { x } from '../controllers/x';\nexport const y = x;\n" },
  { name: 'a type import', code: "import type { X } from '../controllers/x';\nexport type Y = X;\n" },
  { name: 'a re-export', code: "export { x } from '../controllers/x';\n" },
  { name: 'an import() type', code: "export type Y = import('../controllers/x').X;\n" },
  { name: 'a dynamic import', code: "export const y = () => import('../controllers/x');\n" },
];

const determinism = [
  { name: 'new Date', code: 'export const x = new Date();', rule: 'noRestrictedGlobals' },
  { name: 'Date.now', code: 'export const x = Date.now();', rule: 'noRestrictedGlobals' },
  { name: 'performance', code: 'export const x = performance.now();', rule: 'noRestrictedGlobals' },
  { name: 'setTimeout', code: 'setTimeout(() => 1, 5);', rule: 'noRestrictedGlobals' },
  { name: 'setInterval', code: 'setInterval(() => 1, 5);', rule: 'noRestrictedGlobals' },
  { name: 'setImmediate', code: 'setImmediate(() => 1);', rule: 'noRestrictedGlobals' },
  { name: 'queueMicrotask', code: 'queueMicrotask(() => 1);', rule: 'noRestrictedGlobals' },
  { name: 'Promise', code: 'export const x = Promise.resolve(1);', rule: 'noRestrictedGlobals' },
  { name: 'Intl', code: "export const x = new Intl.Collator('en');", rule: 'noRestrictedGlobals' },
  { name: 'process', code: 'export const x = process.pid;', rule: 'noRestrictedGlobals' },
  { name: 'globalThis', code: 'export const x = globalThis.Math;', rule: 'noRestrictedGlobals' },
  { name: 'a node: module', code: "import fs from 'node:fs';\nexport const x = fs;", rule: 'noNodejsModules' },
  { name: 'a bare built-in module', code: "import fs from 'fs';\nexport const x = fs;", rule: 'noNodejsModules' },
  { name: 'the YAML package', code: "import yaml from 'yaml';\nexport const x = yaml;", rule: 'noRestrictedImports' },
  { name: 'Math.random', code: 'export const x = Math.random();', rule: 'simulation' },
  { name: 'Math.random unchecked', code: 'export const x = [1].map(Math.random);', rule: 'simulation' },
  { name: 'localeCompare', code: "export const x = 'a'.localeCompare('b');", rule: 'simulation' },
  { name: 'toLocaleString', code: 'export const x = (1).toLocaleString();', rule: 'simulation' },
  { name: 'an async function', code: 'export async function x() {}', rule: 'simulation' },
  { name: 'an async function expression', code: 'export const x = async function () {};', rule: 'simulation' },
  { name: 'an async arrow function', code: 'export const x = async (y: number) => y;', rule: 'simulation' },
  { name: 'an async method', code: 'export class X {\n  static async run() {}\n}', rule: 'simulation' },
  { name: 'an async generator method', code: 'export class X {\n  async *run() {}\n}', rule: 'simulation' },
  { name: 'an async member', code: 'export const x = { async run() {} };', rule: 'simulation' },
];

const shape = [
  { name: 'a default export', path: 'src/cli/shape-default.ts', code: 'export default 1;', rule: 'noDefaultExport' },
  { name: 'a file name with capitals', path: 'src/cli/ShapeName.ts', code: '', rule: 'useFilenamingConvention' },
  {
    name: '401 lines',
    path: 'src/cli/shape-lines.ts',
    code: 'export {};\n'.repeat(401),
    rule: 'noExcessiveLinesPerFile',
  },
  {
    name: 'a function body of 71 lines',
    path: 'src/cli/shape-function.ts',
    code: `export function x() {\n${'  x();\n'.repeat(71)}}`,
    rule: 'noExcessiveLinesPerFunction',
  },
  {
    name: 'a package that users do not get',
    path: 'src/cli/shape-package.ts',
    code: "import fc from 'fast-check';\nexport const x = fc;",
    rule: 'noUndeclaredDependencies',
  },
  {
    name: 'an import cycle',
    path: 'src/cli/shape-cycle-a.ts',
    code: "import { b } from './shape-cycle-b';\nexport const a = () => b();",
    rule: 'noImportCycles',
  },
];

const harmless = `export const asyncReplicas = 1;
export const options = { async: asyncReplicas, asyncMode() {} };
export class Probe {
  async() {}
}
export interface Date8601 {
  readonly random: number;
}
export const largest = Math.max(1, 2);`;

let tree = '';
/** The rules that fired, by file. */
const fired = new Map<string, Set<string>>();

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'wavetank-lint-'));
  for (const file of ['biome.jsonc', 'package.json', 'scripts/lint']) {
    cpSync(join(root, file), join(tree, file), { recursive: true });
  }
  probe('.gitignore', '');
  for (const { from, to } of pairs) probe(pairPath(from, to), `export type { X } from '../${to}/x';`);
  for (const { path, code } of probes()) probe(path, code);
  probe('src/cli/shape-cycle-b.ts', "import { a } from './shape-cycle-a';\nexport const b = () => a();");

  const arguments_ = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = spawnSync(process.execPath, [biome, ...arguments_], { cwd: tree, encoding: 'utf8' });
  for (const { category, message, location } of JSON.parse(stdout).diagnostics) {
    const rules = fired.get(location.path) ?? new Set();
    fired.set(location.path, rules.add(category === 'plugin' ? pluginOf(message) : category.split('/').at(-1)));
  }
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(pairs)('src/$from imports src/$to only if it may', ({ from, to }) => {
  expect(rulesOf(pairPath(from, to)).includes('folders')).toBe(!mayImport(from, to));
});

test.each(boundaryForms)('a boundary holds for $name', ({ name }) => {
  expect(rulesOf(formPath(name, 'scheduler'))).toContain('folders');
  expect(rulesOf(formPath(name, 'scheduler/plugins'))).toContain('folders');
});

describe('determinism', () => {
  test.each(determinism)('$name is refused in the simulation', ({ name, rule }) => {
    for (const folder of simulation) expect(rulesOf(determinismPath(name, folder))).toContain(rule);
  });

  test.each(determinism)('$name is fine in the CLI', ({ name, rule }) => {
    expect(rulesOf(determinismPath(name, 'cli'))).not.toContain(rule);
  });

  test('what only looks forbidden is let through', () => {
    expect(rulesOf('src/sim/harmless.ts')).toEqual([]);
  });
});

test.each(shape)('$name is refused', ({ path, rule }) => {
  expect(rulesOf(path)).toContain(rule);
});

function probe(path: string, code: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), `${code}\n`);
}

function probes(): { path: string; code: string }[] {
  const nested = (code: string) => code.replaceAll("'../", "'../../");
  return [
    ...boundaryForms.map(({ name, code }) => ({ path: formPath(name, 'scheduler'), code })),
    ...boundaryForms.map(({ name, code }) => ({ path: formPath(name, 'scheduler/plugins'), code: nested(code) })),
    ...determinism.flatMap(({ name, code }) =>
      [...simulation, 'cli'].map((folder) => ({ path: determinismPath(name, folder), code })),
    ),
    ...shape,
    { path: 'src/sim/harmless.ts', code: harmless },
  ];
}

/** Which of scripts/lint/*.grit speaks. */
function pluginOf(message: string): string {
  return message.startsWith('src/') ? 'folders' : 'simulation';
}

function rulesOf(path: string): string[] {
  return [...(fired.get(path) ?? [])].sort();
}

function pairPath(from: string, to: string): string {
  return `src/${from}/to-${to}.ts`;
}

function formPath(name: string, folder: string): string {
  return `src/${folder}/form-${slug(name)}.ts`;
}

function determinismPath(name: string, folder: string): string {
  return `src/${folder}/determinism-${slug(name)}.ts`;
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
