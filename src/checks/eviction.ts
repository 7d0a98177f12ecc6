// What the eviction API says to the eviction of a pod, tried in a fork.

import { ApiError } from '../api/api-error';
import type { Pod } from '../kinds/generated/types.gen';
import type { StartedCluster } from './started-cluster';

/** The words of the refusal; undefined when the pod may go. */
export function evictionRefusal(cluster: StartedCluster, { metadata }: Pod): string | undefined {
  try {
    cluster.fork().evict(`pod/${metadata.name}`, { namespace: metadata.namespace ?? 'default' });
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { details } = error;
    return [error.message, ...(details?.causes ?? []).map(({ message = '' }) => message)].join(' ');
  }
}
