// Manifests of a git revision, REV:PATH as git itself writes it: read from the objects of the repository that the
// working folder lies in, which stays as it is.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { MANIFEST_EXTENSIONS, SPEC_FILE } from '../manifests/files';
import { type TextInput, textInput } from '../manifests/source';
import { InputError, type ToolEnd, textOf, tryTool } from './tool';

export interface Revision {
  /** As the user wrote it: `main:deploy`. */
  readonly word: string;
  readonly revision: string;
  readonly path: string;
}

/** The parts of REV:PATH; undefined for a word without a colon. */
export function revisionIn(word: string): Revision | undefined {
  const [, revision, path] = /^([^:]+):(.*)$/.exec(word) ?? [];
  return revision === undefined || path === undefined ? undefined : { word, revision, path };
}

/** Errors: InputError when git, the repository or the revision is missing. */
export function checkRevision({ word, revision }: Revision): void {
  const here = git(['rev-parse', '--git-dir']);
  const absent = `there is no path ${JSON.stringify(word)}`;
  if (!here.ok)
    throw new InputError(`${absent}, and the working folder is in no git repository to read a revision from`);
  const known = !revision.startsWith('-') && git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]).ok;
  if (!known) throw new InputError(`${absent}, and git knows no revision ${JSON.stringify(revision)}`);
}

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** Names of what lies in a folder of the revision; undefined when the path is a file. Errors: InputError. */
export function entriesOf({ word, path, revision }: Revision): readonly Entry[] | undefined {
  const type = git(['cat-file', '-t', word]);
  if (!type.ok) throw new InputError(`there is no path ${JSON.stringify(path)} in the revision ${revision}`);
  if (type.stdout.toString('utf8').trim() !== 'tree') return undefined;
  const listed = textOf(word, must(['ls-tree', '-z', '--full-tree', word]).stdout);
  return listed.split('\0').flatMap((line) => {
    const [, mode = '', type = '', id = '', name = ''] = /^(\d+) (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
    return name === '' ? [] : [{ mode, type, id, name }];
  });
}

/** The manifests of the revision, a file or the files of a folder. Errors: InputError. */
export function readRevision(revision: Revision): readonly TextInput[] {
  const entries = entriesOf(revision);
  const { word } = revision;
  if (!entries) return [textInput({ name: word, text: textOf(word, must(['cat-file', 'blob', word]).stdout) })];
  const files = entries.filter(
    ({ type, name }) =>
      type === 'blob' && MANIFEST_EXTENSIONS.some((end) => name.endsWith(end)) && !SPEC_FILE.test(name),
  );
  if (files.length === 0) throw new InputError(`the folder ${JSON.stringify(word)} holds no .yaml, .yml or .json file`);
  return files.map(({ mode, id, name }) => {
    const shown = shownPath(revision, name);
    if (mode === LINK) throw new InputError(`${shown} is a link: it cannot be read from a revision`);
    return textInput({ name: shown, text: textOf(shown, must(['cat-file', 'blob', id]).stdout) });
  });
}

const LINK = '120000';

/** `main:deploy/web.yaml`, from the folder of the revision. */
export function shownPath({ revision, path }: Revision, inside: string): string {
  return `${revision}:${posix.join(path, inside)}`;
}

export interface Checkout {
  readonly folder: string;
  readonly here: string;
  readonly root: string;
}

/**
 * Writes the whole revision into a folder for temporary files while `use` runs, for tools that read folders: a chart or
 * an overlay may lead anywhere in its repository. The index and the work tree of the repository are not touched.
 * @param use is given where the path, the working folder and the repository are in it.
 */
export function withCheckout<T>({ revision, path }: Revision, use: (at: Checkout) => T): T {
  const scratch = mkdtempSync(join(tmpdir(), 'wavetank-git-'));
  try {
    const top = line(['rev-parse', '--show-toplevel']);
    const prefix = line(['rev-parse', '--show-prefix']);
    const inside = /^\.\.?(?:\/|$)/.test(path) ? join(prefix, path) : path;
    const env = { GIT_INDEX_FILE: join(scratch, 'index'), GIT_LFS_SKIP_SMUDGE: '1' };
    const root = join(scratch, 'tree');
    must(['read-tree', `${revision}^{commit}`], { cwd: top, env });
    must(['checkout-index', '--all', `--prefix=${root}/`], { cwd: top, env });
    return use({ folder: join(root, inside), here: join(root, prefix), root });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const line = (args: readonly string[]) => textOf('what git says', must(args).stdout).replace(/\n$/, '');

function must(args: readonly string[], run: Parameters<typeof tryTool>[2] = {}): ToolEnd {
  const end = git(args, run);
  if (!end.ok) throw new InputError(`git ${args.join(' ')} failed: ${end.stderr}`);
  return end;
}

function git(args: readonly string[], run: Parameters<typeof tryTool>[2] = {}): ToolEnd {
  const end = tryTool('git', args, run);
  if (!end) throw new InputError('there is no git on the PATH to read a revision with');
  return end;
}
