// Quantities against what the API server prints and compares.

import { describe, expect, test } from '@jest/globals';
import {
  addQuantity,
  canonicalQuantity,
  compareQuantity,
  milliValue,
  parseQuantity,
  type Quantity,
  readQuantity,
  subtractQuantity,
  value,
} from '../../src/kinds/quantity';

describe('canonical text', () => {
  test.each([
    { name: 'whole', text: '3', expected: '3' },
    { name: 'a fraction becomes milli', text: '0.5', expected: '500m' },
    { name: 'more than one with a fraction', text: '1.5', expected: '1500m' },
    { name: 'milli that are whole', text: '2000m', expected: '2' },
    { name: 'many zeros take a suffix', text: '1000000000', expected: '1G' },
    { name: 'binary', text: '1536Mi', expected: '1536Mi' },
    { name: 'binary that goes into the next suffix', text: '2048Mi', expected: '2Gi' },
    { name: 'a binary fraction', text: '1.5Gi', expected: '1536Mi' },
    { name: 'binary below one goes decimal', text: '0.5Ki', expected: '512' },
    { name: 'a binary amount that is not whole goes to milli', text: '0.8Gi', expected: '858993459200m' },
    { name: 'an exponent stays', text: '1e9', expected: '1e9' },
    { name: 'an exponent in steps of three', text: '123e4', expected: '1230e3' },
    { name: 'negative', text: '-1Gi', expected: '-1Gi' },
    { name: 'zero', text: '0', expected: '0' },
    { name: 'zero with a suffix', text: '0Mi', expected: '0' },
    { name: 'micro', text: '100u', expected: '100u' },
    { name: 'less than nano rounds up', text: '0.0000000001', expected: '1n' },
    { name: 'half a nano rounds up', text: '1.5n', expected: '2n' },
    { name: 'an exponent of nothing', text: '0e5', expected: '0' },
    { name: 'a small exponent', text: '10e-4', expected: '1e-3' },
    { name: 'exponent and fraction', text: '12.5e2', expected: '1250' },
    { name: 'micro that do not fit milli', text: '1500u', expected: '1500u' },
    { name: 'what is short enough stays as it is written', text: '+5', expected: '+5' },
    { name: 'leading zeros', text: '00012', expected: '00012' },
    { name: 'far beyond a number', text: '0.1Ei', expected: '115292150460684697600m' },
  ])('$name: $text', ({ text, expected }) => {
    expect(canonicalQuantity(text)).toBe(expected);
  });
});

describe('numbers', () => {
  test.each([
    { name: 'milli of whole', text: '2', milli: 2000, whole: 2 },
    { name: 'milli round up', text: '1.2345', milli: 1235, whole: 2 },
    { name: 'negative, away from zero', text: '-0.5', milli: -500, whole: -1 },
    { name: 'micro', text: '1500u', milli: 2, whole: 1 },
    { name: 'bytes', text: '1Gi', milli: 1024 ** 3 * 1000, whole: 1024 ** 3 },
    { name: 'part of a byte rounds up', text: '100m', milli: 100, whole: 1 },
    { name: 'a number', text: 4, milli: 4000, whole: 4 },
  ])('$name: $text', ({ text, milli, whole }) => {
    expect([milliValue(text), value(text)]).toEqual([milli, whole]);
  });
});

test.each([
  { name: 'a word', text: 'lots' },
  { name: 'a suffix there is not', text: '1X' },
  { name: 'two suffixes', text: '1GiB' },
  { name: 'nothing', text: '' },
  { name: 'blanks', text: '1 Gi' },
])('$name is no quantity', ({ text }) => {
  expect(parseQuantity(text)).toBeUndefined();
  expect('error' in readQuantity(text)).toBe(true);
});

test('equal amounts compare equal whatever their text', () => {
  expect(compareQuantity('1Gi', '1073741824')).toBe(0);
  expect(compareQuantity('1G', '1Gi')).toBe(-1);
  expect(compareQuantity('0.1', '99m')).toBe(1);
});

test('sums keep the suffix family of the first', () => {
  const [a, b] = [parseQuantity('1Gi') as Quantity, parseQuantity('512Mi') as Quantity];
  expect(addQuantity(a, b).text).toBe('1536Mi');
  expect(subtractQuantity(a, b).text).toBe('512Mi');
});
