// What a clock shows at a timestamp, in UTC or in a zone, and the parts of a duration.
// upstream: cel-go common/stdlib/standard.go timestampGet…

import { timeZoneRule } from '../../kinds/time-zone-names';
import { zoneClock } from '../../kinds/zone-clock';
import { civilFromDays, daysFromCivil } from '../../sim/time';
import type { Library, Run } from '../functions';
import { NANOS_PER_SECOND, splitSeconds } from '../time';
import { type CelDuration, CelError, type CelTimestamp } from '../value';

const SECONDS_PER_DAY = 86_400;

/** Seconds east of UTC at an instant. */
function offsetSeconds(zone: string, atSeconds: number): number {
  const colon = zone.indexOf(':');
  if (colon < 0) {
    if (timeZoneRule(zone) === undefined) throw new CelError(`unknown time zone ${zone}`);
    return zoneClock(zone).offsetMsAt(atSeconds * 1000) / 1000;
  }
  const parts = [zone.slice(0, colon), zone.slice(colon + 1)];
  for (const part of parts) {
    if (!/^[+-]?\d+$/.test(part)) throw new CelError(`strconv.Atoi: parsing "${part}": invalid syntax`);
  }
  const [hours, minutes] = parts.map(Number) as [number, number];
  return (hours * 60 + (zone.startsWith('-') ? -minutes : minutes)) * 60;
}

interface Shown {
  readonly days: number;
  readonly secondOfDay: number;
  readonly nanos: number;
}

function shownAt({ nanos }: CelTimestamp, zone: string): Shown {
  const { seconds, rest } = splitSeconds(nanos);
  const local = seconds + offsetSeconds(zone, seconds);
  const days = Math.floor(local / SECONDS_PER_DAY);
  return { days, secondOfDay: local - days * SECONDS_PER_DAY, nanos: rest };
}

type Ways = readonly (readonly [signature: string, run: Run])[];

const part = (read: (shown: Shown) => number): Ways => [
  ['timestamp.() -> int', (time: CelTimestamp) => BigInt(read(shownAt(time, 'UTC')))],
  ['timestamp.(string) -> int', (time: CelTimestamp, zone: string) => BigInt(read(shownAt(time, zone)))],
];

const partOfBoth = (nanosPer: bigint, read: (shown: Shown) => number): Ways => [
  ...part(read),
  ['duration.() -> int', ({ nanos }: CelDuration) => nanos / nanosPer],
];

const dateOf = ({ days }: Shown) => civilFromDays(days);

export const timeLibrary: Library = {
  getFullYear: part((shown) => dateOf(shown).year),
  getMonth: part((shown) => dateOf(shown).month - 1),
  getDayOfYear: part((shown) => shown.days - daysFromCivil(dateOf(shown).year, 1, 1)),
  getDayOfMonth: part((shown) => dateOf(shown).day - 1),
  getDate: part((shown) => dateOf(shown).day),
  getDayOfWeek: part(({ days }) => (((days + 4) % 7) + 7) % 7),
  getHours: partOfBoth(3600n * NANOS_PER_SECOND, ({ secondOfDay }) => Math.floor(secondOfDay / 3600)),
  getMinutes: partOfBoth(60n * NANOS_PER_SECOND, ({ secondOfDay }) => Math.floor(secondOfDay / 60) % 60),
  getSeconds: partOfBoth(NANOS_PER_SECOND, ({ secondOfDay }) => secondOfDay % 60),
  getMilliseconds: partOfBoth(1_000_000n, ({ nanos }) => Math.floor(nanos / 1_000_000)),
};
