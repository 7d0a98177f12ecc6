// Cron schedules as CronJobs write them: five fields, or `@daily` and its like, or `@every 1h30m`.
// upstream: github.com/robfig/cron ParseStandard, behind pkg/util/parsers ParseCronScheduleWithPanicRecovery

import { isTimeZone } from './time-zone-names';
import { goQuote } from './validation/field-error';

/**
 * One field: the values that match. `isStar` when it began as `*` or `?`, which decides how the two day fields join.
 */
export interface CronField {
  readonly values: readonly number[];
  readonly isStar: boolean;
}

export interface CronTable {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly dayOfMonth: CronField;
  readonly month: CronField;
  /** 0 is Sunday. */
  readonly dayOfWeek: CronField;
  /** From `TZ=`, which only CronJobs older than the field `timeZone` still have. */
  readonly timeZone?: string | undefined;
}

export type CronSchedule = CronTable | { readonly everyMs: number };
export type ParsedSchedule = { readonly schedule: CronSchedule } | { readonly error: string };

interface Bounds {
  readonly min: number;
  readonly max: number;
  /** Three-letter names of the values, from `min` on. */
  readonly names?: readonly string[];
}

const MINUTES: Bounds = { min: 0, max: 59 };
const HOURS: Bounds = { min: 0, max: 23 };
const DAYS: Bounds = { min: 1, max: 31 };
const MONTHS: Bounds = { min: 1, max: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') };
const WEEKDAYS: Bounds = { min: 0, max: 6, names: 'sun mon tue wed thu fri sat'.split(' ') };
const FIELDS: readonly Bounds[] = [MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

class Fault extends Error {}

/** The schedule, or the text in which it is refused. */
export function parseCronSchedule(text: string): ParsedSchedule {
  try {
    return { schedule: parse(text) };
  } catch (error) {
    if (error instanceof Fault) return { error: error.message };
    throw error;
  }
}

function parse(text: string): CronSchedule {
  if (text === '') throw new Fault('empty spec string');
  const zone = /^(?:CRON_)?TZ=/.exec(text);
  if (!zone) return parseTimes(text, undefined);
  const space = text.indexOf(' ');
  if (space < 0) throw new Fault('invalid schedule format: runtime error: slice bounds out of range [:-1]');
  const timeZone = text.slice(zone[0].length, space);
  if (!isTimeZone(timeZone)) throw new Fault(`provided bad location ${timeZone}: unknown time zone ${timeZone}`);
  return parseTimes(text.slice(space).trim(), timeZone);
}

function parseTimes(text: string, timeZone: string | undefined): CronSchedule {
  const every = '@every ';
  if (text.startsWith(every)) return { everyMs: parseEvery(text, text.slice(every.length)) };
  if (text.startsWith('@') && !Object.hasOwn(DESCRIPTORS, text)) throw new Fault(`unrecognized descriptor: ${text}`);
  const fields = (DESCRIPTORS[text] ?? text).split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) {
    throw new Fault(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const parsed = fields.map((field, index) => parseField(field, FIELDS[index] as Bounds));
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parsed as [
    CronField,
    CronField,
    CronField,
    CronField,
    CronField,
  ];
  return { minute, hour, dayOfMonth, month, dayOfWeek, timeZone };
}

/** Shorter spans than a second become one; parts of seconds are dropped. */
function parseEvery(text: string, span: string): number {
  const units: Readonly<Record<string, number>> = {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
  };
  const refuse = (why: string) => new Fault(`failed to parse duration ${text}: time: ${why}duration ${goQuote(span)}`);
  const body = span.replace(/^[+-]/, '');
  let totalMs = 0;
  let rest = body;
  if (body === '') throw refuse('invalid ');
  while (rest !== '' && body !== '0') {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) throw refuse('invalid ');
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unit === '') throw refuse('missing unit in ');
    if (!Object.hasOwn(units, unit)) throw refuse(`unknown unit ${goQuote(unit)} in `);
    totalMs += Number(number) * (units[unit] as number);
    rest = rest.slice(unit.length);
  }
  if (span.startsWith('-')) totalMs = 0;
  return Math.max(Math.floor(totalMs / 1000), 1) * 1000;
}

function parseField(text: string, bounds: Bounds): CronField {
  const values = new Set<number>();
  let isStar = false;
  for (const range of text.split(',')) {
    if (range === '') continue;
    const { from, to, step, star } = parseRange(range, bounds);
    for (let value = from; value <= to; value += step) values.add(value);
    isStar ||= star;
  }
  return { values: [...values].sort((a, b) => a - b), isStar };
}

function parseRange(text: string, bounds: Bounds) {
  const [range = '', stepText, ...slashes] = text.split('/');
  const limits = range.split('-');
  const [low = '', high] = limits;
  const isAny = low === '*' || low === '?';
  const from = isAny ? bounds.min : parseValue(low, bounds);
  let to = isAny ? bounds.max : from;
  if (!isAny && limits.length > 2) throw new Fault(`too many hyphens: ${text}`);
  if (!isAny && high !== undefined) to = parseValue(high, bounds);
  if (slashes.length > 0) throw new Fault(`too many slashes: ${text}`);
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  // `5/10` means from 5 on.
  if (stepText !== undefined && limits.length === 1) to = bounds.max;
  if (from < bounds.min) throw new Fault(`beginning of range (${from}) below minimum (${bounds.min}): ${text}`);
  if (to > bounds.max) throw new Fault(`end of range (${to}) above maximum (${bounds.max}): ${text}`);
  if (from > to) throw new Fault(`beginning of range (${from}) beyond end of range (${to}): ${text}`);
  if (step === 0) throw new Fault(`step of range should be a positive number: ${text}`);
  return { from, to, step, star: isAny && step === 1 };
}

function parseValue(text: string, { names, min }: Bounds): number {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 ? named + min : parseNumber(text);
}

/** upstream: mustParseInt */
function parseNumber(text: string): number {
  const refuse = (why: string) =>
    new Fault(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${why}`);
  if (!/^[+-]?\d+$/.test(text)) throw refuse('invalid syntax');
  const value = BigInt(text.replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) !== value) throw refuse('value out of range');
  if (value < 0n) throw new Fault(`negative number (${value}) not allowed: ${text}`);
  return Number(value);
}
