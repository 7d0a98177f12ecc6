import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { goDuration, parseDuration } from '../../src/sim/duration';
import { parseRfc3339, rfc3339, rfc3339Micro } from '../../src/sim/time';

test('RFC 3339 texts equal those of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
      const expected = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
      expect(rfc3339(seconds * 1000 + 999)).toBe(expected);
      expect(parseRfc3339(expected)).toBe(seconds * 1000);
    }),
  );
});

test.each([
  { name: 'a zone offset', text: '2026-01-01T01:30:00+01:30', atMs: Date.UTC(2026, 0, 1) },
  { name: 'a negative offset', text: '2025-12-31T19:00:00-05:00', atMs: Date.UTC(2026, 0, 1) },
  { name: 'fractions of a second', text: '2026-01-01T00:00:00.25Z', atMs: Date.UTC(2026, 0, 1, 0, 0, 0, 250) },
  { name: 'no time at all', text: 'tomorrow', atMs: Number.NaN },
])('reads $name', ({ text, atMs }) => {
  expect(parseRfc3339(text)).toBe(atMs);
});

test('micro times carry milliseconds', () => {
  expect(rfc3339Micro(Date.UTC(2026, 0, 1, 0, 0, 7, 42))).toBe('2026-01-01T00:00:07.042000Z');
});

test.each([
  { text: '30s', spanMs: 30_000 },
  { text: '1h30m', spanMs: 5_400_000 },
  { text: '1.5s', spanMs: 1500 },
  { text: '500ms', spanMs: 500 },
  { text: '2d', spanMs: 172_800_000 },
  { text: '0', spanMs: 0 },
  { text: '30', spanMs: undefined },
  { text: 's', spanMs: undefined },
  { text: '', spanMs: undefined },
  { text: '5 minutes', spanMs: undefined },
])('duration "$text"', ({ text, spanMs }) => {
  expect(parseDuration(text)).toBe(spanMs);
});

test.each([
  { spanMs: 0, text: '0s' },
  { spanMs: 302, text: '302ms' },
  { spanMs: 1500, text: '1.5s' },
  { spanMs: 90_000, text: '1m30s' },
  { spanMs: 3_600_000, text: '1h0m0s' },
  { spanMs: -2000, text: '-2s' },
])('$spanMs ms as Go prints it', ({ spanMs, text }) => {
  expect(goDuration(spanMs)).toBe(text);
});
