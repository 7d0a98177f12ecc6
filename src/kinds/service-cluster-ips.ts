// Rules for a Service's cluster IPs, IP families and family policy. The allocator asks them before it gives out
// anything.
// upstream: pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields

import type { ServiceSpec } from './generated/types.gen';
import { duplicate, type Errors, invalid, notSupported, required } from './validation/field-error';
import { checkIp, ipFamily } from './validation/ip-address';

export const HEADLESS = 'None';

export const isHeadless = ({ clusterIPs }: ServiceSpec) => clusterIPs?.length === 1 && clusterIPs[0] === HEADLESS;

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

export function checkClusterIps(errors: Errors, spec: ServiceSpec, stored: ServiceSpec | undefined): void {
  if (spec.type === 'ExternalName') return;
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  checkAgreement(errors, clusterIP, clusterIPs);
  ipFamilies.forEach((family, index) => {
    const path = `spec.ipFamilies[${index}]`;
    if (!FAMILIES.includes(family)) errors.push(notSupported(path, family, FAMILIES));
    if (ipFamilies.indexOf(family) < index) errors.push(duplicate(path, family));
  });
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy)) {
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, POLICIES));
  }
  if (!checkAddresses(errors, clusterIPs, stored?.clusterIPs)) return;
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(ipFamily)).size < clusterIPs.length) {
    errors.push(invalid('spec.clusterIPs', clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(spec)) return;
  clusterIPs.slice(0, ipFamilies.length).forEach((ip, index) => {
    const wanted = ipFamilies[index];
    const isV6 = ipFamily(ip) === 'IPv6';
    // What is no address counts as one of the old family.
    if (!FAMILIES.includes(wanted as string) || isV6 === (wanted === 'IPv6')) return;
    const why = `expected an ${wanted} value as indicated by \`ipFamilies[${index}]\``;
    errors.push(invalid(`spec.clusterIPs[${index}]`, ip, why));
  });
}

function checkAgreement(errors: Errors, clusterIP: string, clusterIPs: readonly string[]): void {
  const path = 'spec.clusterIPs';
  if (clusterIP === '') {
    if (clusterIPs.length > 0)
      errors.push(invalid(path, clusterIPs, 'must be empty when `clusterIP` is not specified'));
  } else if (clusterIPs.length === 0) errors.push(required(path));
  else if (clusterIPs[0] !== clusterIP) errors.push(invalid(path, clusterIPs, 'first value must match `clusterIP`'));
}

/** False when an address is none, so that nothing more can be said of them. */
function checkAddresses(errors: Errors, clusterIPs: readonly string[], stored: readonly string[] | undefined): boolean {
  let valid = true;
  clusterIPs.forEach((ip, index) => {
    const before = errors.length;
    if (index > 0 || ip !== HEADLESS) checkIp(errors, `spec.clusterIPs[${index}]`, ip, stored);
    else if (clusterIPs.length > 1) {
      errors.push(invalid('spec.clusterIPs', clusterIPs, "'None' must be the first and only value"));
    }
    if (errors.length > before) valid = false;
  });
  if (clusterIPs.length > 2) errors.push(invalid('spec.clusterIPs', clusterIPs, 'may only hold up to 2 values'));
  return valid;
}

/** What may not change from one version to the next. upstream: validateUpgradeDowngradeClusterIPs and -IPFamilies */
export function checkClusterIpChange(errors: Errors, next: ServiceSpec, stored: ServiceSpec): void {
  if (next.type === 'ExternalName' || stored.type === 'ExternalName') return;
  const [isNow, was] = [isHeadless(next), isHeadless(stored)];
  if (!(isNow && was)) checkClusterIpsKept(errors, next, stored);
  if (!isNow && !was) checkFamiliesKept(errors, next, stored);
}

const ONCE_SET = 'may not change once set';

function checkClusterIpsKept(errors: Errors, next: ServiceSpec, stored: ServiceSpec): void {
  const [now, was] = [next.clusterIPs ?? [], stored.clusterIPs ?? []];
  if (now.length === was.length) {
    was.forEach((ip, index) => {
      if (ip !== now[index]) errors.push(invalid(`spec.clusterIPs[${index}]`, now, ONCE_SET));
    });
    return;
  }
  if (now.length === 0) errors.push(invalid('spec.clusterIPs[0]', null, 'primary clusterIP can not be unset'));
  else if (was.length > 0 && now[0] !== was[0]) errors.push(invalid('spec.clusterIPs[0]', now, ONCE_SET));
  if (was.length > now.length && now.length === 1 && next.ipFamilyPolicy !== 'SingleStack') {
    const why = "must be set to 'SingleStack' when releasing the secondary clusterIP";
    errors.push(invalid('spec.ipFamilyPolicy', next.ipFamilyPolicy, why));
  }
}

function checkFamiliesKept(errors: Errors, next: ServiceSpec, stored: ServiceSpec): void {
  const [now, was] = [next.ipFamilies ?? [], stored.ipFamilies ?? []];
  const path = 'spec.ipFamilies[0]';
  if (now.length === was.length) {
    was.forEach((family, index) => {
      if (family !== now[index]) errors.push(invalid(path, now, ONCE_SET));
    });
    return;
  }
  const shrunk = was.length > now.length;
  if (shrunk && (next.clusterIPs ?? []).length === 0)
    errors.push(invalid(path, next.ipFamilies ?? null, 'primary ipFamily can not be unset'));
  if (now.length > 0 && was.length > 0 && now[0] !== was[0])
    errors.push(invalid(path, next.clusterIPs ?? null, ONCE_SET));
  if (shrunk && now.length === 1 && next.ipFamilyPolicy !== 'SingleStack') {
    const why = "must be set to 'SingleStack' when releasing the secondary ipFamily";
    errors.push(invalid('spec.ipFamilyPolicy', next.ipFamilyPolicy, why));
  }
}
