// Reading the table of distinct values: texts, keys of objects, entries of lists, whole values.

import type { PageData, Ref } from '../page-data';

/** A ref for nothing: an absent key, a version in which the object was not there. */
export const ABSENT = -1;

export class Values {
  readonly #data: PageData;
  /** Where each composite value begins. */
  readonly #starts: Int32Array;

  constructor(data: PageData) {
    this.#data = data;
    const { composites, shapes } = data;
    const starts: number[] = [];
    for (let at = 0; at < composites.length; ) {
      starts.push(at);
      const head = composites[at] as number;
      at += 1 + (head < 0 ? -1 - head : (shapes[head] as readonly number[]).length);
    }
    this.#starts = Int32Array.from(starts);
  }

  /** A text by its place among the scalars; empty for -1. */
  text(place: number | undefined): string {
    return place === undefined || place < 0 ? '' : String(this.#data.scalars[place]);
  }

  isScalar(ref: Ref): boolean {
    return ref % 2 === 0;
  }

  scalar(ref: Ref): string | number | boolean | null {
    return this.#data.scalars[ref / 2] ?? null;
  }

  isList(ref: Ref): boolean {
    return !this.isScalar(ref) && this.#head(ref) < 0;
  }

  /** The entries of an object, or of a list under their indexes. */
  entries(ref: Ref): (readonly [key: string, value: Ref])[] {
    if (ref < 0 || this.isScalar(ref)) return [];
    const { composites, shapes } = this.#data;
    const start = this.#start(ref);
    const head = this.#head(ref);
    if (head < 0) {
      return Array.from({ length: -1 - head }, (_, index) => [String(index), composites[start + 1 + index] as Ref]);
    }
    const keys = shapes[head] as readonly number[];
    return keys.map((key, index) => [this.text(key), composites[start + 1 + index] as Ref]);
  }

  /** What is under a key or an index; ABSENT when nothing is. */
  get(ref: Ref, key: string): Ref {
    if (ref < 0 || this.isScalar(ref)) return ABSENT;
    const { composites, shapes } = this.#data;
    const start = this.#start(ref);
    const head = this.#head(ref);
    if (head < 0) {
      const index = Number(key);
      return index < -1 - head ? (composites[start + 1 + index] as Ref) : ABSENT;
    }
    const keys = shapes[head] as readonly number[];
    const index = keys.findIndex((each) => this.text(each) === key);
    return index < 0 ? ABSENT : (composites[start + 1 + index] as Ref);
  }

  /** What is at the end of a path. */
  at(ref: Ref, ...path: readonly string[]): Ref {
    let found = ref;
    for (const key of path) found = this.get(found, key);
    return found;
  }

  /** The scalar at the end of a path as text; empty when there is none. */
  textAt(ref: Ref, ...path: readonly string[]): string {
    const found = this.at(ref, ...path);
    return found < 0 || !this.isScalar(found) ? '' : String(this.scalar(found) ?? '');
  }

  #start(ref: Ref): number {
    return this.#starts[(ref - 1) / 2] as number;
  }

  #head(ref: Ref): number {
    return this.#data.composites[this.#start(ref)] as number;
  }
}
