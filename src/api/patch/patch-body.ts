// What the server looks at in the body of a patch before it applies it: its form, and fields that it does not know or
// that were given twice.
// upstream: apiserver/pkg/endpoints/handlers/patch.go applyJSPatch

import { goQuote } from '../../kinds/validation/field-error';
import { badRequest } from '../api-error';
import { jsonTypeOf } from '../decode-context';
import type { Operation } from './json-patch';
import { isMap } from './merge-patch';

const OPERATION_TEXTS = ['op', 'path', 'from'];
const OPERATION_FIELDS = [...OPERATION_TEXTS, 'value'];

export type Duplicates = ReadonlyMap<object, readonly string[]>;

/** The operations of a JSON patch. Errors: 400 BadRequest. */
export function readOperations(patch: unknown): readonly Operation[] {
  if (patch === null) return [];
  if (!Array.isArray(patch)) throw undecodable(`${jsonTypeOf(patch)} into Go value of type []handlers.jsonPatchOp`);
  for (const operation of patch) {
    if (operation === null) continue;
    if (!isMap(operation)) throw undecodable(`${jsonTypeOf(operation)} into Go value of type handlers.jsonPatchOp`);
    for (const field of OPERATION_TEXTS) {
      const value = operation[field] ?? '';
      if (typeof value === 'string') continue;
      throw undecodable(`${jsonTypeOf(value)} into Go struct field jsonPatchOp.${field} of type string`);
    }
  }
  return patch.map((operation) => operation ?? {});
}

/** Errors: 400 BadRequest for a merge patch that is no object. */
export function checkMergePatch(patch: unknown): void {
  if (patch === null) throw badRequest('Invalid JSON Patch');
  if (!isMap(patch)) throw undecodable(`${jsonTypeOf(patch)} into Go value of type map[string]interface {}`);
}

const undecodable = (what: string) => badRequest(`error decoding patch: json: cannot unmarshal ${what}`);

/** What strict decoding finds in the body itself. */
export function strictPatchFaults(patch: unknown, isJsonPatch: boolean, duplicates: Duplicates | undefined): string[] {
  const faults: string[] = [];
  if (duplicates) addDuplicates(patch, '', duplicates, faults);
  if (!isJsonPatch || !Array.isArray(patch)) return faults;
  patch.forEach((operation, index) => {
    for (const field of Object.keys(operation ?? {})) {
      if (!OPERATION_FIELDS.includes(field)) faults.push(`unknown field ${goQuote(`[${index}].${field}`)}`);
    }
  });
  return faults.map((fault) => `json patch ${fault}`);
}

function addDuplicates(value: unknown, path: string, duplicates: Duplicates, faults: string[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      addDuplicates(item, `${path}[${index}]`, duplicates, faults);
    });
  }
  if (!isMap(value)) return;
  const repeated = duplicates.get(value);
  for (const key of Object.keys(value)) {
    const place = path === '' ? key : `${path}.${key}`;
    if (repeated?.includes(key)) faults.push(`duplicate field ${goQuote(place)}`);
    addDuplicates(value[key], place, duplicates, faults);
  }
}
