// What an object says, by the shape of its type: the set of fields it gives, and the sets in which two objects differ.
// upstream: structured-merge-diff typed/tofieldset.go, typed/compare.go

import { equalData } from '../../kinds/equal-data';
import { isMap } from '../patch/merge-patch';
import { EMPTY, type FieldSet, fieldSetOf, isEmpty, LEAF } from './field-set';
import { itemElement, itemsByElement } from './list-items';
import { fieldElement } from './path-element';
import { formOf, type ListShape, type MapShape, memberShape, type Shape } from './shape';

/** Every leaf and every list item that the value gives. */
export function toFieldSet(shape: Shape, value: unknown): FieldSet {
  const form = formOf(shape, value);
  if (form.kind === 'scalar' || form.atomic) return LEAF;
  if (form.kind === 'map') return isMap(value) ? mapFields(form, value) : EMPTY;
  return Array.isArray(value) ? listFields(form, value) : EMPTY;
}

function mapFields(form: MapShape, map: Record<string, unknown>): FieldSet {
  const below = new Map<string, FieldSet>();
  for (const key in map) {
    const value = map[key];
    const member = memberShape(form, key);
    if (value === undefined || !member) continue;
    const set = toFieldSet(member, value);
    const own = value === null || isEmptyMap(value) || !form.field(key);
    const withSelf = own && !set.own ? fieldSetOf(true, set.below) : set;
    if (!isEmpty(withSelf)) below.set(fieldElement(key), withSelf);
  }
  return fieldSetOf(false, below);
}

function listFields(form: ListShape, list: readonly unknown[]): FieldSet {
  const below = new Map<string, FieldSet>();
  for (const item of list) {
    const element = itemElement(form, item);
    if (typeof element !== 'string') continue;
    // Of items with one key only that they are there is known.
    const inner = below.has(element) ? EMPTY : toFieldSet(form.item, item);
    below.set(element, fieldSetOf(true, inner.below));
  }
  return fieldSetOf(false, below);
}

export function isEmptyMap(value: unknown): boolean {
  if (!isMap(value)) return false;
  for (const _ in value) return false;
  return true;
}

/** Where two objects differ; no field is in more than one of the sets. */
export interface Comparison {
  readonly removed: FieldSet;
  readonly modified: FieldSet;
  readonly added: FieldSet;
}

const SAME: Comparison = { removed: EMPTY, modified: EMPTY, added: EMPTY };

export function compareTyped(shape: Shape, before: unknown, after: unknown): Comparison {
  if (before === after) return SAME;
  const sets = { removed: new SetBuilder(), modified: new SetBuilder(), added: new SetBuilder() };
  new Comparer(sets).walk(shape, before, after);
  return { removed: sets.removed.built(), modified: sets.modified.built(), added: sets.added.built() };
}

const whole = new WeakMap<object, { readonly shape: Shape; readonly set: FieldSet }>();

/** What comes with a value that was not there, or goes with one that is no more. Many objects share such parts. */
function wholeSet(shape: Shape, value: unknown): FieldSet {
  const form = formOf(shape, value);
  if (form.kind === 'scalar' || form.atomic || isBare(value)) return LEAF;
  const known = whole.get(value as object);
  if (known?.shape === shape) return known.set;
  const below = form.kind === 'map' ? wholeMap(form, value) : wholeList(form, value);
  const set = fieldSetOf(true, below);
  if (Object.isFrozen(value)) whole.set(value as object, { shape, set });
  return set;
}

function wholeMap(form: MapShape, value: unknown): Map<string, FieldSet> {
  const below = new Map<string, FieldSet>();
  if (!isMap(value)) return below;
  const add = (key: string, entry: unknown) => {
    const shape = memberShape(form, key);
    if (shape && entry !== undefined) below.set(fieldElement(key), wholeSet(shape, entry));
  };
  for (const key in value) add(key, value[key]);
  for (const key of form.always) if (value[key] === undefined) add(key, form.field(key)?.absent);
  return below;
}

function wholeList(form: ListShape, value: unknown): Map<string, FieldSet> {
  const below = new Map<string, FieldSet>();
  for (const [element, items] of itemsByElement(form, Array.isArray(value) ? value : [])) {
    below.set(element, items.length === 1 ? wholeSet(form.item, items[0]) : LEAF);
  }
  return below;
}

interface Node {
  own: boolean;
  readonly below: Map<string, Node>;
}

class SetBuilder {
  readonly #root: Node = { own: false, below: new Map() };

  /** Adds the place at the end of the path, and what is known to be below it. */
  insert(path: readonly string[], set: FieldSet = LEAF): void {
    // The whole object is nobody's.
    if (path.length === 0) return;
    let node = this.#root;
    for (const element of path.slice(0, -1)) {
      let next = node.below.get(element);
      if (!next) {
        next = { own: false, below: new Map() };
        node.below.set(element, next);
      }
      node = next;
    }
    const element = path.at(-1) as string;
    const known = node.below.get(element);
    if (known) known.own = true;
    else node.below.set(element, set as Node);
  }

  built(): FieldSet {
    return fieldSetOf(this.#root.own, this.#root.below);
  }
}

class Comparer {
  readonly #sets: Readonly<Record<keyof Comparison, SetBuilder>>;
  readonly #path: string[] = [];

  constructor(sets: Readonly<Record<keyof Comparison, SetBuilder>>) {
    this.#sets = sets;
  }

  walk(shape: Shape, before: unknown, after: unknown): void {
    if (before === after) return;
    if (before === undefined) this.#sets.added.insert(this.#path, wholeSet(shape, after));
    else if (after === undefined) this.#sets.removed.insert(this.#path, wholeSet(shape, before));
    else this.#both(shape, before, after);
  }

  #both(shape: Shape, before: unknown, after: unknown): void {
    const form = formOf(shape, after ?? before);
    if (form.kind === 'scalar' || form.atomic || (isBare(before) && isBare(after)) || !isAlike(before, after)) {
      if (!equalData(before, after)) this.#sets.modified.insert(this.#path);
    } else if (form.kind === 'map') this.#maps(form, before, after);
    else this.#lists(form, before, after);
  }

  #maps(form: MapShape, before: unknown, after: unknown): void {
    const left = isMap(before) ? before : {};
    const right = isMap(after) ? after : {};
    for (const key in left) this.#member(form, key, before, after, left[key], right[key]);
    for (const key in right) {
      if (left[key] === undefined) this.#member(form, key, before, after, undefined, right[key]);
    }
    for (const key of form.always) {
      if (left[key] === undefined && right[key] === undefined) {
        this.#member(form, key, before, after, undefined, undefined);
      }
    }
  }

  #member(form: MapShape, key: string, before: unknown, after: unknown, left: unknown, right: unknown): void {
    const field = form.field(key);
    const shape = field?.shape ?? form.element;
    if (!shape) return;
    // A field that is always there is so on each side that has the struct.
    const from = left === undefined && isMap(before) ? field?.absent : left;
    const to = right === undefined && isMap(after) ? field?.absent : right;
    if (from !== undefined || to !== undefined) this.#step(fieldElement(key), shape, from, to);
  }

  #step(element: string, shape: Shape, before: unknown, after: unknown): void {
    this.#path.push(element);
    this.walk(shape, before, after);
    this.#path.pop();
  }

  #lists(form: ListShape, before: unknown, after: unknown): void {
    const left = itemsByElement(form, Array.isArray(before) ? before : []);
    const right = itemsByElement(form, Array.isArray(after) ? after : []);
    for (const [element, items] of left) this.#items(form, element, items, right.get(element) ?? []);
    for (const [element, items] of right) if (!left.has(element)) this.#items(form, element, [], items);
  }

  /** Items that share a key with others are compared as a whole. */
  #items(form: ListShape, element: string, before: readonly unknown[], after: readonly unknown[]): void {
    if (before.length <= 1 && after.length <= 1) {
      this.#step(element, form.item, before[0], after[0]);
      return;
    }
    const mark = (set: SetBuilder) => set.insert([...this.#path, element]);
    if (before.length >= 2 && after.length >= 2) {
      if (!equalData(before, after)) mark(this.#sets.modified);
    } else if (before.length >= 2) {
      if (after.length > 0) this.#step(element, form.item, undefined, after[0]);
      mark(this.#sets.removed);
    } else {
      if (before.length > 0) this.#step(element, form.item, before[0], undefined);
      mark(this.#sets.added);
    }
  }
}

/** Null or empty: such are told apart as leaves. */
function isBare(value: unknown): boolean {
  return value === null || isEmptyMap(value) || (Array.isArray(value) && value.length === 0);
}

/** Neither is of another form than the other; null goes with any. */
function isAlike(before: unknown, after: unknown): boolean {
  if (before === null || after === null) return true;
  return isMap(before) === isMap(after) && Array.isArray(before) === Array.isArray(after);
}
