// `date` at an instant, in UTC, as busybox prints it.

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
];

const two = (amount: number) => String(amount).padStart(2, '0');

/** undefined for options and fields that are not understood. */
export function dateText(args: readonly string[], nowMs: number): string | undefined {
  const rest = args.filter((word) => word !== '-u' && word !== '--utc');
  const [format = '+%a %b %e %H:%M:%S UTC %Y', ...more] = rest;
  if (more.length > 0) return undefined;
  if (format === '-Iseconds') return filled('%Y-%m-%dT%H:%M:%S+00:00', nowMs);
  if (format === '-R') return filled('%a, %d %b %Y %H:%M:%S +0000', nowMs);
  return format.startsWith('+') ? filled(format.slice(1), nowMs) : undefined;
}

function filled(format: string, nowMs: number): string | undefined {
  let isKnown = true;
  const text = format.replace(/%(.)/g, (_, letter: string) => {
    const value = FIELDS[letter]?.(partsOf(nowMs));
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown ? text : undefined;
}

interface Parts {
  readonly ms: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY_MS = 86_400_000;

/** The calendar's days since 1970. after: Howard Hinnant, civil_from_days */
function partsOf(nowMs: number): Parts {
  const days = Math.floor(nowMs / DAY_MS);
  const ms = nowMs - days * DAY_MS;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    ms: nowMs,
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(ms / 3_600_000),
    minute: Math.floor(ms / 60_000) % 60,
    second: Math.floor(ms / 1000) % 60,
  };
}

const FIELDS: Readonly<Record<string, (parts: Parts) => string>> = {
  '%': () => '%',
  Y: ({ year }) => String(year),
  m: ({ month }) => two(month),
  d: ({ day }) => two(day),
  e: ({ day }) => String(day).padStart(2),
  H: ({ hour }) => two(hour),
  M: ({ minute }) => two(minute),
  S: ({ second }) => two(second),
  s: ({ ms }) => String(Math.floor(ms / 1000)),
  N: ({ ms }) => `${String(ms % 1000).padStart(3, '0')}000000`,
  a: ({ weekday }) => (DAYS[weekday] ?? '').slice(0, 3),
  A: ({ weekday }) => DAYS[weekday] ?? '',
  b: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  B: ({ month }) => MONTHS[month - 1] ?? '',
  F: ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`,
  T: ({ hour, minute, second }) => `${two(hour)}:${two(minute)}:${two(second)}`,
  R: ({ hour, minute }) => `${two(hour)}:${two(minute)}`,
  Z: () => 'UTC',
  z: () => '+0000',
  u: ({ weekday }) => String(weekday === 0 ? 7 : weekday),
};
