// Lists that are sets or maps hold nothing twice. upstream: pkg/apiserver/schema/listtype/validation.go

import { goJson } from '../../kinds/go-json';
import type { FieldError } from '../../kinds/kind';
import { duplicate, invalid } from '../../kinds/validation/field-error';
import { additionalOf, type Dict, isDict, itemsOf, propertyOf, type Schema } from '../schema';

export function checkListTypes(errors: FieldError[], value: unknown, schema: Schema, path: string): void {
  if (Array.isArray(value)) {
    const type = schema['x-kubernetes-list-type'];
    if (type === 'set') for (const index of repeated(value)) errors.push(duplicate(`${path}[${index}]`, value[index]));
    if (type === 'map') checkKeys(errors, value, schema['x-kubernetes-list-map-keys'] ?? [], path);
    const items = itemsOf(schema);
    if (items) for (const [index, item] of value.entries()) checkListTypes(errors, item, items, `${path}[${index}]`);
    return;
  }
  if (!isDict(value)) return;
  const additional = additionalOf(schema);
  for (const name of Object.keys(value).sort()) {
    const property = propertyOf(schema, name);
    const below = path === '' ? name : `${path}.${name}`;
    if (additional) checkListTypes(errors, value[name], additional, `${path}[${name}]`);
    if (property) checkListTypes(errors, value[name], property, below);
  }
}

function checkKeys(errors: FieldError[], list: readonly unknown[], keys: readonly string[], path: string): void {
  const wrong = list.findIndex((item) => item !== null && !isDict(item));
  if (wrong >= 0) {
    const message = 'must be an object for an array of list-type map';
    errors.push(invalid(`${path}[${wrong}]`, list[wrong], message));
    return;
  }
  const values = list.map((item) => pick(item as Dict | null, keys));
  for (const index of repeated(values)) errors.push(duplicate(`${path}[${index}]`, values[index]));
}

function pick(item: Dict | null, keys: readonly string[]): Dict {
  const picked: Dict = {};
  for (const key of keys) if (item && Object.hasOwn(item, key)) picked[key] = item[key];
  return picked;
}

/** Where something stands for the second time; a third time is not told. */
function repeated(list: readonly unknown[]): readonly number[] {
  const times = new Map<string, number>();
  const indexes: number[] = [];
  for (const [index, item] of list.entries()) {
    const text = `${typeof item} ${goJson(item)}`;
    const count = (times.get(text) ?? 0) + 1;
    times.set(text, count);
    if (count === 2) indexes.push(index);
  }
  return indexes;
}
