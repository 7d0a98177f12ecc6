// The StatefulSet controller: pods with names and claims of their own, brought up and down in order.
// upstream: pkg/controller/statefulset/stateful_set.go

import { defineActor, watch } from '../../api/actor';
import type { StatefulSet } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { compileSelector } from '../../kinds/labels';
import { Lane } from '../../sim/work-queue';
import { forget, type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { wakeOwners } from '../shared/wake';
import { syncStatefulSet } from './sync';

const owners = { kind: 'StatefulSet' as const, selects: (set: StatefulSet) => compileSelector(set.spec.selector) };

/** Claims and revisions are not watched: what becomes of them shows with the next change of a pod. */
export const statefulSetController = defineActor<Retries>({
  name: 'statefulset-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [watch('StatefulSet', (change) => change.key), watch('Pod', (change, cx) => wakeOwners(change, cx, owners))],
  reconcile: (cx, key) => {
    const { namespace, name } = splitKey(key);
    const set = cx.get('StatefulSet', namespace, name);
    if (set === undefined) forget(cx.state, key);
    else syncOrRetry(cx, cx.state, key, () => syncStatefulSet(cx, key, set));
  },
});
