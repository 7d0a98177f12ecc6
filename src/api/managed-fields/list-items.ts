// Items of lists that merge: by which path element each is known.
// upstream: structured-merge-diff typed/helpers.go listItemToPathElement

import { isMap } from '../patch/merge-patch';
import { keyElement, valueElement } from './path-element';
import { formOf, type ListShape } from './shape';

export interface ItemFault {
  readonly fault: string;
}

/** The element of an item of a keyed list or a set. */
export function itemElement(list: ListShape, item: unknown): string | ItemFault {
  return list.keys.length > 0 ? keyedElement(list, item) : setElement(item);
}

function keyedElement(list: ListShape, item: unknown): string | ItemFault {
  if (item === null) return { fault: 'associative list with keys may not have a null element' };
  if (!isMap(item)) return { fault: 'associative list with keys may not have non-map elements' };
  const keys: (readonly [string, unknown])[] = [];
  for (const name of list.keys) {
    const value = item[name] === undefined ? keyDefault(list, name) : item[name];
    if (value !== undefined) keys.push([name, value]);
  }
  if (keys.length > 0) return keyElement(keys);
  const names = `[${list.keys.map((name) => JSON.stringify(name)).join(' ')}]`;
  const why = "(and doesn't have default values for any key fields)";
  return { fault: `associative list with keys has an element that omits all key fields ${names} ${why}` };
}

function keyDefault(list: ListShape, name: string): unknown {
  const item = formOf(list.item, {});
  return item.kind === 'map' ? item.field(name)?.default : undefined;
}

function setElement(item: unknown): string | ItemFault {
  if (isMap(item)) return { fault: "associative list without keys has an element that's a map type" };
  if (Array.isArray(item)) return { fault: 'not supported: associative list with lists as elements' };
  if (item === null) return { fault: "associative list without keys has an element that's an explicit null" };
  return valueElement(item);
}

/** The items of a list by their elements, in order; what has no element is left out. */
export function itemsByElement(list: ListShape, items: readonly unknown[]): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const item of items) {
    const element = itemElement(list, item);
    if (typeof element !== 'string') continue;
    const known = found.get(element);
    if (known) known.push(item);
    else found.set(element, [item]);
  }
  return found;
}
