// Keys of an assertion tree that are expressions, `(length(items)): 2` or `(spec.replicas > `1`): true`, as matchers.

import { isPlainMap } from '../../cluster/describe/types';
import { leafMatchers } from '../leaf-fields';
import { type Bindings, evaluate, UNTOLD } from './bindings';
import { below, isSelection, pathOf } from './field-path';
import { type Node, parseJmesPath } from './jmespath';

/** Matchers that together say the same; undefined for what has no equal. */
export type Same = readonly unknown[] | undefined;

export interface Scope {
  /** Path of the value that the key stands in; empty for the whole object. */
  readonly prefix: string;
  readonly bindings: Bindings;
}

/** @param value told: holds no expression */
export function expressionMatchers(text: string, value: unknown, scope: Scope): Same {
  const node = parseJmesPath(text);
  if (!node) return undefined;
  if (node.type === 'call' && node.name === 'length' && node.args.length === 1 && typeof value === 'number') {
    return lengthIs(node.args[0] as Node, '==', value, scope.prefix);
  }
  if (typeof value === 'boolean' && isQuestion(node)) return question(node, value, scope);
  return fieldIs(node, value, scope);
}

const isQuestion = (node: Node) =>
  node.type === 'binary' || node.type === 'not' || (node.type === 'call' && QUESTIONS.includes(node.name));

const QUESTIONS = ['contains', 'starts_with', 'ends_with', 'regex_match'];
const OPPOSITE: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
};
const MIRROR: Readonly<Record<string, string>> = { '==': '==', '!=': '!=', '>': '<', '>=': '<=', '<': '>', '<=': '>=' };

function question(node: Node, wanted: boolean, scope: Scope): Same {
  if (node.type === 'not') return question(node.of, !wanted, scope);
  if (node.type === 'call') {
    const key = hasKey(node, scope);
    if (key !== undefined) return wanted ? [{ toHaveField: key }] : [{ not: { toHaveField: key } }];
    return wanted ? textQuestion(node.name, node.args, scope) : undefined;
  }
  if (node.type !== 'binary') return undefined;
  const { operator, left, right } = node;
  if ((operator === '&&' && wanted) || (operator === '||' && !wanted)) {
    const [a, b] = [question(left, wanted, scope), question(right, wanted, scope)];
    return a && b && [...a, ...b];
  }
  const asked = wanted ? operator : OPPOSITE[operator];
  if (asked === undefined) return undefined;
  const value = evaluate(right, scope.bindings);
  if (value !== UNTOLD) return compared(left, asked, value, scope.prefix);
  const other = evaluate(left, scope.bindings);
  return other === UNTOLD ? undefined : compared(right, MIRROR[asked] as string, other, scope.prefix);
}

function compared(node: Node, operator: string, value: unknown, prefix: string): Same {
  if (node.type === 'call' && node.name === 'length' && node.args.length === 1 && typeof value === 'number') {
    return lengthIs(node.args[0] as Node, operator, value, prefix);
  }
  const path = pathOf(node, prefix);
  if (path === undefined || path === '') return undefined;
  if (value === null) {
    if (operator === '==') return [{ not: { toHaveField: path } }];
    return operator === '!=' ? [{ toHaveField: path }] : undefined;
  }
  if (operator === '==') return isScalar(value) ? [{ toHaveField: { path, equals: value } }] : undefined;
  // What is not there differs from everything.
  if (operator === '!=') return isScalar(value) ? [{ not: { toHaveField: { path, equals: value } } }] : undefined;
  if (typeof value !== 'number' || isSelection(node)) return undefined;
  if (operator === '>=') return [{ toHaveField: { path, atLeast: value } }];
  if (operator === '<=') return [{ toHaveField: { path, atMost: value } }];
  const bound = operator === '>' ? { atMost: value } : { atLeast: value };
  return [{ toHaveField: path }, { not: { toHaveField: { path, ...bound } } }];
}

/** `contains(keys(labels), 'app')`: the path of the key. */
function hasKey({ name, args }: Extract<Node, { type: 'call' }>, { prefix, bindings }: Scope): string | undefined {
  const [keys, key] = args;
  if (name !== 'contains' || keys?.type !== 'call' || keys.name !== 'keys' || !keys.args[0] || !key) return undefined;
  const text = evaluate(key, bindings);
  return typeof text === 'string' ? below(pathOf(keys.args[0], prefix), text) : undefined;
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** A list of so many items has the last of them, and none after it. */
function lengthIs(of: Node, operator: string, count: number, prefix: string): Same {
  const path = pathOf(of, prefix);
  if (path === undefined || path === '' || !Number.isInteger(count)) return undefined;
  const least = operator === '>' ? count + 1 : count;
  if (isSelection(of)) {
    const isOne = operator === '==' && count === 1 && isKeyed(of);
    if (isOne || ((operator === '>' || operator === '>=') && least === 1)) return [{ toHaveField: path }];
    return (operator === '==' && count === 0) || (operator === '<' && count === 1)
      ? [{ not: { toHaveField: path } }]
      : undefined;
  }
  const has = (index: number) => ({ toHaveField: `${path}[${index}]` });
  if (operator === '==') {
    return count === 0 ? [{ toHaveField: { path, equals: [] } }] : [has(count - 1), { not: has(count) }];
  }
  if (operator === '>' || operator === '>=') return [least > 0 ? has(least - 1) : { toHaveField: path }];
  if (operator === '<' || operator === '<=') {
    const most = operator === '<' ? count - 1 : count;
    return most < 0 ? undefined : [{ toHaveField: path }, { not: has(most) }];
  }
  return undefined;
}

function textQuestion(name: string, args: readonly Node[], { prefix, bindings }: Scope): Same {
  const [first, second] = args;
  if (!first || !second) return undefined;
  const [subject, text] = name === 'regex_match' ? [second, first] : [first, second];
  const path = pathOf(subject, prefix);
  const value = evaluate(text, bindings);
  if (path === undefined || path === '' || isSelection(subject) || typeof value !== 'string') return undefined;
  const plain = value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const patterns: Readonly<Record<string, string>> = {
    contains: plain,
    starts_with: `^${plain}`,
    ends_with: `${plain}$`,
    regex_match: value.replaceAll('/', '\\/'),
  };
  return [{ toHaveField: { path, matches: `/${patterns[name]}/` } }];
}

/** `(path): value` */
function fieldIs(node: Node, value: unknown, { prefix }: Scope): Same {
  const path = pathOf(node, prefix);
  if (path === undefined || path === '') return undefined;
  if (value === null) return [{ not: { toHaveField: path } }];
  if (isScalar(value)) return [{ toHaveField: { path, equals: value } }];
  if (isPlainMap(value)) return Object.keys(value).length > 0 ? leafMatchers(path, value) : undefined;
  if (!Array.isArray(value)) return undefined;
  if (value.every(isScalar)) return [{ toHaveField: { path, equals: value } }];
  const [item, second] = value;
  // One item that is found, with these fields.
  if (!isKeyed(node) || second !== undefined || !isPlainMap(item) || Object.keys(item).length === 0) return undefined;
  return leafMatchers(path, item);
}

/** Lists whose items are told apart by their name or type: a filter by that finds one at most. */
function isKeyed(node: Node): boolean {
  if (node.type !== 'filter' || node.where.type !== 'binary' || node.where.operator !== '==') return false;
  const { left } = node.where;
  return left.type === 'field' && left.of.type === 'current' && ['name', 'type'].includes(left.name);
}

/** `~.(containers): { imagePullPolicy: Always }`: none of the items is otherwise. */
export function everyItem(text: string, part: unknown, scope: Scope): Same {
  const node = parseJmesPath(text);
  const path = node && !isSelection(node) ? pathOf(node, scope.prefix) : undefined;
  if (path === undefined || path === '' || !isPlainMap(part)) return undefined;
  const fields = Object.entries(part);
  const isPlain = fields.every(
    ([key, value]) => /^\w+$/.test(key) && isScalar(value) && !(typeof value === 'string' && /['\\]/.test(value)),
  );
  if (!isPlain || fields.length === 0) return undefined;
  return [
    { toHaveField: `${path}[0]` },
    ...fields.map(([key, value]) => {
      const text_ = typeof value === 'string' ? `'${value}'` : String(value);
      return { not: { toHaveField: `${path}[?(@.${key}!=${text_})]` } };
    }),
  ];
}
