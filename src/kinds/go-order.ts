// The fields of an object in the order in which Go writes them: that of its structs; the keys of maps are sorted.

import { schemaFacts, type TypeFacts } from './schema';

type Dict = Readonly<Record<string, unknown>>;

/** A copy of an object of this schema, e.g. `Pod`, with its fields in Go's order. */
export const inGoOrder = (schema: string, object: unknown): unknown => ordered({ kind: 'ref', schema }, object);

function ordered(type: TypeFacts | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const item = type?.kind === 'list' ? type.item : undefined;
    return value.map((each) => ordered(item, each));
  }
  const map = value as Dict;
  const fields = type?.kind === 'ref' ? schemaFacts(type.schema)?.fields : undefined;
  const sorted: Record<string, unknown> = {};
  for (const name of fields?.keys() ?? []) {
    if (map[name] !== undefined) sorted[name] = ordered(fields?.get(name)?.type, map[name]);
  }
  const entry = type?.kind === 'map' ? type.value : undefined;
  const others = Object.keys(map).filter((key) => !fields?.has(key));
  for (const key of others.sort()) sorted[key] = ordered(entry, map[key]);
  return sorted;
}
