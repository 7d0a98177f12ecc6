// Where the spec of a test stands: beside the test, or in the folder asked for under the test's own path.

import { join, relative } from 'node:path';
import type { SuiteRoot } from './documents';
import { slashes } from './import-context';

/** Path from `out` of the spec made of what lies in `folder`. */
export function specPath(root: SuiteRoot, out: string, folder: string, name: string): string {
  const inside = relative(root.folder, folder);
  const file = `${fileName(name)}.spec.yaml`;
  return slashes(out === root.folder ? join(inside, file) : join(inside === '' ? '' : join(inside, '..'), file));
}

export const fileName = (name: string) => name.replaceAll(/[^\w.-]+/g, '-');
