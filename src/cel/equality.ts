// `==` and `<` over values: numbers compare by value across their types, everything else only within its own.
// upstream: cel-go common/types/compare.go, Equal and Compare of each type; apiserver pkg/cel/common/values.go

import {
  CelDuration,
  CelError,
  CelList,
  CelMap,
  CelOpaque,
  CelOptional,
  CelTimestamp,
  CelTypeValue,
  CelUint,
  type CelValue,
  noSuchOverload,
} from './value';

const numberOf = (value: CelValue): bigint | number | undefined => {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return value instanceof CelUint ? value.value : undefined;
};

export function equal(a: CelValue, b: CelValue): boolean {
  if (a === b) return !(typeof a === 'number' && Number.isNaN(a));
  const left = numberOf(a);
  if (left !== undefined) {
    const right = numberOf(b);
    return right !== undefined && compareNumbers(left, right) === 0;
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof CelList) return b instanceof CelList && equalLists(a, b);
  if (a instanceof CelMap) return b instanceof CelMap && equalMaps(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (a instanceof CelTimestamp) return b instanceof CelTimestamp && a.nanos === b.nanos;
  if (a instanceof CelDuration) return b instanceof CelDuration && a.nanos === b.nanos;
  if (a instanceof CelTypeValue) return b instanceof CelTypeValue && a.name === b.name;
  if (a instanceof CelOptional) return b instanceof CelOptional && equalOptionals(a, b);
  if (a instanceof CelOpaque) return b instanceof CelOpaque && a.typeName === b.typeName && a.equals(b);
  return false;
}

function equalOptionals(a: CelOptional, b: CelOptional): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equal(a.value, b.value);
}

function equalLists(a: CelList, b: CelList): boolean {
  if (a.size !== b.size) return false;
  if (a.setOrKeys) return equalUnordered(a, b, a.setOrKeys);
  for (let index = 0; index < a.size; index++) if (!equal(a.at(index), b.at(index))) return false;
  return true;
}

function equalUnordered(a: CelList, b: CelList, setOrKeys: 'set' | readonly string[]): boolean {
  const others = [...b];
  if (setOrKeys === 'set') return [...a].every((item) => others.some((other) => equal(item, other)));
  return [...a].every((item) => {
    const same = others.find((other) => sameKeys(item, other, setOrKeys));
    return same !== undefined && equal(item, same);
  });
}

/** Whether two items of a map list are the same entry. */
export function sameKeys(a: CelValue, b: CelValue, keys: readonly string[]): boolean {
  if (!(a instanceof CelMap && b instanceof CelMap)) return false;
  return keys.every((key) => equal(a.find(key) ?? null, b.find(key) ?? null));
}

function equalMaps(a: CelMap, b: CelMap): boolean {
  if (a.size !== b.size) return false;
  return a.keys().every((key) => {
    const [left, right] = [a.find(key), b.find(key)];
    return left !== undefined && right !== undefined && equal(left, right);
  });
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

/** By code point, as Go compares strings. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return Math.sign(unitOrder(left) - unitOrder(right));
  }
  return Math.sign(a.length - b.length);
}

/** Halves of surrogate pairs sort after every other unit. */
const unitOrder = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** A whole number beside a double is taken as a double itself. NaN is greater than everything. */
function compareNumbers(a: bigint | number, b: bigint | number): number {
  if (typeof a === typeof b) return a < b ? -1 : a === b ? 0 : 1;
  const [left, right] = [Number(a), Number(b)];
  return left < right ? -1 : left === right ? 0 : 1;
}

/** -1, 0 or 1; a runtime error when the two have no order. */
export function compare(a: CelValue, b: CelValue): number {
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) {
    if (Number.isNaN(left) || Number.isNaN(right)) throw new CelError('NaN values cannot be ordered');
    return compareNumbers(left, right);
  }
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  const both =
    (a instanceof CelTimestamp && b instanceof CelTimestamp) || (a instanceof CelDuration && b instanceof CelDuration);
  if (!both) throw noSuchOverload();
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}
