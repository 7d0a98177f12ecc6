// The part of a collection whose objects' hashes lie in these ranges, for clients that share the work:
// `shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000') || …`. Parsed as CEL, never run.
// upstream: apiserver/pkg/sharding/parser.go, apimachinery/pkg/sharding

import { parse } from '../cel/parser';
import { Source } from '../cel/source';
import type { Expression } from '../cel/syntax';
import type { KubeObject } from '../kinds/kind';
import { goQuote } from '../kinds/validation/field-error';
import { ApiError } from './api-error';
import type { ObjectTest } from './field-selector';

interface Range {
  readonly field: string;
  readonly start: string;
  readonly end: string;
}

export interface ShardSelector {
  /** As answers repeat it. */
  readonly text: string;
  readonly matches: ObjectTest;
}

const FIELDS: Readonly<Record<string, (object: KubeObject) => string>> = {
  'object.metadata.uid': ({ metadata }) => metadata.uid ?? '',
  'object.metadata.namespace': ({ metadata }) => metadata.namespace ?? '',
};

/** Errors: 500 without a reason. */
export function parseShardSelector(selector: string): ShardSelector {
  const text = selector.trim();
  if (text === '') throw fault('empty shard selector is not allowed; omit the parameter for unfiltered lists');
  const source = new Source(text);
  const root = parse(source, new Map());
  if (!root) throw fault(`CEL parse error: ${source.firstError}`);
  const ranges = rangesOf(root);
  const { field } = ranges[0] as Range;
  const other = ranges.find((range) => range.field !== field);
  if (other) throw fault(`all shard ranges must use the same field, got ${goQuote(field)} and ${goQuote(other.field)}`);
  const read = FIELDS[field] as (object: KubeObject) => string;
  return {
    text: ranges.map(({ start, end }) => `shardRange(${field}, '${start}', '${end}')`).join(' || '),
    matches: (object) => {
      const hash = fnv64a(read(object));
      return ranges.some(({ start, end }) => !isLess(hash, start) && isLess(hash, end));
    },
  };
}

const fault = (why: string) => new ApiError(500, undefined, `invalid shard selector: ${why}`);

/** Of hexadecimal numbers with the same number of digits, or with one more. */
function isLess(one: string, other: string): boolean {
  return one.length === other.length ? one < other : one.length < other.length;
}

function fnv64a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return `0x${hash.toString(16).padStart(16, '0')}`;
}

/** As upstream numbers them. */
const KINDS: Readonly<Record<Expression['kind'], number>> = {
  unparsed: 0,
  call: 1,
  fold: 2,
  identifier: 3,
  list: 4,
  literal: 5,
  map: 6,
  select: 7,
  object: 8,
};

function rangesOf(node: Expression): readonly Range[] {
  if (node.kind !== 'call') {
    throw fault(`unexpected expression kind ${KINDS[node.kind]}; expected shardRange() call or || operator`);
  }
  if (node.name === '_||_') return node.args.flatMap(rangesOf);
  if (node.name === 'shardRange') return [rangeOf(node.args)];
  throw fault(`unsupported function ${goQuote(node.name)}; only shardRange() and || are allowed`);
}

function rangeOf(args: readonly Expression[]): Range {
  const [path, from, to] = args;
  if (!path || !from || !to || args.length > 3) {
    throw fault(`shardRange() requires exactly 3 arguments, got ${args.length}`);
  }
  const field = pathOf(path);
  if (!Object.hasOwn(FIELDS, field)) {
    throw fault(`unsupported field path ${goQuote(field)}; supported: ${Object.keys(FIELDS).join(', ')}`);
  }
  const [start, end] = [boundOf(from, 'hexStart'), boundOf(to, 'hexEnd')];
  if (!isLess(start, end)) throw fault(`shard range start ${start} must be less than end ${end}`);
  return { field, start, end };
}

function pathOf(node: Expression): string {
  if (node.kind === 'identifier') return node.name;
  if (node.kind === 'select') return `${pathOf(node.operand)}.${node.field}`;
  const expected = 'expected field path (e.g. object.metadata.uid)';
  throw fault(`shardRange() first argument: ${expected}, got expression kind ${KINDS[node.kind]}`);
}

const LAST = '0x10000000000000000';

function boundOf(node: Expression, name: string): string {
  if (node.kind !== 'literal') {
    throw fault(`${name} must be a string literal (e.g. '0xff'), got expression kind ${KINDS[node.kind]}`);
  }
  const text = node.value;
  if (typeof text !== 'string') throw fault(`${name} must be a string literal, got ${goType(text)}`);
  if (!text.startsWith('0x')) throw fault(`${name} must have '0x' prefix, got ${goQuote(text)}`);
  const digits = text.slice(2);
  if (digits === '') throw fault(`${name}: hex value is required after '0x'`);
  const size = new TextEncoder().encode(digits).length;
  if (size > 17) throw fault(`${name}: hex value too long (${size} chars, max 17): ${goQuote(digits)}`);
  const wrong = [...digits].find((character) => !/[0-9a-f]/.test(character));
  if (wrong !== undefined) throw fault(`${name}: invalid hex character ${goQuote(wrong)} in ${goQuote(text)}`);
  if (size === 17 && text !== LAST) {
    throw fault(`${name}: 17-digit hex value must be '${LAST}' (2^64), got ${goQuote(text)}`);
  }
  if (size >= 16) return text;
  const meant = `0x${digits.padStart(16, '0')}`;
  const hint = `got ${goQuote(text)} (did you mean ${goQuote(meant)}?)`;
  throw fault(`${name} must be a 0x-prefixed 16-digit hex value, ${hint}`);
}

type LiteralValue = (Expression & { readonly kind: 'literal' })['value'];

function goType(value: LiteralValue): string {
  if (value === null) return 'structpb.NullValue';
  if (typeof value === 'bigint') return 'int64';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  return value instanceof Uint8Array ? '[]uint8' : 'uint64';
}
