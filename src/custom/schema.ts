// The structural schema of a custom resource as a definition spells it, and where it leads: to the schema of a field,
// of a map's values, of a list's items. upstream: apiextensions-apiserver/pkg/apiserver/schema

import type { JSONSchemaProps } from '../kinds/generated/types.gen';

export type Schema = JSONSchemaProps;

export type Dict = Record<string, unknown>;

export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema of a declared field; inherited names of JavaScript objects are none. */
export function propertyOf(schema: Schema, name: string): Schema | undefined {
  const { properties } = schema;
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Whether fields besides the declared ones are allowed. */
export function allowsAdditional({ additionalProperties }: Schema): boolean {
  // Upstream keeps `additionalProperties: false` as present, and prunes its values by no schema at all.
  return additionalProperties !== undefined && additionalProperties !== null;
}

/** The schema of the fields that are not declared; undefined when none is given. */
export function additionalOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** The schema of a list's items. */
export function itemsOf({ items }: Schema): Schema | undefined {
  return Array.isArray(items) ? undefined : (items as Schema | undefined);
}

export const preservesUnknown = (schema: Schema) => schema['x-kubernetes-preserve-unknown-fields'] === true;
export const isEmbedded = (schema: Schema) => schema['x-kubernetes-embedded-resource'] === true;

/** The fields that every resource has, whether its schema says so or not. */
export const META_FIELDS: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** The schema of the fields below a path such as `.spec.replicas`; undefined where it leads nowhere. */
export function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const name of path) schema = schema && (propertyOf(schema, name) ?? additionalOf(schema));
  return schema;
}

/** A map with each entry changed, those left out for which `change` answers REMOVED; the same map when none is. */
export function changeEntries(map: Dict, change: (value: unknown, key: string) => unknown): Dict {
  let copy: Dict | undefined;
  for (const key of Object.keys(map)) {
    const value = map[key];
    const next = change(value, key);
    if (next === value) continue;
    copy ??= { ...map };
    if (next === REMOVED) delete copy[key];
    else setEntry(copy, key, next);
  }
  return copy ?? map;
}

/** Sets an own entry, whatever its name. */
export function setEntry(target: Dict, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

export const REMOVED = Symbol('removed');

/** A list with each item changed; the same list when none is. */
export function changeItems(list: readonly unknown[], change: (item: unknown, index: number) => unknown) {
  let copy: unknown[] | undefined;
  for (const [index, item] of list.entries()) {
    const next = change(item, index);
    if (next === item) continue;
    copy ??= [...list];
    copy[index] = next;
  }
  return copy ?? list;
}
