// Rules for the conditions that most kinds' statuses share.
// upstream: apimachinery/pkg/apis/meta/v1/validation ValidateConditions

import type { Condition } from '../generated/types.gen';
import { addInvalid, duplicate, type Errors, invalid, notSupported, required, tooLong } from './field-error';
import { qualifiedName, regexText } from './names';
import { byteLength } from './object-meta';

const STATUSES = ['False', 'True', 'Unknown'];
const MAX_REASON_BYTES = 1024;
const MAX_MESSAGE_BYTES = 32 * 1024;
const REASON_PATTERN = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?';
const REASON = new RegExp(`^${REASON_PATTERN}$`);
const REASON_TEXT = regexText(
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
  REASON_PATTERN,
  'my_name',
  'MY_NAME',
  'MyName',
  'ReasonA,ReasonB',
  'ReasonA:ReasonB',
);

export function checkConditions(errors: Errors, path: string, conditions: readonly Condition[] = []): void {
  conditions.forEach((condition, index) => {
    const at = `${path}[${index}]`;
    const first = conditions.findIndex(({ type }) => type === condition.type);
    if (first < index) errors.push(duplicate(`${at}.type`, condition.type));
    checkCondition(errors, at, condition);
  });
}

function checkCondition(errors: Errors, path: string, condition: Condition): void {
  const { type = '', status = '', observedGeneration = 0, lastTransitionTime, reason, message = '' } = condition;
  addInvalid(errors, `${path}.type`, type, qualifiedName(type));
  if (!STATUSES.includes(status)) errors.push(notSupported(`${path}.status`, status, STATUSES));
  if (observedGeneration < 0) {
    errors.push(invalid(`${path}.observedGeneration`, observedGeneration, 'must be greater than or equal to zero'));
  }
  if (!lastTransitionTime) errors.push(required(`${path}.lastTransitionTime`));
  if (!reason) errors.push(required(`${path}.reason`));
  else {
    if (!REASON.test(reason)) errors.push(invalid(`${path}.reason`, reason, REASON_TEXT));
    if (byteLength(reason) > MAX_REASON_BYTES) errors.push(tooLong(`${path}.reason`, MAX_REASON_BYTES));
  }
  if (byteLength(message) > MAX_MESSAGE_BYTES) errors.push(tooLong(`${path}.message`, MAX_MESSAGE_BYTES));
}
