import { describe, expect, test } from '@jest/globals';
import { nextTime } from '../../../src/controllers/cron-job/next-time';
import { dueStart, isTooLate, type Next, nextLookInMs } from '../../../src/controllers/cron-job/start-times';
import { parseCronSchedule } from '../../../src/kinds/cron-schedule';
import type { CronJob, CronJobSpec } from '../../../src/kinds/generated/types.gen';
import { parseRfc3339, rfc3339 } from '../../../src/sim/time';

const cronJob = (spec: Partial<CronJobSpec>, last?: string): CronJob => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tick', creationTimestamp: '2026-01-01T00:00:30Z' },
  spec: { schedule: '0 * * * *', jobTemplate: { spec: { template: { spec: { containers: [] } } } }, ...spec },
  ...(last ? { status: { lastScheduleTime: last } } : {}),
});

function nextOf({ spec }: CronJob): Next {
  const parsed = parseCronSchedule(spec.schedule);
  if ('error' in parsed) throw new Error(parsed.error);
  return (afterMs) => nextTime(parsed.schedule, afterMs, '');
}

interface Row {
  readonly name: string;
  readonly spec?: Partial<CronJobSpec>;
  readonly last?: string;
  readonly now: string;
  readonly start: string | undefined;
  readonly missed: number;
}

const rows: readonly Row[] = [
  { name: 'none yet', now: '2026-01-01T00:59:59Z', start: undefined, missed: 0 },
  { name: 'the first', now: '2026-01-01T01:00:00Z', start: '2026-01-01T01:00:00Z', missed: 1 },
  { name: 'several missed: the latest', now: '2026-01-01T05:30:00Z', start: '2026-01-01T05:00:00Z', missed: 5 },
  {
    name: 'after the last one',
    last: '2026-01-01T05:00:00Z',
    now: '2026-01-01T05:30:00Z',
    start: undefined,
    missed: 0,
  },
  { name: 'very many missed', now: '2026-02-01T00:10:00Z', start: '2026-02-01T00:00:00Z', missed: 744 },
  {
    name: 'the deadline hides older ones',
    spec: { startingDeadlineSeconds: 60 },
    now: '2026-01-01T05:30:00Z',
    start: undefined,
    missed: 0,
  },
  {
    name: 'uneven spans',
    spec: { schedule: '30 6-16/4 * * 1-5' },
    last: '2026-01-02T14:30:00Z',
    now: '2026-01-05T11:00:00Z',
    start: '2026-01-05T10:30:00Z',
    missed: 2,
  },
  {
    name: 'every so often, from the last one on',
    spec: { schedule: '@every 1h' },
    last: '2026-01-01T00:20:00Z',
    now: '2026-01-01T05:30:00Z',
    start: '2026-01-01T05:20:00Z',
    missed: 5,
  },
];

test.each(rows)('$name', ({ spec = {}, last, now, start, missed }) => {
  const object = cronJob(spec, last);
  const due = dueStart(object, parseRfc3339(now), nextOf(object), true);
  if ('error' in due) throw new Error(due.error);
  expect(due.startMs === undefined ? undefined : rfc3339(due.startMs)).toBe(start);
  expect(due.missed).toBe(missed);
});

test('a day that never comes', () => {
  const object = cronJob({ schedule: '59 23 31 2 *' });
  expect(dueStart(object, parseRfc3339('2026-01-01T01:00:00Z'), nextOf(object), true)).toEqual({
    error: 'time difference between two schedules is less than 1 second',
  });
  expect(nextLookInMs(object, parseRfc3339('2026-01-01T01:00:00Z'), nextOf(object))).toBeUndefined();
});

describe('the next look is a tenth of a second after', () => {
  test.each([
    { name: 'the first start', now: '2026-01-01T00:30:00Z', last: undefined, inMs: 1_800_100 },
    { name: 'the start after the missed one', now: '2026-01-01T05:30:00Z', last: undefined, inMs: 1_800_100 },
    {
      name: 'the start after the last one',
      now: '2026-01-01T05:00:00Z',
      last: '2026-01-01T05:00:00Z',
      inMs: 3_600_100,
    },
  ])('$name', ({ now, last, inMs }) => {
    const object = cronJob({ startingDeadlineSeconds: 10 }, last);
    expect(nextLookInMs(object, parseRfc3339(now), nextOf(object))).toBe(inMs);
  });
});

test.each([
  { name: 'no deadline', seconds: undefined, lateMs: 1e9, is: false },
  { name: 'at the deadline', seconds: 10, lateMs: 10_000, is: false },
  { name: 'after it', seconds: 10, lateMs: 10_001, is: true },
])('too late: $name', ({ seconds, lateMs, is }) => {
  const object = cronJob(seconds === undefined ? {} : { startingDeadlineSeconds: seconds });
  expect(isTooLate(object, 1000, 1000 + lateMs)).toBe(is);
});
