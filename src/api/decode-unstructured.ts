// Decoding of what a strategic patch or an apply came to, which upstream does not read as JSON but converts from maps
// it has in memory: with the same result and other words for what is wrong, and unknown fields in the order of their
// texts.
// upstream: apimachinery/pkg/runtime/converter.go

import type { KindRow } from '../kinds/kind';
import { type FieldFacts, goElementOf, goTypeOf, schemaFacts, type TypeFacts } from '../kinds/schema';
import { type Decoded, type DecodeFailure, decode, type FieldValidation } from './decode';
import { isJsonObject } from './decode-context';
import { specialCodec } from './decode-special';
import { goTypeName } from './patch/go-values';

/** As `decode`; nothing is looked at twice unless something is wrong. */
export function fromUnstructured(row: KindRow, value: unknown, mode: FieldValidation): Decoded | DecodeFailure {
  const type: TypeFacts = { kind: 'ref', schema: row.schema };
  const read = (each: unknown) => decode(row.schema, each, mode === 'Ignore' ? mode : 'Warn');
  let decoded = read(value);
  const why = 'error' in decoded ? fault(type, value) : undefined;
  if ('error' in decoded && why === undefined) decoded = read(wrapped(type, value));
  if ('error' in decoded) return { error: why ?? decoded.error, problems: [] };
  return { ...decoded, warnings: [...decoded.warnings].sort() };
}

/** Numbers too large for 32 bits lose what is too much. */
function wrapped(type: TypeFacts, value: unknown): unknown {
  if (type.kind === 'scalar') return type.scalar === 'int32' && typeof value === 'number' ? value | 0 : value;
  if (type.kind === 'list') return Array.isArray(value) ? value.map((item) => wrapped(type.item, item)) : value;
  if (!isJsonObject(value)) return value;
  const typeOf = (key: string) => (type.kind === 'map' ? type.value : schemaFacts(type.schema)?.fields.get(key)?.type);
  const entries = Object.entries(value).map(([key, inner]) => {
    const own = typeOf(key);
    return [key, own ? wrapped(own, inner) : inner];
  });
  return Object.fromEntries(entries);
}

function fault(type: TypeFacts, value: unknown, field?: FieldFacts): string | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'ref':
      return refFault(type.schema, value);
    case 'list':
      if (!Array.isArray(value)) return `cannot restore slice from ${goKindOf(value)}`;
      return firstFault(value.map((item) => () => fault(type.item, item, elementOf(field))));
    case 'map':
      if (!isJsonObject(value)) return `cannot restore map from ${goKindOf(value)}`;
      return firstFault(Object.values(value).map((entry) => () => fault(type.value, entry, elementOf(field))));
    default:
      return scalarFault(type, value, field);
  }
}

/** What a list or map holds has a name in Go where the field's own says it. */
function elementOf(field: FieldFacts | undefined): FieldFacts | undefined {
  return field?.goType === undefined ? undefined : { ...field, goType: goElementOf(field.goType, field) };
}

function refFault(schema: string, value: unknown): string | undefined {
  const facts = schemaFacts(schema);
  // Types that read their own JSON say the same here.
  if (!facts || specialCodec(schema, () => SPECIAL)) return ownFault(schema, value);
  if (!isJsonObject(value)) return `cannot restore struct from: ${goKindOf(value)}`;
  return firstFault([...facts.fields.values()].map((field) => () => fault(field.type, value[field.name], field)));
}

const SPECIAL = { decode: (_: unknown, value: unknown) => value, zero: () => null, isEmpty: () => false };

function ownFault(schema: string, value: unknown): string | undefined {
  const decoded = decode(schema, value as object, 'Ignore');
  return 'error' in decoded ? decoded.error : undefined;
}

function scalarFault(type: TypeFacts & { kind: 'scalar' }, value: unknown, field?: FieldFacts): string | undefined {
  const { scalar } = type;
  const given = goTypeName(value);
  const name = goTypeOf(type, field);
  if (scalar === 'bytes') return bytesFault(value);
  if (scalar === 'string') {
    if (given === 'string') return undefined;
    return given === 'int64' ? `cannot convert int64 to ${name}` : 'unrecognized type: string';
  }
  if (scalar === 'bool') return given === 'bool' ? undefined : 'unrecognized type: bool';
  if (given === 'int64' || (given === 'float64' && scalar === 'float64')) return undefined;
  return given === 'float64' ? `cannot convert float64 to ${name}` : `unrecognized type: ${scalar}`;
}

function bytesFault(value: unknown): string | undefined {
  if (typeof value !== 'string')
    return Array.isArray(value) ? undefined : `cannot restore slice from ${goKindOf(value)}`;
  const decoded = decode('Secret', { data: { value } }, 'Ignore');
  return 'error' in decoded ? `error decoding from json: ${decoded.error}` : undefined;
}

/** The kind of a JSON value in Go's reflection. */
function goKindOf(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  return isJsonObject(value) ? 'map' : goTypeName(value);
}

function firstFault(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}
