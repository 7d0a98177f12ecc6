// The names in the IANA time zone database, edition 2025b, which a CronJob may use, and the rules of their clocks.

import { zonesByRule } from './generated/time-zones.gen';

const UTC = '0';
const rules = new Map<string, string>([
  ['', UTC],
  ['Local', UTC],
]);
for (const [rule, names] of Object.entries(zonesByRule)) for (const name of names.split(' ')) rules.set(name, rule);

/** Whether Go's time.LoadLocation finds the zone; '' is UTC, `Local` the machine's own. */
export function isTimeZone(name: string): boolean {
  return rules.has(name);
}

/**
 * The rule of a zone's clocks: minutes east of UTC, `60`; where clocks change also the minutes of summer time and both
 * changes as month.week.weekday/minutes, `60 120 M3.5.0/120 M10.5.0/180`. The machine's own zone is UTC.
 */
export function timeZoneRule(name: string): string | undefined {
  return rules.get(name);
}
