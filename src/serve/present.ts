// Objects as answers carry them.

import { apiVersionOf, type KindRow, type KubeObject } from '../kinds/kind';
import type { ResourceRequest } from './resources';
import type { ServedCluster } from './served-cluster';

export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue?: string | undefined;
  readonly remainingItemCount?: number | undefined;
}

/** An object on its own. */
export function present(_served: ServedCluster, _asked: ResourceRequest, object: KubeObject): unknown {
  return object;
}

/** Items of a list say nothing of their kind: the list does. */
export function listObject(row: KindRow, items: readonly KubeObject[], metadata: ListMeta): unknown {
  const bare = items.map(({ apiVersion, kind, ...item }) => item);
  return { kind: `${row.kind}List`, apiVersion: apiVersionOf(row), metadata, items: bare };
}
