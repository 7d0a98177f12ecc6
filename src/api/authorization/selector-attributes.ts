// Rules for the selectors that an access review may ask about. upstream: pkg/apis/authorization/validation

import type { ResourceAttributes } from '../../kinds/generated/types.gen';
import { addInvalid, type Errors, forbidden, invalid, required } from '../../kinds/validation/field-error';
import { labelValue, qualifiedName } from '../../kinds/validation/names';

const PATH = 'spec.resourceAttributes';

interface Selector {
  readonly rawSelector?: string | undefined;
  readonly requirements?: readonly Requirement[] | undefined;
}

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

/** Operators that nobody knows pass: a newer client may know them. */
export function checkSelectors(errors: Errors, { fieldSelector, labelSelector }: ResourceAttributes): void {
  checkSelector(errors, `${PATH}.fieldSelector`, fieldSelector, ({ key }, path) => {
    if (key === '') errors.push(required(`${path}.key`, 'must be specified'));
  });
  checkSelector(errors, `${PATH}.labelSelector`, labelSelector, undefined, ({ key, values = [] }, path) => {
    addInvalid(errors, `${path}.key`, key, qualifiedName(key));
    values.forEach((value, index) => {
      addInvalid(errors, `${path}.values[${index}]`, value, labelValue(value));
    });
  });
}

type Check = (requirement: Requirement, path: string) => void;

function checkSelector(errors: Errors, path: string, selector: Selector | undefined, before?: Check, after?: Check) {
  if (!selector) return;
  const { rawSelector = '', requirements = [] } = selector;
  if (rawSelector !== '' && requirements.length > 0) {
    errors.push(invalid(`${path}.rawSelector`, rawSelector, 'may not specified at the same time as requirements'));
  }
  if (rawSelector === '' && requirements.length === 0) {
    errors.push(required(`${path}.requirements`, `when ${path} is specified, requirements or rawSelector is required`));
  }
  requirements.forEach((requirement, index) => {
    const at = `${path}.requirements[${index}]`;
    const { operator, values = [] } = requirement;
    before?.(requirement, at);
    if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
      errors.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
    if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
      errors.push(forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
    after?.(requirement, at);
  });
}
