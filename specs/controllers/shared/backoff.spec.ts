// Growing pauses between retries.

import { expect, test } from '@jest/globals';
import { type Backoff, CONTROLLER_BACKOFF, retryLater } from '../../../src/controllers/shared/backoff';
import { Table } from '../../../src/sim/table';

function delays(backoff: Backoff | undefined, count: number) {
  const asked: (number | 'given up')[] = [];
  const failures = new Table<number>();
  const cx = { after: (delayMs: number) => void asked.push(delayMs) };
  for (let failure = 0; failure < count; failure++) {
    if (!retryLater(cx, failures, 'key', backoff)) asked.push('given up');
  }
  return asked;
}

test.each([
  { name: 'doubles', backoff: CONTROLLER_BACKOFF, asked: [5, 10, 20, 40] },
  { name: 'has a limit', backoff: { baseMs: 1000, maxMs: 3000 }, asked: [1000, 2000, 3000, 3000] },
  { name: 'has an end, then begins anew', backoff: { baseMs: 1, maxMs: 9, tries: 2 }, asked: [1, 2, 'given up', 1] },
  { name: 'by itself', backoff: undefined, asked: [5, 10, 20, 40] },
])('$name', ({ backoff, asked }) => {
  expect(delays(backoff, 4)).toEqual(asked);
});
