// What a DaemonSet reports: of the nodes that want a pod how many have one, ready, available, of the present template.
// upstream: pkg/controller/daemon/daemon_controller.go updateDaemonSetStatus

import type { DaemonSet, DaemonSetStatus, Node } from '../../kinds/generated/types.gen';
import { isPodAvailable, isPodReady } from '../shared/pod-state';
import { bySeniority, isUpdated } from './daemon-pod';
import { nodeFit } from './node-fit';
import type { PodsByNode } from './node-pods';

/** The status to write. Of several pods on a node the senior one counts. */
export function daemonStatus(
  set: DaemonSet,
  nodes: readonly Node[],
  podsByNode: PodsByNode,
  hash: string,
  nowMs: number,
): DaemonSetStatus {
  let [desired, current, misscheduled, ready, available, updated] = [0, 0, 0, 0, 0, 0];
  for (const node of nodes) {
    const pods = podsByNode.get(node.metadata.name) ?? [];
    if (!nodeFit(set, node).isWanted) {
      if (pods.length > 0) misscheduled++;
      continue;
    }
    desired++;
    const pod = pods.length > 1 ? [...pods].sort(bySeniority)[0] : pods[0];
    if (pod === undefined) continue;
    current++;
    if (isPodReady(pod)) ready++;
    if (isPodAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs)) available++;
    if (isUpdated(set, hash, pod)) updated++;
  }
  const { collisionCount, conditions } = set.status ?? {};
  return {
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions ? { conditions } : {}),
    currentNumberScheduled: current,
    desiredNumberScheduled: desired,
    ...(available > 0 ? { numberAvailable: available } : {}),
    numberMisscheduled: misscheduled,
    numberReady: ready,
    ...(desired > available ? { numberUnavailable: desired - available } : {}),
    observedGeneration: set.metadata.generation ?? 0,
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
  };
}
