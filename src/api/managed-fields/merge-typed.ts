// Merging a configuration into a live object by its shape, and taking fields out of an object.
// upstream: structured-merge-diff typed/merge.go, typed/remove.go

import { equalData } from '../../kinds/equal-data';
import { isMap } from '../patch/merge-patch';
import { type FieldSet, fieldSetOf, isEmpty } from './field-set';
import { itemElement, itemsByElement } from './list-items';
import { fieldElement } from './path-element';
import { formOf, type ListShape, type MapShape, memberShape, type Shape } from './shape';

type Dict = Record<string, unknown>;

/** The live value with everything the configuration says; the same reference where that changes nothing. */
export function mergeTyped(shape: Shape, live: unknown, wanted: unknown): unknown {
  if (wanted === undefined || live === wanted) return live;
  if (live === undefined) return wanted;
  const form = formOf(shape, wanted ?? live);
  if (form.kind === 'scalar' || form.atomic) return equalData(live, wanted) ? live : wanted;
  if (form.kind === 'map') {
    const [left, right] = [isMap(live) ? live : {}, isMap(wanted) ? wanted : {}];
    if (!hasEntry(left) && !hasEntry(right)) return equalData(live, wanted) ? live : wanted;
    return mergeMaps(form, left, right);
  }
  const [left, right] = [Array.isArray(live) ? live : [], Array.isArray(wanted) ? wanted : []];
  if (left.length === 0 && right.length === 0) return equalData(live, wanted) ? live : wanted;
  return mergeLists(form, left, right);
}

function hasEntry(map: Dict): boolean {
  for (const _ in map) return true;
  return false;
}

function mergeMaps(form: MapShape, live: Dict, wanted: Dict): Dict {
  let merged: Dict | undefined;
  for (const key in wanted) {
    const shape = memberShape(form, key);
    const value = shape ? mergeTyped(shape, live[key], wanted[key]) : wanted[key];
    if (value === live[key]) continue;
    merged ??= { ...live };
    merged[key] = value;
  }
  return merged ?? live;
}

/** Items that only the live list has keep their place beside those that both have, which follow the configuration. */
function mergeLists(form: ListShape, live: readonly unknown[], wanted: readonly unknown[]): readonly unknown[] {
  const liveItems = itemsByElement(form, live);
  const wantedItems = itemsByElement(form, wanted);
  const liveElements = live.map((item) => itemElement(form, item) as string);
  const wantedElements = [...wantedItems.keys()];
  const shared = wantedElements.filter((element) => liveItems.has(element));
  const merged: unknown[] = [];
  const taken = new Set<string>();
  const take = (element: string) => {
    const known = liveItems.get(element);
    // Of live items with one key none is the one to merge with.
    const base = known?.length === 1 ? known[0] : undefined;
    merged.push(mergeTyped(form.item, base, wantedItems.get(element)?.[0]));
    taken.add(element);
    if (shared[0] === element) shared.shift();
  };
  let [l, r] = [0, 0];
  while (l < live.length || r < wantedElements.length) {
    const mine = liveElements[l] as string;
    const theirs = wantedElements[r] as string;
    if (l < live.length && r < wantedElements.length) {
      if (mine === theirs) {
        take(mine);
        l++;
        r++;
        continue;
      }
      if (wantedItems.has(mine) && shared.length > 0 && shared[0] !== mine) {
        l++;
        continue;
      }
    }
    if (l < live.length) {
      if (!wantedItems.has(mine)) {
        merged.push(live[l++]);
        continue;
      }
      if (taken.has(mine)) l++;
    }
    if (r < wantedElements.length) {
      take(theirs);
      r++;
    }
  }
  const isSame = merged.length === live.length && merged.every((item, index) => item === live[index]);
  return isSame ? live : merged;
}

/** The value without the fields of the set; a map or list that loses its last entry becomes null. */
export function removeFields(shape: Shape, value: unknown, set: FieldSet): unknown {
  if (isEmpty(set)) return value;
  const form = formOf(shape, value);
  if (form.kind === 'scalar') return value;
  if (form.kind === 'map') return isMap(value) && hasEntry(value) && !form.atomic ? removeKeys(form, value, set) : null;
  return Array.isArray(value) && value.length > 0 && !form.atomic ? removeItems(form, value, set) : null;
}

function removeKeys(form: MapShape, map: Dict, set: FieldSet): Dict | null {
  const kept: Dict = {};
  for (const key in map) {
    const below = set.below.get(fieldElement(key));
    if (below?.own) continue;
    const shape = below ? memberShape(form, key) : undefined;
    kept[key] = below && shape ? removeFields(shape, map[key], below) : map[key];
  }
  return hasEntry(kept) ? kept : null;
}

function removeItems(form: ListShape, list: readonly unknown[], set: FieldSet): unknown[] | null {
  const kept: unknown[] = [];
  for (const item of list) {
    const below = set.below.get(itemElement(form, item) as string);
    if (!below) kept.push(item);
    else if (!below.own) kept.push(removeFields(form.item, item, below));
  }
  return kept.length > 0 ? kept : null;
}

/** The set with every declared field that is on the way to one of its places. */
export function withNamedFields(shape: Shape, set: FieldSet): FieldSet {
  const form = shape.kind === 'any' ? undefined : shape;
  const below = new Map<string, FieldSet>();
  for (const [element, inner] of set.below) {
    const name = element.startsWith('f:') ? element.slice(2) : undefined;
    const field = form?.kind === 'map' && name !== undefined ? form.field(name) : undefined;
    const next = nextShape(form, name, field?.shape);
    const named = next ? withNamedFields(next, inner) : inner;
    below.set(element, field && named.below.size > 0 ? fieldSetOf(true, named.below) : named);
  }
  return fieldSetOf(set.own, below);
}

function nextShape(form: Shape | undefined, name: string | undefined, field: Shape | undefined): Shape | undefined {
  if (form?.kind === 'map') return name === undefined ? undefined : (field ?? form.element);
  return form?.kind === 'list' && name === undefined ? form.item : undefined;
}
