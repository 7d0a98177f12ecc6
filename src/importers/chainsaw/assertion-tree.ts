// Chainsaw's assertion trees: what is plain is a part of a manifest, and keys that are expressions become matchers of
// their own, where they have an equal.

import { isPlainMap } from '../../cluster/describe/types';
import type { Data } from '../documents';
import type { NoEqual } from '../object-match';
import { type Bindings, expressionIn, told, UNTOLD } from './bindings';
import { everyItem, expressionMatchers } from './comparisons';
import { below } from './field-path';

export interface Tree {
  /** What is plain, expressions in values told. */
  readonly part: Data;
  readonly matchers: readonly unknown[];
  readonly lost: readonly NoEqual[];
}

/** @param isJmesPath false under another compiler: then no expression has an equal */
export function readTree(tree: Data, bindings: Bindings, isJmesPath: boolean): Tree {
  const matchers: unknown[] = [];
  const lost: NoEqual[] = [];
  const part = readMap(tree, '');
  return { part, matchers, lost };

  function lose(key: string, value: unknown): void {
    lost.push({ category: sortOf(key, value), text: `${key}: ${JSON.stringify(value)}` });
  }

  function readMap(map: Data, prefix: string): Data {
    const rest: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(map)) {
      const own = /^\\(.+)\\$/.exec(key)?.[1];
      if (own === undefined && isDynamic(key)) readDynamic(key, value, prefix);
      else {
        const name = own ?? key;
        const plain = readValue(name, value, below(prefix, name) as string);
        if (plain !== UNTOLD) rest[name] = plain;
      }
    }
    return rest;
  }

  function readValue(key: string, value: unknown, path: string): unknown {
    if (isPlainMap(value) && Object.keys(value).length > 0) {
      const inner = readMap(value, path);
      return Object.keys(inner).length === 0 ? UNTOLD : inner;
    }
    if (Array.isArray(value) && hasDynamicKey(value)) {
      // Beyond a list's items a path can go on by index.
      const items = value.map((item, index) => (isPlainMap(item) ? readMap(item, `${path}[${index}]`) : item));
      return items.some((item) => isPlainMap(item) && Object.keys(item).length === 0) ? UNTOLD : items;
    }
    const plain = isJmesPath || !hasText(value) ? told(value, bindings) : UNTOLD;
    if (plain === UNTOLD) lose(key, value);
    return plain;
  }

  function readDynamic(key: string, value: unknown, prefix: string): void {
    const plain = isJmesPath ? told(value, bindings) : UNTOLD;
    const each = /^~\w*\.?\((.+)\)$/s.exec(key)?.[1] ?? /^~\w*\.(\w+)$/.exec(key)?.[1];
    const expression = expressionIn(key);
    const scope = { prefix, bindings };
    if (plain !== UNTOLD && each !== undefined) {
      const same = everyItem(each, plain, scope);
      if (same) matchers.push(...same);
      else lose(key, value);
      return;
    }
    const same =
      plain !== UNTOLD && expression !== undefined ? expressionMatchers(expression, plain, scope) : undefined;
    if (same) matchers.push(...same);
    else lose(key, value);
  }
}

export const isDynamic = (key: string) =>
  expressionIn(key) !== undefined || key.startsWith('~') || /\)->\w+$/.test(key);

function hasDynamicKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasDynamicKey);
  return isPlainMap(value) && Object.entries(value).some(([key, inner]) => isDynamic(key) || hasDynamicKey(inner));
}

const hasText = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(hasText) : typeof value === 'string' && expressionIn(value) !== undefined;

/** The words that gaps are counted by. */
function sortOf(key: string, value: unknown): string {
  const text = isDynamic(key) ? key : String(value);
  if (/->\w+/.test(key)) return 'an assertion with a binding of its own';
  if (key.startsWith('~')) return 'an assertion on every item, beyond plain fields';
  if (/\bx_k8s_|\bx_metrics|\$client|\$config/.test(text)) return 'a function that asks the cluster';
  if (/\$(stdout|stderr|error)/.test(text)) return 'the output of a command';
  if (/\$\w+/.test(text)) return 'a value known only when it runs';
  if (/\|\|/.test(text)) return 'an assertion with "or"';
  if (/^\(\s*[A-Za-z][\w.]*\s*[=<>!]+\s*[A-Za-z][\w.]*\s*\)$/.test(key)) return 'a comparison of two fields';
  return 'a JMESPath expression';
}
