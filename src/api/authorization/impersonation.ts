// Acting as somebody else: each part of the wanted user is a resource that the caller must be allowed to impersonate.
// upstream: apiserver/pkg/endpoints/filters/impersonation.go

import { ApiError } from '../api-error';
import type { ApiServer } from '../server';
import type { Attributes } from './attributes';
import { requireAccess } from './authorize';
import { serviceAccountOf, type UserInfo, userNamed } from './user';

/** What the Impersonate headers of a request say. */
export interface Impersonation {
  readonly user?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly uid?: string | undefined;
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

const AUTHENTICATION_GROUP = 'authentication.k8s.io';

/**
 * The user that a request acts as; undefined when it impersonates nobody. Without a requestor nothing is checked.
 * Errors: 403 when the requestor may not, 500 when no user is named beside groups or the like.
 */
export function impersonate(
  server: ApiServer,
  requestor: UserInfo | undefined,
  { user, groups = [], uid, extra = {} }: Impersonation,
): UserInfo | undefined {
  if (!user) {
    if (groups.length > 0 || uid || Object.keys(extra).length > 0) throw withoutUser(groups, uid, extra);
    return undefined;
  }
  if (requestor) {
    for (const attributes of impersonated(user, groups, uid, extra)) requireAccess(server, requestor, attributes);
  }
  const hasExtra = Object.keys(extra).length > 0;
  return userNamed(user, { groups, uid, ...(hasExtra ? { extra } : {}) });
}

function impersonated(
  user: string,
  groups: readonly string[],
  uid: string | undefined,
  extra: Readonly<Record<string, readonly string[]>>,
): Attributes[] {
  const verb = 'impersonate';
  const account = serviceAccountOf(user);
  return [
    account ? { verb, resource: 'serviceaccounts', ...account } : { verb, resource: 'users', name: user },
    ...groups.map((name) => ({ verb, resource: 'groups', name })),
    ...Object.keys(extra)
      .sort()
      .flatMap((subresource) =>
        (extra[subresource] ?? []).map((name) => {
          return { verb, group: AUTHENTICATION_GROUP, version: 'v1', resource: 'userextras', subresource, name };
        }),
      ),
    ...(uid ? [{ verb, group: AUTHENTICATION_GROUP, version: 'v1', resource: 'uids', name: uid }] : []),
  ];
}

/** The parts are told as Go prints the references that it makes of them: kind, name, version and key. */
function withoutUser(
  groups: readonly string[],
  uid: string | undefined,
  extra: Readonly<Record<string, readonly string[]>>,
): ApiError {
  const version = `${AUTHENTICATION_GROUP}/v1`;
  const parts = [
    ...groups.map((group) => `{Group  ${group}    }`),
    ...Object.keys(extra)
      .sort()
      .flatMap((key) => (extra[key] ?? []).map((value) => `{UserExtra  ${value}  ${version}  ${key}}`)),
    ...(uid ? [`{UID  ${uid}  ${version}  }`] : []),
  ];
  const message = `requested [${parts.join(' ')}] without impersonating a user`;
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}
