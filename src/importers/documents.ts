// Files of a suite as documents that know their file and line.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { isPlainMap } from '../cluster/describe/types';
import { DocumentFault, type RawDocument, readDocuments } from '../manifests/documents';
import { type FieldPath, locateIn, type Origin, placeAt, type SourceFile } from '../manifests/source';
import type { Where } from './draft';

export type Data = Readonly<Record<string, unknown>>;

/** One document of a file, or an item of a List in it. */
export interface Document {
  readonly value: Data;
  readonly at: (path?: FieldPath) => Where;
}

/** A file of the suite that cannot be read: wrong input. */
export class SuiteError extends Error {
  override readonly name = 'SuiteError';
}

/** The suite's folder, from which places are told. */
export interface SuiteRoot {
  readonly folder: string;
}

export const shownFrom = ({ folder }: SuiteRoot, file: string) => relative(folder, file).split(sep).join('/') || file;

/** The documents of a YAML file that are maps, Lists taken apart. Errors: SuiteError. */
export function readFileDocuments(root: SuiteRoot, path: string): readonly Document[] {
  return readTextDocuments(root, path, readText(path));
}

export function readTextDocuments(root: SuiteRoot, path: string, text: string): readonly Document[] {
  const file: SourceFile = { name: shownFrom(root, path), text };
  let documents: readonly RawDocument[];
  try {
    documents = readDocuments(file);
  } catch (fault) {
    if (!(fault instanceof DocumentFault)) throw fault;
    const { line } = placeAt(file, fault.offset);
    throw new SuiteError(`${file.name}:${line}: ${fault.message}`);
  }
  return documents.flatMap(({ value, start, end }) => items(value, { file, start, end, path: [] }));
}

function items(value: unknown, origin: Origin): readonly Document[] {
  if (!isPlainMap(value)) return [];
  if (value.kind === 'List' && Array.isArray(value.items)) {
    return value.items.flatMap((item: unknown, index) =>
      items(item, { ...origin, path: [...origin.path, 'items', index] }),
    );
  }
  const at = (path: FieldPath = []) => {
    const { file, line } = locateIn(origin, path);
    return { file, line };
  };
  return [{ value, at }];
}

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SuiteError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
}

/** What is in a folder, by name. Errors: SuiteError. */
export function entriesOf(folder: string): readonly Entry[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => ({ name, path: resolve(folder, name) }))
      .map(({ name, path }) => ({ name, path, isFolder: isFolder(path) }));
  } catch (error) {
    throw new SuiteError(`cannot read ${folder}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const SKIPPED = ['node_modules', '.git', 'vendor'];

/** Every file below a folder, in order. */
export function filesBelow(folder: string): readonly string[] {
  return entriesOf(folder).flatMap(({ name, path, isFolder: folds }) => {
    if (!folds) return [path];
    return SKIPPED.includes(name) ? [] : filesBelow(path);
  });
}
