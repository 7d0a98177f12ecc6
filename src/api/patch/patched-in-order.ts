// The patched document in the order in which the server writes it, and reads it again: a refusal shows it, and tells of
// the first of several faults. What a JSON or merge patch has not gone into stands as it was read, in the order of Go's
// structs; maps that it has gone into have become maps of the library's, whose keys are sorted.
// upstream: gopkg.in/evanphx/json-patch.v4 lazyNode, partialDoc

import { inGoOrder } from '../../kinds/go-order';
import type { KindRow } from '../../kinds/kind';
import { jsonPatch, type Operation } from './json-patch';
import { isMap, mergePatch } from './merge-patch';
import { readOperations } from './patch-body';
import type { PatchRequest } from './patch-request';

/** @param document what was patched, with its managed fields */
export function patchedInOrder(row: KindRow, document: unknown, { type, patch }: PatchRequest): unknown {
  // Custom resources are maps throughout.
  const read = inGoOrder(row.custom ? '' : row.schema, document);
  if (type === 'merge') return sortedAlong(mergePatch(read, patch), patch);
  const operations = readOperations(patch);
  return operations.reduce(sortedForOperation, sortedTop(jsonPatch(read, operations)));
}

function sortedForOperation(document: unknown, { op, path, from, value }: Operation): unknown {
  const seen = [from, path].filter((each) => typeof each === 'string').map((each) => each.split('/').slice(1));
  const walked = seen.reduce((left, steps) => sortedOnTheWay(left, steps.slice(0, -1)), document);
  // Comparing two maps reads both.
  return op === 'test' && isMap(value) ? sortedOnTheWay(walked, seen[0] ?? []) : walked;
}

function sortedOnTheWay(value: unknown, [step, ...further]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === step ? sortedOnTheWay(item, further) : item));
  }
  const sorted = sortedTop(value);
  if (step === undefined || !isMap(sorted)) return sorted;
  const key = step.replace(/~[01]/g, (code) => (code === '~1' ? '/' : '~'));
  return Object.hasOwn(sorted, key) ? { ...sorted, [key]: sortedOnTheWay(sorted[key], further) } : sorted;
}

/** A merge patch's own maps are sorted too, those in lists among them. */
function sortedAlong(value: unknown, patch: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(patch)) return value.map((item) => sortedAlong(item, item));
  if (!isMap(value) || !isMap(patch)) return value;
  const sorted = sortedTop(value) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(sorted).map(([key, inner]) => [key, sortedAlong(inner, patch[key])]));
}

const sortedTop = (value: unknown): unknown =>
  isMap(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, value[key]]),
      )
    : value;
