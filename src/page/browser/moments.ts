// The instants at which something happened: what the axis is stretched by, and where "next" and "previous" go.

import { countWhile, type Past } from './past';

/** Sorted and distinct: every write, and where a stream or a run of its losses begins and ends. */
export function momentsOf(past: Past): number[] {
  const moments = new Set<number>(past.times);
  for (const { startMs, endMs, lost } of past.data.streams) {
    moments.add(startMs);
    moments.add(endMs);
    lost.forEach((count, second) => {
      if (count > 0 !== (lost[second - 1] ?? 0) > 0) moments.add(startMs + second * 1000);
    });
  }
  return [...moments].sort((a, b) => a - b);
}

/** The moment before or after an instant; the instant itself at either end. */
export function neighbour(moments: readonly number[], atMs: number, direction: 1 | -1): number {
  const before = countWhile(moments.length, (index) => (moments[index] as number) < atMs);
  if (direction < 0) return moments[before - 1] ?? atMs;
  const upTo = countWhile(moments.length, (index) => (moments[index] as number) <= atMs);
  return moments[upTo] ?? atMs;
}
