// Times as CronJobs tell of them: RFC 3339 in a zone, and the mail header's form in UTC.

import { zoneClock } from '../../kinds/zone-clock';
import { rfc3339 } from '../../sim/time';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-01-01T01:00:00+01:00`; `Z` where the zone is at UTC. */
export function rfc3339In(timeZone: string, atMs: number): string {
  const minutes = zoneClock(timeZone).offsetMsAt(atMs) / 60_000;
  if (minutes === 0) return rfc3339(atMs);
  const [sign, size] = minutes < 0 ? ['-', -minutes] : ['+', minutes];
  return `${rfc3339(atMs + minutes * 60_000).slice(0, -1)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `Thu, 01 Jan 2026 00:00:00 +0000` */
export function rfc1123z(atMs: number): string {
  const { weekday, day, month, year, hour, minute, second } = zoneClock('').wallAt(atMs);
  const date = `${WEEKDAYS[weekday]}, ${two(day)} ${MONTHS[month - 1]} ${year}`;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)} +0000`;
}
