// Turns schemas into decoders, once each: a codec a type, with what Go's decoder and encoder do to a value of it.
// Decoding returns the same reference when the server would store a value as it was given.

import { type FieldFacts, goElementOf, goTypeOf, type SchemaFacts, schemaFacts, type TypeFacts } from '../kinds/schema';
import { type Codec, type DecodeContext, type FieldStep, isJsonObject, type StructName } from './decode-context';
import { type GoTypeName, scalarCodec } from './decode-scalar';
import { specialCodec } from './decode-special';

interface FieldCodec extends FieldStep {
  readonly codec: Codec;
  /** An empty value is not written. */
  readonly dropsEmpty: boolean;
  /** An empty list or map that must be written is null: storage does not tell them apart. */
  readonly nullsEmpty: boolean;
  /** What an absent field is written as; undefined when it is not written. */
  readonly absent: () => unknown;
}

interface StructCodec extends StructName {
  readonly goType: string;
  readonly fields: ReadonlyMap<string, FieldCodec>;
  /** Those that are written even when absent. */
  readonly always: readonly FieldCodec[];
}

const codecs = new Map<string, Codec>();

/** The codec of a schema; an error of the program when there is none of that name. */
export function codecOf(schema: string): Codec {
  const known = codecs.get(schema);
  if (known !== undefined) return known;
  const facts = schemaFacts(schema);
  if (facts === undefined) throw new Error(`no schema ${schema}`);
  const codec = specialCodec(schema, codecOf) ?? structCodec(facts);
  codecs.set(schema, codec);
  return codec;
}

function structCodec(facts: SchemaFacts): Codec {
  // Fields are compiled at first use, since schemas refer to one another in circles.
  let struct: StructCodec | undefined;
  let zero: unknown;
  const compiled = () => {
    struct ??= compileStruct(facts);
    return struct;
  };
  const decode = (cx: DecodeContext, value: unknown) => decodeStruct(cx, value, compiled());
  return {
    decode,
    zero: () => {
      zero ??= Object.freeze(writeAbsent({}, compiled()));
      return zero;
    },
    isEmpty: () => false,
  };
}

function compileStruct(facts: SchemaFacts): StructCodec {
  const fields = new Map<string, FieldCodec>();
  const always: FieldCodec[] = [];
  for (const field of facts.fields.values()) {
    const codec = typeCodec(field.type, () => goTypeOf(field.type, field), field);
    const isStruct = field.type.kind === 'ref';
    const isCollection = field.type.kind === 'list' || field.type.kind === 'map';
    // Go never finds a struct empty, and a pointer only when it is nil.
    const isWritten = !field.omitEmpty || (isStruct && !field.pointer);
    const isNil = field.pointer || (field.type.kind === 'scalar' && field.type.scalar === 'bytes');
    const absent = !isWritten ? () => undefined : isNil ? () => null : codec.zero;
    const compiled: FieldCodec = {
      name: field.name,
      goPath: field.goPath,
      codec,
      dropsEmpty: field.omitEmpty && isStruct === field.pointer,
      nullsEmpty: !field.omitEmpty && isCollection && !facts.storedAsJson,
      absent,
    };
    fields.set(field.name, compiled);
    if (isWritten) always.push(compiled);
  }
  const { name: schema, goType } = facts;
  return { schema, goType, word: goType.slice(goType.indexOf('.') + 1), fields, always };
}

function typeCodec(type: TypeFacts, goType: GoTypeName, field: FieldFacts | undefined): Codec {
  switch (type.kind) {
    case 'ref':
      return codecOf(type.schema);
    case 'list':
      return listCodec(
        typeCodec(type.item, () => elementType(type.item, goType(), field), undefined),
        goType,
      );
    case 'map':
      return mapCodec(
        typeCodec(type.value, () => elementType(type.value, goType(), field), undefined),
        goType,
      );
    default:
      return scalarCodec(type.scalar, goType);
  }
}

/** Go's name of what a list or map of this Go type holds. */
function elementType(element: TypeFacts, goType: string, field: FieldFacts | undefined): string {
  const text = goElementOf(goType, field);
  return text === goType ? goTypeOf(element) : text;
}

function decodeStruct(cx: DecodeContext, value: unknown, struct: StructCodec): unknown {
  if (!isJsonObject(value)) {
    cx.typeError(value, struct.goType, 'mapping');
    return value;
  }
  const outer = cx.struct;
  cx.struct = struct;
  const repeated = cx.duplicates?.get(value);
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const given = value[key];
    const field = struct.fields.get(key);
    let decoded: unknown;
    if (field === undefined) {
      cx.strictFault('unknown field', key);
    } else {
      if (repeated?.includes(key)) cx.strictFault('duplicate field', key);
      decoded = decodeField(cx, given, field);
    }
    if (decoded !== given || decoded === undefined) copy ??= copyUntil(value, key);
    if (copy !== undefined && decoded !== undefined) copy[key] = decoded;
  }
  cx.struct = outer;
  for (const field of struct.always) {
    if ((copy ?? value)[field.name] === undefined) return writeAbsent(copy ?? { ...value }, struct);
  }
  return copy ?? value;
}

function decodeField(cx: DecodeContext, given: unknown, field: FieldCodec): unknown {
  if (given === null || given === undefined) return field.absent();
  cx.enter(field);
  const decoded = field.codec.decode(cx, given);
  cx.leave();
  if (cx.keepsEmpty) return decoded;
  if (field.dropsEmpty && field.codec.isEmpty(decoded)) return undefined;
  return field.nullsEmpty && field.codec.isEmpty(decoded) ? null : decoded;
}

function writeAbsent(target: Record<string, unknown>, struct: StructCodec): Record<string, unknown> {
  for (const field of struct.always) {
    if (target[field.name] === undefined) target[field.name] = field.absent();
  }
  return target;
}

function listCodec(item: Codec, goType: GoTypeName): Codec {
  return {
    decode: (cx, value) => {
      if (!Array.isArray(value)) {
        cx.typeError(value, goType(), 'list');
        return value;
      }
      let copy: unknown[] | undefined;
      for (let i = 0; i < value.length; i++) {
        const given = value[i];
        cx.enter(i);
        const decoded = given === null || given === undefined ? item.zero() : item.decode(cx, given);
        cx.leave();
        if (decoded !== given) copy ??= value.slice(0, i);
        copy?.push(decoded);
      }
      return copy ?? value;
    },
    zero: () => null,
    isEmpty: (value) => (value as readonly unknown[]).length === 0,
  };
}

function mapCodec(item: Codec, goType: GoTypeName): Codec {
  return {
    decode: (cx, value) => {
      if (!isJsonObject(value)) {
        cx.typeError(value, goType(), 'mapping');
        return value;
      }
      const repeated = cx.duplicates?.get(value);
      let copy: Record<string, unknown> | undefined;
      for (const key in value) {
        const given = value[key];
        if (repeated?.includes(key)) cx.strictFault('duplicate field', key);
        cx.enter(key);
        const decoded = given === null || given === undefined ? item.zero() : item.decode(cx, given);
        cx.leave();
        if (decoded !== given) copy ??= copyUntil(value, key);
        if (copy !== undefined) setKey(copy, key, decoded);
      }
      return copy ?? value;
    },
    zero: () => null,
    isEmpty: (value) => {
      for (const _ in value as object) return false;
      return true;
    },
  };
}

/** A copy of the entries before this key. */
function copyUntil(source: Record<string, unknown>, until: string): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in source) {
    if (key === until) break;
    setKey(copy, key, source[key]);
  }
  return copy;
}

/** Sets an own entry, whatever its name. */
function setKey(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
