// Rules for LimitRanges.
// upstream: pkg/apis/core/validation ValidateLimitRange

import type { LimitRange, LimitRangeItem } from './generated/types.gen';
import type { FieldError } from './kind';
import { parseQuantity, type Quantity } from './quantity';
import { addInvalid, duplicate, type Errors, forbidden, invalid, required } from './validation/field-error';
import { qualifiedName } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { checkLimitResourceName, isOvercommitAllowed } from './validation/resources';

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];
const ONE_NANO = 1_000_000_000n;

export function checkLimitRange(range: LimitRange): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, range);
  const limits = range.spec?.limits ?? [];
  limits.forEach((item, index) => {
    const path = `spec.limits[${index}]`;
    checkType(errors, `${path}.type`, item.type ?? '');
    const isTwice = limits.slice(0, index).some(({ type }) => type === item.type);
    if (isTwice) errors.push(duplicate(`${path}.type`, item.type));
    checkItem(errors, path, item);
  });
  return errors;
}

function checkType(errors: Errors, path: string, type: string): void {
  const problems = qualifiedName(type);
  addInvalid(errors, path, type, problems);
  if (problems.length > 0 || type.includes('/') || TYPES.includes(type)) return;
  errors.push(invalid(path, type, 'must be a standard limit type or fully qualified'));
}

type ListName = 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio';

function checkItem(errors: Errors, path: string, item: LimitRangeItem): void {
  const names = new Set<string>();
  const checkNames = (list: ListName) => {
    for (const name in item[list]) {
      checkLimitResourceName(errors, `${path}.${list}[${name}]`, item.type, name);
      names.add(name);
    }
  };
  checkNames('max');
  checkNames('min');
  const isPod = item.type === 'Pod';
  for (const list of ['default', 'defaultRequest'] as const) {
    if (!isPod) checkNames(list);
    else if (Object.keys(item[list] ?? {}).length > 0) {
      errors.push(forbidden(`${path}.${list}`, "may not be specified when `type` is 'Pod'"));
    }
  }
  if (item.type === 'PersistentVolumeClaim' && !item.min?.storage && !item.max?.storage) {
    const why = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(`${path}.limits`, why));
  }
  checkNames('maxLimitRequestRatio');
  for (const name of names) {
    const read = (list: ListName) => parseQuantity(item[list]?.[name] ?? '');
    checkAmounts(errors, path, name, {
      min: read('min'),
      max: read('max'),
      limit: isPod ? undefined : read('default'),
      request: isPod ? undefined : read('defaultRequest'),
    });
    checkRatio(errors, `${path}.maxLimitRequestRatio[${name}]`, read('maxLimitRequestRatio'), read('min'), read('max'));
  }
  if (isPod) return;
  for (const name of names) checkOvercommit(errors, path, name, item);
}

interface Amounts {
  readonly min: Quantity | undefined;
  readonly max: Quantity | undefined;
  /** Of `default` and `defaultRequest`. */
  readonly limit: Quantity | undefined;
  readonly request: Quantity | undefined;
}

function checkAmounts(errors: Errors, path: string, name: string, { min, max, limit, request }: Amounts): void {
  const check = (list: ListName, shown: Quantity | undefined, low: Named, high: Named) => {
    if (!low[1] || !high[1] || low[1].nano <= high[1].nano) return;
    const why = `${low[0]} value ${low[1].text} is greater than ${high[0]} value ${high[1].text}`;
    errors.push(invalid(`${path}.${list}[${name}]`, shown?.text, why));
  };
  check('min', min, ['min', min], ['max', max]);
  check('defaultRequest', request, ['min', min], ['default request', request]);
  check('defaultRequest', request, ['default request', request], ['max', max]);
  check('defaultRequest', request, ['default request', request], ['default limit', limit]);
  check('default', min, ['min', min], ['default', limit]);
  check('default', max, ['default', limit], ['max', max]);
}

type Named = readonly [string, Quantity | undefined];

function checkRatio(
  errors: Errors,
  path: string,
  ratio: Quantity | undefined,
  min: Quantity | undefined,
  max: Quantity | undefined,
): void {
  if (!ratio) return;
  if (ratio.nano < ONE_NANO) errors.push(invalid(path, ratio.text, `ratio ${ratio.text} is less than 1`));
  if (!min || !max) return;
  const limit = max.milli / min.milli;
  if (ratio.milli / 1000 <= limit) return;
  errors.push(invalid(path, ratio.text, `ratio ${ratio.text} is greater than max/min = ${limit.toFixed(6)}`));
}

/** What cannot be promised twice is asked for as it is limited. */
function checkOvercommit(errors: Errors, path: string, name: string, item: LimitRangeItem): void {
  const limit = parseQuantity(item.default?.[name] ?? '');
  const request = parseQuantity(item.defaultRequest?.[name] ?? '');
  if (isOvercommitAllowed(name) || !limit || !request || limit.nano === request.nano) return;
  const why = `default value ${limit.text} must equal to defaultRequest value ${request.text} in ${name}`;
  errors.push(invalid(`${path}.defaultRequest[${name}]`, request.text, why));
}
