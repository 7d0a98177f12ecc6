// Fields that hold a number or a percentage, e.g. a rolling update's maxSurge.
// upstream: apimachinery/pkg/util/intstr

import type { IntOrString } from './generated/types.gen';

/** 25 for `25%`; undefined for a number or a text that is no percentage. */
export function percentOf(value: IntOrString): number | undefined {
  return typeof value === 'string' && /^[+-]?\d+%$/.test(value) ? Number.parseInt(value, 10) : undefined;
}

/**
 * The number itself, or the percentage of `total`, rounded up or down. A text that is no percentage counts as 0, as
 * upstream's callers take it once the value has passed validation.
 */
export function scaledValue(value: IntOrString | undefined, total: number, roundUp: boolean): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const percentage = percentOf(value);
  if (percentage === undefined) return 0;
  const exact = percentage * total;
  return roundUp ? Math.ceil(exact / 100) : Math.trunc(exact / 100);
}
