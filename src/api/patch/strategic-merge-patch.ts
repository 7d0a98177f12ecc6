// Strategic merge patch: a merge patch that knows which lists are keyed, with `$patch`, `$setElementOrder/…`,
// `$deleteFromPrimitiveList/…` and `$retainKeys`. Which list merges by which key is read from the schema. What the
// directives said is taken out of the patch on the way, as upstream does: the errors of decoding show what is left.
// upstream: apimachinery/pkg/util/strategicpatch/patch.go

import { equalData } from '../../kinds/equal-data';
import { goText } from '../../kinds/go-text';
import type { TypeFacts } from '../../kinds/schema';
import { ApiError, badRequest } from '../api-error';
import { jsonTypeOf } from '../decode-context';
import { goTypeName } from './go-values';
import { isMap } from './merge-patch';
import { metaOfField, metaOfList, patchFault } from './patch-meta';
import {
  badDirective,
  DELETE_PREFIX,
  type Dict,
  discardNulls,
  isDirective,
  missingKey,
  ORDER_PREFIX,
  PATCH,
  RETAIN_KEYS,
  withoutDirectives,
} from './strategic-directives';
import { orderMerged } from './strategic-order';

export interface StrategicPatch {
  readonly merged: unknown;
  /** The patch as decoding errors show it. */
  readonly shown: string;
}

/**
 * The document with the patch merged in, by the rules of the schema; unchanged parts are shared. Errors: 400 for a
 * patch of the wrong form, 422 for a list of lists, 500 for a bad directive or a missing key.
 */
export function strategicMergePatch(schema: string, target: unknown, patch: unknown): StrategicPatch {
  if (patch !== null && !isMap(patch)) {
    throw badRequest(`json: cannot unmarshal ${jsonTypeOf(patch)} into Go value of type map[string]interface {}`);
  }
  const left = structuredClone(patch ?? {}) as Dict;
  const merged = mergeMap({ kind: 'ref', schema }, isMap(target) ? target : {}, left);
  return { merged, shown: goText(left) };
}

function mergeMap(type: TypeFacts, target: Dict, patch: Dict): Dict {
  if (PATCH in patch) {
    const directive = patch[PATCH];
    if (directive === 'delete') return {};
    if (directive !== 'replace') throw badDirective(directive, patch);
    delete patch[PATCH];
    return patch;
  }
  const merged = retained(target, patch);
  mergeOrdered(type, merged, patch);
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (key.startsWith(DELETE_PREFIX)) deletePrimitives(type, merged, listNamed(key, DELETE_PREFIX), value);
    else if (value === null) delete merged[key];
    else setOrDrop(merged, key, mergeValue(type, key, merged[key], value));
  }
  return merged;
}

const setOrDrop = (merged: Dict, key: string, value: unknown) => {
  if (value === undefined) delete merged[key];
  else merged[key] = value;
};

/** A copy without the keys that `$retainKeys` does not name. */
function retained(target: Dict, patch: Dict): Dict {
  if (!(RETAIN_KEYS in patch)) return { ...target };
  const kept = patch[RETAIN_KEYS];
  delete patch[RETAIN_KEYS];
  const isForeign = (key: string) =>
    patch[key] !== null &&
    !key.startsWith(DELETE_PREFIX) &&
    !key.startsWith(ORDER_PREFIX) &&
    !(kept as readonly unknown[]).includes(key);
  if (!Array.isArray(kept) || Object.keys(patch).some(isForeign)) {
    throw badRequest('invalid patch format of retainKeys');
  }
  return Object.fromEntries(Object.entries(target).filter(([key]) => kept.includes(key)));
}

function mergeValue(type: TypeFacts, key: string, target: unknown, patch: unknown): unknown {
  if (target === undefined || goTypeName(target) !== goTypeName(patch)) {
    discardNulls(patch);
    return withoutDirectives(patch);
  }
  if (isMap(patch)) {
    const meta = metaOfField(type, key);
    return meta.strategy === 'replace' ? patch : mergeMap(meta.type, target as Dict, patch);
  }
  if (!Array.isArray(patch)) return patch;
  const meta = metaOfList(type, key);
  if (meta.strategy !== 'merge') return patch;
  return mergeList(meta.type, meta.mergeKey, target as unknown[], patch);
}

/** Lists with a `$setElementOrder` are merged first, and taken out of the patch. */
function mergeOrdered(type: TypeFacts, merged: Dict, patch: Dict): void {
  for (const orderKey of Object.keys(patch)) {
    if (!orderKey.startsWith(ORDER_PREFIX)) continue;
    const order = patch[orderKey];
    delete patch[orderKey];
    if (!Array.isArray(order)) throw wrongType(order);
    const key = listNamed(orderKey, ORDER_PREFIX);
    const before = key in merged ? listOr(merged[key]) : undefined;
    const wanted = key in patch ? listOr(patch[key]) : undefined;
    const { type: item, strategy, mergeKey } = metaOfList(type, key);
    checkOrder(wanted ?? [], order, mergeKey);
    let list: readonly unknown[];
    if (before && wanted) list = strategy === 'merge' ? mergeList(item, mergeKey, before, wanted) : wanted;
    else if (before) list = before;
    else if (wanted) list = withoutDirectives(wanted) as unknown[];
    else continue;
    elementKind(before ?? [], wanted ?? []);
    merged[key] = orderMerged(list, order, before ?? [], mergeKey);
    delete patch[key];
  }
}

function mergeList(item: TypeFacts, mergeKey: string, target: unknown[], patch: unknown[]): unknown[] {
  if (target.length === 0 && patch.length === 0) return target;
  if (elementKind(target, patch) !== 'map') {
    return orderMerged(withoutRepeats([...target, ...patch]), patch, target, mergeKey);
  }
  if (mergeKey === '') throw patchFault('cannot merge lists without merge key for struct');
  const { kept, wanted } = afterDirectives(target as Dict[], patch as Dict[], mergeKey);
  const merged = [...kept];
  for (const entry of wanted) {
    if (!(mergeKey in entry)) throw missingKey(entry, mergeKey);
    const at = merged.findIndex((known) => known[mergeKey] === entry[mergeKey]);
    if (at >= 0) merged[at] = mergeMap(item, merged[at] as Dict, entry);
    else merged.push(entry);
  }
  return orderMerged(merged, wanted, kept, mergeKey);
}

/** What `$patch: delete` and `$patch: replace` leave of the list, and the items of the patch that are none. */
function afterDirectives(target: Dict[], patch: Dict[], mergeKey: string): { kept: Dict[]; wanted: Dict[] } {
  let kept = target;
  let replaces = false;
  const wanted: Dict[] = [];
  for (const entry of patch) {
    if (!isDirective(entry)) {
      wanted.push(entry);
      continue;
    }
    const directive = entry[PATCH];
    if (directive === 'delete') {
      if (!(mergeKey in entry)) throw missingKey(entry, mergeKey);
      kept = kept.filter((known) => known[mergeKey] !== entry[mergeKey]);
    } else if (directive === 'replace') replaces = true;
    else if (directive === 'merge') throw patchFault('merging lists cannot yet be specified in the patch');
    else throw badDirective(directive, entry);
  }
  return replaces ? { kept: wanted, wanted: [] } : { kept, wanted };
}

function deletePrimitives(type: TypeFacts, merged: Dict, key: string, values: unknown): void {
  if (values === null) {
    delete merged[key];
    return;
  }
  const list = merged[key];
  if (list === undefined || goTypeName(list) !== goTypeName(values)) return;
  if (isMap(list)) {
    merged[key] = mergeMap(metaOfField(type, key).type, list, values as Dict);
    return;
  }
  if (!Array.isArray(list)) {
    merged[key] = values;
    return;
  }
  const { type: item, mergeKey } = metaOfList(type, key);
  const gone = values as unknown[];
  if (list.length === 0 && gone.length === 0) return;
  if (elementKind(list, gone) === 'map') merged[key] = mergeList(item, mergeKey, list, gone);
  else {
    const kept = list.filter((entry) => !gone.includes(entry));
    merged[key] = kept;
  }
}

/** The patch's items must stand in the order's order, and all be named there. */
function checkOrder(patch: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  if (patch.length === 0 || order.length === 0) return;
  const wanted =
    mergeKey === ''
      ? patch
      : patch.filter((entry) => {
          if (!isMap(entry)) throw wrongType(entry, 'map[string]interface {}');
          return !isDirective(entry);
        });
  let at = 0;
  for (let index = 0; index < order.length && at < wanted.length; index++) {
    if (isSame(wanted[at], order[index], mergeKey)) at++;
  }
  if (at === wanted.length) return;
  const lists = `${goText(patch)}\n doesn't match $setElementOrder list:\n${goText(order)}`;
  throw patchFault(`The order in patch list:\n${lists}\n`);
}

function isSame(left: unknown, right: unknown, mergeKey: string): boolean {
  if (mergeKey === '') return left === right;
  for (const entry of [left, right]) {
    if (!isMap(entry)) throw wrongType(entry, 'map[string]interface {}');
    if (!(mergeKey in entry)) throw missingKey(entry, mergeKey);
  }
  return (left as Dict)[mergeKey] === (right as Dict)[mergeKey];
}

/** What the items of lists are; all must be of one kind. */
function elementKind(...lists: readonly (readonly unknown[])[]): 'map' | 'scalar' {
  const items = lists.flat(1);
  if (items.length === 0) throw patchFault('no elements in any of the given slices');
  const types = items.map(goTypeName);
  if (types[0] === '[]interface {}') {
    throw new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request');
  }
  if (types.some((type) => type !== types[0])) {
    throw patchFault(`list element types are not identical: ${goText(lists)}`);
  }
  return isMap(items[0]) ? 'map' : 'scalar';
}

/** The last takes the place of a repeated one. upstream: deduplicateScalars */
function withoutRepeats(items: unknown[]): unknown[] {
  for (let i = 0; i < items.length; i++) {
    for (let j = i + 1; j < items.length; j++) {
      if (!equalData(items[i], items[j])) continue;
      items[j] = items.at(-1);
      items.pop();
      j--;
    }
  }
  return items;
}

function listOr(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongType(value);
}

function wrongType(value: unknown, wanted = '[]interface {}'): ApiError {
  const got = value === null || value === undefined ? '%!s(<nil>)' : goTypeName(value);
  return patchFault(`expected a ${wanted}, but received a ${got}`);
}

const listNamed = (key: string, prefix: string) => key.slice(prefix.length);
