// Functions on lists: Kubernetes' own and those of CEL's extension. upstream: apiserver pkg/cel/library/lists.go;
// cel-go ext/lists.go, version 3; ext/sets.go

import { add } from '../arithmetic';
import { compare, equal } from '../equality';
import type { FunctionSource, Library } from '../functions';
import { ArrayList, CelDuration, CelError, CelList, CelUint, type CelValue, typeNameOf } from '../value';

const COMPARABLE = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
const ZEROS: Readonly<Record<string, CelValue>> = {
  int: 0n,
  uint: new CelUint(0n),
  double: 0,
  duration: new CelDuration(0n),
};

function isSorted(list: CelList): boolean {
  for (let index = 1; index < list.size; index++) if (compare(list.at(index - 1), list.at(index)) > 0) return false;
  return true;
}

const extreme = (name: string, sign: number): FunctionSource => {
  const run = (list: CelList) => {
    if (list.size === 0) throw new CelError(`${name} called on empty list`);
    return [...list].reduce((best, item) => (Math.sign(compare(best, item)) === sign ? item : best));
  };
  return COMPARABLE.map((type) => [`list(${type}).() -> ${type}`, run] as const);
};

function indexOf(list: CelList, item: CelValue): bigint {
  for (let index = 0; index < list.size; index++) if (equal(list.at(index), item)) return BigInt(index);
  return -1n;
}

function lastIndexOf(list: CelList, item: CelValue): bigint {
  for (let index = list.size - 1; index >= 0; index--) if (equal(list.at(index), item)) return BigInt(index);
  return -1n;
}

function slice(list: CelList, start: bigint, end: bigint): CelList {
  const cannot = (why: string) => new CelError(`cannot slice(${start}, ${end}), ${why}`);
  if (start < 0n || end < 0n) throw cannot('negative indexes not supported');
  if (start > end) throw cannot('start index must be less than or equal to end index');
  if (BigInt(list.size) < end) throw cannot(`list is length ${list.size}`);
  return new ArrayList([...list].slice(Number(start), Number(end)));
}

function flatten(list: CelList, depth: bigint): CelValue[] {
  if (depth < 0n) throw new CelError('level must be non-negative');
  return [...list].flatMap((item) => (item instanceof CelList && depth > 0n ? flatten(item, depth - 1n) : [item]));
}

function distinct(list: CelList): CelList {
  const kept: CelValue[] = [];
  for (const item of list) if (!kept.some((other) => equal(item, other))) kept.push(item);
  return new ArrayList(kept);
}

function sortedBy(list: CelList, keys: CelList): CelList {
  if (list.size !== keys.size) {
    const sizes = `${list.size} and ${keys.size} elements respectively`;
    const why = 'expected a list of the same size as the associated keys list, but got';
    throw new CelError(`@sortByAssociatedKeys() ${why} ${sizes}`);
  }
  const types = new Set([...keys].map(typeNameOf));
  if (types.size > 1) throw new CelError('list elements must have the same type');
  const order = Array.from({ length: list.size }, (_, index) => index);
  order.sort((a, b) => compare(keys.at(a), keys.at(b)));
  return new ArrayList(order.map((index) => list.at(index)));
}

const SIZE_LIMIT = 1_000_000n;

function range(count: bigint): CelList {
  if (count > SIZE_LIMIT) throw new CelError(`lists.range() size ${count} exceeds limit`);
  return new ArrayList(Array.from({ length: Math.max(Number(count), 0) }, (_, index) => BigInt(index)));
}

const contains = (list: CelList, part: CelList) => [...part].every((item) => indexOf(list, item) >= 0n);

export const listLibrary: Library = {
  isSorted: COMPARABLE.map((type) => [`list(${type}).() -> bool`, isSorted] as const),
  sum: Object.entries(ZEROS).map(
    ([type, zero]) =>
      [
        `list(${type}).() -> ${type}`,
        (list: CelList) => [...list].reduce((sum, item) => add(sum, item), zero),
      ] as const,
  ),
  max: extreme('max', -1),
  min: extreme('min', 1),
  indexOf: [['list(A).(A) -> int', indexOf]],
  lastIndexOf: [['list(A).(A) -> int', lastIndexOf]],
  slice: [['list(T).(int, int) -> list(T)', slice]],
  flatten: [
    ['list(list(T)).() -> list(T)', (list: CelList) => new ArrayList(flatten(list, 1n))],
    ['list(dyn).(int) -> list(dyn)', (list: CelList, depth: bigint) => new ArrayList(flatten(list, depth))],
  ],
  distinct: [['list(T).() -> list(T)', distinct]],
  reverse: [['list(T).() -> list(T)', (list: CelList) => new ArrayList([...list].reverse())]],
  'lists.range': [['(int) -> list(int)', range]],
  sort: COMPARABLE.map(
    (type) => [`list(${type}).() -> list(${type})`, (list: CelList) => sortedBy(list, list)] as const,
  ),
  '@sortByAssociatedKeys': COMPARABLE.map((type) => [`list(T).(list(${type})) -> list(T)`, sortedBy] as const),
  'sets.contains': [['(list(T), list(T)) -> bool', contains]],
  'sets.equivalent': [['(list(T), list(T)) -> bool', (a: CelList, b: CelList) => contains(a, b) && contains(b, a)]],
  'sets.intersects': [
    ['(list(T), list(T)) -> bool', (a: CelList, b: CelList) => [...a].some((item) => indexOf(b, item) >= 0n)],
  ],
};
