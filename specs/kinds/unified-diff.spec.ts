// Differences as `diff -u` shows them.

import { expect, test } from '@jest/globals';
import { unifiedDiff } from '../../src/kinds/validation/unified-diff';

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);
const text = (...parts: readonly string[]) => parts.join('\n');

test.each([
  { name: 'nothing', a: 'a\nb', b: 'a\nb', expected: '' },
  { name: 'one line of one', a: 'a', b: 'b', expected: '@@ -1 +1 @@\n-a\n+b\n' },
  {
    name: 'three lines around a change',
    a: text(...lines(1, 9)),
    b: text(...lines(1, 4), 'x', ...lines(6, 9)),
    expected: '@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n',
  },
  {
    name: 'lines added',
    a: text(...lines(1, 4)),
    b: text(...lines(1, 2), 'x', 'y', ...lines(3, 4)),
    expected: '@@ -1,4 +1,6 @@\n 1\n 2\n+x\n+y\n 3\n 4\n',
  },
  {
    name: 'changes far apart',
    a: text(...lines(1, 20)),
    b: text('x', ...lines(2, 19), 'y'),
    expected: '@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -17,4 +17,4 @@\n 17\n 18\n 19\n-20\n+y\n',
  },
])('$name', ({ a, b, expected }) => {
  expect(unifiedDiff(a, b)).toBe(expected);
});
