// Rules for the selector of a workload: it is there, it is not empty, it does not change.
// upstream: pkg/apis/apps/validation ValidateDeploymentSpec and its siblings

import { equalData } from '../equal-data';
import type { LabelSelector } from '../generated/types.gen';
import { type Errors, FIELD_IMMUTABLE, invalid, required } from './field-error';
import { checkLabelSelector, isEmptySelector, selectorValue } from './label-selector';

const PATH = 'spec.selector';

/** False when the selector cannot be read, and so the template cannot be judged: `unreadable` then says so too. */
export function checkWorkloadSelector(
  errors: Errors,
  selector: LabelSelector | undefined,
  kind: string,
  unreadable = 'invalid label selector',
): boolean {
  const before = errors.length;
  if (!selector) {
    errors.push(required(PATH));
    return true;
  }
  checkLabelSelector(errors, PATH, selector);
  const isReadable = errors.length === before;
  if (isEmptySelector(selector)) {
    errors.push(invalid(PATH, selectorValue(selector), `empty selector is invalid for ${kind}`));
  }
  if (!isReadable) errors.push(invalid(PATH, selectorValue(selector), unreadable));
  return isReadable;
}

export function checkSelectorKept(
  errors: Errors,
  next: LabelSelector | undefined,
  stored: LabelSelector | undefined,
): void {
  if (equalData(next ?? null, stored ?? null)) return;
  errors.push(invalid(PATH, next ? selectorValue(next) : null, FIELD_IMMUTABLE));
}
