// What is wrong with a JSON text, in Go's words.

import { expect, test } from '@jest/globals';
import { JsonFault, readJson } from '../../src/manifests/go-json';

const messageOf = (text: string) => {
  try {
    readJson(text, 0);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault.message;
    throw fault;
  }
  return undefined;
};

test.each([
  { text: '{"a": [1, -2.5e+3, true, false, null, "\\u00e9\\n", {}, []]} rest', message: undefined },
  { text: '', message: 'unexpected EOF' },
  { text: 'x', message: "invalid character 'x' looking for beginning of value" },
  { text: '{,}', message: "invalid character ',' looking for beginning of object key string" },
  { text: '{"a" 1}', message: "invalid character '1' after object key" },
  { text: '{"a": 1 "b"}', message: `invalid character '"' after object key:value pair` },
  { text: '[1 2]', message: "invalid character '2' after array element" },
  { text: '[1,]', message: "invalid character ']' looking for beginning of value" },
  { text: '["a\n"]', message: "invalid character '\\n' in string literal" },
  { text: '["\\q"]', message: "invalid character 'q' in string escape code" },
  { text: '["\\u12x4"]', message: "invalid character 'x' in \\u hexadecimal character escape" },
  { text: '[-]', message: "invalid character ']' in numeric literal" },
  { text: '[1.]', message: "invalid character ']' after decimal point in numeric literal" },
  { text: '[1e]', message: "invalid character ']' in exponent of numeric literal" },
  { text: '[trye]', message: "invalid character 'y' in literal true (expecting 'u')" },
  { text: "['a']", message: "invalid character '\\'' looking for beginning of value" },
])('$text', ({ text, message }) => {
  expect(messageOf(text)).toBe(message);
});

test('it tells where the value ends', () => {
  expect(readJson('  {"a": 1} x', 2)).toMatchObject({ value: { a: 1 }, end: 10, duplicates: [] });
});
