// The order of a merged list: items that the patch or its `$setElementOrder` names come in that order, and those that
// only the server has are put in between by where they stood.
// upstream: apimachinery/pkg/util/strategicpatch/patch.go normalizeElementOrder, mergeSortedSlice

import { isMap } from './merge-patch';
import { missingKey } from './strategic-directives';

/** @param wanted the order asked for; @param before the list as it stood. Keys are the items themselves without one. */
export function orderMerged(
  merged: readonly unknown[],
  wanted: readonly unknown[],
  before: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const identity = (item: unknown) => (mergeKey !== '' && isMap(item) ? item[mergeKey] : item);
  const indexIn = (items: readonly unknown[]) => (item: unknown) =>
    items.findIndex((known) => identity(known) === identity(item));
  const placeWanted = indexIn(wanted);
  const placeBefore = indexIn(before);
  for (const item of [...wanted, ...merged]) {
    if (mergeKey !== '' && isMap(item) && !(mergeKey in item)) throw missingKey(item, mergeKey);
  }
  const named = merged.filter((item) => placeWanted(item) >= 0);
  const others = merged.filter((item) => placeWanted(item) < 0);
  return interleave(sorted(others, placeBefore), sorted(named, placeWanted), placeBefore);
}

type PlaceOf = (item: unknown) => number;

/** Insertion sort: an item without a place goes before those it meets, as upstream's comparison has it. */
function sorted(items: readonly unknown[], placeOf: PlaceOf): unknown[] {
  const result = [...items];
  const isBefore = (left: unknown, right: unknown) => {
    const [a, b] = [placeOf(left), placeOf(right)];
    return a < 0 || b < 0 || a < b;
  };
  for (let end = 1; end < result.length; end++) {
    for (let at = end; at > 0 && isBefore(result[at], result[at - 1]); at--) {
      [result[at - 1], result[at]] = [result[at], result[at - 1]];
    }
  }
  return result;
}

/** The server's own items go before the first named one that followed them. */
function interleave(others: readonly unknown[], named: readonly unknown[], placeOf: PlaceOf): unknown[] {
  const result: unknown[] = [];
  let [i, j] = [0, 0];
  while (i < others.length && j < named.length) {
    const [left, right] = [placeOf(others[i]), placeOf(named[j])];
    if (left >= 0 && right >= 0 && left < right) result.push(others[i++]);
    else result.push(named[j++]);
  }
  return [...result, ...others.slice(i), ...named.slice(j)];
}
