// Strategic merge patch: a merge patch that knows which lists are keyed, with `$patch`, `$setElementOrder/…`,
// `$deleteFromPrimitiveList/…` and `$retainKeys`. Which list merges by which key is read from the schema.
// upstream: apimachinery/pkg/util/strategicpatch/patch.go

import { equalData } from '../../kinds/equal-data';
import { goText } from '../../kinds/go-text';
import { type FieldFacts, schemaFacts, type TypeFacts } from '../../kinds/schema';
import { ApiError } from '../api-error';
import { isMap } from './merge-patch';

const DIRECTIVE = '$patch';
const RETAIN_KEYS = '$retainKeys';
const ORDER_PREFIX = '$setElementOrder/';
const DELETE_PREFIX = '$deleteFromPrimitiveList/';

type Dict = Record<string, unknown>;

/**
 * The document with the patch merged in, by the rules of the schema. Errors: 500 for a bad directive or a missing key.
 */
export function strategicMergePatch(schema: string, target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) {
    throw new ApiError(400, 'BadRequest', 'json: cannot unmarshal into Go value of type map[string]interface {}');
  }
  return mergeMaps(schema, isMap(target) ? target : {}, patch) ?? {};
}

function mergeMaps(schema: string | undefined, target: Dict, patch: Dict): Dict | undefined {
  const directive = patch[DIRECTIVE];
  if (directive !== undefined) {
    if (directive === 'replace') return withoutKey(patch, DIRECTIVE);
    if (directive === 'delete') return {};
    if (directive !== 'merge') throw badDirective(directive, patch);
  }
  let merged: Dict = { ...target };
  const retain = patch[RETAIN_KEYS];
  if (Array.isArray(retain)) {
    merged = Object.fromEntries(Object.entries(merged).filter(([key]) => retain.includes(key)));
  }
  for (const key in patch) {
    if (key === DIRECTIVE || key === RETAIN_KEYS || key.startsWith(ORDER_PREFIX)) continue;
    if (key.startsWith(DELETE_PREFIX)) {
      deletePrimitives(merged, key.slice(DELETE_PREFIX.length), patch[key]);
      continue;
    }
    const value = patch[key];
    if (value === null) delete merged[key];
    else merged[key] = mergeField(fieldOf(schema, key), merged[key], value, patch[ORDER_PREFIX + key]);
  }
  for (const key in patch) {
    if (!key.startsWith(ORDER_PREFIX)) continue;
    const name = key.slice(ORDER_PREFIX.length);
    if (!(name in patch) && Array.isArray(merged[name])) {
      merged[name] = reorder(fieldOf(schema, name), merged[name] as unknown[], [], patch[key]);
    }
  }
  return merged;
}

function fieldOf(schema: string | undefined, key: string): FieldFacts | undefined {
  return schema === undefined ? undefined : schemaFacts(schema)?.fields.get(key);
}

function schemaOf(type: TypeFacts | undefined): string | undefined {
  return type?.kind === 'ref' ? type.schema : undefined;
}

function mergeField(field: FieldFacts | undefined, target: unknown, patch: unknown, order: unknown): unknown {
  if (isMap(patch)) {
    const schema = schemaOf(field?.type);
    const replaced = field?.patchStrategy?.includes('replace') ?? false;
    const base = isMap(target) && !replaced ? target : {};
    return mergeMaps(schema, base, patch);
  }
  if (Array.isArray(patch)) return mergeLists(field, Array.isArray(target) ? target : [], patch, order);
  return patch;
}

function mergeLists(field: FieldFacts | undefined, target: unknown[], patch: unknown[], order: unknown): unknown[] {
  if (!field?.patchStrategy?.includes('merge')) return patch.filter((item) => !isDirective(item));
  if (field.mergeKey === undefined) {
    const merged = [...target];
    for (const item of patch) if (!merged.some((known) => equalData(known, item))) merged.push(item);
    return order === undefined ? merged : reorder(field, merged, patch, order);
  }
  return mergeKeyed(field, field.mergeKey, target, patch as Dict[], order);
}

const isDirective = (item: unknown) => isMap(item) && DIRECTIVE in item;

function mergeKeyed(field: FieldFacts, key: string, target: unknown[], patch: Dict[], order: unknown): unknown[] {
  const item = field.type.kind === 'list' ? schemaOf(field.type.item) : undefined;
  if (patch.some((entry) => entry[DIRECTIVE] === 'replace')) {
    return patch.filter((entry) => !(DIRECTIVE in entry));
  }
  let merged = [...target] as Dict[];
  const added: Dict[] = [];
  for (const entry of patch) {
    if (!isMap(entry)) throw new ApiError(500, undefined, `expecting a map in a list merged by ${key}`);
    const value = entry[key];
    if (value === undefined) throw missingKey(entry, key);
    if (entry[DIRECTIVE] === 'delete') {
      merged = merged.filter((known) => !equalData(known[key], value));
      continue;
    }
    const at = merged.findIndex((known) => equalData(known[key], value));
    if (at >= 0) merged[at] = mergeMaps(item, merged[at] as Dict, entry) as Dict;
    else added.push(mergeMaps(item, {}, entry) as Dict);
  }
  // Upstream puts new items before those that stood there, unless an order is given.
  return order === undefined ? [...added, ...merged] : reorder(field, [...merged, ...added], patch, order);
}

/** Items that the order names come in that order, the others keep their place relative to what preceded them. */
function reorder(field: FieldFacts | undefined, items: unknown[], patch: unknown[], order: unknown): unknown[] {
  if (!Array.isArray(order)) return items;
  const key = field?.mergeKey;
  const identity = (item: unknown) => (key !== undefined && isMap(item) ? item[key] : item);
  const ordered = order.map(identity);
  for (const entry of patch) {
    if (isMap(entry) && entry[DIRECTIVE] === 'delete') continue;
    if (!ordered.some((known) => equalData(known, identity(entry)))) {
      throw new ApiError(
        500,
        undefined,
        `The order in patch list:\n${goList(patch)}\n doesn't match $setElementOrder list:\n${goList(order)}\n`,
      );
    }
  }
  const named = ordered.flatMap((id) => items.filter((item) => equalData(identity(item), id)));
  const others = items.filter((item) => !ordered.some((id) => equalData(identity(item), id)));
  return mergeOrders(items, named, others);
}

/** Others go before the first named item that followed them. upstream: strategicpatch mergeSortedSlice */
function mergeOrders(items: unknown[], named: unknown[], others: unknown[]): unknown[] {
  const result: unknown[] = [];
  const left = [...others];
  for (const item of named) {
    const at = items.indexOf(item);
    while (left.length > 0 && items.indexOf(left[0]) < at) result.push(left.shift());
    result.push(item);
  }
  return [...result, ...left];
}

function deletePrimitives(merged: Dict, name: string, values: unknown): void {
  const list = merged[name];
  if (!Array.isArray(list) || !Array.isArray(values)) return;
  merged[name] = list.filter((item) => !values.some((value) => equalData(item, value)));
}

function withoutKey(map: Dict, key: string): Dict {
  const { [key]: ignored, ...rest } = map;
  return rest;
}

function missingKey(entry: Dict, key: string): ApiError {
  return new ApiError(500, undefined, `map: ${goText(entry)} does not contain declared merge key: ${key}`);
}

function badDirective(directive: unknown, patch: Dict): ApiError {
  return new ApiError(500, undefined, `unknown patch type: ${goText(directive)} in map: ${goText(patch)}`);
}

const goList = (items: unknown[]) => items.map((item) => goText(item)).join('\n');
