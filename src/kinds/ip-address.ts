// IPAddress: what the API server does with one of its own. Its name is the address.
// upstream: pkg/registry/networking/ipaddress/strategy.go, pkg/apis/networking/validation ValidateIPAddress

import type { IPAddress, ParentReference } from './generated/types.gen';
import { defineKind } from './kind';
import { internalValue } from './pod-spec/internal-value';
import { addInvalid, type Errors, required } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { strictIp } from './validation/ip-address';
import { dns1123Subdomain, pathSegmentName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

export const ipAddress = defineKind<IPAddress>({
  transient: true,
  validate: ipAddressErrors,
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkAddress(errors, next);
    checkObjectMetaUpdate(errors, next);
    checkImmutable(errors, 'spec.parentRef', next.spec?.parentRef, stored.spec?.parentRef, (parent) =>
      internalValue('ParentReference', parent),
    );
    return errors;
  },
});

export function ipAddressErrors(object: IPAddress): Errors {
  const errors: Errors = [];
  checkAddress(errors, object);
  return errors;
}

function checkAddress(errors: Errors, object: IPAddress): void {
  checkObjectMeta(errors, object, strictIp);
  const parent = object.spec?.parentRef;
  if (parent) checkParent(errors, 'spec.parentRef', parent);
  else errors.push(required('spec.parentRef'));
}

function checkParent(errors: Errors, path: string, { group, resource, name, namespace }: ParentReference): void {
  if (group) addInvalid(errors, `${path}.group`, group, dns1123Subdomain(group));
  if (!resource) errors.push(required(`${path}.resource`));
  else addInvalid(errors, `${path}.resource`, resource, pathSegmentName(resource));
  if (!name) errors.push(required(`${path}.name`));
  else addInvalid(errors, `${path}.name`, name, pathSegmentName(name));
  if (namespace) addInvalid(errors, `${path}.namespace`, namespace, pathSegmentName(namespace));
}
