// POST serviceaccounts/NAME/token.

import type { Answer } from './exchange';
import { methodNotAllowed } from './http-status';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

export function createToken(_served: ServedCluster, _asked: ResourceRequest): Answer {
  throw methodNotAllowed();
}
