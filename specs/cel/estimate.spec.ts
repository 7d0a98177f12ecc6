// What expressions may cost at most, as apiextensions-apiserver's TestCostEstimation has it.

import { expect, test } from '@jest/globals';
import { compileCel } from '../../src/cel/compile';
import { celTypeOf } from '../../src/custom/rules/cel-type';
import type { Schema } from '../../src/custom/schema';

type Generate = (most?: number) => Schema;

function plain(type: string): Schema {
  if (type === 'int-or-string') return { 'x-kubernetes-int-or-string': true };
  return ['duration', 'date', 'date-time', 'byte'].includes(type) ? { type: 'string', format: type } : { type };
}

const text: Generate = (maxLength) => ({ type: 'string', ...(maxLength !== undefined && { maxLength }) });
const bytes: Generate = (maxLength) => ({ ...text(maxLength), format: 'byte' });
const words: Generate = (maxLength) => ({ ...text(maxLength), enum: ['A', 'B', 'C', 'LongValue'] });

const listOf =
  (items: Schema): Generate =>
  (maxItems) => ({ type: 'array', items, ...(maxItems !== undefined && { maxItems }) });

const mapOf =
  (additionalProperties: Schema): Generate =>
  (maxProperties) => ({ type: 'object', additionalProperties, ...(maxProperties !== undefined && { maxProperties }) });

const list = (type: string) => listOf(plain(type));
const map = (type: string) => mapOf(plain(type));

const ENTRY: Schema = {
  type: 'object',
  properties: { required: plain('string'), optional: plain('string') },
  required: ['required'],
};
const lists = listOf({ type: 'array', items: plain('number') });
const maps = listOf(mapOf(plain('number'))());
const textsOf: Generate = (most) => mapOf(text(most))(most);
const sizedTexts: Generate = (most) => listOf(text(most))(most);
const nested: Generate = (most) => listOf(mapOf({ ...ENTRY, ...(most && { maxProperties: most }) })(most))(most);
const nestedOnce: Generate = (most) => listOf(mapOf(ENTRY)(most))();
const parts: Generate = (most) => ({
  type: 'object',
  properties: { str: text(most), before: text(2), after: text(4), separator: text(most) },
});
const intOrText: Generate = (maxLength) => ({ 'x-kubernetes-int-or-string': true, ...(maxLength && { maxLength }) });

const LOOP = 'self.all(x, true)';

const estimates: readonly [Generate, string, number | undefined, number, number][] = [
  [list('number'), LOOP, 4_718_591, 10, 32],
  [list('string'), LOOP, 3_145_727, 20, 62],
  [list('boolean'), LOOP, 1_887_437, 5, 17],
  [lists, LOOP, 3_145_727, 100, 302],
  [listOf(ENTRY), LOOP, 555_128, 50, 152],
  [map('number'), LOOP, 1_348_169, 10, 32],
  [map('string'), LOOP, 1_179_647, 3, 11],
  [map('boolean'), LOOP, 943_718, 100, 302],
  [text, `self.contains('test')`, 314_574, 10, 5],
  [text, `self.startsWith('test')`, 2, 15, 2],
  [text, `self.endsWith('test')`, 2, 30, 2],
  [text, 'size(self + "hello") > size("hello")', 314_578, 4, 7],
  [list('number'), 'self[1] == 0.0', 2, 5000, 2],
  [list('string'), 'self[1] == self[1]', 314_577, 8, 314_577],
  [list('number'), 'self.all(x, self.all(y, true))', undefined, 10, 352],
  [list('number'), 'self.all(x, self.all(y, self.all(z, true)))', undefined, 10, 3552],
  [text, 'self.matches("x")', 314_574, 50, 22],
  [text, '"".matches("(((((((((())))))))))[0-9]")', 7, 10, 7],
  [text, 'self.matches("")', 1, 100, 1],
  [textsOf, 'self.all(x, x.contains(self[x]))', 2_752_507, 10, 72],
  [list('number'), 'self[3] == 0.0', 2, 0, 2],
  [map('number'), 'self["x"] == 0.0', 2, 0, 2],
  [text, 'self == "x"', 2, 0, 1],
  [bytes, 'self == b"x"', 2, 0, 1],
  [list('number'), 'self.all(x, x == 0.0)', 6_291_454, 3 * 1024 * 2048, 25_165_826],
  [nested, 'self.all(x, x["y"].required == "z")', 7_340_027, 10, 72],
  [nestedOnce, 'self.all(x, x["y"].required == "z")', 7_340_027, 10, 7_340_027],
  [list('int-or-string'), LOOP, 4_718_591, 10, 32],
  [list('int-or-string'), 'self[0] == 5', 3, 10, 3],
  [list('boolean'), 'self[0] == false', 2, 25, 2],
  [listOf(ENTRY), 'self[0] == null', 2, 422, 2],
  [lists, 'self[0][0] == -1.0', 3, 51, 3],
  [maps, 'self.all(x, x.y == 25.2)', 6_291_452, 12, 74],
  [maps, 'self[0].x > 2.0', 4, 3000, 4],
  [list('duration'), LOOP, 2_359_295, 5, 17],
  [list('duration'), 'self[0].getHours() == 2', 4, 525, 4],
  [list('date'), LOOP, 725_936, 15, 47],
  [list('date'), 'self[2].getDayOfMonth() == 13', 4, 42, 4],
  [list('date-time'), LOOP, 428_963, 25, 77],
  [list('date-time'), 'self[2].getMinutes() == 45', 4, 99, 4],
  [map('int-or-string'), LOOP, 1_348_169, 15, 47],
  [mapOf(ENTRY), LOOP, 428_963, 20, 62],
  [mapOf(map('number')()), LOOP, 1_179_647, 10, 32],
  [mapOf(list('number')()), LOOP, 1_179_647, 25, 77],
  [map('duration'), LOOP, 1_048_577, 5, 17],
  [map('date'), LOOP, 524_288, 10, 32],
  [map('date-time'), LOOP, 349_526, 25, 77],
  [text, `self.find('[0-9]+') == ''`, 629_147, 10, 11],
  [sizedTexts, `self.join(' ') == 'aa bb'`, 329_853_068_905, 10, 43],
  [sizedTexts, 'self.isSorted() == true', 329_854_432_052, 10, 52],
  [parts, `self.str.replace(self.before, self.after) == 'does not matter'`, 629_154, 4, 12],
  [parts, 'self.str.split(self.separator) == []', 629_160, 10, 22],
  [text, `self.lowerAscii() == 'lower!'`, 314_575, 10, 6],
  [map('integer'), 'oldSelf.size() == self.size()', 5, 10, 5],
  [map('date-time'), 'self["a"] == self["b"]', 8, 7, 8],
  [map('duration'), 'self["c"] == self["d"]', 8, 42, 8],
  [words, `self.contains('A')`, 2, 1000, 401],
  [intOrText, 'isQuantity(self)', 314_574, 20, 9],
];

function estimateOf(schema: Schema, expression: string): number {
  const declared = celTypeOf(schema, false, 'selfType');
  if (!declared) throw new Error('no type');
  const compiled = compileCel(expression, { variables: { self: declared.type, oldSelf: declared.type } });
  if ('error' in compiled) throw new Error(compiled.error);
  return compiled.program.estimatedCost();
}

test.each(estimates)('%p %s', (generate, expression, unbounded, most, bounded) => {
  if (unbounded !== undefined) expect(estimateOf(generate(), expression)).toBe(unbounded);
  expect(estimateOf(generate(most), expression)).toBe(bounded);
});

test('what no limit holds costs more than any budget', () => {
  const loops = 'self.all(x, self.all(y, self.all(z, true)))';
  expect(estimateOf(list('number')(), loops)).toBeGreaterThan(1_000_000_000);
});
