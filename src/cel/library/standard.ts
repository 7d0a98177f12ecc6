// Operators, and the functions of every CEL environment. Logical operators, `?:` and indexes are the evaluator's own.
// upstream: cel-go common/stdlib/standard.go

import { add, divide, modulo, multiply, negate, subtract } from '../arithmetic';
import { compare, equal } from '../equality';
import type { Library } from '../functions';
import { compileRegularExpression } from '../regular-expression';
import { codePointCount } from '../utf8';
import { CelError, CelList, CelMap, CelTypeValue, type CelValue, noSuchOverload, typeNameOf } from '../value';

type Kinds = readonly string[];

/** An operator that the left operand must know; otherwise the error names the operator. */
function operator(name: string, kinds: Kinds, run: (a: CelValue, b: CelValue) => CelValue) {
  return (a: CelValue, b: CelValue) => {
    if (!kinds.includes(typeNameOf(a))) throw new CelError(`no such overload: ${name}`);
    return run(a, b);
  };
}

const TIMESTAMP_NAME = 'google.protobuf.Timestamp';
const DURATION_NAME = 'google.protobuf.Duration';
const NUMBERS = ['int', 'uint', 'double'];
const ORDERED = [...NUMBERS, 'bool', 'string', 'bytes', TIMESTAMP_NAME, DURATION_NAME];
const ADDED = [...NUMBERS, 'string', 'bytes', 'list', TIMESTAMP_NAME, DURATION_NAME];

const same = (...types: Kinds) => types.map((type) => `(${type}, ${type}) -> ${type}`);
const COMPARED = [
  'bool, bool',
  'int, int',
  'int, double',
  'int, uint',
  'uint, uint',
  'uint, double',
  'uint, int',
  'double, double',
  'double, int',
  'double, uint',
  'string, string',
  'bytes, bytes',
  'timestamp, timestamp',
  'duration, duration',
].map((types) => `(${types}) -> bool`);

const relation = (name: string, holds: (order: number) => boolean) => ({
  signatures: COMPARED,
  run: operator(name, ORDERED, (a, b) => holds(compare(a, b))),
});

function isIn(item: CelValue, container: CelValue): boolean {
  if (container instanceof CelMap) return container.has(item);
  if (!(container instanceof CelList)) throw noSuchOverload();
  for (let index = 0; index < container.size; index++) if (equal(container.at(index), item)) return true;
  return false;
}

export function matches(text: CelValue, pattern: CelValue): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') throw noSuchOverload();
  const compiled = compileRegularExpression(pattern);
  if ('error' in compiled) throw new CelError(compiled.error);
  return compiled.pattern.test(text);
}

function sizeOf(value: CelValue): bigint {
  if (typeof value === 'string') return BigInt(codePointCount(value));
  if (value instanceof Uint8Array) return BigInt(value.length);
  if (value instanceof CelList || value instanceof CelMap) return BigInt(value.size);
  throw noSuchOverload();
}

const texts = (test: (text: string, part: string) => boolean) => ({
  signatures: ['string.(string) -> bool'],
  run: (text: CelValue, part: CelValue) => {
    if (typeof text !== 'string' || typeof part !== 'string') throw noSuchOverload();
    return test(text, part);
  },
});

export const standardLibrary: Library = {
  '_&&_': { signatures: ['(bool, bool) -> bool'], run: noSuchOverload as never },
  '_||_': { signatures: ['(bool, bool) -> bool'], run: noSuchOverload as never },
  '_?_:_': { signatures: ['(bool, A, A) -> A'], run: noSuchOverload as never },
  '@not_strictly_false': { signatures: ['(bool) -> bool'], run: noSuchOverload as never },
  '_[_]': { signatures: ['(list(A), int) -> A', '(map(A, B), A) -> B'], run: noSuchOverload as never },
  '!_': {
    signatures: ['(bool) -> bool'],
    run: (value: CelValue) => {
      if (typeof value !== 'boolean') throw noSuchOverload();
      return !value;
    },
  },
  '_==_': { signatures: ['(A, A) -> bool'], run: equal },
  '_!=_': { signatures: ['(A, A) -> bool'], run: (a: CelValue, b: CelValue) => !equal(a, b) },
  '_+_': {
    signatures: [
      ...same('bytes', 'double', 'duration'),
      '(duration, timestamp) -> timestamp',
      '(timestamp, duration) -> timestamp',
      ...same('int', 'list(A)', 'string', 'uint'),
    ],
    run: operator('_+_', ADDED, add),
  },
  '_-_': {
    signatures: [
      ...same('double', 'duration', 'int'),
      '(timestamp, duration) -> timestamp',
      '(timestamp, timestamp) -> duration',
      ...same('uint'),
    ],
    run: operator('_-_', [...NUMBERS, TIMESTAMP_NAME, DURATION_NAME], subtract),
  },
  '_*_': { signatures: same('double', 'int', 'uint'), run: operator('_*_', NUMBERS, multiply) },
  '_/_': { signatures: same('double', 'int', 'uint'), run: operator('_/_', NUMBERS, divide) },
  '_%_': { signatures: same('int', 'uint'), run: operator('_%_', ['int', 'uint'], modulo) },
  '-_': {
    signatures: ['(double) -> double', '(int) -> int'],
    run: (value: CelValue) => {
      if (!['int', 'double', DURATION_NAME].includes(typeNameOf(value))) throw new CelError('no such overload: -_');
      return negate(value);
    },
  },
  '_<_': relation('_<_', (order) => order < 0),
  '_<=_': relation('_<=_', (order) => order <= 0),
  '_>_': relation('_>_', (order) => order > 0),
  '_>=_': relation('_>=_', (order) => order >= 0),
  '@in': { signatures: ['(A, list(A)) -> bool', '(A, map(A, B)) -> bool'], run: isIn },
  size: {
    signatures: ['bytes', 'list(A)', 'map(A, B)', 'string'].flatMap((type) => [
      `(${type}) -> int`,
      `${type}.() -> int`,
    ]),
    run: (value: CelValue) => {
      if (
        typeof value === 'object' &&
        !(value instanceof CelList || value instanceof CelMap || value instanceof Uint8Array)
      ) {
        throw new CelError('no such overload: size');
      }
      return sizeOf(value);
    },
  },
  type: { signatures: ['(A) -> type(A)'], run: (value: CelValue) => new CelTypeValue(typeNameOf(value)) },
  dyn: { signatures: ['(A) -> dyn'], run: (value: CelValue) => value },
  contains: texts((text, part) => text.includes(part)),
  endsWith: texts((text, part) => text.endsWith(part)),
  startsWith: texts((text, part) => text.startsWith(part)),
  matches: { signatures: ['(string, string) -> bool', 'string.(string) -> bool'], run: matches },
};
