// The CEL type of a schema: what an expression may look into, and how large it can get at most.
// upstream: apiserver/pkg/cel/common/schemas.go, pkg/cel/types.go

import { escapeIdentifier } from '../../cel/json';
import { BOOL, type CelType, DOUBLE, INT } from '../../cel/types';
import { byteLength } from '../../kinds/validation/object-meta';
import { additionalOf, isEmbedded, itemsOf, type Schema } from '../schema';

/** Bytes of the largest request. */
export const MAX_REQUEST = 3 * 1024 * 1024;
const QUOTES = 2;
const LONGEST_TIME = 32;
const DATE = 12;

/** A type with the fewest bytes that a value of it takes in JSON. */
export interface DeclaredType {
  readonly type: CelType;
  readonly minBytes: number;
}

/**
 * @param name of the type, where it is that of an object; parts have names below it
 * @param isRoot a resource's root: apiVersion, kind and two names of its metadata can be looked at in any case
 * @returns undefined for what expressions cannot look at
 */
export function celTypeOf(given: Schema, isRoot: boolean, name: string): DeclaredType | undefined {
  if (given['x-kubernetes-int-or-string'])
    return { type: { kind: 'dyn', maxElements: longestText(given) }, minBytes: 1 };
  const schema = isRoot ? withTypeAndMeta(given) : given;
  if (schema.type === 'array') return listType(schema, name);
  if (schema.type === 'object') return additionalOf(schema) ? mapType(schema, name) : objectType(schema, name);
  if (schema.type === 'string') return textType(schema);
  if (schema.type === 'boolean') return { type: BOOL, minBytes: 4 };
  if (schema.type === 'number') return { type: DOUBLE, minBytes: 1 };
  return schema.type === 'integer' ? { type: INT, minBytes: 1 } : undefined;
}

const TEXT: Schema = { type: 'string' };

/** The schema with what every resource has. */
export function withTypeAndMeta(schema: Schema): Schema {
  const metadata: Schema = { type: 'object', properties: { name: TEXT, generateName: TEXT } };
  return { ...schema, properties: { ...schema.properties, kind: TEXT, apiVersion: TEXT, metadata } };
}

function listType(schema: Schema, name: string): DeclaredType | undefined {
  const items = itemsOf(schema);
  const item = items && celTypeOf(items, isEmbedded(items), `${name}.@idx`);
  if (!item) return undefined;
  const most = Math.floor((MAX_REQUEST - 2) / (item.minBytes + 1));
  const maxElements = schema.maxItems === undefined ? most : Math.max(0, schema.maxItems);
  const listKind = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'];
  const setOrKeys = listKind === 'set' ? 'set' : listKind === 'map' ? keys : undefined;
  const type: CelType = { kind: 'list', item: item.type, maxElements, ...(setOrKeys ? { setOrKeys } : {}) };
  return { type, minBytes: 2 };
}

function mapType(schema: Schema, name: string): DeclaredType | undefined {
  const values = additionalOf(schema) as Schema;
  const value = celTypeOf(values, isEmbedded(values), `${name}.@elem`);
  if (!value) return undefined;
  const most = Math.floor((MAX_REQUEST - 2) / (value.minBytes + 6));
  const maxElements = schema.maxProperties === undefined ? most : Math.max(0, schema.maxProperties);
  return { type: { kind: 'map', value: value.type, maxElements }, minBytes: 2 };
}

function objectType(schema: Schema, name: string): DeclaredType {
  const fields = new Map<string, CelType>();
  let minBytes = 2;
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    const declared = celTypeOf(property, isEmbedded(property), `${name}.${field}`);
    if (!declared) continue;
    const identifier = identifierOf(field);
    if (identifier !== undefined) fields.set(identifier, declared.type);
    const hasDefault = property.default !== undefined && property.default !== null;
    if (schema.required?.includes(field) && !hasDefault) minBytes += byteLength(field) + declared.minBytes + 4;
  }
  return { type: { kind: 'object', name, fields }, minBytes };
}

/** The field's name as expressions spell it; undefined when they cannot. */
export function identifierOf(field: string): string | undefined {
  return /^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(field) ? escapeIdentifier(field) : undefined;
}

function textType(schema: Schema): DeclaredType {
  switch (schema.format) {
    case 'byte': {
      const maxElements = schema.maxLength === undefined ? MAX_REQUEST - QUOTES : Math.max(0, schema.maxLength);
      return { type: { kind: 'bytes', maxElements }, minBytes: QUOTES };
    }
    case 'duration':
      return { type: { kind: 'duration', maxElements: LONGEST_TIME }, minBytes: 3 };
    case 'date':
      return { type: { kind: 'timestamp', maxElements: DATE }, minBytes: DATE };
    case 'date-time':
      return { type: { kind: 'timestamp', maxElements: LONGEST_TIME }, minBytes: 21 };
    default:
      return { type: { kind: 'string', maxElements: longestText(schema) }, minBytes: QUOTES };
  }
}

/** Bytes: a character takes up to four of them. */
function longestText(schema: Schema): number {
  const { maxLength, enum: words = [] } = schema;
  if (maxLength !== undefined) return Math.max(0, maxLength) * 4;
  if (words.length > 0 && !schema['x-kubernetes-int-or-string']) {
    return Math.max(...words.map((word) => (typeof word === 'string' ? byteLength(word) : 0)));
  }
  return MAX_REQUEST - QUOTES;
}
