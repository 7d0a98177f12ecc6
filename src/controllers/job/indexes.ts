// Sets of completion indexes as runs of neighbours: how a job's status writes them, `0,2-4,7`, and the arithmetic on
// them.
// upstream: pkg/controller/job/indexed_job_utils.go orderedIntervals

/** A run of indexes; both ends are in it. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** Runs in rising order with a gap between any two. */
export type Indexes = readonly Run[];

export const NO_INDEXES: Indexes = [];

const INTEGER = /^[+-]?\d+$/;

/** The set that a text stands for, as far as it is below `completions`; unreadable parts are passed over. */
export function parseIndexes(text: string | undefined, completions: number): Indexes {
  if (!text) return NO_INDEXES;
  const runs: Run[] = [];
  for (const part of text.split(',')) {
    const [low = '', high = low] = part.split('-');
    if (!INTEGER.test(low)) continue;
    const first = Number(low);
    if (first >= completions) break;
    if (!INTEGER.test(high)) continue;
    const last = Math.min(Number(high), completions - 1);
    const before = runs.at(-1);
    if (before?.last === first - 1) runs[runs.length - 1] = { first: before.first, last };
    else runs.push({ first, last });
  }
  return runs;
}

/** `0,2-4,7`; two neighbours stand as `3,4`. */
export function indexesText(indexes: Indexes): string {
  return indexes
    .map(({ first, last }) => (first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`))
    .join(',');
}

export function countIndexes(indexes: Indexes): number {
  let count = 0;
  for (const { first, last } of indexes) count += last - first + 1;
  return count;
}

export function hasIndex(indexes: Indexes, index: number): boolean {
  let [low, high] = [0, indexes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((indexes[middle] as Run).last >= index) high = middle;
    else low = middle + 1;
  }
  return (indexes[low]?.first ?? Number.POSITIVE_INFINITY) <= index;
}

/** All indexes of either set. */
export function joinIndexes(a: Indexes, b: Indexes): Indexes {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const joined: Run[] = [];
  for (const run of [...a, ...b].sort((x, y) => x.first - y.first)) {
    const before = joined.at(-1);
    if (before === undefined || run.first > before.last + 1) joined.push(run);
    else if (run.last > before.last) joined[joined.length - 1] = { first: before.first, last: run.last };
  }
  return joined;
}

/** The set with single indexes added, given in any order. */
export function addIndexes(indexes: Indexes, added: Iterable<number>): Indexes {
  const sorted = [...new Set(added)].sort((a, b) => a - b);
  const runs: Run[] = [];
  for (const index of sorted) {
    const before = runs.at(-1);
    if (before?.last === index - 1) runs[runs.length - 1] = { first: before.first, last: index };
    else runs.push({ first: index, last: index });
  }
  return joinIndexes(indexes, runs);
}

/** How many indexes are in both sets. */
export function countShared(a: Indexes, b: Indexes): number {
  let [shared, left, right] = [0, 0, 0];
  while (left < a.length && right < b.length) {
    const [x, y] = [a[left] as Run, b[right] as Run];
    shared += Math.max(0, Math.min(x.last, y.last) - Math.max(x.first, y.first) + 1);
    if (x.last <= y.last) left++;
    if (y.last <= x.last) right++;
  }
  return shared;
}

/** The lowest `count` indexes below `completions` that are not taken. */
export function firstFree(taken: Indexes, count: number, completions: number): readonly number[] {
  const free: number[] = [];
  let candidate = 0;
  for (const { first, last } of [...taken, { first: completions, last: completions }]) {
    for (; candidate < Math.min(first, completions) && free.length < count; candidate++) free.push(candidate);
    candidate = Math.max(candidate, last + 1);
  }
  return free;
}
