// The transform from outside: what the code that it makes does, and where its source map points.
import { SourceMap } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { getCacheKey, process as transform } from '../../src/jest/ts-transform';

const commonJs = { supportsStaticESM: false };
const modules = { supportsStaticESM: true };

/** The exports of TypeScript code after the transform. */
function load(source: string, filename = 'shop.spec.ts'): Record<string, unknown> {
  const module = { exports: {} };
  runInContext(transform(source, filename, commonJs).code, createContext({ module, exports: module.exports }));
  return module.exports;
}

describe('code', () => {
  test.each([
    { name: 'types vanish', source: 'export const x: number = 1 satisfies number;', x: 1 },
    { name: 'type imports vanish', source: "import type { A } from 'absent';\nexport const x: A = 2;", x: 2 },
    { name: 'unused imports vanish', source: "import { A } from 'absent';\nexport const x = 3 as A;", x: 3 },
    { name: 'enums work', source: 'enum E { a = 4 }\nexport const x = E.a;', x: 4 },
    { name: 'angle-bracket casts work in .ts', source: 'export const x = <number>5;', x: 5 },
  ])('$name', ({ source, x }) => {
    expect(load(source).x).toBe(x);
  });

  test('is strict: a write to a frozen object throws', () => {
    const { write } = load('export const write = () => { (Object.freeze({ a: 1 }) as { a: number }).a = 2; };');
    expect(write).toThrow('Cannot assign to read only property');
  });

  test('stays an ES module when jest will load it as one', () => {
    expect(transform('export const x = 1;', 'a.mts', modules).code).toMatch(/^export \{/m);
    expect(transform('export const x = 1;', 'a.ts', commonJs).code).toContain('module.exports');
  });

  test('JSX is read in .tsx', () => {
    expect(transform('export const x = <b>1</b>;', 'a.tsx', commonJs).code).toContain('createElement("b"');
  });
});

test('the map leads back to line and column', () => {
  const source = "interface Gone {\n  a: string;\n}\n\nexport function f(): never {\n  throw new Error('here');\n}\n";
  const { code, map } = transform(source, '/shop/a.spec.ts', commonJs);
  const line = code.split('\n').findIndex((text) => text.includes('throw'));
  const column = code.split('\n')[line]?.indexOf('new Error') ?? -1;
  expect(new SourceMap(JSON.parse(map)).findEntry(line, column)).toMatchObject({
    originalSource: '/shop/a.spec.ts',
    originalLine: 5,
    originalColumn: 8,
  });
});

test('a syntax error names file, line and column', () => {
  expect(() => transform('const = 1;', '/shop/a.spec.ts', commonJs)).toThrow('/shop/a.spec.ts:1:6');
});

test.each([
  { name: 'the source', other: getCacheKey('b', 'a.ts', commonJs) },
  { name: 'the file name', other: getCacheKey('a', 'b.ts', commonJs) },
  { name: 'the kind of module', other: getCacheKey('a', 'a.ts', modules) },
])('the cache key depends on $name', ({ other }) => {
  expect(getCacheKey('a', 'a.ts', commonJs)).toBe(getCacheKey('a', 'a.ts', commonJs));
  expect(other).not.toBe(getCacheKey('a', 'a.ts', commonJs));
});
