// Compares a part of a manifest with an object: what the part says must be there, everything else may be as it is.
// Lists have four ways to be compared.

import { isPlainMap } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { type PathStep, pathText } from '../cluster/json-path';
import type { FieldFacts } from '../kinds/schema';
import { valueText } from '../report/value-text';
import { sameScalar } from './compare-values';
import { type Place, placeBelow, unknownField } from './field-facts';
import { isAsymmetric, isRegExp } from './words';

/**
 * - `key`: items are found by the list's merge key (`containers` by name); others may be there. Lists without one go
 *   by position.
 * - `position`: as many items, in this order.
 * - `unordered`: as many items, in any order.
 * - `contains`: each item somewhere; others may be there.
 */
export type ListMode = 'key' | 'position' | 'unordered' | 'contains';

export const LIST_MODES = ['key', 'position', 'unordered', 'contains'] as const;

/** One mode for all lists, or modes by path without indexes: `spec.template.spec.containers`. */
export type ListModes = ListMode | Readonly<Record<string, ListMode>>;

export interface Difference {
  /** `spec.template.spec.containers[name=web].image` */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

interface Comparison {
  readonly modes: ListModes;
  readonly differences: Difference[];
}

/** Where the object differs from the part; empty when it has all of it. */
export function differencesOf(place: Place, part: unknown, object: unknown, modes: ListModes): readonly Difference[] {
  const comparison: Comparison = { modes, differences: [] };
  compare(comparison, place, part, object, '', '');
  return comparison.differences;
}

/** Errors: UsageError for an empty part and for fields that the kind does not have. */
export function checkPart(place: Place, part: unknown): void {
  if (!isPlainMap(part) || Object.keys(part).length === 0) {
    throw new UsageError('expected a part of a manifest such as { spec: { replicas: 3 } }');
  }
  checkFields(place, part, [], place);
}

function checkFields(place: Place, part: unknown, path: readonly PathStep[], root: Place): void {
  if (isAsymmetric(part) || isRegExp(part)) return;
  if (Array.isArray(part)) {
    for (const [index, item] of part.entries()) checkFields(placeBelow(place, index), item, [...path, index], root);
  } else if (isPlainMap(part)) {
    for (const key of Object.keys(part)) {
      const below = [...path, key];
      const unknown = unknownField(root, below);
      if (unknown) throw new UsageError(`there is no field ${unknown.path}`, { hint: unknown.hint, path: below });
      checkFields(placeBelow(place, key), part[key], below, root);
    }
  }
}

/** `path` is what people read, `listPath` the same without what stands in brackets. */
function compare(
  comparison: Comparison,
  place: Place,
  part: unknown,
  actual: unknown,
  path: string,
  listPath: string,
): void {
  if (Array.isArray(part) && Array.isArray(actual)) {
    compareLists(comparison, place, part, actual, path, listPath);
  } else if (isPlainMap(part) && !isAsymmetric(part) && !isRegExp(part) && isPlainMap(actual)) {
    for (const key of Object.keys(part)) {
      const value = Object.hasOwn(actual, key) ? actual[key] : undefined;
      const below = pathText([key]);
      const join = (base: string) => (base === '' || below.startsWith('[') ? base + below : `${base}.${below}`);
      compare(comparison, placeBelow(place, key), part[key], value, join(path), join(listPath));
    }
  } else if (!matchesScalar(place, part, actual)) {
    comparison.differences.push({ path, expected: wantedText(part), actual: valueText(actual) });
  }
}

/** null stands for a field that is not there. */
function matchesScalar(place: Place, part: unknown, actual: unknown): boolean {
  if (isAsymmetric(part)) return part.asymmetricMatch(actual);
  if (isRegExp(part)) return typeof actual === 'string' && actual.search(part) >= 0;
  if (part === null || part === undefined) return actual === null || actual === undefined;
  return sameScalar(place, part, actual);
}

const wantedText = (part: unknown) => (part === null || part === undefined ? 'nothing' : valueText(part));

function compareLists(
  comparison: Comparison,
  place: Place,
  part: readonly unknown[],
  actual: readonly unknown[],
  path: string,
  listPath: string,
): void {
  const mode = modeOf(comparison.modes, listPath);
  const item = placeBelow(place, 0);
  const keys = mode === 'key' ? keysOf(place.field) : undefined;
  if (keys) {
    for (const wanted of part) compareByKey(comparison, item, wanted, actual, keys, path, listPath);
    return;
  }
  if (mode === 'contains') {
    for (const wanted of part) {
      if (!actual.some((one) => matches(comparison, item, wanted, one, listPath))) {
        pushMissing(comparison, wanted, actual, path);
      }
    }
    return;
  }
  if (part.length !== actual.length) {
    const texts = [part, actual].map((list) => `${list.length} items: ${valueText(list)}`);
    comparison.differences.push({ path, expected: texts[0] as string, actual: texts[1] as string });
  } else if (mode === 'unordered') {
    const wanted = unmatched(comparison, item, part, actual, listPath);
    if (wanted !== undefined) pushMissing(comparison, part[wanted], actual, path);
  } else {
    for (const [index, one] of part.entries()) {
      compare(comparison, item, one, actual[index], `${path}[${index}]`, listPath);
    }
  }
}

function pushMissing({ differences }: Comparison, wanted: unknown, actual: readonly unknown[], path: string): void {
  differences.push({ path, expected: `an item ${wantedText(wanted)}`, actual: valueText(actual) });
}

function matches(comparison: Comparison, place: Place, wanted: unknown, actual: unknown, listPath: string): boolean {
  const inner: Comparison = { modes: comparison.modes, differences: [] };
  compare(inner, place, wanted, actual, '', listPath);
  return inner.differences.length === 0;
}

function modeOf(modes: ListModes, listPath: string): ListMode {
  return typeof modes === 'string' ? modes : (modes[listPath] ?? 'key');
}

function keysOf(field: FieldFacts | undefined): readonly string[] | undefined {
  if (field?.listType === 'map' && field.listMapKeys) return field.listMapKeys;
  return field?.mergeKey === undefined ? undefined : [field.mergeKey];
}

/** The item that has the keys which the wanted one names; without any of them, one that matches as a whole. */
function compareByKey(
  comparison: Comparison,
  place: Place,
  wanted: unknown,
  actual: readonly unknown[],
  keys: readonly string[],
  path: string,
  listPath: string,
): void {
  const named = isPlainMap(wanted) ? keys.filter((key) => Object.hasOwn(wanted, key)) : [];
  if (!isPlainMap(wanted) || named.length === 0) {
    if (!actual.some((one) => matches(comparison, place, wanted, one, listPath))) {
      pushMissing(comparison, wanted, actual, path);
    }
    return;
  }
  const label = named.map((key) => `${key}=${String(wanted[key])}`).join(',');
  const found = actual.find(
    (one) => isPlainMap(one) && named.every((key) => matchesScalar(placeBelow(place, key), wanted[key], one[key])),
  );
  if (found) {
    compare(comparison, place, wanted, found, `${path}[${label}]`, listPath);
    return;
  }
  const there = actual.map((one) =>
    isPlainMap(one) ? named.map((key) => `${key}=${String(one[key])}`).join(',') : valueText(one),
  );
  comparison.differences.push({ path, expected: `an item with ${label}`, actual: there.join(', ') || 'an empty list' });
}

/** Gives each wanted item another one that matches it; the index of one that is left without, or undefined. */
function unmatched(
  comparison: Comparison,
  place: Place,
  part: readonly unknown[],
  actual: readonly unknown[],
  listPath: string,
): number | undefined {
  const fits = part.map((wanted) => actual.map((one) => matches(comparison, place, wanted, one, listPath)));
  const takenBy: (number | undefined)[] = actual.map(() => undefined);
  const seat = (wanted: number, seen: Set<number>): boolean =>
    actual.some((_, index) => {
      if (!fits[wanted]?.[index] || seen.has(index)) return false;
      seen.add(index);
      const holder = takenBy[index];
      if (holder !== undefined && !seat(holder, seen)) return false;
      takenBy[index] = wanted;
      return true;
    });
  for (const index of part.keys()) if (!seat(index, new Set())) return index;
  return undefined;
}
