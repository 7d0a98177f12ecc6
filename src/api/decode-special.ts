// The types that read their own JSON: quantities, times, numbers-or-strings, raw data, and the unions of a CRD's
// schema. Their errors end decoding.

import { readQuantity } from '../kinds/quantity';
import { type Codec, DecodeContext, isJsonObject, jsonTypeOf } from './decode-context';
import { DecodeAbort, type Fault } from './decode-fault';
import { readMicroTime, readTime, type TimeResult } from './decode-time';

const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);

const never = () => false;
const nothing = () => null;

/** upstream: apimachinery/pkg/api/resource Quantity.UnmarshalJSON */
const quantity: Codec = {
  decode: (cx, value) => {
    const text = typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
    const result = readQuantity(text);
    if ('error' in result) abort(cx.invalid(result.error, 'quantity'));
    return result.quantity.text;
  },
  zero: () => '0',
  isEmpty: never,
};

/** upstream: apimachinery/pkg/util/intstr IntOrString.UnmarshalJSON */
const intOrString: Codec = {
  decode: (cx, value) => {
    if (typeof value === 'string') return value;
    if (typeof value !== 'number') return abort(cx.mismatch(jsonTypeOf(value), 'int32', 'integer or string'));
    if (!Number.isInteger(value) || value > INT32_MAX || value < INT32_MIN) {
      abort(cx.mismatch(`number ${value}`, 'int32', 'integer or string'));
    }
    return value === 0 ? 0 : value;
  },
  zero: () => 0,
  isEmpty: never,
};

function timeCodec(read: (text: string) => TimeResult): Codec {
  return {
    decode: (cx, value) => {
      if (typeof value !== 'string') abort(cx.mismatch(jsonTypeOf(value), 'string', 'time'));
      const result = read(value);
      if ('error' in result) abort(cx.invalid(result.error, 'time'));
      return result.text;
    },
    zero: nothing,
    isEmpty: (value) => value === null,
  };
}

/** Any JSON, kept as it is. */
const raw: Codec = { decode: (_, value) => value, zero: nothing, isEmpty: never };

type CodecOf = (schema: string) => Codec;

/** What a CRD's schema allows in one place: a schema, or something else. Nothing inside is checked strictly. */
function schemaOr(codecOf: CodecOf, other: Codec['decode']): Codec {
  return {
    decode: (cx, value) => (isJsonObject(value) ? decodeSchema(codecOf, cx, value) : other(cx, value)),
    zero: nothing,
    isEmpty: never,
  };
}

function booleanOnly(cx: DecodeContext, value: unknown): unknown {
  return typeof value === 'boolean' ? value : abort(cx.invalid('boolean or JSON schema expected'));
}

function schemaList(codecOf: CodecOf, cx: DecodeContext, value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? value.map((item) => decodeSchema(codecOf, cx, item)) : null;
}

function stringList(cx: DecodeContext, value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return null;
  const wrong = value.find((item) => typeof item !== 'string' && item !== null);
  if (wrong === undefined) return value.map((item) => item ?? '');
  return abort(cx.mismatch(jsonTypeOf(wrong), 'string', 'string'));
}

/** Decodes apart, as a type's own reader does: no strict errors come out, and any error ends the whole. */
function decodeSchema(codecOf: CodecOf, cx: DecodeContext, value: unknown): unknown {
  const codec = codecOf('JSONSchemaProps');
  if (value === null || value === undefined) return codec.zero();
  const inner = new DecodeContext(false);
  let fault: Fault | undefined;
  let decoded: unknown;
  try {
    decoded = codec.decode(inner, value);
    fault = inner.fault;
  } catch (error) {
    if (!(error instanceof DecodeAbort)) throw error;
    fault = error.fault;
  }
  return fault === undefined ? decoded : abort(cx.outer(fault));
}

function abort(fault: Fault): never {
  throw new DecodeAbort(fault);
}

const CODECS: Readonly<Record<string, (codecOf: CodecOf) => Codec>> = {
  Quantity: () => quantity,
  IntOrString: () => intOrString,
  Time: () => timeCodec(readTime),
  MicroTime: () => timeCodec(readMicroTime),
  RawExtension: () => raw,
  FieldsV1: () => raw,
  JsonValue: () => raw,
  JSONSchemaPropsOrBool: (codecOf) => schemaOr(codecOf, booleanOnly),
  JSONSchemaPropsOrArray: (codecOf) => schemaOr(codecOf, (cx, value) => schemaList(codecOf, cx, value)),
  JSONSchemaPropsOrStringArray: (codecOf) => schemaOr(codecOf, stringList),
};

/** The codec of a schema that is no plain struct; `codecOf` gives those of others. */
export function specialCodec(schema: string, codecOf: CodecOf): Codec | undefined {
  return Object.hasOwn(CODECS, schema) ? CODECS[schema]?.(codecOf) : undefined;
}
