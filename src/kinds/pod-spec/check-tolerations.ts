// Rules for tolerations and the effects of taints.
// upstream: pkg/apis/core/validation ValidateTolerations, validateTaintEffect

import { equalData } from '../equal-data';
import { isEnabled } from '../feature-gates';
import type { Toleration } from '../generated/types.gen';
import { addInvalid, type Errors, forbidden, invalid, notSupported, required } from '../validation/field-error';
import { decimalInteger, int64Fault } from '../validation/integers';
import { labelValue, qualifiedName } from '../validation/names';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const FOR_ALL = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';

export function checkTolerations(errors: Errors, path: string, tolerations: readonly Toleration[] | undefined): void {
  tolerations?.forEach(({ key, operator, value = '', effect, tolerationSeconds }, index) => {
    const at = `${path}[${index}]`;
    if (key) addInvalid(errors, `${at}.key`, key, qualifiedName(key));
    else if (operator !== 'Exists') errors.push(invalid(`${at}.operator`, operator ?? '', FOR_ALL));
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(invalid(`${at}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    checkOperator(errors, `${at}.operator`, `${at}.value`, operator, value);
    if (effect) checkEffect(errors, `${at}.effect`, effect);
  });
}

/** A number to compare a taint's with. */
function checkCompared(errors: Errors, path: string, value: string): void {
  addInvalid(errors, path, value, decimalInteger(value));
  const fault = int64Fault(value);
  if (fault) errors.push(invalid(path, value, `strconv.ParseInt: parsing ${JSON.stringify(value)}: ${fault}`));
}

function checkOperator(
  errors: Errors,
  path: string,
  valuePath: string,
  operator: string | undefined,
  value: string,
): void {
  const compares = operator === 'Lt' || operator === 'Gt';
  if (!operator || operator === 'Equal') {
    const problems = labelValue(value);
    if (problems.length > 0) errors.push(invalid(path, value, problems.join(';')));
  } else if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(path, value, "value must be empty when `operator` is 'Exists'"));
  } else if (compares && isEnabled('TaintTolerationComparisonOperators')) {
    checkCompared(errors, valuePath, value);
  } else {
    const known = compares ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists'];
    errors.push(notSupported(path, operator, known));
  }
}

export function checkEffect(errors: Errors, path: string, effect: string | undefined): void {
  if (!effect) errors.push(required(path));
  else if (!EFFECTS.includes(effect)) errors.push(notSupported(path, effect, EFFECTS));
}

/**
 * A pod's tolerations only grow; of one that stays only its seconds may change. upstream: validateOnlyAddedTolerations
 */
export function checkOnlyAdded(
  errors: Errors,
  path: string,
  next: readonly Toleration[] | undefined,
  stored: readonly Toleration[] | undefined,
): void {
  const bare = ({ tolerationSeconds, ...rest }: Toleration) => rest;
  for (const old of stored ?? []) {
    if (next?.some((one) => one === old || equalData(bare(one), bare(old)))) continue;
    errors.push(forbidden(path, 'existing toleration can not be modified except its tolerationSeconds'));
    return;
  }
  checkTolerations(errors, path, next);
}
