// Writes what an import made; a file that is there and says something else is left alone, and then nothing is written.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SuiteError } from './documents';
import type { Imported } from './import-suites';

/** The paths that were written; those that were there already, byte by byte, are not among them. Errors: SuiteError. */
export function writeFiles({ out, files }: Imported): readonly string[] {
  const missing = [...files].filter(([path, text]) => {
    const file = join(out, path);
    if (!existsSync(file)) return true;
    if (readFileSync(file, 'utf8') !== text) {
      throw new SuiteError(`${file} is there already and says something else: nothing was written`);
    }
    return false;
  });
  for (const [path, text] of missing) {
    const file = join(out, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  }
  return missing.map(([path]) => path);
}
