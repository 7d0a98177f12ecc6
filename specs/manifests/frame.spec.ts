import { expect, test } from '@jest/globals';
import { codeFrame } from '../../src/manifests/frame';

const text = 'one\ntwo\nthree\n\tfour: 4\nfive\nsix\n';

test.each([
  { name: 'inside', at: [3, 2, 3], frame: ['  1 | one', '  2 | two', '> 3 | three', '    |  ^^^', '  4 | \tfour: 4'] },
  { name: 'at the first line', at: [1, 1, 3], frame: ['> 1 | one', '    | ^^^', '  2 | two'] },
  {
    name: 'under a tab',
    at: [4, 2, 4],
    frame: ['  2 | two', '  3 | three', '> 4 | \tfour: 4', '    | \t^^^^', '  5 | five'],
  },
  {
    name: 'not past the end of the line',
    at: [2, 2, 99],
    frame: ['  1 | one', '> 2 | two', '    |  ^^', '  3 | three'],
  },
])('$name', ({ at: [line = 1, column = 1, length = 1], frame }) => {
  expect(codeFrame(text, line, column, length)).toBe(frame.join('\n'));
});

test('long lines are cut', () => {
  expect(
    codeFrame('x'.repeat(1000), 1, 900, 50)
      .split('\n')
      .every((line) => line.length < 180),
  ).toBe(true);
});
