// Optional values. `or` and `orValue` are the evaluator's own, as they may leave out their argument.
// upstream: cel-go cel/library.go OptionalTypes

import type { Library } from '../functions';
import {
  ArrayList,
  CelDuration,
  CelError,
  CelList,
  CelMap,
  CelOptional,
  CelTimestamp,
  CelUint,
  type CelValue,
  noSuchOverload,
} from '../value';

function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === '' || value === 0n || value === 0) return true;
  if (value instanceof CelUint) return value.value === 0n;
  if (value instanceof CelList || value instanceof CelMap) return value.size === 0;
  if (value instanceof Uint8Array) return value.length === 0;
  if (value instanceof CelDuration || value instanceof CelTimestamp) return value.nanos === 0n;
  return value instanceof CelOptional && value.value === undefined;
}

function unwrap(list: CelList): CelList {
  const items: CelValue[] = [];
  for (const item of list) {
    if (!(item instanceof CelOptional)) throw new CelError(`value ${String(item)} is not optional`);
    if (item.value !== undefined) items.push(item.value);
  }
  return new ArrayList(items);
}

const element = (list: CelList, index: number) =>
  list.size === 0 ? CelOptional.none : new CelOptional(list.at(index));
const never = noSuchOverload as never;

/** What the two-variable macros that make maps call; the evaluator's own. */
export const comprehensionLibrary: Library = {
  'cel.@mapInsert': [
    ['(map(K, V), K, V) -> map(K, V)', never],
    ['(map(K, V), map(K, V)) -> map(K, V)', never],
  ],
};

export const optionalLibrary: Library = {
  'optional.of': [['(V) -> optional(V)', (value: CelValue) => new CelOptional(value)]],
  'optional.ofNonZeroValue': [
    ['(V) -> optional(V)', (value: CelValue) => (isZero(value) ? CelOptional.none : new CelOptional(value))],
  ],
  'optional.none': [['() -> optional(V)', () => CelOptional.none]],
  value: [
    [
      'optional(V).() -> V',
      ({ value }: CelOptional) => {
        if (value === undefined) throw new CelError('optional.none() dereference');
        return value;
      },
    ],
  ],
  hasValue: [['optional(V).() -> bool', ({ value }: CelOptional) => value !== undefined]],
  or: [['optional(V).(optional(V)) -> optional(V)', never]],
  orValue: [['optional(V).(V) -> V', never]],
  '_[?_]': {
    signatures: [
      '(list(V), int) -> optional(V)',
      '(optional(list(V)), int) -> optional(V)',
      '(map(K, V), K) -> optional(V)',
      '(optional(map(K, V)), K) -> optional(V)',
    ],
    run: never,
  },
  '_[_]': {
    signatures: ['(optional(list(V)), int) -> optional(V)', '(optional(map(K, V)), K) -> optional(V)'],
    run: never,
  },
  first: [['list(V).() -> optional(V)', (list: CelList) => element(list, 0)]],
  last: [['list(V).() -> optional(V)', (list: CelList) => element(list, list.size - 1)]],
  'optional.unwrap': [['(list(optional(V))) -> list(V)', unwrap]],
  unwrapOpt: [['list(optional(V)).() -> list(V)', unwrap]],
};
