// What rollouts share: which workloads roll by themselves when their template changes, and whether they come to an end.

import type { Cluster } from '../../actions/acting-cluster';
import type { DaemonSet, Deployment, StatefulSet } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { ObjectReference } from '../finding';
import { blameForRefusal } from './blame';
import { speaksOfDeclared } from './declared';
import type { StuckOutcome } from './outcome';
import { isRolledOut, objectOf, obstacleOf, podsOf } from './replaced';
import { traceOfPods } from './trace';
import { settleFor, type Watch } from './watch';
import type { World } from './world';

/** `deployment/web` */
export const spelled = ({ kind, name }: ObjectReference) => `${kind.toLowerCase()}/${name}`;

/** Workloads with a ready pod whose controllers replace pods of an old template. */
export function rollingWorkloads({ workloads }: World) {
  return [...workloads.values()].filter(({ object }) => rollsByItself(object));
}

function rollsByItself(object: KubeObject): boolean {
  if (object.kind === 'Deployment') return (object as unknown as Deployment).spec.paused !== true;
  if (object.kind === 'StatefulSet') {
    const { updateStrategy } = (object as unknown as StatefulSet).spec;
    return updateStrategy?.type !== 'OnDelete' && (updateStrategy?.rollingUpdate?.partition ?? 0) === 0;
  }
  if (object.kind === 'DaemonSet') return (object as unknown as DaemonSet).spec.updateStrategy?.type !== 'OnDelete';
  return false;
}

const SETTLE_MS = 600_000;
const STEP_MS = 60_000;
const STEPS = 10;

/** Lets a rollout come to its end; false when it does not within ten minutes after everything has settled. */
export function finishes(cluster: Cluster, target: ObjectReference): boolean {
  settleFor(cluster, SETTLE_MS);
  for (let step = 0; step < STEPS; step++) {
    const object = objectOf(cluster.reader, target);
    if (!object || isRolledOut(object)) return true;
    cluster.advanceMs(STEP_MS);
    settleFor(cluster, SETTLE_MS);
  }
  const object = objectOf(cluster.reader, target);
  return !object || isRolledOut(object);
}

/** A rollout that does not finish, with what keeps its pods. */
export function stuckRollout(cluster: Cluster, target: ObjectReference, watch: Watch): StuckOutcome {
  const object = objectOf(cluster.reader, target) as KubeObject;
  const message = obstacleOf(cluster, target);
  const isKnown = message !== undefined && speaksOfDeclared(cluster, message);
  return {
    object: target,
    message: message ?? 'its new pods do not become ready',
    blame: isKnown ? blameForRefusal(cluster.reader, object, message, 'restart') : undefined,
    trace: traceOfPods(cluster, watch, podsOf(cluster.reader, target)),
  };
}
