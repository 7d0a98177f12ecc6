// Reads protobuf bodies into the plain JSON they stand for. Clients in Go send them for built-in kinds; the answer is
// JSON all the same.
// upstream: apimachinery/pkg/runtime/serializer/protobuf

import { rfc3339 } from '../sim/time';
import { messageTexts } from './generated/protobuf.gen';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly shape: 'one' | 'list' | 'map';
}

/** A body that is no protobuf message; its words stand in the server's refusal. */
export class ProtobufFault extends Error {}

export interface ProtobufBody {
  readonly apiVersion: string;
  readonly kind: string;
  /** The message in the envelope, undecoded. */
  readonly raw: Buffer;
}

const MAGIC = Buffer.from('k8s\0', 'latin1');

/** Opens the envelope. Errors: ProtobufFault. */
export function readEnvelope(body: Buffer): ProtobufBody {
  if (body.length === 0) throw new ProtobufFault('empty data');
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new ProtobufFault('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]');
  }
  let apiVersion = '';
  let kind = '';
  let raw: Buffer = Buffer.alloc(0);
  for (const { number, bytes } of fieldsOf(body.subarray(MAGIC.length))) {
    if (number === 2) raw = bytes;
    if (number !== 1) continue;
    for (const inner of fieldsOf(bytes)) {
      if (inner.number === 1) apiVersion = inner.bytes.toString('utf8');
      if (inner.number === 2) kind = inner.bytes.toString('utf8');
    }
  }
  return { apiVersion, kind, raw };
}

/** Decodes a message into the JSON of its schema, e.g. `Deployment`. Errors: ProtobufFault. */
export function decodeMessage(schema: string, bytes: Buffer): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  decodeInto(result, schema, bytes);
  return result;
}

function decodeInto(result: Record<string, unknown>, schema: string, bytes: Buffer): void {
  const fields = fieldsOfMessage(schema);
  for (const { number, wire, bytes: value, varint } of fieldsOf(bytes)) {
    const field = fields.get(number);
    if (!field) continue;
    const { name, type, shape } = field;
    if (name === '~') decodeInto(result, type, value);
    else if (shape === 'map') {
      const map = (result[name] ?? {}) as Record<string, unknown>;
      result[name] = map;
      const entry = mapEntry(type, value);
      map[entry.key] = entry.value;
    } else if (shape === 'list') {
      const list = (result[name] ?? []) as unknown[];
      result[name] = list;
      list.push(...(wire === 2 && isVarint(type) ? packed(type, value) : [valueFrom(type, value, varint)]));
    } else result[name] = valueFrom(type, value, varint);
  }
}

function mapEntry(type: string, bytes: Buffer): { readonly key: string; readonly value: unknown } {
  let key = '';
  let value: unknown;
  for (const { number, bytes: part, varint } of fieldsOf(bytes)) {
    if (number === 1) key = part.toString('utf8');
    if (number === 2) value = valueFrom(type, part, varint);
  }
  return { key, value: value ?? valueFrom(type, Buffer.alloc(0), 0n) };
}

const isVarint = (type: string) => type === 'int32' || type === 'int64' || type === 'bool';

function packed(type: string, bytes: Buffer): unknown[] {
  const reader = new WireReader(bytes);
  const values: unknown[] = [];
  while (!reader.done) values.push(valueFrom(type, bytes, reader.varint()));
  return values;
}

function valueFrom(type: string, bytes: Buffer, varint: bigint): unknown {
  const special = SPECIAL[type];
  if (special) return special(bytes);
  switch (type) {
    case 'string':
      return bytes.toString('utf8');
    case 'bytes':
      return bytes.toString('base64');
    case 'bool':
      return varint !== 0n;
    case 'int32':
      return Number(BigInt.asIntN(32, varint));
    case 'int64':
      return Number(BigInt.asIntN(64, varint));
    case 'double':
      return bytes.readDoubleLE(0);
    default:
      return decodeMessage(type, bytes);
  }
}

/** Messages whose JSON is no object of their fields. */
const SPECIAL: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  Time: (bytes) => timeText(bytes, () => ''),
  MicroTime: (bytes) => timeText(bytes, (nanos) => `.${String(nanos / 1000n).padStart(6, '0')}`),
  Quantity: (bytes) => numbered(bytes, 1)?.bytes.toString('utf8') ?? '0',
  IntOrString: (bytes) => {
    const isText = numbered(bytes, 1)?.varint === 1n;
    if (isText) return numbered(bytes, 3)?.bytes.toString('utf8') ?? '';
    return Number(BigInt.asIntN(32, numbered(bytes, 2)?.varint ?? 0n));
  },
  RawExtension: rawJson,
  JsonValue: rawJson,
  FieldsV1: rawJson,
  ExtraValue: (bytes) => [...fieldsOf(bytes)].map((item) => item.bytes.toString('utf8')),
  JSONSchemaPropsOrArray: (bytes) => {
    const one = numbered(bytes, 1);
    if (one) return decodeMessage('JSONSchemaProps', one.bytes);
    return all(bytes, 2).map((item) => decodeMessage('JSONSchemaProps', item.bytes));
  },
  JSONSchemaPropsOrBool: (bytes) => {
    const schema = numbered(bytes, 2);
    return schema ? decodeMessage('JSONSchemaProps', schema.bytes) : numbered(bytes, 1)?.varint === 1n;
  },
  JSONSchemaPropsOrStringArray: (bytes) => {
    const schema = numbered(bytes, 1);
    return schema
      ? decodeMessage('JSONSchemaProps', schema.bytes)
      : all(bytes, 2).map((item) => item.bytes.toString('utf8'));
  },
};

/** An empty message is the zero time, which JSON writes as null. */
function timeText(bytes: Buffer, fraction: (nanos: bigint) => string): string | null {
  if (bytes.length === 0) return null;
  const seconds = BigInt.asIntN(64, numbered(bytes, 1)?.varint ?? 0n);
  const nanos = numbered(bytes, 2)?.varint ?? 0n;
  return rfc3339(Number(seconds) * 1000).replace('Z', `${fraction(nanos)}Z`);
}

function rawJson(bytes: Buffer): unknown {
  const raw = numbered(bytes, 1)?.bytes.toString('utf8');
  if (!raw) return null;
  try {
    return JSON.parse(raw);
  } catch {
    throw new ProtobufFault(`invalid JSON in a raw field: ${raw.slice(0, 30)}`);
  }
}

const all = (bytes: Buffer, number: number) => [...fieldsOf(bytes)].filter((field) => field.number === number);
const numbered = (bytes: Buffer, number: number) => all(bytes, number).at(-1);

const parsed = new Map<string, ReadonlyMap<number, Field>>();

function fieldsOfMessage(schema: string): ReadonlyMap<number, Field> {
  const known = parsed.get(schema);
  if (known) return known;
  const fields = new Map<number, Field>();
  for (const text of (messageTexts[schema] ?? '').split(',')) {
    const [number = '', name = '', type = ''] = text.split(' ');
    const shape = type.endsWith('[]') ? 'list' : type.endsWith('{}') ? 'map' : 'one';
    fields.set(Number(number), { name, type: shape === 'one' ? type : type.slice(0, -2), shape });
  }
  parsed.set(schema, fields);
  return fields;
}

interface WireField {
  readonly number: number;
  readonly wire: number;
  /** Of length-delimited and fixed fields. */
  readonly bytes: Buffer;
  readonly varint: bigint;
}

const NO_BYTES = Buffer.alloc(0);

function* fieldsOf(bytes: Buffer): Generator<WireField> {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = Number(reader.varint());
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) yield { number, wire, bytes: NO_BYTES, varint: reader.varint() };
    else if (wire === 1) yield { number, wire, bytes: reader.take(8), varint: 0n };
    else if (wire === 2) yield { number, wire, bytes: reader.take(Number(reader.varint())), varint: 0n };
    else if (wire === 5) yield { number, wire, bytes: reader.take(4), varint: 0n };
    else throw new ProtobufFault(`proto: illegal wireType ${wire}`);
  }
}

class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new ProtobufFault('unexpected EOF');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new ProtobufFault('proto: integer overflow');
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new ProtobufFault('unexpected EOF');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
