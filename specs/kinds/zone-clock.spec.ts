import { describe, expect, test } from '@jest/globals';
import { rfc1123z, rfc3339In } from '../../src/controllers/cron-job/time-text';
import { zoneClock } from '../../src/kinds/zone-clock';
import { parseRfc3339 } from '../../src/sim/time';

describe('what clocks show', () => {
  test.each([
    { zone: '', at: '2026-07-01T12:00:00Z', shown: '2026-07-01T12:00:00Z' },
    { zone: 'Etc/GMT+5', at: '2026-07-01T12:00:00Z', shown: '2026-07-01T07:00:00-05:00' },
    { zone: 'Asia/Kolkata', at: '2026-07-01T12:00:00Z', shown: '2026-07-01T17:30:00+05:30' },
    { zone: 'Europe/London', at: '2026-01-01T12:00:00Z', shown: '2026-01-01T12:00:00Z' },
    { zone: 'Europe/London', at: '2026-07-01T12:00:00Z', shown: '2026-07-01T13:00:00+01:00' },
    { zone: 'America/New_York', at: '2026-03-08T06:59:59Z', shown: '2026-03-08T01:59:59-05:00' },
    { zone: 'America/New_York', at: '2026-03-08T07:00:00Z', shown: '2026-03-08T03:00:00-04:00' },
    { zone: 'America/New_York', at: '2026-11-01T05:59:59Z', shown: '2026-11-01T01:59:59-04:00' },
    { zone: 'America/New_York', at: '2026-11-01T06:00:00Z', shown: '2026-11-01T01:00:00-05:00' },
    { zone: 'Australia/Sydney', at: '2026-01-01T00:00:00Z', shown: '2026-01-01T11:00:00+11:00' },
    { zone: 'Australia/Lord_Howe', at: '2026-07-01T00:00:00Z', shown: '2026-07-01T10:30:00+10:30' },
    { zone: 'America/St_Johns', at: '2026-01-01T00:00:00Z', shown: '2025-12-31T20:30:00-03:30' },
    { zone: 'Europe/Dublin', at: '2026-07-01T12:00:00Z', shown: '2026-07-01T13:00:00+01:00' },
    { zone: 'Africa/Cairo', at: '2026-04-23T22:00:00Z', shown: '2026-04-24T01:00:00+03:00' },
  ])('$zone at $at', ({ zone, at, shown }) => {
    expect(rfc3339In(zone, parseRfc3339(at))).toBe(shown);
  });

  test('a weekday', () => {
    expect(zoneClock('Asia/Tokyo').wallAt(parseRfc3339('2026-01-03T20:00:00Z'))).toEqual({
      year: 2026,
      month: 1,
      day: 4,
      weekday: 0,
      hour: 5,
      minute: 0,
      second: 0,
    });
  });
});

describe('the instant of a wall time', () => {
  const HOUR_MS = 3_600_000;
  test.each([
    { name: 'plain', zone: 'Europe/Berlin', month: 1, day: 5, hour: 8, at: '2026-01-05T07:00:00Z' },
    { name: 'days run over', zone: 'Europe/Berlin', month: 1, day: 32, hour: 8, at: '2026-02-01T07:00:00Z' },
    { name: 'months run over', zone: 'Europe/Berlin', month: 13, day: 1, hour: 8, at: '2027-01-01T07:00:00Z' },
    { name: 'left out: an hour later', zone: 'Europe/Berlin', month: 3, day: 29, hour: 2, at: '2026-03-29T01:00:00Z' },
    { name: 'twice: the first', zone: 'America/New_York', month: 11, day: 1, hour: 1, at: '2026-11-01T05:00:00Z' },
  ])('$name', ({ zone, month, day, hour, at }) => {
    expect(zoneClock(zone).instantOf(2026, month, day, hour * HOUR_MS)).toBe(parseRfc3339(at));
  });
});

test('the form of mail headers', () => {
  expect(rfc1123z(parseRfc3339('2026-08-09T03:04:05Z'))).toBe('Sun, 09 Aug 2026 03:04:05 +0000');
});
