// Values that a suite computes before anything runs: bindings, names joined of parts. What hangs on the cluster, on
// the environment or on a program's output cannot be told.

import { isPlainMap } from '../../cluster/describe/types';
import type { Data } from '../documents';
import { type Node, parseJmesPath } from './jmespath';

export type Bindings = ReadonlyMap<string, unknown>;

/** Stands for a value that cannot be told. */
export const UNTOLD: unique symbol = Symbol('untold');

/** `(…)`: an expression of Chainsaw's; its text. */
export function expressionIn(text: string): string | undefined {
  const match = /^\(\s*(?:(jp|cel)\s*;)?(.+)\)$/s.exec(text.trim());
  if (!match) return undefined;
  return match[1] === 'cel' ? 'cel()()' : match[2];
}

/** The data with every expression in a value or key replaced by what it gives; UNTOLD when one cannot be told. */
export function told(value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string') {
    const expression = expressionIn(value);
    return expression === undefined ? value : toldText(expression, bindings);
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => told(item, bindings));
    return items.includes(UNTOLD) ? UNTOLD : items;
  }
  if (!isPlainMap(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [told(key, bindings), told(inner, bindings)] as const);
  if (entries.some(([key, inner]) => typeof key !== 'string' || inner === UNTOLD)) return UNTOLD;
  return Object.fromEntries(entries as [string, unknown][]);
}

function toldText(expression: string, bindings: Bindings): unknown {
  const node = parseJmesPath(expression);
  return node === undefined ? UNTOLD : evaluate(node, bindings);
}

export function evaluate(node: Node, bindings: Bindings): unknown {
  switch (node.type) {
    case 'literal':
      return node.value;
    case 'variable':
      return bindings.has(node.name) ? bindings.get(node.name) : UNTOLD;
    case 'field': {
      const of = evaluate(node.of, bindings);
      if (of === UNTOLD) return UNTOLD;
      return isPlainMap(of) && Object.hasOwn(of, node.name) ? of[node.name] : null;
    }
    case 'index': {
      const of = evaluate(node.of, bindings);
      return Array.isArray(of) ? (of.at(node.index) ?? null) : UNTOLD;
    }
    case 'list': {
      const items = node.items.map((item) => evaluate(item, bindings));
      return items.includes(UNTOLD) ? UNTOLD : items;
    }
    case 'binary':
      return arithmetic(node.operator, evaluate(node.left, bindings), evaluate(node.right, bindings));
    case 'call':
      return call(
        node.name,
        node.args.map((arg) => evaluate(arg, bindings)),
      );
    default:
      return UNTOLD;
  }
}

function arithmetic(operator: string, left: unknown, right: unknown): unknown {
  if (typeof left !== 'number' || typeof right !== 'number') return UNTOLD;
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  return operator === '*' ? left * right : UNTOLD;
}

function call(name: string, args: readonly unknown[]): unknown {
  const [first, second] = args;
  if (args.includes(UNTOLD)) return UNTOLD;
  if (name === 'to_string') return typeof first === 'string' ? first : JSON.stringify(first);
  if (name === 'to_number' && typeof first === 'string' && first !== '') {
    return Number.isNaN(Number(first)) ? UNTOLD : Number(first);
  }
  if (name === 'join' && typeof first === 'string' && Array.isArray(second)) return second.map(String).join(first);
  if (name === 'to_lower' && typeof first === 'string') return first.toLowerCase();
  if (name === 'to_upper' && typeof first === 'string') return first.toUpperCase();
  return UNTOLD;
}

/** With the bindings of a list, each of which may use those before it. */
export function withBindings(bindings: Bindings, list: unknown, compiler?: unknown): Bindings {
  if (!Array.isArray(list)) return bindings;
  const all = new Map(bindings);
  for (const entry of list as readonly Data[]) {
    const name = told(entry.name, all);
    if (typeof name !== 'string') continue;
    const isCel = (entry.compiler ?? compiler) === 'cel';
    const value = isCel && hasExpression(entry.value) ? UNTOLD : told(entry.value, all);
    if (value === UNTOLD) all.delete(name);
    else all.set(name, value);
  }
  return all;
}

export function hasExpression(value: unknown): boolean {
  if (typeof value === 'string') return expressionIn(value) !== undefined;
  if (Array.isArray(value)) return value.some(hasExpression);
  return isPlainMap(value) && Object.entries(value).some(([key, inner]) => hasExpression(key) || hasExpression(inner));
}
