// JSON as values, wrapped as it is looked into and not before; and values back as JSON.
// upstream: apiserver pkg/cel/common/values.go, cel-go common/types ConvertToNative

import { decodeBase64 } from '../kinds/base64';
import { formatDuration, formatTimestamp, parseDate, parseGoDuration, parseTimestamp } from './time';
import type { CelType } from './types';
import {
  ArrayList,
  CelBox,
  CelDuration,
  CelError,
  CelList,
  CelMap,
  CelOptional,
  CelTimestamp,
  CelUint,
  type CelValue,
  typeNameOf,
} from './value';

type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON value of this type; without one, whole numbers are ints. Values of this module pass as they are. */
export function fromJson(json: unknown, type?: CelType): CelValue {
  if (json === undefined) return null;
  if (json === null || typeof json === 'boolean') return json;
  if (typeof json === 'number') return numberFromJson(json, type);
  if (typeof json === 'string') return textFromJson(json, type);
  if (Array.isArray(json)) return new JsonList(json, type?.kind === 'list' ? type : undefined);
  if (typeof json !== 'object' || json instanceof CelBox || json instanceof Uint8Array) return json as CelValue;
  return new JsonMap(json as JsonObject, type?.kind === 'map' || type?.kind === 'object' ? type : undefined);
}

function numberFromJson(json: number, type: CelType | undefined): CelValue {
  if (type?.kind === 'double' || !Number.isInteger(json)) return json;
  return BigInt(json);
}

function textFromJson(json: string, type: CelType | undefined): CelValue {
  if (type?.kind === 'timestamp') {
    const nanos = parseTimestamp(json) ?? parseDate(json);
    if (nanos === undefined) throw new CelError(`Invalid date: ${json}`);
    return new CelTimestamp(nanos);
  }
  if (type?.kind === 'duration') {
    const nanos = parseGoDuration(json);
    if (nanos === undefined) throw new CelError(`Invalid duration: ${json}`);
    return new CelDuration(nanos);
  }
  if (type?.kind === 'bytes') {
    return Uint8Array.from(decodeBase64(json));
  }
  return json;
}

class JsonList extends CelList {
  readonly json: readonly unknown[];
  readonly #type: (CelType & { readonly kind: 'list' }) | undefined;
  readonly #values: CelValue[] = [];

  constructor(json: readonly unknown[], type: (CelType & { readonly kind: 'list' }) | undefined) {
    super();
    this.json = json;
    this.#type = type;
  }

  get size(): number {
    return this.json.length;
  }

  override get setOrKeys(): 'set' | readonly string[] | undefined {
    return this.#type?.setOrKeys;
  }

  at(index: number): CelValue {
    let value = this.#values[index];
    if (value === undefined) {
      value = fromJson(this.json[index], this.#type?.item);
      this.#values[index] = value;
    }
    return value;
  }
}

class JsonMap extends CelMap {
  readonly json: JsonObject;
  readonly #type: (CelType & { readonly kind: 'map' | 'object' }) | undefined;
  readonly #values = new Map<string, CelValue>();

  constructor(json: JsonObject, type: (CelType & { readonly kind: 'map' | 'object' }) | undefined) {
    super();
    this.json = json;
    this.#type = type;
  }

  get size(): number {
    return this.keys().length;
  }

  find(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string') return undefined;
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const name = this.#type?.kind === 'object' ? unescapeIdentifier(key) : key;
    if (!Object.hasOwn(this.json, name) || this.json[name] === undefined) return undefined;
    const type = this.#type?.kind === 'object' ? this.#type.fields.get(key) : this.#type?.value;
    const value = fromJson(this.json[name], type);
    this.#values.set(key, value);
    return value;
  }

  keys(): readonly CelValue[] {
    const names = Object.keys(this.json).filter((name) => this.json[name] !== undefined);
    return this.#type?.kind === 'object' ? names.map(escapeIdentifier) : names;
  }
}

const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const ESCAPES: readonly (readonly [string, string])[] = [
  ['__', '__underscores__'],
  ['.', '__dot__'],
  ['-', '__dash__'],
  ['/', '__slash__'],
];

/** A property's name as expressions spell it. upstream: apiserver pkg/cel/escaping.go */
export function escapeIdentifier(name: string): string {
  if (RESERVED.has(name)) return `__${name}__`;
  return ESCAPES.reduce((text, [raw, escaped]) => text.replaceAll(raw, escaped), name);
}

function unescapeIdentifier(name: string): string {
  if (!name.includes('__')) return name;
  if (name.startsWith('__') && name.endsWith('__') && RESERVED.has(name.slice(2, -2))) return name.slice(2, -2);
  return name.replaceAll(/__(underscores|dot|dash|slash)__/g, (all) => {
    return ESCAPES.find(([, escaped]) => escaped === all)?.[0] ?? all;
  });
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** A value as JSON. Throws a CelError for what JSON has no form of. */
export function toJson(value: CelValue): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number') {
    return value;
  }
  if (value instanceof JsonList || value instanceof JsonMap) return value.json;
  if (typeof value === 'bigint' || value instanceof CelUint) {
    const whole = typeof value === 'bigint' ? value : value.value;
    return whole > MAX_SAFE || whole < -MAX_SAFE ? String(whole) : Number(whole);
  }
  if (value instanceof CelList) return [...value].map(toJson);
  if (value instanceof CelMap) {
    const names = value.keys();
    if (!names.every((name) => typeof name === 'string')) throw new CelError('unsupported JSON map key');
    return Object.fromEntries(names.map((name) => [name, toJson(value.find(name) as CelValue)]));
  }
  if (value instanceof CelTimestamp) return formatTimestamp(value.nanos);
  if (value instanceof CelDuration) return formatDuration(value.nanos);
  if (value instanceof CelOptional && value.value !== undefined) return toJson(value.value);
  throw new CelError(`type conversion error from '${typeNameOf(value)}' to JSON`);
}

/** A list of the values of an array. */
export const listFrom = (items: readonly CelValue[]): CelList => new ArrayList([...items]);
