// Google's conformance tests write types and values as protobuf's JSON; these are the same in this project's terms.

import { parseGoDuration, parseTimestamp } from '../../src/cel/time';
import type { CelType } from '../../src/cel/types';
import {
  ArrayList,
  CelDuration,
  CelTimestamp,
  CelTypeValue,
  CelUint,
  type CelValue,
  EntryMap,
} from '../../src/cel/value';

type Json = Readonly<Record<string, unknown>>;

/** undefined for what only protobuf has. */
export function typeFrom(json: Json): CelType | undefined {
  const [[kind, value] = []] = Object.entries(json) as [string, unknown][];
  const known: Readonly<Record<string, CelType>> = {
    INT64: { kind: 'int' },
    UINT64: { kind: 'uint' },
    BOOL: { kind: 'bool' },
    STRING: { kind: 'string' },
    DOUBLE: { kind: 'double' },
    BYTES: { kind: 'bytes' },
    TIMESTAMP: { kind: 'timestamp' },
    DURATION: { kind: 'duration' },
  };
  if (kind === 'primitive' || kind === 'wellKnown') return known[value as string];
  if (kind === 'dyn') return { kind: 'dyn' };
  if (kind === 'null') return { kind: 'null' };
  if (kind === 'listType') {
    const item = typeFrom(((value as Json).elemType as Json) ?? { dyn: {} });
    return item && { kind: 'list', item };
  }
  if (kind === 'mapType') {
    const [key, item] = [typeFrom((value as Json).keyType as Json), typeFrom((value as Json).valueType as Json)];
    return key && item && { kind: 'map', key, value: item };
  }
  return undefined;
}

const DOUBLES: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity };

/** undefined for what only protobuf has. */
export function valueFrom(json: Json): CelValue | undefined {
  const [[kind, value] = []] = Object.entries(json) as [string, unknown][];
  switch (kind) {
    case 'nullValue':
      return null;
    case 'boolValue':
    case 'stringValue':
      return value as CelValue;
    case 'int64Value':
      return BigInt(value as string);
    case 'uint64Value':
      return new CelUint(BigInt(value as string));
    case 'doubleValue':
      return DOUBLES[value as string] ?? (value as number);
    case 'bytesValue':
      return Uint8Array.from(Buffer.from(value as string, 'base64'));
    case 'typeValue':
      return new CelTypeValue(value as string);
    case 'listValue':
      return listFrom((value as { values?: Json[] }).values ?? []);
    case 'mapValue':
      return mapFrom((value as { entries?: { key: Json; value: Json }[] }).entries ?? []);
    case 'objectValue':
      return objectFrom(value as Json);
    default:
      return undefined;
  }
}

function listFrom(values: readonly Json[]): CelValue | undefined {
  const items = values.map(valueFrom);
  return items.every((item) => item !== undefined) ? new ArrayList(items as CelValue[]) : undefined;
}

function mapFrom(entries: readonly { readonly key: Json; readonly value: Json }[]): CelValue | undefined {
  const map = new EntryMap();
  for (const entry of entries) {
    const [key, value] = [valueFrom(entry.key), valueFrom(entry.value)];
    if (key === undefined || value === undefined) return undefined;
    map.set(key, value);
  }
  return map;
}

function objectFrom(json: Json): CelValue | undefined {
  const text = json.value as string;
  if (json['@type'] === 'type.googleapis.com/google.protobuf.Timestamp') {
    return new CelTimestamp(parseTimestamp(text) as bigint);
  }
  if (json['@type'] === 'type.googleapis.com/google.protobuf.Duration') {
    return new CelDuration(parseGoDuration(text) as bigint);
  }
  return undefined;
}
