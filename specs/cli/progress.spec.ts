// One line about how far a run is: on a terminal alone, and only when it takes long.

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Progress } from '../../src/cli/progress';

const { isTTY } = process.stderr;
let written: string[];
let now: number;

beforeEach(() => {
  written = [];
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.stderr.isTTY = isTTY;
});

test.each([
  { name: 'a terminal, a long run', terminal: true, atMs: 1_500, lines: ['\r\u001b[K30s', '\r\u001b[K'] },
  { name: 'a terminal, a short run', terminal: true, atMs: 500, lines: [] },
  { name: 'no terminal', terminal: false, atMs: 60_000, lines: [] },
])('$name', ({ terminal, atMs, lines }) => {
  process.stderr.isTTY = terminal;
  const progress = new Progress();
  now = atMs;
  progress.say('30s');
  progress.done();
  expect(written).toEqual(lines);
});
