// Objects given in TypeScript must be what JSON can say; anything else is refused with the path to it.

import { MAX_DEPTH } from './go-yaml-parser';
import { pathText } from './hints';
import type { FieldPath } from './source';

/** What is wrong; undefined when the object is plain data. Fields that are undefined count as absent. */
export function plainProblem(value: unknown, path: FieldPath = []): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  const where = path.length === 0 ? 'the object' : `${pathText(path)} of the object`;
  if (path.length > MAX_DEPTH) return `${where} is nested too deep, or in a circle`;
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : `${where} is ${value}, which is no JSON number`;
  if (typeof value !== 'object') return `${where} is a ${typeof value}, which no manifest can hold`;
  if (Array.isArray(value)) return firstProblem(value.entries(), path);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return `${where} is a ${value.constructor?.name ?? 'class instance'}, not plain data`;
  }
  return firstProblem(
    Object.entries(value).filter(([, item]) => item !== undefined),
    path,
  );
}

function firstProblem(entries: Iterable<readonly [string | number, unknown]>, path: FieldPath): string | undefined {
  for (const [step, item] of entries) {
    const wrong = plainProblem(item, [...path, step]);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
