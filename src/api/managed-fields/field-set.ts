// Which fields a configuration sets, as paths through the typed object: struct fields and map keys by name, items of
// keyed lists by their keys, items of sets by value. Atomic lists and maps are one leaf.
// upstream: sigs.k8s.io/structured-merge-diff typed/tofieldset.go

import { type FieldFacts, schemaFacts, type TypeFacts } from '../../kinds/schema';
import { isMap } from '../patch/merge-patch';

/** Paths as the conflict text prints them, e.g. `.spec.ports[port=80,protocol="TCP"].name`, to the leaf's value. */
export type FieldSet = ReadonlyMap<string, unknown>;

/** Metadata that no manager owns. upstream: apiserver managedfields/internal/stripmeta.go */
const NEVER_OWNED = new Set([
  '.apiVersion',
  '.kind',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.uid',
  '.metadata.resourceVersion',
  '.metadata.creationTimestamp',
  '.metadata.generation',
  '.metadata.selfLink',
  '.metadata.managedFields',
  '.metadata.deletionTimestamp',
  '.metadata.deletionGracePeriodSeconds',
]);

/** The fields that an object of this schema sets. */
export function fieldSet(schema: string, object: unknown): FieldSet {
  const set = new Map<string, unknown>();
  walk({ kind: 'ref', schema }, undefined, object, '', set);
  for (const path of NEVER_OWNED) set.delete(path);
  return set;
}

function walk(
  type: TypeFacts,
  field: FieldFacts | undefined,
  value: unknown,
  path: string,
  set: Map<string, unknown>,
): void {
  if (value === undefined) return;
  if (isMap(value) && !isAtomicMap(type, field)) {
    walkMap(type, value, path, set);
    return;
  }
  if (Array.isArray(value) && isGranular(field)) {
    walkList(type, field as FieldFacts, value, path, set);
    return;
  }
  set.set(path, value);
}

function walkMap(type: TypeFacts, value: Record<string, unknown>, path: string, set: Map<string, unknown>): void {
  const keys = Object.keys(value);
  if (keys.length === 0 && path !== '') set.set(path, value);
  for (const key of keys) {
    const struct = type.kind === 'ref' ? schemaFacts(type.schema) : undefined;
    const facts = struct?.fields.get(key);
    const others = type.kind === 'map' ? type.value : (struct?.rest ?? SCALAR);
    walk(facts?.type ?? others, facts, value[key], `${path}.${key}`, set);
  }
}

function walkList(type: TypeFacts, field: FieldFacts, value: unknown[], path: string, set: Map<string, unknown>): void {
  const item: TypeFacts = type.kind === 'list' ? type.item : { kind: 'scalar', scalar: 'string' };
  if (value.length === 0) set.set(path, value);
  for (const entry of value) {
    const itemPath = path + itemKey(field, entry);
    set.set(itemPath, PRESENT);
    if (field.listType === 'map') walk(item, undefined, entry, itemPath, set);
  }
}

export const SCALAR: TypeFacts = { kind: 'scalar', scalar: 'string' };

/** Marks that an item of a list is there; its fields stand beside it. */
export const PRESENT = Symbol('item');

export function isGranular(field: FieldFacts | undefined): boolean {
  return field?.listType === 'map' || field?.listType === 'set';
}

export function isAtomicMap(type: TypeFacts, field: FieldFacts | undefined): boolean {
  if (field?.mapType === 'atomic') return true;
  if (type.kind === 'ref')
    return schemaFacts(type.schema)?.mapType === 'atomic' || schemaFacts(type.schema) === undefined;
  return type.kind !== 'map';
}

/** `[name="c"]`, `[containerPort=80,protocol="TCP"]`, or `[="x"]` for an item of a set. */
export function itemKey(field: FieldFacts, entry: unknown): string {
  if (field.listType === 'set') return `[=${JSON.stringify(entry)}]`;
  const keys = [...(field.listMapKeys ?? [])].sort();
  const texts = keys.map((key) => `${key}=${JSON.stringify(keyValue(field, entry, key))}`);
  return `[${texts.join(',')}]`;
}

/** A key's value; its schema default where the item leaves it out. */
function keyValue(field: FieldFacts, entry: unknown, key: string): unknown {
  const given = isMap(entry) ? entry[key] : undefined;
  if (given !== undefined) return given;
  const item =
    field.type.kind === 'list' && field.type.item.kind === 'ref' ? schemaFacts(field.type.item.schema) : undefined;
  return item?.fields.get(key)?.default ?? null;
}
