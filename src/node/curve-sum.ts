// Sums of curves that begin at different instants, and when such a sum passes a limit: so that nothing has to be looked
// at before something can have happened.

import type { Curve } from './program-rules';
import { curveAt } from './programs';

/** A curve over a process's age. */
export interface Term {
  readonly curve: Curve;
  readonly startMs: number;
  /** It counts no longer from this instant on; Infinity while no end is known. */
  readonly endMs: number;
}

export function sumAt(terms: readonly Term[], atMs: number): number {
  let sum = 0;
  for (const { curve, startMs, endMs } of terms) {
    if (atMs >= startMs && atMs < endMs) sum += curveAt(curve, atMs - startMs);
  }
  return sum;
}

/** The first whole millisecond from `fromMs` on at which the sum is above the limit; Infinity when it never is. */
export function firstAboveMs(terms: readonly Term[], limit: number, fromMs: number): number {
  if (sumAt(terms, fromMs) > limit) return fromMs;
  // What the curves come to at most, whenever that is.
  const peak = terms.reduce((sum, { curve }) => sum + Math.max(0, ...curve.map(({ value }) => value)), 0);
  if (peak <= limit) return Number.POSITIVE_INFINITY;
  let left = fromMs;
  for (const right of marks(terms, fromMs)) {
    // Straight between two marks, but for what ends at the right one.
    const before = sumAt(terms, left);
    const rise = slope(terms, left, right);
    const after = before + rise * (right - left);
    if (after > limit && rise > 0) return Math.min(right, Math.floor(left + (limit - before) / rise) + 1);
    if (sumAt(terms, right) > limit) return right;
    left = right;
  }
  return Number.POSITIVE_INFINITY;
}

/** Where the sum may bend, in order. */
function marks(terms: readonly Term[], fromMs: number): readonly number[] {
  const found = new Set<number>();
  for (const { curve, startMs, endMs } of terms) {
    for (const mark of [startMs, endMs, ...curve.map(({ atMs }) => startMs + atMs)]) {
      if (mark > fromMs && Number.isFinite(mark)) found.add(mark);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Of the sum between two neighbouring marks. */
function slope(terms: readonly Term[], left: number, right: number): number {
  let rise = 0;
  for (const { curve, startMs, endMs } of terms) {
    if (left < startMs || right > endMs) continue;
    rise += curveAt(curve, right - startMs) - curveAt(curve, left - startMs);
  }
  return rise / (right - left);
}
