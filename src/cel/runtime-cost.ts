// What calls cost while an expression runs, and the budget they are taken from.
// upstream: cel-go interpreter/runtimecost.go; apiserver pkg/cel/library/cost.go CallCost; cel-go ext/*.go

import { codePointCount } from './utf8';
import { CelCostError, CelList, CelMap, CelOpaque, CelOptional, type CelValue } from './value';

export const TEXT_FACTOR = 0.1;
export const PATTERN_FACTOR = 0.25;
export const LIST_COST = 10;
export const MAP_COST = 30;
export const OBJECT_COST = 40;
/** Allows for two checks in one expression. */
export const AUTHORIZATION_COST = 350_000;

/** What is used up so far, and what may be. */
export class Budget {
  cost = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  spend(cost: number): void {
    this.cost += cost;
    if (this.cost > this.#limit) throw new CelCostError('operation cancelled: actual cost limit exceeded');
  }
}

/** The length of what has one; 1 for everything else. */
export function actualSize(value: CelValue): number {
  if (typeof value === 'string') return codePointCount(value);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof CelList || value instanceof CelMap || value instanceof CelOpaque) return value.size;
  return value instanceof CelOptional && value.value !== undefined ? actualSize(value.value) : 1;
}

/** The whole of a value, read once. */
function traversal(value: CelValue): number {
  if (typeof value === 'string') return Math.trunc(new TextEncoder().encode(value).length * TEXT_FACTOR);
  if (value instanceof Uint8Array) return Math.trunc(value.length * TEXT_FACTOR);
  if (value instanceof CelList) return [...value].reduce<number>((sum, item) => sum + traversal(item), 0);
  if (!(value instanceof CelMap)) return 1;
  return value.keys().reduce<number>((sum, key) => sum + traversal(key) + traversal(value.find(key) ?? null), 0);
}

type Cost = (args: readonly CelValue[], result: CelValue) => number;

const size = (args: readonly CelValue[], index: number) => actualSize(args[index] ?? null);
const text =
  (times: number, index = 0): Cost =>
  (args) =>
    Math.ceil(size(args, index) * times * TEXT_FACTOR);
const one: Cost = () => 1;
const smaller: Cost = (args) => Math.ceil(Math.min(size(args, 0), size(args, 1)) * TEXT_FACTOR);
const pattern: Cost = (args) =>
  Math.ceil((1 + size(args, 0)) * TEXT_FACTOR) * Math.ceil(size(args, 1) * PATTERN_FACTOR);
const product: Cost = (args) => Math.ceil(size(args, 0) * TEXT_FACTOR) * Math.ceil(size(args, 1) * TEXT_FACTOR);
const read: Cost = (args) => traversal(args[0] ?? null);
const selector: Cost = (args) => {
  const length = size(args, 1);
  return LIST_COST + Math.ceil(length * TEXT_FACTOR) + Math.ceil(Math.ceil(length * 0.5) * (LIST_COST + OBJECT_COST));
};
const ordered: Cost = (args, result) => {
  const isText = typeof args[0] === 'string' || args[0] instanceof Uint8Array;
  return isText && (typeof args[1] === 'string' || args[1] instanceof Uint8Array) ? smaller(args, result) : 1;
};
const sets =
  (times: number): Cost =>
  (args) =>
    1 + size(args, 0) * size(args, 1) * times;
const listMade: Cost = (_args, result) => LIST_COST + 1 + actualSize(result);
const flattened: Cost = (args) => LIST_COST + 1 + size(args, 0) * (typeof args[1] === 'bigint' ? Number(args[1]) : 1);
/** Every item is compared with every other. */
const compared =
  (index: number): Cost =>
  (args) => {
    const list = args[index];
    if (!(list instanceof CelList)) return 1;
    const first = list.size > 0 ? list.at(0) : null;
    const factor = typeof first === 'string' || first instanceof Uint8Array ? 2 + TEXT_FACTOR : 2;
    return LIST_COST + 1 + Math.trunc(list.size ** 2 * factor);
  };
const within: Cost = (args) => {
  const parse = typeof args[1] === 'string' ? Math.ceil(size(args, 1) * TEXT_FACTOR) : 0;
  return Math.ceil(2 * size(args, 0) * TEXT_FACTOR) + parse;
};

const COSTS: Readonly<Record<string, Cost>> = {
  startsWith: text(1),
  endsWith: text(1),
  bytes: (args, result) => (typeof args[0] === 'string' ? text(1)(args, result) : 1),
  string: (args, result) => (args[0] instanceof Uint8Array ? text(1)(args, result) : 1),
  'strings.quote': text(1),
  format: text(1),
  '@in': (args) => (args[1] instanceof CelList ? args[1].size : 1),
  '_==_': smaller,
  '_!=_': smaller,
  '_<_': ordered,
  '_<=_': ordered,
  '_>_': ordered,
  '_>=_': ordered,
  '_+_': (args) => {
    const isText = typeof args[0] === 'string' || args[0] instanceof Uint8Array;
    return isText ? Math.ceil((size(args, 0) + size(args, 1)) * TEXT_FACTOR) : 1;
  },
  matches: pattern,
  contains: product,
  check: () => AUTHORIZATION_COST,
  fieldSelector: selector,
  labelSelector: selector,
  isSorted: read,
  sum: read,
  max: read,
  min: read,
  indexOf: read,
  lastIndexOf: read,
  includes: read,
  url: text(1),
  lowerAscii: text(1),
  upperAscii: text(1),
  substring: text(1),
  trim: text(1),
  'jsonpatch.escapeKey': text(1),
  replace: text(2),
  split: text(2),
  join: (_args, result) => Math.ceil(actualSize(result) * 2 * TEXT_FACTOR),
  find: pattern,
  findAll: pattern,
  cidr: text(1),
  isIP: text(1),
  isCIDR: text(1),
  ip: (args, result) => (typeof args[0] === 'string' ? text(1)(args, result) : 1),
  'ip.isCanonical': text(2),
  containsIP: within,
  containsCIDR: (args, result) => within(args, result) + Math.ceil(size(args, 0) * TEXT_FACTOR) + 1,
  quantity: text(1),
  isQuantity: text(1),
  semver: text(1),
  isSemver: text(1),
  validate: (args) => Math.ceil((1 + size(args, 1)) * TEXT_FACTOR) * Math.ceil(size(args, 0) * PATTERN_FACTOR),
  'sets.contains': sets(1),
  'sets.intersects': sets(1),
  'sets.equivalent': sets(2),
  slice: listMade,
  flatten: flattened,
  'lists.range': listMade,
  reverse: (args, result) => (args[0] instanceof CelList ? listMade(args, result) : 1),
  distinct: compared(0),
  sort: compared(0),
  '@sortByAssociatedKeys': compared(1),
};

export function callCost(name: string): Cost {
  return Object.hasOwn(COSTS, name) ? (COSTS[name] as Cost) : one;
}
