// May this user do that? The mode RBAC, with members of system:masters before it.
// upstream: plugin/pkg/auth/authorizer/rbac/rbac.go

import type { KindRow, KubeObject } from '../../kinds/kind';
import { forbidden } from '../api-error';
import type { Caller } from '../caller';
import type { ApiServer } from '../server';
import { type Attributes, attributesOf, type Decision, notAllowed, type Target } from './attributes';
import { ruleAllows } from './policy-rules';
import { missingRole, type RoleReader, rulesFor } from './rules-for';
import { MASTERS, type UserInfo } from './user';

/** Decides on a request before anything is looked up for it. */
export function authorize(server: ApiServer, user: UserInfo, attributes: Attributes): Decision {
  return decide(server.parts.reader, user, attributes);
}

/** The same for who reads roles without a server: admission plugins. */
export function decide(reader: RoleReader, user: UserInfo, attributes: Attributes): Decision {
  if (user.groups.includes(MASTERS)) return { allowed: true, reason: '' };
  const missing = new Set<string>();
  for (const given of rulesFor(reader, user, attributes.namespace ?? '')) {
    if (given.rule && ruleAllows(given.rule, attributes)) {
      return { allowed: true, reason: `RBAC: allowed by ${given.source?.()}` };
    }
    if (given.missing) missing.add(missingRole(given.missing));
  }
  return { allowed: false, reason: missing.size === 0 ? '' : `RBAC: ${aggregated([...missing])}` };
}

/** As Go prints several errors in one. */
export const aggregated = (texts: readonly string[]): string =>
  texts.length === 1 ? String(texts[0]) : `[${texts.join(', ')}]`;

/** Lets a request of a component or of nobody in particular pass. Errors: 403 Forbidden when the user may not. */
export function checkAccess(server: ApiServer, caller: Caller, row: KindRow, verb: string, target?: Target): void {
  if (caller.user) requireAccess(server, caller.user, attributesOf(row, verb, target));
}

/** Errors: 403 Forbidden when the user may not. */
export function requireAccess(server: ApiServer, user: UserInfo, attributes: Attributes): void {
  const { allowed, reason } = authorize(server, user, attributes);
  if (!allowed) throw notAllowed(user, attributes, reason);
}

/** Whoever may change an object may not yet make it. Errors: 403 Forbidden, with no more than the rules' own reason. */
export function checkCreateOnUpdate(server: ApiServer, { user }: Caller, row: KindRow, { metadata }: KubeObject): void {
  if (!user) return;
  const { namespace, name } = metadata;
  const { allowed, reason } = authorize(server, user, attributesOf(row, 'create', { namespace, name }));
  if (!allowed) throw forbidden(row, name, reason);
}
