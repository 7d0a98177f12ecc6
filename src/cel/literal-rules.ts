// What is asked of literals once an expression's types are right: lists and maps of one type, texts that can be read.
// upstream: cel-go cel/validator.go, ext/formatting.go stringFormatValidator

import { compileRegularExpression } from './regular-expression';
import type { Source } from './source';
import type { Call, CreateList, CreateMap, Expression } from './syntax';
import { parseGoDuration, parseTimestamp } from './time';
import { type CelType, DYN, optionalItem, sameType, typeText } from './types';

/** Reports every literal that breaks a rule. */
export function checkLiterals(root: Expression, source: Source): void {
  visit(root, source, false);
}

function visit(node: Expression, source: Source, inFormat: boolean): void {
  if (node.kind === 'list' && !inFormat) checkList(node, source);
  if (node.kind === 'map' && !inFormat) checkMap(node, source);
  if (node.kind === 'call') checkCall(node, source);
  const within = inFormat || (node.kind === 'call' && node.name === 'format');
  for (const child of childrenOf(node)) visit(child, source, within);
}

/** The parts of a node, in the order in which they are written. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'select':
      return [node.operand];
    case 'call':
      return node.target ? [node.target, ...node.args] : node.args;
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'object':
      return node.fields.map(({ value }) => value);
    case 'fold':
      return [node.range, node.init, node.condition, node.step, node.result];
    default:
      return [];
  }
}

const typeOf = ({ type = DYN }: Expression) => type;

function mismatch(source: Source, node: Expression, expected: CelType, found: CelType): void {
  source.report(node.at, `expected type '${typeText(expected)}' but found '${typeText(found)}'`);
}

function checkList({ items, optional }: CreateList, source: Source): void {
  const types = items.map((item, index) => {
    return optional.includes(index) ? (optionalItem(typeOf(item)) ?? DYN) : typeOf(item);
  });
  const first = types[0] as CelType;
  const other = types.findIndex((type) => !sameType(type, first));
  if (other >= 0) mismatch(source, items[other] as Expression, first, types[other] as CelType);
}

function checkMap({ entries }: CreateMap, source: Source): void {
  const [head] = entries;
  if (!head) return;
  const valueType = ({ value, optional }: typeof head) =>
    optional ? (optionalItem(typeOf(value)) ?? DYN) : typeOf(value);
  for (const entry of entries) {
    if (!sameType(typeOf(entry.key), typeOf(head.key))) {
      mismatch(source, entry.key, typeOf(head.key), typeOf(entry.key));
    }
    if (!sameType(valueType(entry), valueType(head))) {
      mismatch(source, entry.value, valueType(head), valueType(entry));
    }
  }
}

const READABLE: Readonly<Record<string, (text: string) => boolean>> = {
  duration: (text) => parseGoDuration(text) !== undefined,
  timestamp: (text) => parseTimestamp(text) !== undefined,
  matches: (text) => !('error' in compileRegularExpression(text)),
};

function checkCall(node: Call, source: Source): void {
  if (node.name === 'format') checkFormat(node, source);
  if (!Object.hasOwn(READABLE, node.name)) return;
  const [argument] = node.args;
  if (argument?.kind !== 'literal' || typeof argument.value !== 'string') return;
  if (!READABLE[node.name]?.(argument.value)) source.report(argument.at, `invalid ${node.name} argument`);
}

/** The types that a clause takes, and the words for those that it does not. */
const CLAUSES: Readonly<Record<string, readonly [kinds: readonly CelType['kind'][], why: string]>> = {
  d: [['int', 'uint'], 'decimal clause can only be used on integers'],
  o: [['int', 'uint'], 'octal clause can only be used on integers'],
  b: [['int', 'uint', 'bool'], 'only integers and bools can be formatted as binary'],
  x: [['int', 'uint', 'string', 'bytes'], 'only integers, byte buffers, and strings can be formatted as hex'],
  f: [['double', 'string'], 'fixed-point clause can only be used on doubles'],
  e: [['double', 'string'], 'scientific clause can only be used on doubles'],
};

function checkFormat(node: Call, source: Source): void {
  const [list] = node.args;
  if (node.target?.kind !== 'literal' || typeof node.target.value !== 'string' || list?.kind !== 'list') return;
  let index = 0;
  for (const [clause, verb = ''] of node.target.value.matchAll(/%(?:%|(?:\.\d*)?(.?))/gsu)) {
    if (clause === '%%') continue;
    const argument = list.items[index];
    if (!argument) return void source.report(node.at, `index ${index} out of range`);
    if (!/[sdfebxXo]/.test(verb)) {
      const why = verb === '' ? 'unexpected end of string' : `unrecognized formatting clause "${verb}"`;
      return void source.report(node.at, verb === '' ? why : `could not parse formatting clause: ${why}`);
    }
    const rule = CLAUSES[verb.toLowerCase()];
    const type = typeOf(argument);
    if (rule && type.kind !== 'dyn' && !rule[0].includes(type.kind)) {
      return void source.report(argument.at, `error during formatting: ${rule[1]}, was given ${typeText(type)}`);
    }
    index++;
  }
  if (list.items.length > index) {
    const counts = `(expected ${index}, got ${list.items.length})`;
    source.report(node.at, `too many arguments supplied to string.format ${counts}`);
  }
}
