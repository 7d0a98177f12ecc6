// The type of a built-in kind's objects, as expressions see it when a policy is checked against the kinds it is about.
// upstream: apiserver pkg/cel/common/schemas.go SchemaDeclType

import { escapeIdentifier } from '../../cel/json';
import { BOOL, BYTES, type CelType, DOUBLE, DYN, INT, STRING, TIMESTAMP } from '../../cel/types';
import type { KindRow } from '../../kinds/kind';
import { type ScalarName, schemaFacts, type TypeFacts } from '../../kinds/schema';

const SCALARS: Readonly<Record<ScalarName, CelType>> = {
  string: STRING,
  bool: BOOL,
  int32: INT,
  int64: INT,
  float64: DOUBLE,
  bytes: BYTES,
};
const SPECIAL: Readonly<Record<string, CelType>> = {
  Quantity: STRING,
  Time: TIMESTAMP,
  MicroTime: TIMESTAMP,
  IntOrString: DYN,
};

/** The type of a kind's objects; undefined when nothing is known of them. */
export function objectTypeOf(row: KindRow): CelType | undefined {
  return row.custom || !schemaFacts(row.schema) ? undefined : schemaType(row.schema, row.kind);
}

function schemaType(schema: string, name: string): CelType {
  if (Object.hasOwn(SPECIAL, schema)) return SPECIAL[schema] as CelType;
  const facts = schemaFacts(schema);
  if (!facts) return DYN;
  const types = new LazyFields();
  for (const [field, { type }] of facts.fields) {
    types.declare(escapeIdentifier(field), () => typeOf(type, `${name}.${field}`));
  }
  return { kind: 'object', name, fields: types };
}

function typeOf(facts: TypeFacts, name: string): CelType {
  switch (facts.kind) {
    case 'scalar':
      return SCALARS[facts.scalar];
    case 'list':
      return { kind: 'list', item: typeOf(facts.item, `${name}.@idx`) };
    case 'map':
      return { kind: 'map', value: typeOf(facts.value, `${name}.@elem`) };
    default:
      return schemaType(facts.schema, name);
  }
}

/** Schemas may hold themselves: a field's type is made when it is asked for. */
class LazyFields extends Map<string, CelType> {
  readonly #makers = new Map<string, () => CelType>();

  declare(name: string, make: () => CelType): void {
    this.#makers.set(name, make);
  }

  override get(name: string): CelType | undefined {
    const known = super.get(name);
    if (known) return known;
    const type = this.#makers.get(name)?.();
    if (type) this.set(name, type);
    return type;
  }
}
