// Whom a FlowSchema's rule is about: a user, a group, or a service account.
// upstream: pkg/apis/flowcontrol/validation ValidateFlowSchemaSubject

import type { FlowcontrolSubject } from './generated/types.gen';
import { addInvalid, type Errors, forbidden, notSupported, required } from './validation/field-error';
import { dns1123Label, dns1123Subdomain } from './validation/names';

const FIELDS = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const;
/** In the order in which what does not belong to a kind is refused. */
const ORDER = ['ServiceAccount', 'User', 'Group'] as const;
const KINDS = ['Group', 'ServiceAccount', 'User'];

export function checkFlowSubject(errors: Errors, path: string, subject: FlowcontrolSubject): void {
  const kind = ORDER.find((name) => name === subject.kind);
  if (!kind) return void errors.push(notSupported(`${path}.kind`, subject.kind ?? '', KINDS));
  const at = `${path}.${FIELDS[kind]}`;
  const own = subject[FIELDS[kind]];
  if (!own) errors.push(required(at, `${FIELDS[kind]} is required when subject kind is '${kind}'`));
  else if (kind === 'ServiceAccount') checkServiceAccount(errors, at, own);
  else if (!own.name) errors.push(required(`${at}.name`));
  for (const other of ORDER) {
    const field = FIELDS[other];
    if (other === kind || subject[field] === undefined) continue;
    errors.push(forbidden(`${path}.${field}`, `${field} is forbidden when subject kind is not '${other}'`));
  }
}

function checkServiceAccount(
  errors: Errors,
  at: string,
  { name, namespace }: { readonly name?: string; readonly namespace?: string },
): void {
  if (!name) errors.push(required(`${at}.name`));
  else if (name !== '*') addInvalid(errors, `${at}.name`, name, dns1123Subdomain(name));
  if (!namespace) errors.push(required(`${at}.namespace`, 'must specify namespace for service account'));
  else addInvalid(errors, `${at}.namespace`, namespace, dns1123Label(namespace));
}
