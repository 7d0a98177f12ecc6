// How far a rolling update of a DaemonSet may go, of the nodes that want a pod; both limits are rounded up.
// upstream: pkg/controller/daemon/util SurgeCount, UnavailableCount, daemon/update.go updatedDesiredNodeCounts

import type { DaemonSet, RollingUpdateDaemonSet } from '../../kinds/generated/types.gen';
import { scaledValue } from '../../kinds/int-or-string';

/** Nodes that may have a second pod. */
export function maxSurge(set: DaemonSet, nodes: number): number {
  return scaledValue(rollingUpdate(set)?.maxSurge, nodes, true);
}

/** Nodes that may be without an available pod; 1 where neither limit would allow a step. */
export function maxUnavailable(set: DaemonSet, nodes: number): number {
  const unavailable = scaledValue(rollingUpdate(set)?.maxUnavailable, nodes, true);
  return nodes > 0 && unavailable === 0 && maxSurge(set, nodes) === 0 ? 1 : unavailable;
}

function rollingUpdate({ spec: { updateStrategy } }: DaemonSet): RollingUpdateDaemonSet | undefined {
  return updateStrategy?.type === 'RollingUpdate' ? updateStrategy.rollingUpdate : undefined;
}
