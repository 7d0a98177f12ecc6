// Who asks, from the request's headers.

import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../api/api-error';
import type { ServedCluster } from './served-cluster';
import type { User } from './user';

const ADMIN: User = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/**
 * @param secure over HTTPS; a client that speaks plain HTTP is on this machine and sends no token, so it is the admin.
 * Errors: 401 Unauthorized for a token that nobody knows.
 */
export function authenticate(
  _served: ServedCluster,
  headers: IncomingHttpHeaders,
  token: string,
  secure: boolean,
): User {
  const { authorization } = headers;
  if (!authorization) return secure ? ANONYMOUS : ADMIN;
  const [scheme = '', given = ''] = authorization.split(' ');
  if (scheme.toLowerCase() !== 'bearer' || given !== token) throw unauthorized();
  return ADMIN;
}

export const unauthorized = (): ApiError => new ApiError(401, 'Unauthorized', 'Unauthorized');
