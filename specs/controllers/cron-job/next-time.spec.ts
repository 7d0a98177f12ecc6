// Next times against those that github.com/robfig/cron v3.0.1, the library of the real controller, named for the same
// schedules, zones and instants, half of them near changes of the clocks: next-time-go.jsonl.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nextTime } from '../../../src/controllers/cron-job/next-time';
import { type CronSchedule, parseCronSchedule } from '../../../src/kinds/cron-schedule';
import { parseRfc3339, rfc3339 } from '../../../src/sim/time';

interface Recorded {
  readonly schedule: string;
  readonly zone: string;
  readonly after: string;
  /** The next four; '' where there is none. */
  readonly next: readonly string[];
}

function scheduleOf(text: string): CronSchedule {
  const parsed = parseCronSchedule(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.schedule;
}

function nextTimes(text: string, zone: string, after: string, count: number): string[] {
  const times: string[] = [];
  let atMs: number | undefined = parseRfc3339(after);
  while (atMs !== undefined && times.length < count) {
    atMs = nextTime(scheduleOf(text), atMs, zone);
    times.push(atMs === undefined ? '' : rfc3339(atMs));
  }
  return times;
}

const recorded: readonly Recorded[] = readFileSync(join(__dirname, 'next-time-go.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test('there is something to compare', () => {
  expect(recorded.length).toBeGreaterThan(200);
  expect(new Set(recorded.map(({ zone }) => zone)).size).toBeGreaterThan(20);
});

test.each(recorded)('$schedule in "$zone" after $after', ({ schedule, zone, after, next }) => {
  expect(nextTimes(schedule, zone, after, 4)).toEqual(next);
});

describe('clocks that change', () => {
  test.each([
    {
      name: 'a time that is left out is skipped',
      schedule: '30 2 * * *',
      zone: 'Europe/Berlin',
      after: '2026-03-28T02:00:00Z',
      next: ['2026-03-30T00:30:00Z'],
    },
    {
      name: 'a time that comes twice runs twice',
      schedule: '30 2 * * *',
      zone: 'Europe/Berlin',
      after: '2026-10-24T22:00:00Z',
      next: ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-26T01:30:00Z'],
    },
    {
      name: 'the machine’s own zone is UTC',
      schedule: '30 2 * * *',
      zone: '',
      after: '2026-03-28T02:00:00Z',
      next: ['2026-03-28T02:30:00Z', '2026-03-29T02:30:00Z'],
    },
  ])('$name', ({ schedule, zone, after, next }) => {
    expect(nextTimes(schedule, zone, after, next.length)).toEqual(next);
  });
});

test('parts of a second are dropped', () => {
  const atMs = parseRfc3339('2026-01-01T00:00:00Z');
  expect(nextTime(scheduleOf('* * * * *'), atMs + 59_999, '')).toBe(atMs + 60_000);
  expect(nextTime(scheduleOf('* * * * *'), atMs + 60_000, '')).toBe(atMs + 120_000);
  expect(nextTime(scheduleOf('@every 90s'), atMs + 400, '')).toBe(atMs + 90_000);
});
