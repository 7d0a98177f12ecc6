// Where an import reads from and writes to.

import { dirname, join, relative, sep } from 'node:path';
import type { SuiteRoot } from './documents';

export interface ImportContext {
  readonly root: SuiteRoot;
  /** Absolute path of the folder that is written to. */
  readonly out: string;
  /** A file of the suite as a spec names it; `spec` is the spec's path from `out`. */
  readonly manifestPath: (spec: string, file: string) => string;
}

export function importContext(root: SuiteRoot, out: string): ImportContext {
  return { root, out, manifestPath: (spec, file) => slashes(relative(dirname(join(out, spec)), file)) };
}

export const slashes = (path: string) => path.split(sep).join('/');
