// Rules for claims of devices: what is requested, under which constraints, configured how.
// upstream: pkg/apis/resource/validation validateResourceClaimSpec

import { isEnabled } from '../feature-gates';
import type {
  DeviceClaim,
  DeviceClaimConfiguration,
  DeviceConstraint,
  DeviceRequest,
  DeviceSelector,
  DeviceSubRequest,
  DeviceToleration,
  ExactDeviceRequest,
  ResourceClaimSpec,
} from '../generated/types.gen';
import type { NewPolicyExpressions } from '../policy-expressions';
import {
  addInvalid,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
  tooLong,
} from '../validation/field-error';
import { dns1123Subdomain, labelValue, qualifiedName } from '../validation/names';
import { byteLength } from '../validation/object-meta';
import { checkConfiguration, MAX_CONFIGURATIONS } from './configuration';
import { checkSet, checkSlice } from './lists';
import { checkFullyQualifiedName, checkLabelName } from './names';

export const MAX_REQUESTS = 32;
const MAX_CONSTRAINTS = 32;
const MAX_SELECTORS = 32;
const MAX_SUB_REQUESTS = 8;
const MAX_TOLERATIONS = 16;
const MAX_EXPRESSION_BYTES = 10 * 1024;
export const EFFECTS: readonly string[] = ['NoExecute', 'NoSchedule', 'None'];

/** Whether a claim has a request of this name, or `request/sub-request`. */
export type HasRequest = (name: string) => boolean;

export function requestsOf({ requests }: DeviceClaim): HasRequest {
  return (name) => {
    const [first, second, ...more] = name.split('/');
    const request = requests?.find((one) => one.name === first);
    if (!request || more.length > 0) return false;
    return second === undefined || (request.firstAvailable ?? []).some((one) => one.name === second);
  };
}

export function checkClaimSpec(
  errors: Errors,
  path: string,
  { devices = {} }: ResourceClaimSpec,
  expressions: NewPolicyExpressions | undefined,
): void {
  const check = (list: Errors, where: string, request: DeviceRequest) =>
    checkRequest(list, where, request, expressions);
  const hasRequest = requestsOf(devices);
  const at = `${path}.devices`;
  checkSet(errors, `${at}.requests`, devices.requests, MAX_REQUESTS, check, ({ name }) => name);
  checkSlice(errors, `${at}.constraints`, devices.constraints, MAX_CONSTRAINTS, (list, where, constraint) =>
    checkConstraint(list, where, constraint, hasRequest),
  );
  checkSlice(errors, `${at}.config`, devices.config, MAX_CONFIGURATIONS, (list, where, config) =>
    checkClaimConfiguration(list, where, config, hasRequest),
  );
}

function checkRequest(errors: Errors, path: string, request: DeviceRequest, expressions: Expressions): void {
  const { name, exactly, firstAvailable = [] } = request;
  checkLabelName(errors, `${path}.name`, name);
  const why = 'exactly one of `exactly` or `firstAvailable` is required';
  if (!exactly && firstAvailable.length === 0) errors.push(required(path, why));
  else if (exactly && firstAvailable.length > 0) {
    errors.push(invalid(path, null, `${why}, but multiple fields are set`));
  } else if (exactly) checkExact(errors, `${path}.exactly`, exactly, expressions);
  else {
    const at = `${path}.firstAvailable`;
    const check = (list: Errors, where: string, sub: DeviceSubRequest) => {
      checkLabelName(list, `${where}.name`, sub.name);
      checkExact(list, where, sub, expressions);
    };
    checkSet(errors, at, firstAvailable, MAX_SUB_REQUESTS, check, (sub) => sub.name);
  }
}

function checkExact(
  errors: Errors,
  path: string,
  request: ExactDeviceRequest | DeviceSubRequest,
  expressions: Expressions,
): void {
  const { deviceClassName: name, selectors, allocationMode: mode, count = 0, tolerations } = request;
  if (!name) errors.push(required(`${path}.deviceClassName`));
  else addInvalid(errors, `${path}.deviceClassName`, name, dns1123Subdomain(name));
  checkSelectors(errors, `${path}.selectors`, selectors, expressions);
  if (mode === 'All') {
    const why = "must not be specified when allocationMode is 'All'";
    if (count !== 0) errors.push(invalid(`${path}.count`, count, why));
  } else if (mode === 'ExactCount') {
    if (count <= 0) errors.push(invalid(`${path}.count`, count, 'must be greater than zero'));
  } else errors.push(notSupported(`${path}.allocationMode`, mode ?? '', ['All', 'ExactCount']));
  checkSlice(errors, `${path}.tolerations`, tolerations, MAX_TOLERATIONS, checkToleration);
}

type Expressions = NewPolicyExpressions | undefined;

/** @param expressions absent where what was stored is looked at: it was compiled before */
export function checkSelectors(
  errors: Errors,
  path: string,
  selectors: readonly DeviceSelector[] | undefined,
  expressions: Expressions,
): void {
  checkSlice(errors, path, selectors, MAX_SELECTORS, (list, at, { cel }) => {
    if (!cel) return void list.push(required(`${at}.cel`));
    const where = `${at}.cel.expression`;
    const { expression = '' } = cel;
    if (byteLength(expression) > MAX_EXPRESSION_BYTES) return void list.push(tooLong(where, MAX_EXPRESSION_BYTES));
    const fault = expressions?.(false).checkDevice(expression);
    if (!fault) return;
    if ('error' in fault) list.push(invalid(where, expression, fault.error));
    else list.push(forbidden(where, 'too complex, exceeds cost limit'));
  });
}

function checkToleration(errors: Errors, path: string, toleration: DeviceToleration): void {
  const { key, operator, value = '', effect } = toleration;
  if (key) addInvalid(errors, `${path}.key`, key, qualifiedName(key));
  if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(`${path}.value`, value, 'must be empty for operator `Exists`'));
  } else if (operator === 'Equal') addInvalid(errors, `${path}.value`, value, labelValue(value));
  else if (!operator) errors.push(required(`${path}.operator`));
  else errors.push(notSupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  if (effect && !EFFECTS.includes(effect)) errors.push(notSupported(`${path}.effect`, effect, EFFECTS));
}

function checkConstraint(errors: Errors, path: string, constraint: DeviceConstraint, hasRequest: HasRequest): void {
  const { requests, matchAttribute, distinctAttribute } = constraint;
  checkReferences(errors, `${path}.requests`, requests, hasRequest);
  if (matchAttribute !== undefined) checkFullyQualifiedName(errors, `${path}.matchAttribute`, matchAttribute);
  else if (distinctAttribute !== undefined) {
    checkFullyQualifiedName(errors, `${path}.distinctAttribute`, distinctAttribute);
  } else {
    const why = 'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set';
    if (isEnabled('DRAConsumableCapacity')) errors.push(required(path, why));
    else errors.push(required(`${path}.matchAttribute`));
  }
}

function checkClaimConfiguration(
  errors: Errors,
  path: string,
  config: DeviceClaimConfiguration,
  hasRequest: HasRequest,
): void {
  checkReferences(errors, `${path}.requests`, config.requests, hasRequest);
  checkConfiguration(errors, path, config);
}

export function checkReferences(
  errors: Errors,
  path: string,
  names: readonly string[] | undefined,
  hasRequest: HasRequest,
): void {
  const check = (list: Errors, at: string, name: string) => checkReference(list, at, name, hasRequest);
  checkSet(errors, path, names, MAX_REQUESTS, check, (name) => name);
}

const NO_REQUEST =
  "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";

export function checkReference(errors: Errors, path: string, name: string, hasRequest: HasRequest): void {
  const segments = name.split('/');
  if (segments.length > 2) return void errors.push(invalid(path, name, NO_REQUEST));
  for (const segment of segments) checkLabelName(errors, path, segment);
  if (!hasRequest(name)) errors.push(invalid(path, name, NO_REQUEST));
}
