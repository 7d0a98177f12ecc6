// How long a span is in words, at every border between two ways of telling it.
import { expect, test } from '@jest/globals';
import { humanDuration } from '../../src/printers/human-duration';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [-2 * SECOND, '<invalid>'],
  [-1.5 * SECOND, '0s'],
  [0, '0s'],
  [999, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE, '2m'],
  [2 * MINUTE + SECOND, '2m1s'],
  [10 * MINUTE + 5 * SECOND, '10m'],
  [179 * MINUTE, '179m'],
  [3 * HOUR, '3h'],
  [7 * HOUR + 59 * MINUTE, '7h59m'],
  [8 * HOUR + 30 * MINUTE, '8h'],
  [47 * HOUR, '47h'],
  [2 * DAY, '2d'],
  [2 * DAY + HOUR, '2d1h'],
  [8 * DAY + HOUR, '8d'],
  [729 * DAY, '729d'],
  [2 * 365 * DAY, '2y'],
  [3 * 365 * DAY + 5 * DAY, '3y5d'],
  [8 * 365 * DAY + 5 * DAY, '8y'],
])('%d ms is %s', (spanMs, text) => {
  expect(humanDuration(spanMs)).toBe(text);
});
