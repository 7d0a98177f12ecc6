// The next time that a schedule names, found field by field: month, day, hour, minute. A time that the clocks leave
// out is skipped, one that comes twice is taken twice. upstream: github.com/robfig/cron SpecSchedule.Next

import type { CronField, CronSchedule, CronTable } from '../../kinds/cron-schedule';
import { type WallTime, type ZoneClock, zoneClock } from '../../kinds/zone-clock';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const YEARS = 5;

/** A time that is moved forward until it fits. */
interface Cursor {
  readonly table: CronTable;
  readonly clock: ZoneClock;
  atMs: number;
  /** What is finer than the field that was moved first stands at its beginning. */
  isRounded: boolean;
}

/** The first instant after `afterMs`, whole seconds; undefined when there is none within five years. */
export function nextTime(schedule: CronSchedule, afterMs: number, timeZone: string): number | undefined {
  if ('everyMs' in schedule) return afterMs - (afterMs % 1000) + schedule.everyMs;
  const clock = zoneClock(schedule.timeZone ?? timeZone);
  const cursor: Cursor = { table: schedule, clock, atMs: afterMs - (afterMs % 1000) + 1000, isRounded: false };
  const lastYear = clock.wallAt(cursor.atMs).year + YEARS;
  while (clock.wallAt(cursor.atMs).year <= lastYear) {
    // A field that begins anew has moved the one above it: then all are looked at again.
    if (STEPS.every((step) => step(cursor))) return cursor.atMs;
  }
  return undefined;
}

/** Each moves one field on; false when that field has begun anew. */
const STEPS: readonly ((cursor: Cursor) => boolean)[] = [toMonth, toDay, toHour, toMinute, toSecond];

const has = ({ values }: CronField, value: number) => values.includes(value);
const wall = ({ clock, atMs }: Cursor): WallTime => clock.wallAt(atMs);

/** Milliseconds since midnight that a clock shows. */
const timeOfDayMs = ({ hour, minute, second }: WallTime) => ((hour * 60 + minute) * 60 + second) * 1000;

function toMonth(cursor: Cursor): boolean {
  for (let now = wall(cursor); !has(cursor.table.month, now.month); now = wall(cursor)) {
    const [day, time] = cursor.isRounded ? [now.day, timeOfDayMs(now)] : [1, 0];
    cursor.isRounded = true;
    cursor.atMs = cursor.clock.instantOf(now.year, now.month + 1, day, time);
    if (wall(cursor).month === 1) return false;
  }
  return true;
}

function toDay(cursor: Cursor): boolean {
  for (let now = wall(cursor); !isDay(cursor.table, now); now = wall(cursor)) {
    if (!cursor.isRounded) {
      cursor.isRounded = true;
      cursor.atMs = cursor.clock.instantOf(now.year, now.month, now.day, 0);
      now = wall(cursor);
    }
    cursor.atMs = cursor.clock.instantOf(now.year, now.month, now.day + 1, timeOfDayMs(now));
    // Midnight may be left out by the clocks, or the day before may have ended late.
    const { hour } = wall(cursor);
    if (hour !== 0) cursor.atMs += (hour > 12 ? 24 - hour : -hour) * HOUR_MS;
    if (wall(cursor).day === 1) return false;
  }
  return true;
}

/** Both day fields have to fit when one of them is a star, else either. */
function isDay({ dayOfMonth, dayOfWeek }: CronTable, { day, weekday }: WallTime): boolean {
  const [fitsMonth, fitsWeek] = [has(dayOfMonth, day), has(dayOfWeek, weekday)];
  return dayOfMonth.isStar || dayOfWeek.isStar ? fitsMonth && fitsWeek : fitsMonth || fitsWeek;
}

function toHour(cursor: Cursor): boolean {
  for (let now = wall(cursor); !has(cursor.table.hour, now.hour); now = wall(cursor)) {
    if (!cursor.isRounded) {
      cursor.isRounded = true;
      cursor.atMs = cursor.clock.instantOf(now.year, now.month, now.day, now.hour * HOUR_MS);
    }
    cursor.atMs += HOUR_MS;
    if (wall(cursor).hour === 0) return false;
  }
  return true;
}

function toMinute(cursor: Cursor): boolean {
  while (!has(cursor.table.minute, wall(cursor).minute)) {
    if (!cursor.isRounded) {
      cursor.isRounded = true;
      cursor.atMs -= cursor.atMs % MINUTE_MS;
    }
    cursor.atMs += MINUTE_MS;
    if (wall(cursor).minute === 0) return false;
  }
  return true;
}

/** Schedules have no seconds: the minute has to begin. */
function toSecond(cursor: Cursor): boolean {
  const { second } = wall(cursor);
  if (second === 0) return true;
  cursor.isRounded = true;
  cursor.atMs += (60 - second) * 1000;
  return false;
}
