// Users and their groups, as authentication gives them names.
// upstream: apiserver/pkg/authentication/user, apiserver/pkg/authentication/serviceaccount/util.go

import type { RequestUser } from '../../kinds/kind';

export type UserInfo = RequestUser;

export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';
export const ANONYMOUS = 'system:anonymous';
/** Members may do anything, whatever the rules say. */
export const MASTERS = 'system:masters';

const SERVICE_ACCOUNT = 'system:serviceaccount:';

/** The namespace and name of a service account's user name; undefined for anybody else's. */
export function serviceAccountOf(userName: string): { namespace: string; name: string } | undefined {
  if (!userName.startsWith(SERVICE_ACCOUNT)) return undefined;
  const [namespace, name, ...rest] = userName.slice(SERVICE_ACCOUNT.length).split(':');
  return namespace && name && rest.length === 0 ? { namespace, name } : undefined;
}

export const serviceAccountUser = (namespace: string, name: string): string => `${SERVICE_ACCOUNT}${namespace}:${name}`;

const serviceAccountGroups = (namespace: string): readonly string[] => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
];

/**
 * A user as `kubectl --as` makes one: a service account has its groups unless others are given, and everybody is
 * authenticated but who is said not to be.
 */
export function userNamed(name: string, asked: Partial<Omit<UserInfo, 'name'>> = {}): UserInfo {
  const { uid, extra } = asked;
  const account = serviceAccountOf(name);
  const groups = [...(asked.groups?.length ? asked.groups : account ? serviceAccountGroups(account.namespace) : [])];
  if (name === ANONYMOUS) {
    if (!groups.includes(UNAUTHENTICATED)) groups.push(UNAUTHENTICATED);
  } else if (!groups.includes(AUTHENTICATED) && !groups.includes(UNAUTHENTICATED)) {
    groups.push(AUTHENTICATED);
  }
  return { name, groups, ...(uid ? { uid } : {}), ...(extra ? { extra } : {}) };
}
