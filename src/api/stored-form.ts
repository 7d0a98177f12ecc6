// Writes of kinds that are stored in another's form: an older version's, another group's. They go through the pipeline
// as what they are stored as, and are answered, or refused, as what they were asked for.

import { type KindRow, type KubeObject, resourceName } from '../kinds/kind';
import type { KindRegistry } from '../kinds/registry';
import { broken } from '../sim/invariant';
import { ApiError } from './api-error';
import { viewOf } from './stored-view';

/** Runs `write` with the row and the form in which the object is stored. */
export function writeStored(
  kinds: KindRegistry,
  row: KindRow,
  input: KubeObject,
  write: (stored: KindRow, form: KubeObject) => KubeObject,
): KubeObject {
  return asStored(kinds, row, (stored) => viewOf(row, write(stored, row.storedAs?.toStored(input) ?? input)));
}

/** Runs `work` with the row that the objects are stored under, with the rules of the row asked for. */
export function asStored<T>(kinds: KindRegistry, row: KindRow, work: (stored: KindRow) => T): T {
  const { storedAs } = row;
  if (!storedAs) return work(row);
  const stored = kinds.byKey(storedAs.key) ?? broken(`no kind ${storedAs.key}`);
  const { validate, validateUpdate } = storedAs;
  try {
    return work({ ...stored, ...(validate ? { validate } : {}), ...(validateUpdate ? { validateUpdate } : {}) });
  } catch (error) {
    throw error instanceof ApiError ? inWordsOf(row, stored, error) : error;
  }
}

/** What is refused by the resource's name is refused by the name that was asked for. */
function inWordsOf(row: KindRow, stored: KindRow, error: ApiError): ApiError {
  const { code, reason, message, details } = error;
  const opening = `${resourceName(stored)} "`;
  if (row.group === stored.group || details?.kind !== stored.plural || !message.includes(opening)) return error;
  const asked = message.replace(opening, `${resourceName(row)} "`);
  const { name, group: _, ...rest } = details;
  return new ApiError(code, reason, asked, { ...(name ? { name } : {}), group: row.group, ...rest });
}
