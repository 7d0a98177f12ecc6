// What the linter cannot see: headers, banned words, long comments, files that grow too big, the state of the lockfile.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(__dirname, '..');
const simulation = /^src\/(sim|kinds|api|admission|controllers|scheduler|node|network|cluster)\//;

/** Written in parts, so that this file does not find itself. */
const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Record<string, string>;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** The project's own code: generated files and data are not read by people and have no limits. */
const files = ['src', 'specs', 'scripts', 'docs'].flatMap(walk).sort((a, b) => (a.path < b.path ? -1 : 1));
const code = files.filter(({ path }) => /\.[cm]?[jt]s$/.test(path));
const source = code.filter(({ path }) => path.startsWith('src/'));

describe('every file', () => {
  test.each([
    { name: 'of src and scripts opens with a comment on what it is for', bad: withoutHeader() },
    { name: 'has at most 400 lines', bad: pathsOf(code, ({ lines }) => lines.length > 400) },
    { name: 'keeps its comments within 120 columns', bad: longComments() },
    { name: 'does its work instead of noting it', bad: pathsOf(files, ({ text }) => unfinished.test(text)) },
    { name: 'of the simulation has no promise in its types', bad: pathsOf(source, promises) },
    { name: 'has a name in kebab case', bad: pathsOf(code, ({ path }) => !/^[a-z0-9.\-/]+$/.test(path)) },
  ])('$name', ({ bad }) => {
    expect(bad).toEqual([]);
  });

  test('is looked at', () => {
    expect(source.length).toBeGreaterThan(10);
    expect(files.map(({ path }) => path)).toContain('specs/tidy.spec.ts');
  });
});

describe('the lockfile', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const packages = Object.entries<LockedPackage>(lock.packages).filter(([path]) => path !== '');

  test('names no registry and has a checksum for every package', () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  });

  // A binary that the registry did not have when the lockfile was written makes `npm ci` fail everywhere.
  test('has the binaries for every platform', () => {
    const present = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, '')));
    const wanted = packages.flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}));
    expect(wanted).toContain('@esbuild/darwin-arm64');
    expect(wanted.filter((name) => !present.has(name))).toEqual([]);
  });
});

function walk(folder: string): SourceFile[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.([cm]?[jt]s|md|grit)$/.test(entry.name) && !/\.gen\./.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      return { path: relative(root, path), text, lines: text.replace(/\n$/, '').split('\n') };
    });
}

function pathsOf(among: readonly SourceFile[], isBad: (file: SourceFile) => boolean): string[] {
  return among.filter(isBad).map(({ path }) => path);
}

function withoutHeader(): string[] {
  const headed = code.filter(({ path }) => !path.startsWith('specs/'));
  return pathsOf(headed, ({ text }) => !/^(#!.*\n)?(\/\/ \S|\/\*\*)/.test(text));
}

function longComments(): string[] {
  return code.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) =>
      /^\s*(\/\/|\*|\/\*)/.test(line) && line.length > 120 ? [`${path}:${index + 1}`] : [],
    ),
  );
}

function promises({ path, text }: SourceFile): boolean {
  return simulation.test(path) && /\b(Promise|AsyncIterable|AsyncGenerator)\b</.test(text);
}
