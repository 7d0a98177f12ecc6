// Timestamps and durations as exact nanoseconds, read and written as Go does. upstream: Go time.Parse, ParseDuration

import { civilFromDays, daysFromCivil } from '../sim/time';
import { CelError } from './value';

export const NANOS_PER_SECOND = 1_000_000_000n;
const MIN_SECONDS = -62_135_596_800n;
const MAX_SECONDS = 253_402_300_799n;
const MAX_DURATION = 2n ** 63n - 1n;
const SECONDS_PER_DAY = 86_400;

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Nanoseconds of an RFC 3339 text; undefined when it is none. */
export function parseTimestamp(text: string): bigint | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match as unknown as string[];
  const days = daysOf(Number(year), Number(month), Number(day));
  if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  let seconds = days * SECONDS_PER_DAY + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (zone !== undefined && zone !== 'Z') {
    const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
    if (hours > 24 || minutes > 60) return undefined;
    seconds -= (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
  }
  return BigInt(seconds) * NANOS_PER_SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

/** Nanoseconds of midnight of a date, `2024-02-29`. */
export function parseDate(text: string): bigint | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const days = daysOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return days === undefined ? undefined : BigInt(days * SECONDS_PER_DAY) * NANOS_PER_SECOND;
}

function daysOf(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const days = daysFromCivil(year, month, day);
  return civilFromDays(days).month === month ? days : undefined;
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: NANOS_PER_SECOND,
  m: 60n * NANOS_PER_SECOND,
  h: 3600n * NANOS_PER_SECOND,
};
const DURATION = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/;
const DURATION_PART = /(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g;

/** Nanoseconds of `1h30m`; undefined when it is no duration or too long a one. */
export function parseGoDuration(text: string): bigint | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  let nanos = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of (match[2] as string).matchAll(DURATION_PART)) {
    const size = UNITS[unit] as bigint;
    nanos += BigInt(whole || '0') * size;
    if (fraction) nanos += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  const signed = match[1] === '-' ? -nanos : nanos;
  return signed > MAX_DURATION || signed < -MAX_DURATION - 1n ? undefined : signed;
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** Whole seconds, rounded down, and the nanoseconds beyond them. */
export function splitSeconds(nanos: bigint): { readonly seconds: number; readonly rest: number } {
  const rest = ((nanos % NANOS_PER_SECOND) + NANOS_PER_SECOND) % NANOS_PER_SECOND;
  return { seconds: Number((nanos - rest) / NANOS_PER_SECOND), rest: Number(rest) };
}

/** `2024-01-01T00:00:00.5Z` */
export function formatTimestamp(nanos: bigint): string {
  const { seconds, rest } = splitSeconds(nanos);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const { year, month, day } = civilFromDays(days);
  const left = seconds - days * SECONDS_PER_DAY;
  const clock = `${pad(Math.floor(left / 3600), 2)}:${pad(Math.floor(left / 60) % 60, 2)}:${pad(left % 60, 2)}`;
  const fraction = rest === 0 ? '' : `.${pad(rest, 9).replace(/0+$/, '')}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}${fraction}Z`;
}

/** Seconds with as many digits as it takes: `90s`, `0.5s`. */
export function formatDuration(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = (size % NANOS_PER_SECOND).toString().padStart(9, '0').replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${size / NANOS_PER_SECOND}${fraction ? `.${fraction}` : ''}s`;
}

export function checkTimestamp(nanos: bigint): bigint {
  if (nanos < MIN_SECONDS * NANOS_PER_SECOND || nanos >= (MAX_SECONDS + 1n) * NANOS_PER_SECOND) {
    throw new CelError('timestamp overflow');
  }
  return nanos;
}

export function checkDuration(nanos: bigint): bigint {
  if (nanos > MAX_DURATION || nanos < -MAX_DURATION - 1n) throw new CelError('duration overflow');
  return nanos;
}
