// The words of Go's JSON decoder, which refusals of registry credentials quote.

import { expect, test } from '@jest/globals';
import { jsonObjectFault } from '../../src/kinds/json-fault';

const OTHER = (kind: string) => `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;

test.each([
  { text: '{"auths": {"a": [1, -2.5e3, true, null, "x\\u00e9\\n"]}}', fault: undefined },
  { text: ' null ', fault: undefined },
  { text: 'nope', fault: "invalid character 'o' in literal null (expecting 'u')" },
  { text: '', fault: 'unexpected end of JSON input' },
  { text: '{"a":', fault: 'unexpected end of JSON input' },
  { text: '"a', fault: 'unexpected end of JSON input' },
  { text: 'nul', fault: "invalid character ' ' in literal null (expecting 'l')" },
  { text: '-', fault: "invalid character ' ' in numeric literal" },
  { text: '1.', fault: "invalid character ' ' after decimal point in numeric literal" },
  { text: '1e', fault: "invalid character ' ' in exponent of numeric literal" },
  { text: '{a:1}', fault: "invalid character 'a' looking for beginning of object key string" },
  { text: '{"a":1,}', fault: "invalid character '}' looking for beginning of object key string" },
  { text: '{"a" 1}', fault: "invalid character '1' after object key" },
  { text: '{"a":1 "b"}', fault: "invalid character '\"' after object key:value pair" },
  { text: '{"a":01}', fault: "invalid character '1' after object key:value pair" },
  { text: '{"a":.5}', fault: "invalid character '.' looking for beginning of value" },
  { text: '{"a":[1 2]}', fault: "invalid character '2' after array element" },
  { text: '[1,]', fault: "invalid character ']' looking for beginning of value" },
  { text: '{"a":"\n"}', fault: "invalid character '\\n' in string literal" },
  { text: '{"a":"\\x"}', fault: "invalid character 'x' in string escape code" },
  { text: '{"a":"\\u12g"}', fault: "invalid character 'g' in \\u hexadecimal character escape" },
  { text: "'a'", fault: "invalid character '\\'' looking for beginning of value" },
  { text: '{} x', fault: "invalid character 'x' after top-level value" },
  { text: '[1]', fault: OTHER('array') },
  { text: '"x"', fault: OTHER('string') },
  { text: '1', fault: OTHER('number') },
  { text: 'true', fault: OTHER('bool') },
])('$text', ({ text, fault }) => {
  expect(jsonObjectFault(text)).toBe(fault);
});
