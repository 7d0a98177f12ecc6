// Conditions that a device waits for before a pod is bound, and those that end the wait.
// upstream: pkg/apis/resource/validation validateDeviceBindingParameters

import { addInvalid, duplicate, type Errors, invalid } from '../validation/field-error';
import { qualifiedName } from '../validation/names';
import { checkSlice } from './lists';

const MAX_CONDITIONS = 4;

interface Bound {
  readonly bindingConditions?: readonly string[] | undefined;
  readonly bindingFailureConditions?: readonly string[] | undefined;
}

export function checkBindingConditions(errors: Errors, path: string, bound: Bound): void {
  const { bindingConditions: wanted = [], bindingFailureConditions: failed = [] } = bound;
  const [atWanted, atFailed] = [`${path}.bindingConditions`, `${path}.bindingFailureConditions`];
  const checkName = (list: Errors, at: string, name: string) => addInvalid(list, at, name, qualifiedName(name));
  checkSlice(errors, atWanted, wanted, MAX_CONDITIONS, checkName);
  checkSlice(errors, atFailed, failed, MAX_CONDITIONS, checkName);
  wanted.forEach((name, index) => {
    if (wanted.indexOf(name) < index) errors.push(duplicate(`${atWanted}[${index}]`, name));
  });
  failed.forEach((name, index) => {
    if (failed.indexOf(name) < index) errors.push(duplicate(`${atFailed}[${index}]`, name));
    const why = 'bindingFailureConditions must not overlap with bindingConditions';
    if (wanted.includes(name)) errors.push(invalid(`${atFailed}[${index}]`, name, why));
  });
  if (wanted.length === 0 && failed.length > 0) {
    const why = 'bindingConditions are required to use bindingFailureConditions';
    errors.push(invalid(atWanted, bound.bindingConditions ?? null, why));
  }
  if (failed.length === 0 && wanted.length > 0) {
    const why = 'bindingFailureConditions are required to use bindingConditions';
    errors.push(invalid(atFailed, bound.bindingFailureConditions ?? null, why));
  }
}
