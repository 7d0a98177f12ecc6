// A value at a path as matchers of its leaves: every field that it says, lists item by item and no longer.

import { isPlainMap } from '../cluster/describe/types';

/** `status.conditions`, names that are no words in brackets. */
export function fieldBelow(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}['${name.replaceAll("'", "\\'")}']`;
  return path === '' ? name : `${path}.${name}`;
}

export function leafMatchers(path: string, value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [{ not: { toHaveField: path } }];
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ toHaveField: { path, equals: [] } }];
    const items = value.flatMap((item: unknown, index) => leafMatchers(`${path}[${index}]`, item));
    return [...items, { not: { toHaveField: `${path}[${value.length}]` } }];
  }
  if (!isPlainMap(value)) return [{ toHaveField: { path, equals: value } }];
  const keys = Object.keys(value);
  if (keys.length === 0) return [{ toHaveField: path }];
  return keys.flatMap((key) => leafMatchers(fieldBelow(path, key), value[key]));
}
