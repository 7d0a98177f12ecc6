import { describe, expect, test } from '@jest/globals';
import {
  addIndexes,
  countIndexes,
  countShared,
  firstFree,
  hasIndex,
  indexesText,
  joinIndexes,
  parseIndexes,
} from '../../../src/controllers/job/indexes';

describe('a status text, read and written again', () => {
  test.each([
    { name: 'nothing', text: '', completions: 9, again: '', count: 0 },
    { name: 'one index', text: '3', completions: 9, again: '3', count: 1 },
    { name: 'two neighbours stand apart', text: '3-4', completions: 9, again: '3,4', count: 2 },
    { name: 'three neighbours are a range', text: '2,3,4', completions: 9, again: '2-4', count: 3 },
    { name: 'ranges and single ones', text: '0,2-4,7', completions: 9, again: '0,2-4,7', count: 5 },
    { name: 'beyond the completions', text: '0,2-7,9', completions: 4, again: '0,2,3', count: 3 },
    { name: 'unreadable parts are passed over', text: 'a,1,2-b,5', completions: 9, again: '1,5', count: 2 },
  ])('$name', ({ text, completions, again, count }) => {
    const indexes = parseIndexes(text, completions);
    expect(indexesText(indexes)).toBe(again);
    expect(countIndexes(indexes)).toBe(count);
  });
});

const of = (text: string) => parseIndexes(text, 100);

describe('sets', () => {
  test.each([
    { name: 'apart', a: '0-2', b: '5', joined: '0-2,5', shared: 0 },
    { name: 'touching', a: '0-2', b: '3-5', joined: '0-5', shared: 0 },
    { name: 'overlapping', a: '0-4', b: '3-8', joined: '0-8', shared: 2 },
    { name: 'one within the other', a: '0-9', b: '2,4-6', joined: '0-9', shared: 4 },
    { name: 'several against several', a: '0-2,5-7,9', b: '2-5,9-11', joined: '0-7,9-11', shared: 3 },
    { name: 'one is empty', a: '', b: '4', joined: '4', shared: 0 },
  ])('$name', ({ a, b, joined, shared }) => {
    expect(indexesText(joinIndexes(of(a), of(b)))).toBe(joined);
    expect(indexesText(joinIndexes(of(b), of(a)))).toBe(joined);
    expect(countShared(of(a), of(b))).toBe(shared);
    expect(countShared(of(b), of(a))).toBe(shared);
  });

  test('single indexes are added in any order, doubles once', () => {
    expect(indexesText(addIndexes(of('2,7'), [6, 0, 6, 1]))).toBe('0-2,6,7');
  });

  test.each([
    { index: 0, is: false },
    { index: 1, is: true },
    { index: 3, is: true },
    { index: 4, is: false },
    { index: 8, is: true },
    { index: 9, is: false },
  ])('1-3,8 has $index: $is', ({ index, is }) => {
    expect(hasIndex(of('1-3,8'), index)).toBe(is);
  });
});

describe('the first free ones', () => {
  test.each([
    { name: 'none taken', taken: '', count: 3, completions: 9, free: [0, 1, 2] },
    { name: 'gaps first', taken: '0,2-4', count: 3, completions: 9, free: [1, 5, 6] },
    { name: 'no more than there are', taken: '0-2', count: 5, completions: 4, free: [3] },
    { name: 'all taken', taken: '0-3', count: 5, completions: 4, free: [] },
    { name: 'taken ones beyond the completions', taken: '1,6-8', count: 5, completions: 3, free: [0, 2] },
    { name: 'none asked', taken: '', count: 0, completions: 3, free: [] },
  ])('$name', ({ taken, count, completions, free }) => {
    expect(firstFree(of(taken), count, completions)).toEqual(free);
  });
});
