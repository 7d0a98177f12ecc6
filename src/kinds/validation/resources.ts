// Rules for resource names and amounts.
// upstream: pkg/apis/core/validation validateResourceName, validateResourceRequirements; pkg/apis/core/helper

import type { ResourceRequirements } from '../generated/types.gen';
import type { ResourceList } from '../pod-spec/resource-list';
import { parseQuantity, type Quantity, ZERO_QUANTITY } from '../quantity';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  goQuote,
  IS_NEGATIVE,
  invalid,
  notSupported,
  required,
} from './field-error';
import { dns1123Label, qualifiedName } from './names';

export const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

const COUNTS = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const AMOUNTS = ['', 'requests.', 'limits.'].flatMap((side) => CONTAINER_RESOURCES.map((name) => side + name));

const STANDARD = new Set([...AMOUNTS, ...COUNTS, 'storage', 'requests.storage']);
const STANDARD_QUOTA = new Set([...AMOUNTS, ...COUNTS, 'requests.storage']);

export const isHugePages = (name: string) => name.startsWith('hugepages-');
const isQuotaHugePages = (name: string) => isHugePages(name) || name.startsWith('requests.hugepages-');
export const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');

/** A device plugin's resource, e.g. `nvidia.com/gpu`. */
export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
}

/** Native resources may be promised more than once; huge pages and devices may not. */
export const isOvercommitAllowed = (name: string) => isNative(name) && !isHugePages(name);

/** The texts in which a resource's name is refused; undefined value when it is fine. */
function checkResourceName(errors: Errors, path: string, name: string): boolean {
  const before = errors.length;
  addInvalid(errors, path, name, qualifiedName(name));
  if (errors.length > before) return false;
  if (name.includes('/') || STANDARD.has(name) || isQuotaHugePages(name)) return true;
  errors.push(invalid(path, name, 'must be a standard resource type or fully qualified'));
  return false;
}

export function checkContainerResourceName(errors: Errors, path: string, name: string): void {
  checkResourceName(errors, path, name);
  if (!name.includes('/')) {
    if (CONTAINER_RESOURCES.includes(name) || isHugePages(name)) return;
    errors.push(invalid(path, name, 'must be a standard resource for containers'));
  } else if (!isNative(name) && !isExtended(name)) {
    errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  }
}

export function checkPodResourceName(errors: Errors, path: string, name: string): void {
  if (!checkResourceName(errors, path, name)) return;
  if (name === 'cpu' || name === 'memory' || isHugePages(name)) return;
  errors.push(notSupported(path, name, ['cpu', 'hugepages-', 'memory']));
}

/** A resource that every quota knows, by its own name. */
export const isStandardQuotaResource = (name: string) => STANDARD_QUOTA.has(name) || isQuotaHugePages(name);

export function checkQuotaResourceName(errors: Errors, path: string, name: string): void {
  checkResourceName(errors, path, name);
  if (name.includes('/') || isStandardQuotaResource(name)) return;
  errors.push(invalid(path, name, 'must be a standard resource for quota'));
}

/** Names in a LimitRange: a container's own are narrower. */
export function checkLimitResourceName(errors: Errors, path: string, type: string, name: string): void {
  if (type === 'Pod' || type === 'Container') checkContainerResourceName(errors, path, name);
  else checkResourceName(errors, path, name);
}

/** upstream: ValidateResourceQuantityValue */
export function checkAmount(errors: Errors, path: string, name: string, text: string | number): Quantity {
  const amount = parseQuantity(text) ?? ZERO_QUANTITY;
  if (amount.nano < 0n) errors.push(invalid(path, amount.text, IS_NEGATIVE));
  if ((COUNTS.includes(name) || isExtended(name)) && amount.milli % 1000 !== 0) {
    errors.push(invalid(path, amount.text, 'must be an integer'));
  }
  return amount;
}

type NameRule = (errors: Errors, path: string, name: string) => void;

/** upstream: validateResourceRequirements */
export function checkRequirements(
  errors: Errors,
  path: string,
  requirements: ResourceRequirements | undefined,
  checkName: NameRule,
  claimNames: readonly string[],
): void {
  if (!requirements) return;
  const { limits, requests, claims } = requirements;
  checkLimits(errors, `${path}.limits`, limits, checkName);
  checkRequests(errors, path, requirements, checkName);
  const names = [...Object.keys(limits ?? {}), ...Object.keys(requests ?? {})];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  if (claims) checkClaims(errors, `${path}.claims`, claims, claimNames);
}

function checkLimits(errors: Errors, path: string, limits: ResourceList | undefined, checkName: NameRule): void {
  for (const name in limits) {
    const at = `${path}[${name}]`;
    checkName(errors, at, name);
    const amount = checkAmount(errors, at, name, limits[name] as string);
    checkHugePages(errors, at, name, amount);
  }
}

function checkRequests(errors: Errors, path: string, requirements: ResourceRequirements, checkName: NameRule): void {
  const { limits, requests } = requirements;
  const list = `${path}.requests`;
  for (const name in requests) {
    const at = `${list}[${name}]`;
    checkName(errors, at, name);
    const amount = checkAmount(errors, at, name, requests[name] as string);
    const limitText = limits?.[name];
    if (limitText !== undefined) {
      const limit = parseQuantity(limitText) ?? ZERO_QUANTITY;
      if (amount.nano !== limit.nano && !isOvercommitAllowed(name)) {
        errors.push(invalid(list, amount.text, `must be equal to ${name} limit of ${limit.text}`));
      } else if (amount.nano > limit.nano) {
        errors.push(invalid(list, amount.text, `must be less than or equal to ${name} limit of ${limit.text}`));
      }
    } else if (!isOvercommitAllowed(name)) {
      errors.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
    }
    checkHugePages(errors, at, name, amount);
  }
}

function checkHugePages(errors: Errors, path: string, name: string, amount: Quantity): void {
  if (!isHugePages(name)) return;
  const page = parseQuantity(name.slice('hugepages-'.length));
  if (page && page.whole > 0 && page.milli % 1000 === 0 && amount.whole % page.whole === 0) return;
  errors.push(invalid(path, amount.text, `${amount.text} is not positive integer multiple of ${name}`));
}

/** upstream: validateResourceClaimNames */
function checkClaims(
  errors: Errors,
  path: string,
  claims: NonNullable<ResourceRequirements['claims']>,
  claimNames: readonly string[],
): void {
  const seen = new Set<string>();
  claims.forEach(({ name, request }, index) => {
    const at = `${path}[${index}]`;
    if (!name) {
      errors.push(required(at));
      return;
    }
    if (seen.has(name)) errors.push(duplicate(at, name));
    else {
      if (request) addInvalid(errors, `${at}.request`, request, dns1123Label(request));
      const key = request ? `${name}/${request}` : name;
      if (seen.has(key)) errors.push(duplicate(at, key));
      else if (!request && [...seen].some((other) => other.startsWith(`${name}/`))) errors.push(duplicate(at, name));
      seen.add(key);
    }
    if (claimNames.includes(name)) return;
    const known = claimNames.length === 0 ? ' which is empty' : `: ${[...claimNames].sort().join(', ')}`;
    const detail = `must be one of the names in pod.spec.resourceClaims${known}`;
    errors.push({ type: 'FieldValueNotFound', field: at, message: `Not found: ${goQuote(name)}: ${detail}` });
  });
}
