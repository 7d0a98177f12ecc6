// Values and texts as Go prints them; what is expected was printed by Go.

import { describe, expect, test } from '@jest/globals';
import { goJson, goJsonInOrder, goJsonLines, goStruct } from '../../src/kinds/go-json';
import { goQuote } from '../../src/kinds/validation/field-error';

const TEXTS = [
  { name: 'characters of HTML', value: '<a>&b\u2028\u2029', text: '"\\u003ca\\u003e\\u0026b\\u2028\\u2029"' },
  {
    name: 'control characters',
    value: '\0\x01\b\f\n\r\t\x1f\x7f"\\/',
    text: '"\\u0000\\u0001\\b\\f\\n\\r\\t\\u001f\x7f\\"\\\\/"',
  },
  { name: 'half a pair', value: '\ud800x', text: '"\\ufffdx"' },
  { name: 'what only looks like half a pair', value: '\\ud800', text: '"\\\\ud800"' },
  {
    name: 'numbers',
    value: [1e20, 1e21, 1e-6, 1e-7, -0.1, 1.5e300, 5e-324],
    text: '[100000000000000000000,1e+21,0.000001,1e-7,-0.1,1.5e+300,5e-324]',
  },
  { name: 'nothing', value: undefined, text: 'null' },
  { name: 'absent entries', value: { a: undefined, b: [undefined] }, text: '{"b":[null]}' },
  { name: 'keys that are numbers', value: { 9: 1, 10: 2, a: 3 }, text: '{"10":2,"9":1,"a":3}' },
];

describe('JSON as Go writes it', () => {
  test.each(TEXTS)('$name', ({ value, text }) => {
    expect(goJson(value)).toBe(text);
    expect(goJsonInOrder(value)).toBe(text);
  });

  test('the keys of maps are sorted by their bytes', () => {
    expect(goJson({ b: 1, a: { d: 1, c: 2 } })).toBe('{"a":{"c":2,"d":1},"b":1}');
    expect(goJson({ '\uff5e': 1, '\u{1F600}': 2, é: 3, B: 4 })).toBe('{"B":4,"é":3,"\uff5e":1,"\u{1F600}":2}');
  });

  test('fields of structs keep their order, with all keys or with those that are marked', () => {
    expect(goJsonInOrder({ b: 1, a: { 9: 1, 10: 2 } })).toBe('{"b":1,"a":{"10":2,"9":1}}');
    expect(goJson(goStruct({ b: 1, a: { d: 1, c: 2 } }))).toBe('{"b":1,"a":{"c":2,"d":1}}');
  });

  test('over several lines', () => {
    const value = { b: [], a: {}, c: [1, { d: null }] };
    expect(goJsonLines(value)).toBe('{\n "a": {},\n "b": [],\n "c": [\n  1,\n  {\n   "d": null\n  }\n ]\n}');
    expect(goJsonInOrder({ 10: [], 9: {} }, 2)).toBe('{\n  "10": [],\n  "9": {}\n}');
    expect(goJsonInOrder({ a: [1] }, 2)).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});

test.each([
  { name: 'plain text', text: 'a b', quoted: '"a b"' },
  { name: 'quotes and control characters', text: 'a"\\\n\x01\x7f', quoted: '"a\\"\\\\\\n\\x01\\x7f"' },
  { name: 'letters of other scripts', text: 'é日\u{1F600}', quoted: '"é日\u{1F600}"' },
  {
    name: 'spaces and marks that nobody sees',
    text: 'a\u00a0b\u200b\ufeff\u{e0001}\u00ad',
    quoted: '"a\\u00a0b\\u200b\\ufeff\\U000e0001\\u00ad"',
  },
])('a quoted text as Go writes it: $name', ({ text, quoted }) => {
  expect(goQuote(text)).toBe(quoted);
});
