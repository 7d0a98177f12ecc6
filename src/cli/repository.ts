// Where the working folder lies: the root of its repository, and paths as reports name them.

import { existsSync } from 'node:fs';
import path, { type PlatformPath } from 'node:path';

/** The nearest folder upwards that holds `.git`; undefined outside of any. */
export function repositoryRoot(from: string): string | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** Names that are no paths. */
const NO_FILE = /^(STDIN|<.*>)$/;

/**
 * A file as a report names it: from the root, with slashes; by its whole path when it lies elsewhere.
 * @param file as somebody in `folder` named it.
 */
export function reportedName(file: string, folder: string, root: string, paths: PlatformPath = path): string {
  if (NO_FILE.test(file)) return file;
  const absolute = paths.resolve(folder, file);
  const near = paths.relative(root, absolute);
  const isInside = near !== '' && near !== '..' && !near.startsWith(`..${paths.sep}`) && !paths.isAbsolute(near);
  return (isInside ? near : absolute).replaceAll(paths.sep, '/');
}

/** The other way round: what somebody in `folder` would type. */
export function typedName(file: string, folder: string, root: string, paths: PlatformPath = path): string {
  if (NO_FILE.test(file)) return file;
  const absolute = paths.resolve(root, file);
  const near = paths.relative(folder, absolute);
  return paths.isAbsolute(near) ? absolute : near;
}
