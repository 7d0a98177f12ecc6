// How many: the options `exactly`, `atLeast` and `atMost`, the same for every matcher that counts.

import { type ArgumentType, argument } from '../cluster/describe/argument';
import { either, integer, record } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';

export const countOptions = [
  argument('exactly', integer(), 'this number, no more and no fewer'),
  argument('atLeast', integer(), 'this number or more'),
  argument('atMost', integer(), 'this number or fewer'),
] as const;

export interface CountValues {
  readonly exactly?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

export interface CountTest {
  readonly allows: (count: number) => boolean;
  /** `exactly 3`, `at least 2`, `2 to 4` */
  readonly text: string;
}

/** The test that the options spell; `atLeast: 1` when none is said. Errors: UsageError for contradictions. */
export function countTest(values: CountValues, unsaid: CountValues = { atLeast: 1 }): CountTest {
  const { exactly, atLeast, atMost } = values;
  if (exactly !== undefined) {
    if (atLeast !== undefined || atMost !== undefined)
      throw new UsageError('"exactly" says it all: no other bound fits');
    return { allows: (count) => count === exactly, text: `exactly ${exactly}` };
  }
  if (atLeast === undefined && atMost === undefined) return countTest(unsaid, { atLeast: 0 });
  const [low, high] = [atLeast ?? 0, atMost ?? Number.POSITIVE_INFINITY];
  if (low > high) throw new UsageError(`no number is at least ${low} and at most ${high}`);
  return { allows: (count) => count >= low && count <= high, text: rangeText(atLeast, atMost) };
}

function rangeText(atLeast: number | undefined, atMost: number | undefined): string {
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast} to ${atMost}`;
  return atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
}

/** A number, or its bounds: `3`, `{ atLeast: 2 }`. */
export function count(): ArgumentType<number | CountBounds, number | CountBounds> {
  return either(integer(), record({ atLeast: integer(), atMost: integer() }));
}

export interface CountBounds {
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function countTestOf(value: number | CountBounds): CountTest {
  return countTest(typeof value === 'number' ? { exactly: value } : value);
}
