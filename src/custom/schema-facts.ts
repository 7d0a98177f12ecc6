// A custom resource's schema in the form in which patches and server-side apply read every kind's: structs of fields,
// lists and maps with their merge semantics. upstream: kube-openapi/pkg/schemaconv

import { defineSchema, type FieldFacts, type SchemaFacts, type TypeFacts } from '../kinds/schema';
import { additionalOf, isEmbedded, itemsOf, preservesUnknown, type Schema } from './schema';

const SCALAR: TypeFacts = { kind: 'scalar', scalar: 'string' };

/** Data without a schema: maps are merged key by key, lists are replaced. */
const ANYTHING: { kind: 'map'; value: TypeFacts } = { kind: 'map', value: SCALAR };
ANYTHING.value = ANYTHING;

const STRING_FIELDS = ['apiVersion', 'kind'] as const;

/** Makes the schema known under this name; what it refers to gets names below it. */
export function defineCustomSchema(name: string, schema: Schema): void {
  defineStruct(name, { ...schema, 'x-kubernetes-embedded-resource': true });
}

function defineStruct(name: string, schema: Schema): void {
  const fields = new Map<string, FieldFacts>();
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    fields.set(field, fieldFacts(field, property, `${name}.${field}`, schema.required?.includes(field) ?? false));
  }
  if (isEmbedded(schema)) {
    for (const field of STRING_FIELDS) fields.set(field, plainField(field, SCALAR));
    fields.set('metadata', plainField('metadata', { kind: 'ref', schema: 'ObjectMeta' }));
  }
  const facts: SchemaFacts = {
    name,
    goType: name,
    kind: undefined,
    mapType: mapTypeOf(schema),
    storedAsJson: true,
    fields,
    rest: preservesUnknown(schema) ? ANYTHING : undefined,
  };
  defineSchema(facts);
}

function fieldFacts(name: string, schema: Schema, path: string, required: boolean): FieldFacts {
  const listType = schema['x-kubernetes-list-type'] as FieldFacts['listType'];
  return {
    ...plainField(name, typeFacts(schema, path)),
    required,
    default: schema.default,
    enum: schema.enum?.every((word) => typeof word === 'string') ? (schema.enum as readonly string[]) : undefined,
    listType: schema.type === 'array' ? listType : undefined,
    listMapKeys: schema['x-kubernetes-list-map-keys'],
    mapType: mapTypeOf(schema),
  };
}

function plainField(name: string, type: TypeFacts): FieldFacts {
  return {
    name,
    goPath: name,
    type,
    goType: undefined,
    goUnnamed: undefined,
    pointer: true,
    omitEmpty: false,
    required: false,
    default: undefined,
    enum: undefined,
    listType: undefined,
    listMapKeys: undefined,
    mapType: undefined,
    patchStrategy: undefined,
    mergeKey: undefined,
  };
}

const mapTypeOf = (schema: Schema) => schema['x-kubernetes-map-type'] as SchemaFacts['mapType'];

function typeFacts(schema: Schema, path: string): TypeFacts {
  const items = itemsOf(schema);
  const additional = additionalOf(schema);
  if (schema.type === 'array') return { kind: 'list', item: items ? typeFacts(items, `${path}[]`) : ANYTHING };
  if (schema.type === 'integer') return { kind: 'scalar', scalar: schema.format === 'int32' ? 'int32' : 'int64' };
  if (schema.type === 'number') return { kind: 'scalar', scalar: 'float64' };
  if (schema.type === 'boolean') return { kind: 'scalar', scalar: 'bool' };
  if (schema['x-kubernetes-int-or-string']) return { kind: 'ref', schema: 'IntOrString' };
  if (schema.type === 'string') return SCALAR;
  if (schema.type !== 'object') return ANYTHING;
  if (additional) return { kind: 'map', value: typeFacts(additional, `${path}.*`) };
  if (!schema.properties && !isEmbedded(schema)) return ANYTHING;
  defineStruct(path, schema);
  return { kind: 'ref', schema: path };
}
