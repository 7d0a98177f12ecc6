// Who asks, from the request's headers: an admin by the server's token, a service account by one it was given, and
// whoever these act as.
// upstream: apiserver/pkg/endpoints/filters/{authentication,impersonation}.go

import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../api/api-error';
import { type Impersonation, impersonate } from '../api/authorization/impersonation';
import { ANONYMOUS, AUTHENTICATED, MASTERS, UNAUTHENTICATED, type UserInfo } from '../api/authorization/user';
import { attributesOfRequest } from './authorize-request';
import type { ServedRequest } from './exchange';
import { readResourcePath } from './path';
import type { ServedCluster } from './served-cluster';
import { tokenUser } from './token';

const ADMIN: UserInfo = { name: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', MASTERS, AUTHENTICATED] };
const NOBODY: UserInfo = { name: ANONYMOUS, groups: [UNAUTHENTICATED] };
const EXTRA = 'impersonate-extra-';

export interface Credentials {
  /** Of the admin. */
  readonly token: string;
  /** Over HTTPS. A client that speaks plain HTTP sends no token; it is on this machine, and so the admin. */
  readonly secure: boolean;
}

/** Errors: 401 Unauthorized for a token that nobody knows; 403 for who may not act as somebody else. */
export function authenticate(
  served: ServedCluster,
  request: Omit<ServedRequest, 'user' | 'body'>,
  credentials: Credentials,
): UserInfo {
  const { headers } = request;
  const requestor = requestorOf(served, headers, credentials);
  const attributes = attributesOfRequest(request, readResourcePath(request.path));
  return impersonate(served.server, requestor, impersonationOf(headers), attributes) ?? requestor;
}

function requestorOf(served: ServedCluster, headers: IncomingHttpHeaders, { token, secure }: Credentials): UserInfo {
  const { authorization } = headers;
  if (!authorization) return secure ? NOBODY : ADMIN;
  const [scheme = '', given = ''] = authorization.split(' ');
  if (scheme.toLowerCase() !== 'bearer' || given === '') return NOBODY;
  if (given === token) return ADMIN;
  const user = tokenUser(served, served.tokens, given);
  if (!user) throw new ApiError(401, 'Unauthorized', 'Unauthorized');
  return user;
}

function impersonationOf(headers: IncomingHttpHeaders): Impersonation {
  const all = (name: string) => [headers[name] ?? []].flat();
  const extra: Record<string, string[]> = {};
  for (const name of Object.keys(headers)) {
    if (name.startsWith(EXTRA)) extra[decodeURIComponent(name.slice(EXTRA.length))] = all(name);
  }
  const [user] = all('impersonate-user');
  const [uid] = all('impersonate-uid');
  return { user, uid, groups: all('impersonate-group'), extra };
}
