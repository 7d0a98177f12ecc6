// What is known of each schema beyond its TypeScript type: field types as Go has them, list and map semantics, merge
// keys. Decoding, strategic merge patch and server-side apply read it. A schema is parsed when it is first asked for.

import { schemaTexts } from './generated/schemas.gen';

export type ScalarName = 'string' | 'bool' | 'int32' | 'int64' | 'float64' | 'bytes';

/** The type of a value: a scalar, a reference to a schema by name, a list or a map with string keys. */
export type TypeFacts =
  | { readonly kind: 'scalar'; readonly scalar: ScalarName }
  | { readonly kind: 'ref'; readonly schema: string }
  | { readonly kind: 'list'; readonly item: TypeFacts }
  | { readonly kind: 'map'; readonly value: TypeFacts };

export interface FieldFacts {
  readonly name: string;
  /** What decoding errors call it: with the Go structs that it is embedded by, e.g. `VolumeSource.hostPath`. */
  readonly goPath: string;
  readonly type: TypeFacts;
  /** Go's name of the type, e.g. `v1.PullPolicy`; undefined where the type itself says it. */
  readonly goType: string | undefined;
  /** What a list or map with a type name of its own is, e.g. `map[v1.ResourceName]resource.Quantity`. */
  readonly goUnnamed: string | undefined;
  /** A pointer in Go: null and absent are one, an empty value is kept. */
  readonly pointer: boolean;
  /** An empty value is not written (`omitempty`). Structs that are no pointers are written all the same. */
  readonly omitEmpty: boolean;
  readonly required: boolean;
  readonly default: unknown;
  /** Allowed words, of the value itself or of a list's items. */
  readonly enum: readonly string[] | undefined;
  readonly listType: 'atomic' | 'set' | 'map' | undefined;
  readonly listMapKeys: readonly string[] | undefined;
  readonly mapType: 'atomic' | 'granular' | undefined;
  /** `merge`, `replace`, `retainKeys` or `merge,retainKeys`. */
  readonly patchStrategy: string | undefined;
  readonly mergeKey: string | undefined;
}

export interface SchemaFacts {
  readonly name: string;
  /** Go's name of the type, e.g. `v1.PodSpec`. */
  readonly goType: string;
  /** Of a top-level kind. */
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string } | undefined;
  readonly mapType: 'atomic' | 'granular' | undefined;
  /** Stored as JSON, so that an empty list stays one; protobuf makes it absent. */
  readonly storedAsJson: boolean;
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** The type of fields that are not among them, where such are kept: custom resources' alone. */
  readonly rest?: TypeFacts | undefined;
}

interface FieldData {
  readonly type: string;
  readonly go?: string;
  readonly unnamed?: string;
  readonly embedded?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly list?: FieldFacts['listType'];
  readonly keys?: readonly string[];
  readonly map?: FieldFacts['mapType'];
  readonly strategy?: string;
  readonly mergeKey?: string;
}

interface SchemaData {
  readonly go?: string;
  readonly kind?: readonly [string, string, string];
  readonly map?: SchemaFacts['mapType'];
  readonly storedAsJson?: boolean;
  readonly fields: Readonly<Record<string, string | FieldData>>;
}

const SCALARS: readonly string[] = ['string', 'bool', 'int32', 'int64', 'float64', 'bytes'];

const parsed = new Map<string, SchemaFacts>();

/** The facts of one schema, e.g. `PodSpec`; undefined when there is none of that name. */
export function schemaFacts(name: string): SchemaFacts | undefined {
  const known = parsed.get(name);
  if (known) return known;
  const text = Object.hasOwn(schemaTexts, name) ? schemaTexts[name] : undefined;
  if (text === undefined) return undefined;
  const schema = readSchema(name, JSON.parse(text));
  parsed.set(name, schema);
  return schema;
}

/** Makes a schema known that no table has: that of a custom resource. */
export function defineSchema(facts: SchemaFacts): void {
  parsed.set(facts.name, facts);
}

/** Go's name of a type, e.g. `[]v1.Container`; `field` is the one it stands in, whose own Go name wins. */
export function goTypeOf(type: TypeFacts, field?: FieldFacts): string {
  if (field?.goType !== undefined) return field.goType;
  if (type.kind === 'ref') return schemaFacts(type.schema)?.goType ?? type.schema;
  if (type.kind === 'list') return `[]${goTypeOf(type.item)}`;
  if (type.kind === 'map') return `map[string]${goTypeOf(type.value)}`;
  return type.scalar === 'bytes' ? '[]uint8' : type.scalar;
}

/** Go's name of what is in the list or map that this Go type names, e.g. `v1.Container` in `[]v1.Container`. */
export function goElementOf(goType: string, field?: FieldFacts): string {
  const text = goType === field?.goType ? (field.goUnnamed ?? goType) : goType;
  return text.slice(text.indexOf(']') + 1);
}

function readSchema(name: string, data: SchemaData): SchemaFacts {
  const fields = new Map<string, FieldFacts>();
  for (const [field, value] of Object.entries(data.fields)) {
    const isTypeMeta = data.kind !== undefined && (field === 'apiVersion' || field === 'kind');
    const embedded = isTypeMeta ? { embedded: 'TypeMeta' } : undefined;
    fields.set(field, readField(field, { ...(typeof value === 'string' ? { type: value } : value), ...embedded }));
  }
  const [group = '', version = '', kind = ''] = data.kind ?? [];
  return {
    name,
    goType: data.go ?? `v1.${name}`,
    kind: data.kind ? { group, version, kind } : undefined,
    mapType: data.map,
    storedAsJson: data.storedAsJson ?? false,
    fields,
  };
}

function readField(name: string, data: FieldData): FieldFacts {
  const pointer = data.type.startsWith('*');
  const omitEmpty = data.type.endsWith('?');
  return {
    name,
    goPath: data.embedded === undefined ? name : `${data.embedded}.${name}`,
    type: readType(data.type.slice(pointer ? 1 : 0, omitEmpty ? -1 : undefined)),
    goType: data.go,
    goUnnamed: data.unnamed,
    pointer,
    omitEmpty,
    required: data.required ?? false,
    default: data.default,
    enum: data.enum,
    listType: data.list,
    listMapKeys: data.keys,
    mapType: data.map,
    patchStrategy: data.strategy,
    mergeKey: data.mergeKey,
  };
}

/** `[]X` is a list, `map[]X` a map, a scalar's name itself, anything else a schema. */
function readType(text: string): TypeFacts {
  if (text.startsWith('[]')) return { kind: 'list', item: readType(text.slice(2)) };
  if (text.startsWith('map[]')) return { kind: 'map', value: readType(text.slice(5)) };
  if (SCALARS.includes(text)) return { kind: 'scalar', scalar: text as ScalarName };
  return { kind: 'ref', schema: text };
}
