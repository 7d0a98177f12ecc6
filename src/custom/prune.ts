// Takes out of a custom resource what its schema does not know, and nulls where none may be and no default steps in.
// Unchanged parts stay the same objects.
// upstream: pkg/apiserver/schema/pruning/algorithm.go, pkg/apiserver/schema/defaulting/prunenulls.go

import {
  additionalOf,
  allowsAdditional,
  changeEntries,
  changeItems,
  isDict,
  isEmbedded,
  itemsOf,
  META_FIELDS,
  preservesUnknown,
  propertyOf,
  REMOVED,
  type Schema,
} from './schema';

/**
 * The value without unknown fields.
 * @param unknown gets the path of each, e.g. `spec.ports[0].foo`, when it is given
 * @param isRoot the value is a whole resource: its apiVersion, kind and metadata stay
 */
export function prune(value: unknown, schema: Schema, isRoot: boolean, unknown?: string[]): unknown {
  return pruneValue(value, isRoot ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema, '', unknown);
}

function pruneValue(value: unknown, schema: Schema | undefined, path: string, unknown: string[] | undefined): unknown {
  if (schema && preservesUnknown(schema)) return pruneBelow(value, schema, path, unknown);
  if (Array.isArray(value)) {
    const items = schema && itemsOf(schema);
    return changeItems(value, (item, index) => pruneValue(item, items, `${path}[${index}]`, unknown));
  }
  if (!isDict(value)) return value;
  return changeEntries(value, (entry, key) => {
    if (schema && isEmbedded(schema) && META_FIELDS.includes(key)) return entry;
    const property = schema && propertyOf(schema, key);
    const below = path === '' ? key : `${path}.${key}`;
    if (property) return pruneValue(entry, property, below, unknown);
    if (schema && allowsAdditional(schema)) return pruneValue(entry, additionalOf(schema), below, unknown);
    if (entry !== undefined) unknown?.push(below);
    return REMOVED;
  });
}

/** Where unknown fields are kept, those below declared ones are still looked at. */
function pruneBelow(value: unknown, schema: Schema, path: string, unknown: string[] | undefined): unknown {
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    if (!items) return value;
    return changeItems(value, (item, index) => pruneBelow(item, items, `${path}[${index}]`, unknown));
  }
  if (!isDict(value)) return value;
  return changeEntries(value, (entry, key) => {
    if (isEmbedded(schema) && META_FIELDS.includes(key)) return entry;
    const below = path === '' ? key : `${path}.${key}`;
    const property = propertyOf(schema, key);
    if (property) return pruneValue(entry, property, below, unknown);
    return allowsAdditional(schema) ? pruneValue(entry, additionalOf(schema), below, unknown) : entry;
  });
}

/** The value without nulls in fields that are not nullable and have no default. */
export function pruneNulls(value: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(value)) {
    const items = schema && itemsOf(schema);
    return changeItems(value, (item) => pruneNulls(item, items));
  }
  if (!isDict(value)) return value;
  return changeEntries(value, (entry, key) => {
    const field = schema && (propertyOf(schema, key) ?? additionalOf(schema));
    if (entry === null && field && !field.nullable && !hasDefault(field)) return REMOVED;
    return pruneNulls(entry, field);
  });
}

const hasDefault = (schema: Schema) => schema.default !== undefined && schema.default !== null;
