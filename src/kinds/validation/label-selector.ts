// Rules for label selectors.
// upstream: apimachinery/pkg/apis/meta/v1/validation ValidateLabelSelector

import type { LabelSelector } from '../generated/types.gen';
import { goStruct } from '../go-json';
import { addInvalid, type Errors, forbidden, invalid, required } from './field-error';
import { labelValue, qualifiedName } from './names';
import { checkLabels } from './object-meta';

export function checkLabelSelector(errors: Errors, path: string, selector: LabelSelector | undefined): void {
  if (!selector) return;
  checkLabels(errors, selector.matchLabels, `${path}.matchLabels`);
  selector.matchExpressions?.forEach(({ key, operator, values = [] }, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        errors.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.push(forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      }
    } else errors.push(invalid(`${at}.operator`, operator ?? '', 'not a valid selector operator'));
    addInvalid(errors, `${at}.key`, key ?? '', qualifiedName(key ?? ''));
    for (const [position, value] of values.entries()) {
      addInvalid(errors, `${at}.values[${position}]`, value, labelValue(value));
    }
  });
}

export const isEmptySelector = ({ matchLabels, matchExpressions }: LabelSelector) =>
  Object.keys(matchLabels ?? {}).length + (matchExpressions?.length ?? 0) === 0;

/** A selector as Go prints it in a refusal: its fields in the order of the type, empty ones left out. */
export function selectorValue({ matchLabels, matchExpressions }: LabelSelector): object {
  const list = matchExpressions?.map(({ key, operator, values }) => goStruct({ key, operator, values }));
  const labels = matchLabels && Object.keys(matchLabels).length > 0 ? matchLabels : undefined;
  return goStruct({ matchLabels: labels, matchExpressions: list?.length ? list : undefined });
}
