// Clocks of time zones on integer time: what they show at an instant, and the instant at which they show something. A
// gap or an hour that comes twice is resolved as Go does it.
// upstream: Go time.Date, time.Location.lookup

import { invariant } from '../sim/invariant';
import { civilFromDays, daysFromCivil } from '../sim/time';
import { timeZoneRule } from './time-zone-names';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What a clock shows; `month` counts from 1, `weekday` from 0 for Sunday. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export interface ZoneClock {
  readonly wallAt: (atMs: number) => WallTime;
  /** The instant of a date and time of day; month and day may run over. */
  readonly instantOf: (year: number, month: number, day: number, timeOfDayMs: number) => number;
  readonly offsetMsAt: (atMs: number) => number;
}

/** A span of one offset; both ends are infinite for clocks that never change. */
interface Period {
  readonly offsetMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

type FindPeriod = (atMs: number) => Period;

const clocks = new Map<string, ZoneClock>();

/** The clock of a time zone by its IANA name; '' is UTC. */
export function zoneClock(name: string): ZoneClock {
  const rule = timeZoneRule(name);
  invariant(rule !== undefined, `no time zone "${name}"`);
  let clock = clocks.get(rule);
  if (clock === undefined) {
    clock = clockOf(rule);
    clocks.set(rule, clock);
  }
  return clock;
}

function clockOf(rule: string): ZoneClock {
  const [standard = '0', summer, start = '', end = ''] = rule.split(' ');
  const find =
    summer === undefined ? constantly(Number(standard)) : changing(Number(standard), Number(summer), start, end);
  return {
    wallAt: (atMs) => wallTime(atMs + find(atMs).offsetMs),
    instantOf: (year, month, day, timeOfDayMs) => instantOf(find, wallMs(year, month, day) + timeOfDayMs),
    offsetMsAt: (atMs) => find(atMs).offsetMs,
  };
}

/** Milliseconds from the epoch as a clock without offset would count them. */
function wallMs(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  return (daysFromCivil(Math.floor(months / 12), (months % 12) + 1, 1) + day - 1) * DAY_MS;
}

/** The offset is guessed from the wall's own time and corrected once. */
function instantOf(find: FindPeriod, atWallMs: number): number {
  const guess = find(atWallMs);
  const atMs = atWallMs - guess.offsetMs;
  const isWithin = guess.offsetMs === 0 || (atMs >= guess.startMs && atMs < guess.endMs);
  return isWithin ? atMs : atWallMs - find(atMs).offsetMs;
}

function wallTime(atWallMs: number): WallTime {
  const days = Math.floor(atWallMs / DAY_MS);
  const second = Math.floor((atWallMs - days * DAY_MS) / 1000);
  return {
    ...civilFromDays(days),
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
  };
}

function constantly(minutes: number): FindPeriod {
  const always: Period = {
    offsetMs: minutes * MINUTE_MS,
    startMs: Number.NEGATIVE_INFINITY,
    endMs: Number.POSITIVE_INFINITY,
  };
  return () => always;
}

/** Both changes are told in the time that is shown just before them. */
function changing(standard: number, summer: number, start: string, end: string): FindPeriod {
  const years = new Map<number, readonly Period[]>();
  const changesOf = (year: number) => [
    { atMs: changeMs(year, start) - standard * MINUTE_MS, offsetMs: summer * MINUTE_MS },
    { atMs: changeMs(year, end) - summer * MINUTE_MS, offsetMs: standard * MINUTE_MS },
  ];
  return (atMs) => {
    const { year } = civilFromDays(Math.floor(atMs / DAY_MS));
    let periods = years.get(year);
    if (periods === undefined) {
      const changes = [year - 1, year, year + 1].flatMap(changesOf).sort((a, b) => a.atMs - b.atMs);
      periods = changes.map(({ atMs: startMs, offsetMs }, index) => {
        return { offsetMs, startMs, endMs: changes[index + 1]?.atMs ?? Number.POSITIVE_INFINITY };
      });
      years.set(year, periods);
    }
    const found = periods.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
    invariant(found, `no clock at ${atMs}`);
    return found;
  };
}

/** `M3.5.0/120`: two o'clock on the last (fifth) Sunday of March of that year, by the wall. */
function changeMs(year: number, change: string): number {
  const [month = 1, week = 1, weekday = 0, minutes = 0] = change.slice(1).split(/[./]/).map(Number);
  const first = daysFromCivil(year, month, 1);
  let day = first + ((((weekday - first - 4) % 7) + 7) % 7) + (week - 1) * 7;
  if (civilFromDays(day).month !== month) day -= 7;
  return day * DAY_MS + minutes * MINUTE_MS;
}
