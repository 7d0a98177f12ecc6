// Values while an expression runs. An int is a bigint, a double a number; what JavaScript has no type for is a class.
// upstream: cel-go common/types

import type { CelType } from './types';

/** What all values that are objects have in common, bytes aside: it tells them from JSON. */
export abstract class CelBox {}

export class CelUint extends CelBox {
  readonly value: bigint;
  constructor(value: bigint) {
    super();
    this.value = value;
  }
}

/** Nanoseconds since 1970. */
export class CelTimestamp extends CelBox {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
}

export class CelDuration extends CelBox {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
}

/** A type as a value: `type(1)`, `int`. */
export class CelTypeValue extends CelBox {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
}

export class CelOptional extends CelBox {
  static readonly none = new CelOptional(undefined);
  readonly value: CelValue | undefined;
  constructor(value: CelValue | undefined) {
    super();
    this.value = value;
  }
}

/** A value of one of Kubernetes' own types, which only its functions look into. */
export abstract class CelOpaque extends CelBox {
  /** The type's full name, e.g. `kubernetes.Quantity`. */
  abstract readonly typeName: string;
  abstract equals(other: CelOpaque): boolean;
  /** What counts as its length in costs; 1 unless it has one. */
  get size(): number {
    return 1;
  }
}

export abstract class CelList extends CelBox {
  abstract readonly size: number;
  abstract at(index: number): CelValue;
  /** Lists that JSON gives as a set, or as a map by these keys. */
  get setOrKeys(): 'set' | readonly string[] | undefined {
    return undefined;
  }

  *[Symbol.iterator](): IterableIterator<CelValue> {
    for (let index = 0; index < this.size; index++) yield this.at(index);
  }
}

export class ArrayList extends CelList {
  readonly items: CelValue[];
  constructor(items: CelValue[]) {
    super();
    this.items = items;
  }

  get size(): number {
    return this.items.length;
  }

  at(index: number): CelValue {
    return this.items[index] as CelValue;
  }
}

export abstract class CelMap extends CelBox {
  abstract readonly size: number;
  /** The value under a key; undefined when there is none. */
  abstract find(key: CelValue): CelValue | undefined;
  /** `key in map`: keys that a map only makes up are not in it. */
  has(key: CelValue): boolean {
    return this.find(key) !== undefined;
  }
  abstract keys(): readonly CelValue[];
  /** The name of its type when it is a message: `Object.spec`. */
  get typeName(): string {
    return 'map';
  }
}

/** A map made by an expression. Keys that are equal numbers are one key, whatever their types. */
export class EntryMap extends CelMap {
  readonly #entries = new Map<string, readonly [CelValue, CelValue]>();

  get size(): number {
    return this.#entries.size;
  }

  set(key: CelValue, value: CelValue): void {
    this.#entries.set(keyText(key), [key, value]);
  }

  find(key: CelValue): CelValue | undefined {
    return this.#entries.get(keyText(key))?.[1];
  }

  keys(): readonly CelValue[] {
    return [...this.#entries.values()].map(([key]) => key);
  }
}

/** A message made by an expression: `Object.spec{replicas: 3}`. */
export class MessageMap extends EntryMap {
  readonly #typeName: string;
  constructor(typeName: string) {
    super();
    this.#typeName = typeName;
  }

  override get typeName(): string {
    return this.#typeName;
  }
}

function keyText(key: CelValue): string {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean') return `b${key}`;
  if (key instanceof CelUint) return `n${key.value}`;
  if (typeof key === 'bigint') return `n${key}`;
  return typeof key === 'number' ? `n${Number.isInteger(key) ? BigInt(key) : key}` : `?${typeNameOf(key)}`;
}

export type CelValue =
  | null
  | boolean
  | string
  | bigint
  | number
  | CelUint
  | Uint8Array
  | CelTimestamp
  | CelDuration
  | CelTypeValue
  | CelOptional
  | CelOpaque
  | CelList
  | CelMap;

/** An expression's runtime error. Thrown, and absorbed by `&&`, `||` and the macros made of them. */
export class CelError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** The run used up its budget: nothing absorbs this one. */
export class CelCostError extends CelError {}

export const NO_SUCH_OVERLOAD = 'no such overload';

export function noSuchOverload(): CelError {
  return new CelError(NO_SUCH_OVERLOAD);
}

/** The name of a value's type as `type(x)` and errors print it. */
export function typeNameOf(value: CelValue): string {
  if (value === null) return 'null_type';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof CelUint) return 'uint';
  if (value instanceof CelList) return 'list';
  if (value instanceof CelMap || value instanceof CelOpaque) return value.typeName;
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof CelTimestamp) return 'google.protobuf.Timestamp';
  if (value instanceof CelDuration) return 'google.protobuf.Duration';
  return value instanceof CelOptional ? 'optional_type' : 'type';
}

/** Whether a value may be passed where this type is declared. */
export function isOfType(value: CelValue, type: CelType): boolean {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return typeof value === 'bigint';
    case 'uint':
      return value instanceof CelUint;
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'bytes':
      return value instanceof Uint8Array;
    case 'timestamp':
      return value instanceof CelTimestamp;
    case 'duration':
      return value instanceof CelDuration;
    case 'null':
      return value === null;
    case 'list':
      return value instanceof CelList;
    case 'map':
      return value instanceof CelMap;
    case 'object':
      return (value instanceof CelOpaque || value instanceof CelMap) && value.typeName === type.name;
    case 'opaque':
      return value instanceof CelOptional ? type.name === 'optional_type' : typeNameOf(value) === type.name;
    case 'type':
      return value instanceof CelTypeValue;
    default:
      return true;
  }
}

/** A value as it stands within an error's text. */
export function valueText(value: CelValue): string {
  if (value === null) return 'null';
  if (value instanceof CelUint) return String(value.value);
  if (value instanceof CelTypeValue) return value.name;
  if (typeof value === 'object') return typeNameOf(value);
  return String(value);
}
