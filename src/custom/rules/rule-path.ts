// The path that a rule's errors are told at, checked against the schema: `.spec.ports['a.b']`.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go ValidFieldPath

import { additionalOf, propertyOf, type Schema } from '../schema';

export type RulePath = { readonly path: string; readonly schema: Schema } | { readonly error: string };

const NOT_VALID = 'does not refer to a valid field';
const END = 'unexpected end of JSON path';
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
};

class PathFault extends Error {}

/** The path as errors print it, and the schema at its end. */
export function readRulePath(text: string, root: Schema, allowsBrackets = true): RulePath {
  try {
    return walk(text.match(/'(?:[^'\\]|\\.|\\)*'|[.[\]]|[^.[\]']+|'/g) ?? [], root, allowsBrackets);
  } catch (fault) {
    if (fault instanceof PathFault) return { error: fault.message };
    throw fault;
  }
}

function walk(tokens: readonly string[], root: Schema, allowsBrackets: boolean): RulePath {
  let path = '';
  let schema = root;
  const step = (name: string) => {
    const isField = schema.properties !== undefined;
    const next = isField ? propertyOf(schema, name) : additionalOf(schema);
    if (!isField && schema.additionalProperties === undefined) throw new PathFault(NOT_VALID);
    path = isField ? (path === '' ? name : `${path}.${name}`) : `${path}[${name}]`;
    if (!next) throw new PathFault(NOT_VALID);
    schema = next;
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as string;
    const next = () => {
      at++;
      const found = tokens[at];
      if (found === undefined) throw new PathFault(END);
      return found;
    };
    if (token === '[') {
      if (!allowsBrackets) throw new PathFault('array notation is not allowed');
      step(unquoted(next()));
      const end = next();
      if (end !== ']') throw new PathFault(`expected ] but got ${end}`);
    } else if (token === '.') step(next());
    else throw new PathFault(`expected [ or . but got: ${token}`);
  }
  return { path, schema };
}

function unquoted(token: string): string {
  if (token.length < 2 || !token.startsWith("'") || !token.endsWith("'")) {
    throw new PathFault(`expected single quoted string but got ${token}`);
  }
  return token.slice(1, -1).replace(/\\(.)/g, (all, char: string) => {
    const plain = ESCAPES[char];
    if (plain === undefined) throw new PathFault(`invalid string literal: invalid escape char ${all}`);
    return plain;
  });
}
