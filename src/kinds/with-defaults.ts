// Filling in without copying: each helper returns the very same reference when nothing changes, so that a thousand pods
// of one template go on sharing one `containers`. Copies are made by `Object.assign`: what V8 clones from a fresh
// object for `{ ...object, field }` gets a hidden class of its own as soon as it gains a field or is frozen (Node 20:
// 1.3 us instead of 0.3, and every later look at it is a miss).

import { forGates } from './feature-gates';

/** A copy of the object with these fields. */
export function withFields<T extends object>(object: T, fields: { readonly [K in keyof T]?: T[K] }): T {
  return Object.assign({}, object, fields);
}

/** The object with its missing (undefined, null or empty text) fields filled; the same object when none is missing. */
export function withDefaults<T extends object>(object: T, defaults: { readonly [K in keyof T]?: T[K] }): T {
  let filled: Record<string, unknown> | undefined;
  for (const key in defaults) {
    const value = object[key] as unknown;
    const fallback = defaults[key] as unknown;
    if (fallback === undefined || value === fallback) continue;
    if (value !== undefined && value !== null && value !== '') continue;
    filled ??= Object.assign({}, object) as Record<string, unknown>;
    filled[key] = fallback;
  }
  return (filled as T | undefined) ?? object;
}

/** As `withDefaults`, for fields in which an empty text is a value of its own. */
export function withAbsent<T extends object>(object: T, defaults: { readonly [K in keyof T]?: T[K] }): T {
  let filled: T | undefined;
  for (const key in defaults) {
    if (object[key] !== undefined && object[key] !== null) continue;
    filled ??= { ...object };
    filled[key] = defaults[key] as T[typeof key];
  }
  return filled ?? object;
}

/** The object with one field replaced; the same object when the field holds that value already. */
export function withField<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): T {
  return object[key] === value ? object : Object.assign({}, object, { [key]: value });
}

/** The object without a field; the same object when it has none. */
export function withoutField<T extends object, K extends keyof T>(object: T, key: K): T {
  if (object[key] === undefined) return object;
  const { [key]: ignored, ...rest } = object;
  return rest as T;
}

/**
 * The object with one of its objects changed; the same object when `change` returns what it got or the field is absent.
 */
export function changeField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (value: NonNullable<T[K]>) => NonNullable<T[K]>,
): T {
  const value = object[key];
  if (value === undefined || value === null) return object;
  return withField(object, key, change(value as NonNullable<T[K]>));
}

/** The list with each item changed; the same list when no item is. */
export function mapSame<T>(list: readonly T[], change: (item: T, index: number) => T): readonly T[] {
  let changed: T[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index] as T;
    const next = change(item, index);
    if (next === item) continue;
    changed ??= [...list];
    changed[index] = next;
  }
  return changed ?? list;
}

type ItemOf<L> = L extends readonly (infer I)[] ? I : never;

/** The object with the items of one of its lists changed; the same object when nothing is. */
export function changeItems<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (item: ItemOf<NonNullable<T[K]>>) => ItemOf<NonNullable<T[K]>>,
): T {
  const list = object[key] as readonly ItemOf<NonNullable<T[K]>>[] | undefined | null;
  if (!list) return object;
  return withField(object, key, mapSame(list, change) as T[K]);
}

/** Remembers a function's answer for each object by identity. */
export function memoised<A extends object, R>(compute: (object: A) => R): (object: A) => R {
  const memory = forGates(() => new WeakMap<A, R>());
  return (object) => {
    const known = memory();
    let answer = known.get(object);
    if (answer === undefined) {
      answer = compute(object);
      known.set(object, answer);
    }
    return answer;
  };
}
