// `x.field` and `x[index]` while an expression runs. upstream: cel-go interpreter/attributes.go refQualify

import { CelError, CelList, CelMap, CelOptional, CelUint, type CelValue, noSuchOverload, valueText } from './value';

/** The value there; a runtime error when there is none. On an optional the result is one too. */
export function get(target: CelValue, key: CelValue): CelValue {
  if (target instanceof CelOptional) return getOptional(target, key);
  const found = find(target, key);
  if (found !== undefined) return found;
  const what = target instanceof CelList ? 'index out of bounds' : 'no such key';
  throw new CelError(`${what}: ${valueText(key)}`);
}

/** `x.?field` and `x[?index]`. */
export function getOptional(target: CelValue, key: CelValue): CelOptional {
  if (target instanceof CelOptional) {
    return target.value === undefined ? target : getOptional(target.value, key);
  }
  const found = find(target, key);
  return found === undefined ? CelOptional.none : new CelOptional(found);
}

/** `has(x.field)` */
export function has(target: CelValue, key: string): boolean {
  if (target instanceof CelOptional) return target.value !== undefined && has(target.value, key);
  return find(target, key) !== undefined;
}

function find(target: CelValue, key: CelValue): CelValue | undefined {
  if (target instanceof CelMap) return target.find(key);
  if (!(target instanceof CelList)) return undefined;
  const index = indexOf(key);
  return index >= 0 && index < target.size ? target.at(index) : undefined;
}

function indexOf(key: CelValue): number {
  if (typeof key === 'bigint') return Number(key);
  if (key instanceof CelUint) return Number(key.value);
  if (typeof key === 'number') {
    if (Number.isInteger(key)) return key;
    throw new CelError(`unsupported index value ${key} in list`);
  }
  if (typeof key === 'object') throw noSuchOverload();
  throw new CelError(`unsupported index type '${typeof key === 'string' ? 'string' : 'bool'}' in list`);
}
