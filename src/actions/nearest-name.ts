// Something absent that was asked for by name: the nearest name there is, for whoever reads the error.

import { ApiError } from '../api/api-error';
import type { Cluster } from '../cluster/cluster';
import type { KindName } from '../kinds/kind-map';
import { nearest } from '../kinds/nearest';

/** The error as it is printed tells the name that may have been meant; its message stays the server's. */
export function withNearestName(cluster: Cluster, error: unknown, namespace = cluster.namespace): unknown {
  if (!(error instanceof ApiError) || error.reason !== 'NotFound' || error.hint !== undefined) return error;
  const { kind, group = '', name = '' } = error.details ?? {};
  const row = cluster.simulation.store.registry.all.find((each) => each.plural === kind && each.group === group);
  if (!row) return error;
  const there = cluster.list(row.key as KindName, row.namespaced ? namespace : undefined);
  const meant = nearest(
    name,
    there.map(({ metadata }) => metadata.name),
  );
  if (meant === undefined) return error;
  error.hint = meant;
  error.stack = (error.stack ?? '').replace(error.message, () => `${error.message} (did you mean ${meant}?)`);
  return error;
}
