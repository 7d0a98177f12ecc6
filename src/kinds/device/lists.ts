// Lists and maps of a limited size: one that is too long is not looked at any further.
// upstream: pkg/apis/resource/validation validateSlice, validateSet, validateMap

import { duplicate, type Errors, tooMany } from '../validation/field-error';

type Check<T> = (errors: Errors, path: string, item: T) => void;

export function checkSlice<T>(
  errors: Errors,
  path: string,
  list: readonly T[] | undefined,
  maxItems: number,
  checkItem: Check<T>,
): void {
  if (!list) return;
  if (list.length > maxItems) return void errors.push(tooMany(path, list.length, maxItems));
  list.forEach((item, index) => {
    checkItem(errors, `${path}[${index}]`, item);
  });
}

/** A list in which no two items have the same key. */
export function checkSet<T>(
  errors: Errors,
  path: string,
  list: readonly T[] | undefined,
  maxItems: number,
  checkItem: Check<T>,
  keyOf: (item: T) => string,
  shown: (item: T) => unknown = keyOf,
): void {
  checkSlice(errors, path, list, maxItems, checkItem);
  if (!list || list.length > maxItems) return;
  const keys = new Set<string>();
  list.forEach((item, index) => {
    const key = keyOf(item);
    if (keys.has(key)) errors.push(duplicate(`${path}[${index}]`, shown(item)));
    keys.add(key);
  });
}

/** The fault of a key stands at the map itself. */
export function checkMap<T>(
  errors: Errors,
  path: string,
  map: Readonly<Record<string, T>> | undefined,
  maxItems: number,
  maxKeyLength: number,
  checkKey: Check<string>,
  checkItem: Check<T>,
): void {
  const keys = Object.keys(map ?? {});
  if (keys.length > maxItems) return void errors.push(tooMany(path, keys.length, maxItems));
  for (const key of keys) {
    checkKey(errors, path, key);
    checkItem(errors, `${path}[${shortened(key, maxKeyLength)}]`, (map as Record<string, T>)[key] as T);
  }
}

function shortened(text: string, maxLength: number): string {
  const length = Math.max(maxLength, 16);
  if (text.length <= length) return text;
  const rest = length - 3;
  return `${text.slice(0, Math.floor((rest + 1) / 2))}...${text.slice(text.length - Math.floor(rest / 2))}`;
}
