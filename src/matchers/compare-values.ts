// Values compared as what they are: quantities by amount, times by instant, durations by span, everything else exactly.

import { isPlainMap } from '../cluster/describe/types';
import { compareQuantity, parseQuantity } from '../kinds/quantity';
import { parseDuration } from '../sim/duration';
import { parseRfc3339 } from '../sim/time';
import { isQuantity, isTime, type Place, placeBelow } from './field-facts';
import { isAsymmetric } from './words';

type Scalar = string | number;

const isScalar = (value: unknown): value is Scalar => typeof value === 'string' || typeof value === 'number';

/** Whether two scalars at this place mean the same. */
export function sameScalar(place: Place, wanted: unknown, actual: unknown): boolean {
  if (Object.is(wanted, actual)) return true;
  if (!isScalar(wanted) || !isScalar(actual)) return false;
  if (isQuantity(place)) {
    return !!parseQuantity(wanted) && !!parseQuantity(actual) && compareQuantity(wanted, actual) === 0;
  }
  if (typeof wanted !== 'string' || typeof actual !== 'string') return false;
  if (isTime(place)) return parseRfc3339(wanted) === parseRfc3339(actual);
  const spans = spansOf(wanted, actual);
  return spans !== undefined && spans[0] === spans[1];
}

/** Whether two whole values at this place are equal; asymmetric matchers in `wanted` decide for themselves. */
export function sameValue(place: Place, wanted: unknown, actual: unknown): boolean {
  if (isAsymmetric(wanted)) return wanted.asymmetricMatch(actual);
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return false;
    return wanted.every((item, index) => sameValue(placeBelow(place, index), item, actual[index]));
  }
  if (isPlainMap(wanted)) {
    if (!isPlainMap(actual) || Object.keys(actual).length !== Object.keys(wanted).length) return false;
    return Object.keys(wanted).every(
      (key) => Object.hasOwn(actual, key) && sameValue(placeBelow(place, key), wanted[key], actual[key]),
    );
  }
  return sameScalar(place, wanted, actual);
}

/** Below, equal to or above zero as `a` is less than, equal to or more than `b`; undefined when they have no order. */
export function orderOf(place: Place, a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (!isScalar(a) || !isScalar(b)) return undefined;
  if (!isQuantity(place) && typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [parseRfc3339(a), parseRfc3339(b)];
    if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
    const spans = spansOf(a, b);
    if (spans) return spans[0] - spans[1];
  }
  return parseQuantity(a) && parseQuantity(b) ? compareQuantity(a, b) : undefined;
}

/** Both as spans of time, when both are texts with units. */
function spansOf(a: string, b: string): readonly [number, number] | undefined {
  const [left, right] = [parseDuration(a), parseDuration(b)];
  return left === undefined || right === undefined ? undefined : [left, right];
}
