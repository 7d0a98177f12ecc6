// A set of fields of an object, as a tree of path elements. Sets are never changed: what both sides of an operation
// have in common is shared.
// upstream: structured-merge-diff fieldpath/set.go, serialize.go

import { compareElements, elementText } from './path-element';

export interface FieldSet {
  /** The place itself is in the set. */
  readonly own: boolean;
  /** By path element; none of them empty. */
  readonly below: ReadonlyMap<string, FieldSet>;
}

const NOTHING: ReadonlyMap<string, FieldSet> = new Map();

export const EMPTY: FieldSet = { own: false, below: NOTHING };
export const LEAF: FieldSet = { own: true, below: NOTHING };

export const isEmpty = (set: FieldSet) => !set.own && set.below.size === 0;

export function fieldSetOf(own: boolean, below: ReadonlyMap<string, FieldSet>): FieldSet {
  if (below.size > 0) return { own, below };
  return own ? LEAF : EMPTY;
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmpty(b)) return a;
  if (isEmpty(a)) return b;
  const below = new Map(a.below);
  for (const [element, set] of b.below) {
    const known = below.get(element);
    below.set(element, known ? union(known, set) : set);
  }
  return fieldSetOf(a.own || b.own, below);
}

/** What is in the one and not in the other; a place and what is below it are told apart. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return without(a, b, (set, other) => difference(set, other));
}

/** As `difference`, but what is below a place goes with it. */
export function recursiveDifference(a: FieldSet, b: FieldSet): FieldSet {
  return without(a, b, (set, other) => (other.own ? EMPTY : recursiveDifference(set, other)));
}

function without(a: FieldSet, b: FieldSet, inner: (set: FieldSet, other: FieldSet) => FieldSet): FieldSet {
  let below: Map<string, FieldSet> | undefined;
  for (const [element, other] of b.below) {
    const set = a.below.get(element);
    if (!set) continue;
    const left = inner(set, other);
    if (left === set) continue;
    below ??= new Map(a.below);
    if (isEmpty(left)) below.delete(element);
    else below.set(element, left);
  }
  const own = a.own && !b.own;
  return own === a.own && !below ? a : fieldSetOf(own, below ?? a.below);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const below = new Map<string, FieldSet>();
  for (const [element, set] of a.below) {
    const other = b.below.get(element);
    const both = other ? intersection(set, other) : EMPTY;
    if (!isEmpty(both)) below.set(element, both);
  }
  return fieldSetOf(a.own && b.own, below);
}

export function isSameSet(a: FieldSet, b: FieldSet): boolean {
  if (a === b) return true;
  if (a.own !== b.own || a.below.size !== b.below.size) return false;
  for (const [element, set] of a.below) {
    const other = b.below.get(element);
    if (!other || !isSameSet(set, other)) return false;
  }
  return true;
}

/** The set of one path. */
export function pathSet(...elements: readonly string[]): FieldSet {
  let set = LEAF;
  for (const element of [...elements].reverse()) set = { own: false, below: new Map([[element, set]]) };
  return set;
}

/**
 * Paths as errors print them, e.g. `.spec.ports[port=80,protocol="TCP"].name`: of each place first what is right below.
 */
export function pathTexts(set: FieldSet, prefix = ''): string[] {
  const elements = inOrder(set);
  const own = elements.filter(([, below]) => below.own).map(([element]) => prefix + elementText(element));
  const deeper = elements.flatMap(([element, below]) => pathTexts(below, prefix + elementText(element)));
  return [...own, ...deeper];
}

const inOrder = (set: FieldSet) =>
  set.below.size === 1 ? [...set.below] : [...set.below].sort(([a], [b]) => compareElements(a, b));

const written = new WeakMap<FieldSet, Record<string, unknown>>();

/** fieldsV1: `.` stands for the place itself where more is below it. */
export function toFieldsV1(set: FieldSet): Record<string, unknown> {
  if (set.below.size === 0) return {};
  const known = written.get(set);
  if (known) return known;
  const fields: Record<string, unknown> = set.own ? { '.': {} } : {};
  for (const [element, below] of inOrder(set)) fields[element] = toFieldsV1(below);
  written.set(set, fields);
  return fields;
}

/** Errors: undefined for what is no fieldsV1. */
export function fromFieldsV1(fields: unknown): FieldSet | undefined {
  return readSet(fields, false);
}

function readSet(fields: unknown, isLeafOwn: boolean): FieldSet | undefined {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return undefined;
  const below = new Map<string, FieldSet>();
  let own = false;
  for (const [element, value] of Object.entries(fields)) {
    if (element === '.') {
      own = true;
      continue;
    }
    if (!/^[fkvi]:/.test(element)) continue;
    if (!isReadable(element)) return undefined;
    const set = readSet(value, true);
    if (!set) return undefined;
    below.set(element, set);
  }
  return fieldSetOf(own || (isLeafOwn && below.size === 0), below);
}

function isReadable(element: string): boolean {
  if (element.startsWith('f:')) return true;
  try {
    const value: unknown = JSON.parse(element.slice(2));
    return !element.startsWith('k:') || (typeof value === 'object' && value !== null);
  } catch {
    return false;
  }
}
