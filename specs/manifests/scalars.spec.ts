// What bare words, numbers, tags and keys mean: as in kubectl, not as in any YAML specification.

import { describe, expect, test } from '@jest/globals';
import { keyText, resolvePlain, resolveTagged } from '../../src/manifests/scalars';

test.each([
  { text: 'y', value: true },
  { text: 'Yes', value: true },
  { text: 'on', value: true },
  { text: 'OFF', value: false },
  { text: 'n', value: false },
  { text: 'tRue', value: 'tRue' },
  { text: '', value: null },
  { text: '~', value: null },
  { text: 'Null', value: null },
  { text: '0777', value: 511 },
  { text: '0o777', value: 511 },
  { text: '08', value: 8 },
  { text: '0x1F', value: 31 },
  { text: '-0b101', value: -5 },
  { text: '1_000', value: 1000 },
  { text: '-0', value: 0 },
  { text: '1.50', value: 1.5 },
  { text: '.5', value: 0.5 },
  { text: '1e3', value: 1000 },
  { text: 'e3', value: 'e3' },
  { text: '1e999', value: '1e999' },
  { text: '12:30:45', value: '12:30:45' },
  { text: '2001-01-01', value: '2001-01-01' },
  { text: '10%', value: '10%' },
  { text: '500m', value: '500m' },
  { text: '1.2.3', value: '1.2.3' },
  { text: '9223372036854775807', value: 2 ** 63 },
  { text: '18446744073709551616', value: 2 ** 64 },
  { text: '<<', value: '<<' },
  { text: '=', value: '=' },
])('$text', ({ text, value }) => {
  expect(resolvePlain(text)).toBe(value);
});

describe('tags', () => {
  test.each([
    { tag: 'str', text: '8080', result: { value: '8080' } },
    { tag: 'int', text: '8080', result: { value: 8080 } },
    { tag: 'float', text: '5', result: { value: 5 } },
    { tag: 'binary', text: 'YQ==', result: { value: 'a' } },
    { tag: 'int', text: '5.5', result: { error: 'cannot decode !!float `5.5` as a !!int' } },
    { tag: 'bool', text: '1', result: { error: 'cannot decode !!int `1` as a !!bool' } },
    { tag: 'binary', text: '*', result: { error: '!!binary value contains invalid base64 data' } },
  ])('!!$tag $text', ({ tag, text, result }) => {
    expect(resolveTagged(`tag:yaml.org,2002:${tag}`, text)).toEqual(result);
  });

  test('one of their own is a text', () => {
    expect(resolveTagged('!mine', '5')).toEqual({ value: '5' });
  });
});

test.each([
  { text: '8080', key: '8080' },
  { text: '0x1F', key: '31' },
  { text: 'yes', key: 'true' },
  { text: '1.50', key: '1.5' },
  { text: '1e6', key: '1e+06' },
  { text: '0.00001', key: '1e-05' },
  { text: '~', key: undefined },
])('the key $text is $key', ({ text, key }) => {
  expect(keyText(resolvePlain(text), text)).toBe(key);
});
