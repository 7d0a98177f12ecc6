// The fields of an object in the order in which Go writes them: that of its structs; the keys of maps are sorted.

import { schemaFacts, type TypeFacts } from './schema';

/** Kept as the bytes that came, or in an order of their own. */
const RAW: readonly string[] = ['RawExtension', 'FieldsV1', 'JSON'];

type Dict = Readonly<Record<string, unknown>>;

/** An object of this schema, e.g. `Pod`, with its fields in Go's order; itself where they are. */
export const inGoOrder = (schema: string, object: unknown): unknown => ordered({ kind: 'ref', schema }, object);

/** The same with the keys sorted at every level: as Go writes what it has no struct for. */
export const inKeyOrder = (object: unknown): unknown => ordered(undefined, object);

/** The value itself where it is in order already. */
function ordered(type: TypeFacts | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return orderedList(type?.kind === 'list' ? type.item : undefined, value);
  if (type?.kind === 'ref' && RAW.includes(type.schema)) return value;
  const map = value as Dict;
  const fields = type?.kind === 'ref' ? placesOf(type.schema) : undefined;
  const entry = type?.kind === 'map' ? type.value : undefined;
  const keys = Object.keys(map);
  let isSame = isInOrder(keys, fields);
  if (!isSame) keys.sort((a, b) => compareKeys(a, b, fields));
  const next: Record<string, unknown> = {};
  for (const key of keys) {
    const child = map[key];
    if (child === undefined) continue;
    const known = typeof child === 'object' ? ordered(fields ? fields.get(key)?.type : entry, child) : child;
    next[key] = known;
    if (known !== child) isSame = false;
  }
  return isSame ? value : next;
}

function orderedList(item: TypeFacts | undefined, list: readonly unknown[]): readonly unknown[] {
  if (typeof list[0] !== 'object') return list;
  const next = list.map((each) => ordered(item, each));
  return next.every((each, index) => each === list[index]) ? list : next;
}

function isInOrder(keys: readonly string[], fields: Places | undefined): boolean {
  for (let at = 1; at < keys.length; at++) {
    if (compareKeys(keys[at - 1] as string, keys[at] as string, fields) > 0) return false;
  }
  return true;
}

/** Fields that the struct does not know come after the others, by name. */
function compareKeys(a: string, b: string, fields: Places | undefined): number {
  const [left, right] = [fields?.get(a)?.place ?? UNKNOWN, fields?.get(b)?.place ?? UNKNOWN];
  return left - right || (a < b ? -1 : a > b ? 1 : 0);
}

const UNKNOWN = 1_000_000;

/** Where each field of a struct stands, and its type. */
type Places = ReadonlyMap<string, { readonly place: number; readonly type: TypeFacts }>;

const known = new Map<string, Places | undefined>();

function placesOf(schema: string): Places | undefined {
  if (known.has(schema)) return known.get(schema);
  const fields = schemaFacts(schema)?.fields;
  const places = fields && new Map([...fields].map(([name, { type }], place) => [name, { place, type }] as const));
  known.set(schema, places);
  return places;
}
