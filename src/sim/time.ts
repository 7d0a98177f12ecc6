// Virtual time: integer milliseconds since 1970-01-01T00:00:00Z, and its RFC 3339 texts as the API server writes them.
// Calendar arithmetic is done here because the simulation never touches the real clock or its Date.

const DAY_MS = 86_400_000;

/** Start of virtual time unless a cluster says otherwise: 2026-01-01T00:00:00Z. */
export const DEFAULT_START_MS = 1_767_225_600_000;

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since the epoch to year, month (1-12), day. Howard Hinnant's days algorithm for the proleptic calendar. */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** Year, month (1-12), day to days since the epoch. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');

function secondsText(atMs: number): string {
  const days = Math.floor(atMs / DAY_MS);
  const { year, month, day } = civilFromDays(days);
  const seconds = Math.floor((atMs - days * DAY_MS) / 1000);
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}`;
}

let lastSecond = -1;
let lastText = '';

/** metav1.Time: whole seconds, `2026-01-01T00:00:00Z`. */
export function rfc3339(atMs: number): string {
  const second = Math.floor(atMs / 1000);
  if (second !== lastSecond) {
    lastText = `${secondsText(atMs)}Z`;
    lastSecond = second;
  }
  return lastText;
}

/** metav1.MicroTime: six digits, `2026-01-01T00:00:00.123000Z`. */
export function rfc3339Micro(atMs: number): string {
  return `${rfc3339(atMs).slice(0, -1)}.${pad(((atMs % 1000) + 1000) % 1000, 3)}000Z`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;
const parsed = new Map<string, number>();

/** Milliseconds of an RFC 3339 text; NaN when it is none. */
export function parseRfc3339(text: string): number {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const match = RFC3339.exec(text);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction, zone] = match as unknown as string[];
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  let atMs = days * DAY_MS + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  if (fraction) atMs += Math.floor(Number(`0.${fraction}`) * 1000);
  if (zone && zone.toUpperCase() !== 'Z') {
    const offsetMinutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
    atMs -= (zone[0] === '-' ? -1 : 1) * offsetMinutes * 60_000;
  }
  if (parsed.size > 10_000) parsed.clear();
  parsed.set(text, atMs);
  return atMs;
}
