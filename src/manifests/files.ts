// The only place where manifests meet the file system: files, folders, globs and standard input.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Minimatch } from 'minimatch';

/** Files that kubectl reads from a folder. */
export const MANIFEST_EXTENSIONS = ['.json', '.yaml', '.yml'];

/** Folders a glob does not enter unless it names them. */
const SKIPPED_FOLDERS: readonly string[] = ['node_modules', '.git'];

/** Specs may lie beside the manifests: a folder or glob does not mean them. */
export const SPEC_FILE = /\.spec\.ya?ml$/;

/** Something that cannot be read; `kubectl` is what it prints for it. */
export class FileFault extends Error {
  readonly kubectl: string | undefined;

  constructor(message: string, kubectl?: string) {
    super(message);
    this.kubectl = kubectl;
  }
}

/** Text rather than a path: it has several lines, or begins as JSON does. */
export function isManifestText(input: string): boolean {
  return input.includes('\n') || (input.trimStart().startsWith('{') && input.includes(':'));
}

/** The files that a path, folder or glob names, as paths from `base`, sorted. Throws FileFault when there are none. */
export function expandPath(path: string, base: string): readonly string[] {
  const kind = kindOf(resolve(base, path));
  if (kind === 'file') return [path];
  if (kind === 'folder') return filesOfFolder(path, base);
  const absent = `the path ${JSON.stringify(path)} does not exist`;
  const glob = new Minimatch(toSlashes(path).replace(/^(\.\/)+/, ''), { magicalBraces: true });
  if (!glob.hasMagic()) throw new FileFault(absent, absent);
  const found = filesOfGlob(glob, base);
  if (found.length === 0) throw new FileFault(`no file matches ${JSON.stringify(path)}`, absent);
  return found;
}

/** The text of a file. Throws FileFault. */
export function readText(path: string, base: string): string {
  return decodeUtf8(path, () => readFileSync(resolve(base, path)));
}

export function readStdin(): string {
  return decodeUtf8('STDIN', () => readFileSync(0));
}

function decodeUtf8(name: string, read: () => Uint8Array): string {
  let bytes: Uint8Array;
  try {
    bytes = read();
  } catch (error) {
    throw new FileFault(`cannot read ${name}: ${reasonOf(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const kubectl = `error parsing ${name}: error converting YAML to JSON: yaml: invalid leading UTF-8 octet`;
    throw new FileFault(`${name} is not UTF-8 text`, kubectl);
  }
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    // Absent, out of reach, or no path at all: the reading that follows says which.
    return undefined;
  }
}

/** As `kubectl apply -f FOLDER`: its own files only, not those of folders in it. */
function filesOfFolder(folder: string, base: string): readonly string[] {
  const names = listFolder(resolve(base, folder)).filter(({ isFolder }) => !isFolder);
  const found = names.filter(
    ({ name }) => MANIFEST_EXTENSIONS.some((extension) => name.endsWith(extension)) && !SPEC_FILE.test(name),
  );
  if (found.length === 0) {
    const kubectl = `error reading [${folder}]: recognized file extensions are [${MANIFEST_EXTENSIONS.join(' ')}]`;
    throw new FileFault(`the folder ${JSON.stringify(folder)} holds no .yaml, .yml or .json file`, kubectl);
  }
  return found.map(({ name }) => join(folder, name)).sort(byCodeUnit);
}

/** Walks only the folders that the pattern can still match in. */
function filesOfGlob(glob: Minimatch, base: string): readonly string[] {
  const named = new Set(glob.pattern.split('/'));
  const root = isAbsolute(glob.pattern) ? '/' : climb(glob.pattern);
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const { name, isFolder } of listFolder(resolve(base, folder))) {
      const path = folder === '' ? name : `${folder === '/' ? '' : folder}/${name}`;
      if (!isFolder) {
        if (glob.match(path) && !SPEC_FILE.test(name)) found.push(path);
      } else if (glob.match(path, true) && (named.has(name) || !SKIPPED_FOLDERS.includes(name))) {
        walk(path);
      }
    }
  };
  walk(root);
  return found.sort(byCodeUnit);
}

/** The leading `..` steps of a pattern, which no walk comes upon. */
function climb(pattern: string): string {
  return /^(?:\.\.\/)*/.exec(pattern)?.[0].replace(/\/$/, '') ?? '';
}

interface Listed {
  readonly name: string;
  readonly isFolder: boolean;
}

function listFolder(path: string): readonly Listed[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    // A link to a file is a file; a link to a folder is not followed, as it may lead in circles.
    const files = entries.filter(
      (entry) => entry.isFile() || (entry.isSymbolicLink() && kindOf(join(path, entry.name)) === 'file'),
    );
    const folders = entries.filter((entry) => entry.isDirectory());
    return [
      ...files.map(({ name }) => ({ name, isFolder: false })),
      ...folders.map(({ name }) => ({ name, isFolder: true })),
    ];
  } catch (error) {
    throw new FileFault(`cannot read the folder ${JSON.stringify(path)}: ${reasonOf(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'no such file',
  ELOOP: 'too many links',
};

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

const toSlashes = (path: string) => (sep === '/' ? path : path.replaceAll(sep, '/'));

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A path as people like to read it: from the working folder if it lies in it. */
export function shownPath(path: string, base: string, workingFolder: string): string {
  const absolute = resolve(base, path);
  const near = relative(workingFolder, absolute);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near;
}
