// Cron schedules: what they mean, and the words in which bad ones are refused.

import { describe, expect, test } from '@jest/globals';
import { type CronTable, parseCronSchedule } from '../../src/kinds/cron-schedule';

function table(text: string): CronTable {
  const parsed = parseCronSchedule(text);
  if ('error' in parsed || 'everyMs' in parsed.schedule) throw new Error(`no table: ${text}`);
  return parsed.schedule;
}

const all = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('fields', () => {
  test.each([
    { name: 'one value', field: '5', expected: [5] },
    { name: 'a list', field: '3,1,3', expected: [1, 3] },
    { name: 'a range', field: '10-13', expected: [10, 11, 12, 13] },
    { name: 'a range in steps', field: '0-10/5', expected: [0, 5, 10] },
    { name: 'from a value on in steps', field: '50/4', expected: [50, 54, 58] },
    { name: 'everything', field: '*', expected: all(0, 59) },
    { name: 'everything, in another word', field: '?', expected: all(0, 59) },
    { name: 'everything in steps', field: '*/20', expected: [0, 20, 40] },
    { name: 'an empty part of a list', field: '1,', expected: [1] },
    { name: 'a plus sign', field: '+5', expected: [5] },
  ])('$name', ({ field, expected }) => {
    expect(table(`${field} * * * *`).minute.values).toEqual(expected);
  });

  test('months and weekdays have names', () => {
    const { month, dayOfWeek } = table('0 0 * JAN,mar-may Sun');
    expect([month.values, dayOfWeek.values]).toEqual([[1, 3, 4, 5], [0]]);
  });

  test('a star with steps is no star: the day fields then join by or', () => {
    const { dayOfMonth, dayOfWeek } = table('0 0 */2 * *');
    expect([dayOfMonth.isStar, dayOfWeek.isStar]).toEqual([false, true]);
  });
});

describe('words', () => {
  test.each([
    { text: '@yearly', same: '0 0 1 1 *' },
    { text: '@monthly', same: '0 0 1 * *' },
    { text: '@weekly', same: '0 0 * * 0' },
    { text: '@midnight', same: '0 0 * * *' },
    { text: '@hourly', same: '0 * * * *' },
  ])('$text is $same', ({ text, same }) => {
    expect(parseCronSchedule(text)).toEqual(parseCronSchedule(same));
  });

  test.each([
    { text: '@every 1h30m', everyMs: 5_400_000 },
    { text: '@every 1.7s', everyMs: 1000 },
    { text: '@every 10ms', everyMs: 1000 },
    { text: '@every -5s', everyMs: 1000 },
  ])('$text', ({ text, everyMs }) => {
    expect(parseCronSchedule(text)).toEqual({ schedule: { everyMs } });
  });

  test('a zone in front', () => {
    expect(table('CRON_TZ=Asia/Seoul 0 0 * * *').timeZone).toBe('Asia/Seoul');
  });
});

describe('refusals', () => {
  test.each([
    { text: '', error: 'empty spec string' },
    { text: 'nope', error: 'expected exactly 5 fields, found 1: [nope]' },
    { text: '* * * * * *', error: 'expected exactly 5 fields, found 6: [* * * * * *]' },
    { text: '61 * * * *', error: 'end of range (61) above maximum (59): 61' },
    { text: '0 0 0 * *', error: 'beginning of range (0) below minimum (1): 0' },
    { text: '5-1 * * * *', error: 'beginning of range (5) beyond end of range (1): 5-1' },
    { text: '* * * * 7', error: 'end of range (7) above maximum (6): 7' },
    { text: '*/0 * * * *', error: 'step of range should be a positive number: */0' },
    { text: '1-2-3 * * * *', error: 'too many hyphens: 1-2-3' },
    { text: '1/2/3 * * * *', error: 'too many slashes: 1/2/3' },
    { text: 'a * * * *', error: 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax' },
    { text: '-1 * * * *', error: 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax' },
    {
      text: '99999999999999999999 * * * *',
      error:
        'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range',
    },
    { text: '@nope', error: 'unrecognized descriptor: @nope' },
    { text: '@every ', error: 'failed to parse duration @every : time: invalid duration ""' },
    { text: '@every x', error: 'failed to parse duration @every x: time: invalid duration "x"' },
    { text: '@every 5', error: 'failed to parse duration @every 5: time: missing unit in duration "5"' },
    { text: '@every 5x', error: 'failed to parse duration @every 5x: time: unknown unit "x" in duration "5x"' },
    { text: 'TZ=Mars/X * * * * *', error: 'provided bad location Mars/X: unknown time zone Mars/X' },
    { text: 'TZ=0', error: 'invalid schedule format: runtime error: slice bounds out of range [:-1]' },
  ])('$text', ({ text, error }) => {
    expect(parseCronSchedule(text)).toEqual({ error });
  });
});
