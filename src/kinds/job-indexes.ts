// Lists of a job's indexes as its status writes them: `0,2-4,7`.
// upstream: pkg/apis/batch/validation validateIndexesFormat, validateFailedIndexesNotOverlapCompleted

import { goQuote } from './validation/field-error';

type Interval = readonly [first: number, last: number];

/** What is wrong with the list, in upstream's words; undefined when nothing is. */
export function checkIndexes(text: string, completions: number): string | undefined {
  if (text === '') return undefined;
  let last: number | undefined;
  for (const part of text.split(',')) {
    const interval = parseInterval(part, completions);
    if (typeof interval === 'string') return interval;
    if (last !== undefined && last >= interval[0]) return notIncreasing(last, interval[0]);
    last = interval[1];
  }
  return undefined;
}

/** The first index that stands in both lists; parts that do not parse are passed over. */
export function overlapOfIndexes(completed: string, failed: string, completions: number): number | undefined {
  const intervalsOf = (text: string) =>
    text
      .split(',')
      .map((part) => parseInterval(part, completions))
      .filter((interval): interval is Interval => typeof interval !== 'string');
  const [one, other] = [intervalsOf(completed), intervalsOf(failed)];
  let [at, otherAt] = [0, 0];
  while (at < one.length && otherAt < other.length) {
    const [from, to] = one[at] as Interval;
    const [otherFrom, otherTo] = other[otherAt] as Interval;
    if (from <= otherTo && otherFrom <= to) return Math.max(from, otherFrom);
    if (from <= otherFrom) at++;
    else otherAt++;
  }
  return undefined;
}

const notIncreasing = (previous: number, current: number) =>
  `non-increasing order, previous: ${previous}, current: ${current}`;

function parseInterval(text: string, completions: number): Interval | string {
  const parts = text.split('-');
  if (parts.length > 2) {
    const why = "violates the requirement that an index interval can have at most two parts separated by '-'";
    return `the fragment ${goQuote(text)} ${why}`;
  }
  const limits: number[] = [];
  for (const part of parts) {
    if (!/^\+?\d+$/.test(part)) return `cannot convert string to integer for index: ${goQuote(part)}`;
    if (Number(part) >= completions) return `too large index: ${goQuote(part)}`;
    limits.push(Number(part));
  }
  const [first = 0, last = first] = limits;
  return limits.length === 2 && first >= last ? notIncreasing(first, last) : [first, last];
}
