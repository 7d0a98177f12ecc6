// Distinct values by number: a string, an object or a list that occurs a thousand times is written once, and two values
// are equal exactly when their numbers are. What the page's size and its "since when" rest on.

import type { Ref } from './page-data';

type Scalar = string | number | boolean | null;

export class ValueTable {
  readonly scalars: Scalar[] = [];
  readonly shapes: number[][] = [];
  readonly composites: number[] = [];
  readonly #scalarIds = new Map<Scalar, number>();
  readonly #shapeIds = new Map<string, number>();
  readonly #compositeIds = new Map<string, number>();
  /** Objects are shared by reference from one version to the next. */
  readonly #known = new WeakMap<object, Ref>();

  /** The place of a text among the scalars. */
  text(text: string): number {
    return this.#scalar(text);
  }

  /** The number of any plain value; keys whose value is undefined count as absent. */
  ref(value: unknown): Ref {
    if (typeof value !== 'object' || value === null) return this.#scalar((value ?? null) as Scalar) * 2;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const ref = Array.isArray(value) ? this.#list(value) : this.record(Object.entries(value));
    this.#known.set(value, ref);
    return ref;
  }

  /** The number of an object with these entries. */
  record(entries: readonly (readonly [string, unknown])[]): Ref {
    const present = entries.filter(([, value]) => value !== undefined);
    const keys = present.map(([key]) => this.#scalar(key));
    const refs = present.map(([, value]) => this.ref(value));
    return this.#composite([this.#shape(keys), ...refs]);
  }

  /** The number of an object with these keys, whose values have been numbered. */
  recordOf(entries: readonly (readonly [string, Ref])[]): Ref {
    const keys = entries.map(([key]) => this.#scalar(key));
    return this.#composite([this.#shape(keys), ...entries.map(([, ref]) => ref)]);
  }

  #list(values: readonly unknown[]): Ref {
    return this.#composite([-1 - values.length, ...values.map((value) => this.ref(value))]);
  }

  #scalar(value: Scalar): number {
    const known = this.#scalarIds.get(value);
    if (known !== undefined) return known;
    const id = this.scalars.push(value) - 1;
    this.#scalarIds.set(value, id);
    return id;
  }

  #shape(keys: number[]): number {
    const text = keys.join();
    const known = this.#shapeIds.get(text);
    if (known !== undefined) return known;
    const id = this.shapes.push(keys) - 1;
    this.#shapeIds.set(text, id);
    return id;
  }

  #composite(parts: readonly number[]): Ref {
    const text = parts.join();
    const known = this.#compositeIds.get(text);
    if (known !== undefined) return known;
    const ref = this.#compositeIds.size * 2 + 1;
    this.#compositeIds.set(text, ref);
    for (const part of parts) this.composites.push(part);
    return ref;
  }
}
