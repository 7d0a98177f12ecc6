// Finds, for a pod's labels, the few of many selectors that could match it: each selector lies in the bucket of one
// pair that it demands, those that demand no single pair lie in a bucket of their own.

import type { Labels, Requirement } from '../kinds/labels';

export class SelectorBuckets<T> {
  readonly #byKey = new Map<string, Map<string, Set<T>>>();
  readonly #rest = new Set<T>();

  add(requirements: readonly Requirement[], item: T): void {
    const pair = demandedPair(requirements);
    if (!pair) {
      this.#rest.add(item);
      return;
    }
    let values = this.#byKey.get(pair.key);
    if (!values) {
      values = new Map();
      this.#byKey.set(pair.key, values);
    }
    const items = values.get(pair.value);
    if (items) items.add(item);
    else values.set(pair.value, new Set([item]));
  }

  remove(requirements: readonly Requirement[], item: T): void {
    const pair = demandedPair(requirements);
    if (!pair) {
      this.#rest.delete(item);
      return;
    }
    const values = this.#byKey.get(pair.key);
    const items = values?.get(pair.value);
    items?.delete(item);
    if (items?.size === 0) values?.delete(pair.value);
    if (values?.size === 0) this.#byKey.delete(pair.key);
  }

  /** Calls `visit` for every selector that is not ruled out by the labels; the rest of it is the caller's to check. */
  forEach(labels: Labels | undefined, visit: (item: T) => void): void {
    for (const item of this.#rest) visit(item);
    if (!labels || this.#byKey.size === 0) return;
    for (const key in labels) {
      const items = this.#byKey.get(key)?.get(labels[key] as string);
      if (items) for (const item of items) visit(item);
    }
  }
}

function demandedPair(
  requirements: readonly Requirement[],
): { readonly key: string; readonly value: string } | undefined {
  for (const { key, operator, values } of requirements) {
    const isEquality = operator === '=' || operator === '==' || operator === 'in';
    if (isEquality && values.length === 1) return { key, value: values[0] as string };
  }
  return undefined;
}
