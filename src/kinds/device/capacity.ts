// Rules for a device's capacity: which amounts of it may be asked for, where it serves several claims.
// upstream: pkg/apis/resource/validation validateRequestPolicy

import type { CapacityRequestPolicy, CapacityRequestPolicyRange, DeviceCapacity } from '../generated/types.gen';
import { addQuantity, canonicalQuantity, parseQuantity, type Quantity, ZERO_QUANTITY } from '../quantity';
import { type Errors, forbidden, invalid, required } from '../validation/field-error';
import { checkSet } from './lists';

const MAX_VALUES = 10;

const amountOf = (text: string | number | undefined): Quantity => parseQuantity(text ?? '0') ?? ZERO_QUANTITY;
const shown = (text: string | number): string => canonicalQuantity(String(text));

export function checkCapacity(errors: Errors, path: string, capacity: DeviceCapacity, isShared: boolean): void {
  const { requestPolicy: policy, value } = capacity;
  if (!policy) return;
  const at = `${path}.requestPolicy`;
  const { validValues = [], validRange } = policy;
  if (!isShared) errors.push(forbidden(at, 'allowMultipleAllocations must be true'));
  else if (validValues.length > 0 && validRange) {
    const why = 'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time';
    errors.push(forbidden(at, why));
  } else if (validValues.length > 0) checkValues(errors, at, policy, String(value));
  else if (validRange) checkRange(errors, at, policy.default ?? undefined, validRange, String(value));
}

function checkValues(errors: Errors, path: string, policy: CapacityRequestPolicy, capacity: string): void {
  const { validValues = [] } = policy;
  const usual = policy.default ?? undefined;
  if (usual === undefined) {
    return void errors.push(required(`${path}.default`, 'required when validValues is defined'));
  }
  const at = `${path}.validValues`;
  validValues.forEach((value, index) => {
    const before = validValues[index - 1];
    if (before === undefined || amountOf(before).nano <= amountOf(value).nano) return;
    errors.push(invalid(`${at}[${index}]`, shown(value), 'values must be sorted in ascending order'));
  });
  const check = (list: Errors, where: string, value: string | number) => {
    const why = `option is larger than capacity value: ${shown(capacity)}`;
    if (amountOf(value).nano > amountOf(capacity).nano) list.push(invalid(where, shown(value), why));
  };
  checkSet(errors, at, validValues, MAX_VALUES, check, (value) => String(amountOf(value).whole));
  if (validValues.length <= MAX_VALUES && validValues.some((value) => amountOf(value).nano === amountOf(usual).nano)) {
    return;
  }
  errors.push(invalid(at, shown(usual), 'default value is not valid according to the requestPolicy'));
}

function checkRange(
  errors: Errors,
  path: string,
  usual: string | number | undefined,
  { min, max, step }: CapacityRequestPolicyRange,
  capacity: string,
): void {
  if (usual === undefined) return void errors.push(required(`${path}.default`, 'required when validRange is defined'));
  const at = `${path}.validRange`;
  if (min === undefined || min === null)
    return void errors.push(required(`${at}.min`, 'required when validRange is defined'));
  const refuse = (field: string, value: string | number, why: string) =>
    errors.push(invalid(`${at}.${field}`, shown(value), why));
  const [least, all, given] = [amountOf(min), amountOf(capacity), amountOf(usual)];
  if (least.nano > all.nano) refuse('min', min, `min is larger than capacity value: ${shown(capacity)}`);
  if (given.nano < least.nano) refuse('min', usual, `default is less than min: ${shown(min)}`);
  if (max !== undefined) {
    const most = amountOf(max);
    if (least.nano > most.nano) refuse('max', min, `min is larger than max: ${shown(max)}`);
    if (most.nano > all.nano) refuse('max', max, `max is larger than capacity value: ${shown(capacity)}`);
    if (given.nano > most.nano) refuse('max', usual, `default is more than max: ${shown(max)}`);
  }
  if (step === undefined) return;
  const size = amountOf(step);
  if (least.nano + size.nano > all.nano) {
    const sum = addQuantity(least, size);
    refuse('step', step, `one step ${sum.text} is larger than capacity value: ${shown(capacity)}`);
  }
  for (const value of max === undefined ? [usual] : [usual, max]) {
    if (size.whole !== 0 && (amountOf(value).whole - least.whole) % size.whole === 0) continue;
    refuse('step', value, `value is not a multiple of a given step (${shown(step)}) from (${shown(min)})`);
  }
}
