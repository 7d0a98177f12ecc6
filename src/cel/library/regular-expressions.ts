// `find` and `findAll`. upstream: apiserver pkg/cel/library/regex.go

import type { Library } from '../functions';
import { compileRegularExpression } from '../regular-expression';
import { ArrayList, CelError, type CelList } from '../value';

function compiled(source: string): RegExp {
  const result = compileRegularExpression(source);
  if ('error' in result) throw new CelError(`Illegal regex: ${result.error}`);
  return result.pattern;
}

function findAll(text: string, source: string, limit = -1n): CelList {
  const pattern = new RegExp(compiled(source), 'gu');
  const found: string[] = [];
  for (const [match] of text.matchAll(pattern)) {
    if (limit >= 0n && BigInt(found.length) >= limit) break;
    found.push(match);
  }
  return new ArrayList(found);
}

export const regularExpressionLibrary: Library = {
  find: [['string.(string) -> string', (text: string, source: string) => compiled(source).exec(text)?.[0] ?? '']],
  findAll: [
    ['string.(string) -> list(string)', (text: string, source: string) => findAll(text, source)],
    ['string.(string, int) -> list(string)', findAll],
  ],
};
