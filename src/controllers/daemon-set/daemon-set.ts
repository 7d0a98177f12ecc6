// The DaemonSet controller: one pod on every node that wants it, bound there by the scheduler.
// upstream: pkg/controller/daemon/daemon_controller.go

import { defineActor, type Reader, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import { equalData } from '../../kinds/equal-data';
import type { DaemonSet, Node } from '../../kinds/generated/types.gen';
import { objectKey, splitKey } from '../../kinds/kind';
import { compileSelector } from '../../kinds/labels';
import { isControlledBy } from '../../kinds/owner';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import { forget, retriesMemory, syncOrRetry } from '../shared/syncing';
import { wakeOwners } from '../shared/wake';
import { nodeFit } from './node-fit';
import { type DaemonMemory, syncDaemonSet } from './sync';

const owners = { kind: 'DaemonSet' as const, selects: (set: DaemonSet) => compileSelector(set.spec.selector) };

export const daemonSetController = defineActor<DaemonMemory>({
  name: 'daemonset-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ ...retriesMemory.create(), failedPods: new Table() }),
    fork: (memory) => ({ ...retriesMemory.fork(memory), failedPods: memory.failedPods.fork() }),
  },
  watches: [
    watch('DaemonSet', (change) => change.key),
    watch('Pod', (change, cx) => wakeOwners(change, cx, owners)),
    watch('ControllerRevision', (change, cx) => wakeOwners(change, cx, owners)),
    watch('Node', wakeForNode),
  ],
  reconcile: (cx, key) => {
    const { namespace, name } = splitKey(key);
    const set = cx.get('DaemonSet', namespace, name);
    if (set === undefined) {
      forget(cx.state, key);
      cx.state.failedPods.delete(key);
    } else syncOrRetry(cx, cx.state, key, () => syncDaemonSet(cx, key, set));
  },
});

/** Keys of the sets that have something to do on a node whose labels or taints are new. upstream: syncNodeUpdate */
function wakeForNode({ type, object, previous }: Change<Node>, cx: Reader): readonly string[] | undefined {
  const isSame =
    equalData(previous?.metadata.labels, object.metadata.labels) &&
    equalData(previous?.spec?.taints, object.spec?.taints);
  if (type === 'DELETED' || (previous && isSame)) return undefined;
  const sets = cx.list('DaemonSet');
  if (sets.length === 0) return undefined;
  const pods = cx.by('Pod', 'node', object.metadata.name);
  return sets
    .filter((set) =>
      isConcerned(
        set,
        object,
        pods.some((pod) => isControlledBy(pod, set)),
      ),
    )
    .map(objectKey);
}

function isConcerned(set: DaemonSet, node: Node, hasPod: boolean): boolean {
  const { isWanted, mayStay } = nodeFit(set, node);
  if (!hasPod) return isWanted;
  return !mayStay || (set.status?.numberMisscheduled ?? 0) > 0;
}
