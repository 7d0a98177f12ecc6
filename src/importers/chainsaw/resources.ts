// The resources that an operation names: inline, or in files of the suite.

import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Minimatch } from 'minimatch';
import type { FieldPath } from '../../manifests/source';
import { type Document, entriesOf, isFolder, readFileDocuments } from '../documents';
import { told } from './bindings';
import type { Operation, OperationContext } from './operation-context';

export interface Resources {
  readonly documents: readonly Document[];
  /** The only file, when there is one. */
  readonly file: string | undefined;
}

/** A text says why they cannot be read. */
export function resourcesOf(cx: OperationContext, { verb, value, bindings }: Operation): Resources | string {
  const { resource } = value;
  if (typeof resource === 'object' && resource !== null && !Array.isArray(resource)) {
    const path = [...cx.path, verb, 'resource'];
    const at = (inner: FieldPath = []) => cx.document.at([...path, ...inner]);
    return { documents: [{ value: resource as Document['value'], at }], file: undefined };
  }
  const name = told(value.file, bindings);
  if (typeof name !== 'string') return String(value.file);
  if (/^https?:/.test(name)) return name;
  const files = filesOf(resolve(cx.folder, name));
  if (files.length === 0) return name;
  const documents = files.flatMap((file) => readFileDocuments(cx.cx.root, file));
  return { documents, file: files.length === 1 ? files[0] : undefined };
}

function filesOf(path: string): readonly string[] {
  if (isFolder(path))
    return entriesOf(path)
      .filter(({ name }) => /\.ya?ml$/.test(name))
      .map((entry) => entry.path);
  if (existsSync(path)) return [path];
  const glob = new Minimatch(basename(path));
  if (!glob.hasMagic() || !isFolder(dirname(path))) return [];
  return entriesOf(dirname(path))
    .filter(({ name, isFolder: folds }) => !folds && glob.match(name))
    .map((entry) => entry.path);
}
