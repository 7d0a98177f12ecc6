// Fills in the defaults of a structural schema, and brings those defaults themselves into shape: what the schema does
// not know is taken out of them. Unchanged parts stay the same objects.
// upstream: pkg/apiserver/schema/defaulting/algorithm.go, prune.go

import { prune } from './prune';
import {
  additionalOf,
  changeEntries,
  changeItems,
  type Dict,
  isDict,
  itemsOf,
  propertyOf,
  type Schema,
} from './schema';

/** The value with its defaults. A null is replaced too, unless the field is nullable. */
export function applyDefaults(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    if (!items) return value;
    return changeItems(value, (item) => applyDefaults(nullDefault(item, items), items));
  }
  if (!isDict(value)) return value;
  return changeEntries(withMissing(value, schema), (entry, key) => {
    const property = propertyOf(schema, key);
    if (property) return applyDefaults(entry, property);
    const additional = additionalOf(schema);
    return additional ? applyDefaults(nullDefault(entry, additional), additional) : entry;
  });
}

function withMissing(value: Dict, { properties }: Schema): Dict {
  let filled: Dict | undefined;
  for (const name in properties) {
    const schema = properties[name] as Schema;
    if (schema.default === undefined || schema.default === null) continue;
    const isMissing = !Object.hasOwn(value, name) || (value[name] === null && !schema.nullable);
    if (!isMissing) continue;
    filled ??= { ...value };
    filled[name] = schema.default;
  }
  return filled ?? value;
}

function nullDefault(value: unknown, schema: Schema): unknown {
  return value === null && !schema.nullable ? (schema.default ?? null) : value;
}

/** The schema with its defaults pruned by itself. */
export function pruneDefaults(schema: Schema): Schema {
  const changed: { -readonly [K in keyof Schema]: Schema[K] } = {};
  if (schema.default !== undefined && schema.default !== null) changed.default = prune(schema.default, schema, false);
  const additional = additionalOf(schema);
  if (additional) changed.additionalProperties = pruneDefaults(additional);
  const items = itemsOf(schema);
  if (items) changed.items = pruneDefaults(items);
  if (schema.properties) {
    changed.properties = changeEntries(schema.properties as Dict, (property) =>
      pruneDefaults(property as Schema),
    ) as Schema['properties'];
  }
  const names = Object.keys(changed) as (keyof Schema)[];
  return names.every((name) => changed[name] === schema[name]) ? schema : { ...schema, ...changed };
}
