// Texts that specs write and the project keeps: compared with the committed file, rewritten with UPDATE=1.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import { root } from './root';

export const isUpdating = process.env.UPDATE === '1';

export function committedText(path: string): string {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Fails when the file under this path of the project differs; with UPDATE=1 it is written instead. */
export function expectCommitted(path: string, text: string): void {
  if (isUpdating) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect({ path, text: committedText(path) }).toEqual({ path, text });
}

/** The same for the part of a page between `<!-- name -->` and `<!-- end of name -->`. */
export function expectCommittedPart(path: string, name: string, text: string): void {
  const page = committedText(path);
  const [open, close] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${path} has no part "${name}"`);
  expectCommitted(path, page.slice(0, start + open.length) + text + page.slice(end));
}
