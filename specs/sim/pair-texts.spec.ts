// Two texts make the same third one, however many others were asked for in between.

import { expect, test } from '@jest/globals';
import { PairTexts } from '../../src/sim/pair-texts';

test('a text is put together once for as long as it is remembered', () => {
  const made: string[] = [];
  const texts = new PairTexts(3, (first, second) => {
    made.push(`${first}/${second}`);
    return `${first}/${second}`;
  });
  const pairs = [
    ['a', 'b'],
    ['a', 'b'],
    ['ab', ''],
    ['a', 'c'],
  ] as const;
  expect(pairs.map(([first, second]) => texts.of(first, second))).toEqual(['a/b', 'a/b', 'ab/', 'a/c']);
  expect(made).toEqual(['a/b', 'ab/', 'a/c']);
});

test('beyond the limit it begins anew, with the same answers', () => {
  let made = 0;
  const texts = new PairTexts(2, (first, second) => {
    made++;
    return first + second;
  });
  for (const second of ['1', '2', '3', '1']) expect(texts.of('x', second)).toBe(`x${second}`);
  expect(made).toBe(4);
});
