// ServiceCIDR: what the API server does with one of its own. A second family may be added, nothing else changes.
// upstream: pkg/registry/networking/servicecidr/strategy.go, pkg/apis/networking/validation ValidateServiceCIDR

import { isEnabled } from './feature-gates';
import type { ServiceCIDR } from './generated/types.gen';
import { keepAllButStatus, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { internalValue } from './pod-spec/internal-value';
import { type Errors, FIELD_IMMUTABLE, invalid, required } from './validation/field-error';
import { checkCanonicalCidr, parseCidr } from './validation/ip-address';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

const PATH = 'spec.cidrs';
const ONE_EACH = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';

export const serviceCidr = defineKind<ServiceCIDR>({
  prepareCreate: (object) => (isEnabled('ServiceCIDRStatusFieldWiping') ? withStatus(object, {}) : object),
  prepareUpdate: (next, stored) => (isEnabled('ServiceCIDRStatusFieldWiping') ? keepStatus(next, stored) : next),
  prepareStatusUpdate: keepAllButStatus,
  validateStatusUpdate: (next) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    return errors;
  },
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    checkCidrs(errors, object.spec?.cidrs ?? []);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    const [cidrs, old] = [next.spec?.cidrs ?? [], stored.spec?.cidrs ?? []];
    checkObjectMetaUpdate(errors, next);
    const isAdded = old.length === 1 && cidrs.length === 2;
    if (old.length !== cidrs.length && !isAdded) {
      errors.push(invalid(PATH, next.spec?.cidrs ?? null, FIELD_IMMUTABLE));
      return errors;
    }
    old.forEach((cidr, index) => {
      if (cidr !== cidrs[index]) errors.push(invalid(`${PATH}[${index}]`, cidrs[index], FIELD_IMMUTABLE));
    });
    if (isAdded) checkCidrs(errors, cidrs);
    return errors;
  },
});

function checkCidrs(errors: Errors, cidrs: readonly string[]): void {
  if (cidrs.length === 0) return void errors.push(required(PATH, 'at least one CIDR required'));
  if (cidrs.length > 2) {
    errors.push(invalid(PATH, internalValue('ServiceCIDRSpec', { cidrs }), 'may only hold up to 2 values'));
    return;
  }
  cidrs.forEach((cidr, index) => {
    checkCanonicalCidr(errors, `${PATH}[${index}]`, cidr);
  });
  const sizes = cidrs.map((cidr) => parseCidr(cidr)?.address.bytes.length);
  if (sizes.length === 2 && sizes[0] !== undefined && sizes[0] === sizes[1]) {
    errors.push(invalid(PATH, cidrs, ONE_EACH));
  }
}
