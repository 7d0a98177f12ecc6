// What a call may cost at least and at most, from the sizes of its arguments.
// upstream: cel-go checker/cost.go functionCost; apiserver pkg/cel/library/cost.go EstimateCallCost; cel-go ext/*.go

import { either, fixed, MOST, NOTHING, plus, type Range, scaled, times, UNKNOWN } from './estimate-range';
import { AUTHORIZATION_COST, LIST_COST, OBJECT_COST, PATTERN_FACTOR, TEXT_FACTOR } from './runtime-cost';
import type { Expression } from './syntax';
import type { CelType } from './types';

/** An argument; what it is called on counts as the first. */
export interface Argument {
  readonly node: Expression;
  readonly type: CelType;
  readonly size: Range;
  /** Of a list's items, where they are known. */
  readonly itemSize: Range | undefined;
}

export interface CallEstimate {
  readonly cost: Range;
  readonly size?: Range;
}

type Estimate = (args: readonly Argument[]) => CallEstimate;

const ONE: CallEstimate = { cost: fixed(1) };
const one: Estimate = () => ONE;
const sizeOf = (args: readonly Argument[], index: number) => args[index]?.size ?? UNKNOWN;
const isText = (type: CelType | undefined) => type?.kind === 'string' || type?.kind === 'bytes';
const read =
  (factor = 1, index = 0): Estimate =>
  (args) => ({ cost: scaled(sizeOf(args, index), factor * TEXT_FACTOR) });
const same: Estimate = (args) => ({ cost: scaled(sizeOf(args, 0), TEXT_FACTOR), size: sizeOf(args, 0) });
const matched: Estimate = (args) => ({
  cost: times(scaled(plus(sizeOf(args, 0), fixed(1)), TEXT_FACTOR), scaled(sizeOf(args, 1), PATTERN_FACTOR)),
});
const found: Estimate = (args) => ({ ...matched(args), size: { min: 0, max: sizeOf(args, 0).max } });

/** Over a list, or through a text. */
const traversed: Estimate = (args) => {
  const [target] = args;
  if (target?.type.kind !== 'list') return { cost: scaled(sizeOf(args, 0), TEXT_FACTOR) };
  const item = isText(target.type.item) ? scaled(target.itemSize ?? UNKNOWN, TEXT_FACTOR) : NOTHING;
  return { cost: times(target.size, plus(fixed(1), item)) };
};

const compared: Estimate = (args) => {
  const max = Math.min(sizeOf(args, 0).max, sizeOf(args, 1).max);
  return { cost: scaled({ min: max > 0 ? 1 : 0, max }, TEXT_FACTOR) };
};
const ordered: Estimate = (args) => (isText(args[0]?.type) && isText(args[1]?.type) ? compared(args) : ONE);

/** Kubernetes' own types are equal or not at one look. */
const equal: Estimate = (args) => {
  const { type } = args[0] as Argument;
  const isOpaque = type.kind === 'object' && type.fields.size === 0 && /^(kubernetes|net)\./.test(type.name);
  return isOpaque && type.name !== 'kubernetes.URL' ? ONE : compared(args);
};

const added: Estimate = (args) => {
  const kinds = args.map(({ type }) => type.kind);
  const isEveryText = args.every(({ type }) => isText(type) || type.kind === 'dyn');
  const size = plus(sizeOf(args, 0), sizeOf(args, 1));
  if (kinds.every((kind) => kind === 'list' || kind === 'dyn') && kinds.includes('list'))
    return { cost: fixed(1), size };
  if (!isEveryText) return ONE;
  const cost = scaled(size, TEXT_FACTOR);
  return kinds.some((kind) => kind === 'dyn') ? { cost: either(cost, fixed(1)), size } : { cost, size };
};

const replaced: Estimate = (args) => {
  const [text, old, by] = [sizeOf(args, 0), sizeOf(args, 1), sizeOf(args, 2)];
  const most = old.min === 0 ? text.max + 1 : by.max <= old.min ? 0 : Math.ceil(text.max / old.min);
  const least = old.max === 0 ? text.min + 1 : old.max <= by.min ? 0 : Math.ceil(text.min / old.max);
  const kept = {
    min: old.max === 0 || old.max <= by.min ? text.min : 0,
    max: old.min === 0 || by.max <= old.min ? text.max : 0,
  };
  return { cost: scaled(text, 2 * TEXT_FACTOR), size: plus(times({ min: least, max: most }, by), kept) };
};

const split: Estimate = (args) => {
  const limit = args[2]?.node;
  const max = limit?.kind === 'literal' && typeof limit.value === 'bigint' ? Number(limit.value) : sizeOf(args, 0).max;
  return { cost: scaled(sizeOf(args, 0), 2 * TEXT_FACTOR), size: { min: 0, max } };
};

const joined: Estimate = (args) => {
  const [list, separator] = args as [Argument, Argument?];
  let size = times(list.size, list.itemSize ?? UNKNOWN);
  if (separator) {
    const gaps = { min: Math.max(list.size.min - 1, 0), max: Math.max(list.size.max - 1, 0) };
    size = plus(size, times(separator.size, gaps));
  }
  return { cost: scaled(size, TEXT_FACTOR), size };
};

const selector: Estimate = (args) => {
  const requirements = scaled(scaled(sizeOf(args, 1), 0.5), LIST_COST + OBJECT_COST);
  return { cost: plus(plus(fixed(LIST_COST), scaled(sizeOf(args, 1), TEXT_FACTOR)), requirements) };
};

/** A CIDR block has 4 to 16 bytes. */
const within =
  (isBlock: boolean): Estimate =>
  (args) => {
    const bytes = { min: 4, max: 16 };
    let cost = scaled(plus(bytes, bytes), TEXT_FACTOR);
    if (isBlock) cost = plus(plus(cost, scaled(bytes, TEXT_FACTOR)), fixed(1));
    return { cost: args[1]?.type.kind === 'string' ? plus(cost, scaled(sizeOf(args, 1), TEXT_FACTOR)) : cost };
  };

const sets =
  (factor: number): Estimate =>
  (args) => ({ cost: plus(scaled(times(sizeOf(args, 0), sizeOf(args, 1)), factor), fixed(1)) });

const made = (size: Range, factor: number): CallEstimate => ({
  cost: plus(scaled(size, factor), fixed(LIST_COST + 1)),
  size,
});
const wholeOf = (argument: Argument | undefined, otherwise: number) => {
  const node = argument?.node;
  return node?.kind === 'literal' && typeof node.value === 'bigint' ? Number(node.value) : otherwise;
};
const squared =
  (index: number): Estimate =>
  (args) => {
    const { type, size } = args[index] as Argument;
    const factor = type.kind === 'list' && isText(type.item) ? 2 + TEXT_FACTOR : 2;
    return made(times(size, size), factor);
  };

const NOMINAL = [
  'serviceAccount path group resource subresource namespace name allowed reason error errored masked prefixLength',
  'family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast sign asInteger isInteger',
  'asApproximateFloat isGreaterThan isLessThan compareTo add sub major minor patch getScheme getHostname getHost getPort',
  'getEscapedPath getQuery format.named',
].flatMap((names) => names.split(' '));

const ESTIMATES: Readonly<Record<string, Estimate>> = {
  ...Object.fromEntries(NOMINAL.map((name) => [name, one])),
  check: () => ({ cost: fixed(AUTHORIZATION_COST) }),
  fieldSelector: selector,
  labelSelector: selector,
  isSorted: traversed,
  sum: traversed,
  max: traversed,
  min: traversed,
  includes: () => ({ cost: { min: 0, max: 48 } }),
  indexOf: traversed,
  lastIndexOf: traversed,
  url: same,
  'jsonpatch.escapeKey': same,
  lowerAscii: same,
  upperAscii: same,
  substring: same,
  trim: same,
  replace: replaced,
  split,
  join: joined,
  find: found,
  findAll: found,
  cidr: read(),
  isIP: read(),
  isCIDR: read(),
  ip: (args) => (args[0]?.type.kind === 'string' ? read()(args) : ONE),
  'ip.isCanonical': read(2),
  containsIP: within(false),
  containsCIDR: within(true),
  quantity: read(),
  isQuantity: read(),
  semver: read(),
  isSemver: read(),
  validate: (args) => ({ cost: scaled(scaled(sizeOf(args, 1), TEXT_FACTOR), 128 * PATTERN_FACTOR) }),
  '_==_': equal,
  '_!=_': compared,
  '_<_': ordered,
  '_<=_': ordered,
  '_>_': ordered,
  '_>=_': ordered,
  '_+_': added,
  '@in': (args) => (args[1]?.type.kind === 'map' ? ONE : { cost: scaled(sizeOf(args, 1), 1) }),
  matches: matched,
  contains: (args) => ({ cost: times(scaled(sizeOf(args, 0), TEXT_FACTOR), scaled(sizeOf(args, 1), TEXT_FACTOR)) }),
  startsWith: read(1, 1),
  endsWith: read(1, 1),
  format: read(),
  bytes: (args) => {
    if (args[0]?.type.kind !== 'string') return ONE;
    const { min, max } = sizeOf(args, 0);
    return { ...read()(args), size: { min, max: Math.min(max * 4, MOST) } };
  },
  string: (args) => {
    if (args[0]?.type.kind !== 'bytes') return ONE;
    const { min, max } = sizeOf(args, 0);
    return { ...read()(args), size: { min: Math.floor(min / 4), max } };
  },
  'sets.contains': sets(1),
  'sets.intersects': sets(1),
  'sets.equivalent': sets(2),
  slice: (args) => made(fixed(wholeOf(args[2], sizeOf(args, 0).max) - wholeOf(args[1], 0)), 1),
  flatten: (args) => made(sizeOf(args, 0), args[1] ? wholeOf(args[1], MOST) : 1),
  'lists.range': (args) => made(fixed(wholeOf(args[0], MOST)), 1),
  reverse: (args) => made(sizeOf(args, 0), 1),
  distinct: (args) => made(times(sizeOf(args, 0), sizeOf(args, 0)), 2),
  sort: squared(0),
  '@sortByAssociatedKeys': squared(1),
};

export function estimateCall(name: string, args: readonly Argument[]): CallEstimate {
  const estimate = Object.hasOwn(ESTIMATES, name) ? (ESTIMATES[name] as Estimate) : one;
  return estimate(args);
}
