// JSON schemas of the OpenAPI documents, from the schema facts.

import { isEnabled } from '../kinds/feature-gates';
import type { KindRow } from '../kinds/kind';
import { type FieldFacts, type SchemaFacts, schemaFacts, type TypeFacts } from '../kinds/schema';
import { openApiNames } from './generated/openapi-names.gen';
import { customSchemaV2 } from './openapi-custom';

type Json = Record<string, unknown>;

/** Types that are no objects in JSON, or objects of anything. */
const SPECIAL: Readonly<Record<string, Json>> = {
  Quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  IntOrString: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  Time: { type: 'string', format: 'date-time' },
  MicroTime: { type: 'string', format: 'date-time' },
  JsonValue: {},
  JSONSchemaPropsOrArray: {},
  JSONSchemaPropsOrBool: {},
  JSONSchemaPropsOrStringArray: {},
};
/** The same in the older document. */
const SPECIAL_V2: Readonly<Record<string, Json>> = {
  Quantity: { type: 'string' },
  IntOrString: { type: 'string', format: 'int-or-string' },
};
const SCALARS = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  float64: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
};
const ZERO = { string: '', bool: false, int32: 0, int64: 0, float64: 0, bytes: undefined };

const STRINGS = { apiVersion: { type: 'string' }, kind: { type: 'string' } };

/** Which of the two documents, and what becomes of a reference in it. */
export interface Dialect {
  readonly version: 2 | 3;
  readonly prefix: string;
}

export const V3: Dialect = { version: 3, prefix: '#/components/schemas/' };
export const V2: Dialect = { version: 2, prefix: '#/definitions/' };

/** Collects the schemas that a document refers to. */
export class SchemaCollector {
  readonly schemas = new Map<string, Json>();
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** A reference to the schema of this short name, which the document is going to hold. */
  ref(schema: string): Json {
    const name = openApiNames[schema] ?? schema;
    if (!this.schemas.has(name)) {
      this.schemas.set(name, {});
      this.schemas.set(name, this.#schema(schema));
    }
    return { $ref: `${this.#dialect.prefix}${name}` };
  }

  /** A custom resource's schema, or that of its list, under the name that its group makes. */
  customRef(row: KindRow, isList: boolean): Json {
    const { group, version, kind, custom } = row;
    const name = [...group.split('.').reverse(), version, isList ? custom?.listKind : kind].join('.');
    if (!this.schemas.has(name)) {
      this.schemas.set(name, {});
      const gvk = [{ group, kind: isList ? custom?.listKind : kind, version }];
      const schema = isList ? this.#customList(row) : this.#custom(row);
      this.schemas.set(name, { ...schema, 'x-kubernetes-group-version-kind': gvk });
    }
    return { $ref: `${this.#dialect.prefix}${name}` };
  }

  #custom({ custom }: KindRow): Json {
    const given = custom?.jsonSchema as unknown as Json;
    const schema = this.#dialect.version === 2 ? customSchemaV2(given) : given;
    if (!schema) return { type: 'object' };
    const properties = { ...STRINGS, metadata: this.#metadata('ObjectMeta') };
    return { ...schema, type: 'object', properties: { ...(schema.properties as Json), ...properties } };
  }

  #customList(row: KindRow): Json {
    const items = { type: 'array', items: this.customRef(row, false) };
    const properties = { ...STRINGS, items, metadata: this.#metadata('ListMeta') };
    return { type: 'object', required: ['items'], properties };
  }

  #metadata(schema: string): Json {
    return this.#dialect.version === 3 ? { allOf: [this.ref(schema)] } : this.ref(schema);
  }

  /** All of them by name, in order. */
  sorted(): Json {
    return Object.fromEntries([...this.schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #schema(name: string): Json {
    const special = this.#dialect.version === 2 ? (SPECIAL_V2[name] ?? SPECIAL[name]) : SPECIAL[name];
    if (special) return special;
    const facts = schemaFacts(name);
    const fields = [...(facts?.fields.values() ?? [])];
    const required = fields.filter((field) => field.required).map((field) => field.name);
    return {
      ...(fields.length > 0
        ? { properties: Object.fromEntries(fields.map((field) => [field.name, this.#property(field)])) }
        : {}),
      ...(required.length > 0 ? { required } : {}),
      type: 'object',
      ...(facts?.kind ? { 'x-kubernetes-group-version-kind': [kindOf(facts)] } : {}),
      ...(facts?.mapType ? { 'x-kubernetes-map-type': facts.mapType } : {}),
    };
  }

  #property(field: FieldFacts): Json {
    const { type, pointer } = field;
    const zero = pointer ? undefined : (field.default ?? this.#default(type, field.omitEmpty));
    const listed = isEnabled('OpenAPIEnums') ? field.enum : undefined;
    const enumeration = listed ? { enum: listed } : {};
    const value = this.#type(type, type.kind === 'ref');
    const items = type.kind === 'list' && listed ? { items: { ...(value.items as Json), ...enumeration } } : {};
    return {
      ...value,
      ...(type.kind === 'list' ? items : enumeration),
      ...(this.#dialect.version === 3 && (zero ?? field.default) !== undefined
        ? { default: zero ?? field.default }
        : {}),
      ...given('x-kubernetes-list-map-keys', field.listMapKeys),
      ...given('x-kubernetes-list-type', field.listType),
      ...given('x-kubernetes-map-type', field.mapType),
      ...given('x-kubernetes-patch-merge-key', field.mergeKey),
      ...given('x-kubernetes-patch-strategy', field.patchStrategy),
    };
  }

  /** @param wraps the reference stands beside other facts, which it would hide */
  #type(type: TypeFacts, wraps: boolean): Json {
    switch (type.kind) {
      case 'scalar':
        return SCALARS[type.scalar];
      case 'ref':
        return wraps && this.#dialect.version === 3 ? { allOf: [this.ref(type.schema)] } : this.ref(type.schema);
      case 'list':
        return { type: 'array', items: this.#element(type.item) };
      case 'map':
        return { type: 'object', additionalProperties: this.#element(type.value) };
    }
  }

  #element(type: TypeFacts): Json {
    const zero = this.#default(type, false);
    const inner = this.#type(type, zero !== undefined);
    return zero === undefined || this.#dialect.version === 2 ? inner : { ...inner, default: zero };
  }

  /** What Go's zero value is called; structs always have one, others when they are written while they are zero. */
  #default(type: TypeFacts, omitEmpty: boolean): unknown {
    if (type.kind === 'scalar') return omitEmpty ? undefined : ZERO[type.scalar];
    if (type.kind !== 'ref' || SPECIAL[type.schema]) return undefined;
    return (schemaFacts(type.schema)?.fields.size ?? 0) > 0 ? {} : undefined;
  }
}

const given = (key: string, value: unknown) => (value === undefined ? {} : { [key]: value });

function kindOf(facts: SchemaFacts): Json {
  const { group, version, kind } = facts.kind as NonNullable<SchemaFacts['kind']>;
  return { group, kind, version };
}
