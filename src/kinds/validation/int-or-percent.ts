// Rules for fields that hold a number or a percentage.
// upstream: pkg/apis/apps/validation ValidatePositiveIntOrPercent, IsNotMoreThan100Percent

import type { IntOrString } from '../generated/types.gen';
import { addInvalid, checkNonNegative, type Errors, invalid } from './field-error';
import { percent } from './names';

export function checkIntOrPercent(errors: Errors, path: string, value: IntOrString | undefined): void {
  if (typeof value === 'number') checkNonNegative(errors, path, value);
  else if (value !== undefined) addInvalid(errors, path, value, percent(value));
}

export function checkAtMost100Percent(errors: Errors, path: string, value: IntOrString | undefined): void {
  if (typeof value !== 'string' || percent(value).length > 0 || Number.parseInt(value, 10) <= 100) return;
  errors.push(invalid(path, value, 'must not be greater than 100%'));
}

/** Whether it is 0 or `0%`; what is neither number nor percentage counts as 0. */
export function isZero(value: IntOrString | undefined): boolean {
  if (typeof value === 'number') return value === 0;
  if (value === undefined) return true;
  const number = percent(value).length === 0 ? Number.parseInt(value, 10) : Number(value);
  return Number.isNaN(number) || number === 0;
}
