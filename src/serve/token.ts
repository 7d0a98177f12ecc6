// POST serviceaccounts/NAME/token.

import { methodNotAllowed } from './http-status';
import type { Answer } from './exchange';
import type { ResourceRequest } from './resources';
import type { ServedCluster } from './served-cluster';

export function createToken(_served: ServedCluster, _asked: ResourceRequest): Answer {
  throw methodNotAllowed();
}
