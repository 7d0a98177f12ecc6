// Fields that do not change after creation.
// upstream: apimachinery/pkg/api/validation ValidateImmutableField

import { equalData } from '../equal-data';
import { type Errors, FIELD_IMMUTABLE, invalid } from './field-error';

/** Refuses a changed field; `shown` renders the new value as upstream prints it. */
export function checkImmutable<V>(
  errors: Errors,
  path: string,
  next: V | undefined,
  stored: V | undefined,
  shown: (value: V) => unknown = (value) => value,
): void {
  if (equalData(next, stored)) return;
  errors.push(invalid(path, next === undefined ? null : shown(next), FIELD_IMMUTABLE));
}
