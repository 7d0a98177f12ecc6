// `+ - * / %` and negation, in 64 bits. upstream: cel-go common/types/overflow.go and the types' Add, Subtract …

import { checkDuration, checkTimestamp } from './time';
import {
  ArrayList,
  CelDuration,
  CelError,
  CelList,
  CelTimestamp,
  CelUint,
  type CelValue,
  noSuchOverload,
} from './value';

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

export function checkInt(value: bigint): bigint {
  if (value > MAX_INT || value < MIN_INT) throw new CelError('integer overflow');
  return value;
}

export function checkUint(value: bigint): CelUint {
  if (value > MAX_UINT || value < 0n) throw new CelError('unsigned integer overflow');
  return new CelUint(value);
}

export function add(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return checkInt(a + b);
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a instanceof CelUint && b instanceof CelUint) return checkUint(a.value + b.value);
  if (a instanceof CelList && b instanceof CelList) return concatenate(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Uint8Array.from([...a, ...b]);
  if (a instanceof CelDuration && b instanceof CelDuration) return new CelDuration(checkDuration(a.nanos + b.nanos));
  const [time, span] = a instanceof CelTimestamp ? [a, b] : [b, a];
  if (time instanceof CelTimestamp && span instanceof CelDuration) {
    return new CelTimestamp(checkTimestamp(time.nanos + span.nanos));
  }
  throw noSuchOverload();
}

function concatenate(a: CelList, b: CelList): CelList {
  if (b.size === 0) return a;
  return new ArrayList([...a, ...b]);
}

export function subtract(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return checkInt(a - b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof CelUint && b instanceof CelUint) return checkUint(a.value - b.value);
  if (a instanceof CelDuration && b instanceof CelDuration) return new CelDuration(checkDuration(a.nanos - b.nanos));
  if (a instanceof CelTimestamp && b instanceof CelDuration) {
    return new CelTimestamp(checkTimestamp(a.nanos - b.nanos));
  }
  if (a instanceof CelTimestamp && b instanceof CelTimestamp) {
    return new CelDuration(checkDuration(a.nanos - b.nanos));
  }
  throw noSuchOverload();
}

export function multiply(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return checkInt(a * b);
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a instanceof CelUint && b instanceof CelUint) return checkUint(a.value * b.value);
  throw noSuchOverload();
}

export function divide(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    if (b === 0n) throw new CelError('division by zero');
    return checkInt(a / b);
  }
  if (a instanceof CelUint && b instanceof CelUint) {
    if (b.value === 0n) throw new CelError('division by zero');
    return new CelUint(a.value / b.value);
  }
  throw noSuchOverload();
}

export function modulo(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    if (b === 0n) throw new CelError('modulus by zero');
    if (a === MIN_INT && b === -1n) throw new CelError('integer overflow');
    return a % b;
  }
  if (a instanceof CelUint && b instanceof CelUint) {
    if (b.value === 0n) throw new CelError('modulus by zero');
    return new CelUint(a.value % b.value);
  }
  throw noSuchOverload();
}

export function negate(a: CelValue): CelValue {
  if (typeof a === 'bigint') return checkInt(-a);
  if (typeof a === 'number') return -a;
  if (a instanceof CelDuration) return new CelDuration(checkDuration(-a.nanos));
  throw noSuchOverload();
}
