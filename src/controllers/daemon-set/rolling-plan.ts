// One step of a rolling update: old pods that may go, and nodes that may have a second pod.
// upstream: pkg/controller/daemon/update.go rollingUpdate

import type { DaemonSet, Node, Pod } from '../../kinds/generated/types.gen';
import { isPodAvailable } from '../shared/pod-state';
import { SyncFailure } from '../shared/syncing';
import { isUpdated } from './daemon-pod';
import { maxSurge, maxUnavailable } from './limits';
import { nodeFit } from './node-fit';
import type { PodsByNode } from './node-pods';

export interface RollingPlan {
  readonly remove: readonly Pod[];
  /** Names of the nodes that get a new pod. */
  readonly add: readonly string[];
}

/** A node's live pods: at most one new and one old, or `isCrowded`. */
interface NodePair {
  readonly node: string;
  readonly fresh: Pod | undefined;
  readonly former: Pod | undefined;
  readonly isCrowded: boolean;
}

interface Situation {
  readonly set: DaemonSet;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Wanted nodes and all others that have pods. */
  readonly pairs: readonly NodePair[];
  readonly wanted: number;
  readonly isAvailable: (pod: Pod) => boolean;
}

/** Errors: SyncFailure when a pod's node is gone while a surging update looks at it */
export function planRolling(
  set: DaemonSet,
  nodes: readonly Node[],
  podsByNode: PodsByNode,
  hash: string,
  nowMs: number,
): RollingPlan {
  const wanted = nodes.filter((node) => nodeFit(set, node).isWanted).map(({ metadata }) => metadata.name);
  const names = [...new Set([...wanted, ...podsByNode.keys()])].sort();
  const situation: Situation = {
    set,
    nodes: new Map(nodes.map((node) => [node.metadata.name, node])),
    pairs: names.map((node) => pairOf(set, node, podsByNode.get(node) ?? [], hash)),
    wanted: wanted.length,
    isAvailable: (pod) => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs),
  };
  return maxSurge(set, wanted.length) === 0 ? planReplacing(situation) : planSurging(situation);
}

function pairOf(set: DaemonSet, node: string, pods: readonly Pod[], hash: string): NodePair {
  const alive = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const fresh = alive.filter((pod) => isUpdated(set, hash, pod));
  const former = alive.filter((pod) => !isUpdated(set, hash, pod));
  return { node, fresh: fresh[0], former: former[0], isCrowded: fresh.length > 1 || former.length > 1 };
}

/** Without surge old pods go first: those that serve nobody at once, others as far as nodes may be without. */
function planReplacing({ set, pairs, wanted, isAvailable }: Situation): RollingPlan {
  const limit = maxUnavailable(set, wanted);
  const broken: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { fresh, former, isCrowded } of pairs) {
    const isOnlyOld = !isCrowded && fresh === undefined && former !== undefined;
    if (!isOnlyOld) {
      if (isCrowded || former !== undefined || fresh === undefined || !isAvailable(fresh)) unavailable++;
    } else if (!isAvailable(former)) {
      broken.push(former);
      unavailable++;
    } else if (unavailable < limit) candidates.push(former);
  }
  return { remove: [...broken, ...candidates.slice(0, Math.max(0, limit - unavailable))], add: [] };
}

/** With surge new pods come first; an old one goes when the new one beside it is available. */
function planSurging(situation: Situation): RollingPlan {
  const { set, pairs, wanted, isAvailable } = situation;
  const limit = maxSurge(set, wanted);
  const remove: Pod[] = [];
  const misplaced: Pod[] = [];
  const atOnce: string[] = [];
  const candidates: string[] = [];
  let [surging, available] = [0, 0];
  for (const { node, fresh, former, isCrowded } of pairs) {
    if (isCrowded) {
      surging++;
      continue;
    }
    const serving = former ?? fresh;
    if (serving && isAvailable(serving)) available++;
    if (former === undefined) continue;
    if (fresh !== undefined) {
      if (isAvailable(fresh)) remove.push(former);
      else surging++;
    } else if (isAvailable(former)) {
      if (!isWanted(situation, node)) misplaced.push(former);
      else if (surging < limit) candidates.push(node);
    } else if (isWanted(situation, node)) atOnce.push(node);
    else remove.push(former);
  }
  // Pods on nodes that are not wanted any more go as soon as there are enough without them.
  const spare = Math.max(0, available - wanted);
  return {
    remove: [...remove, ...misplaced.slice(0, spare)],
    add: [...atOnce, ...candidates.slice(0, Math.max(0, limit - surging))],
  };
}

function isWanted({ set, nodes }: Situation, name: string): boolean {
  const node = nodes.get(name);
  if (node === undefined) throw new SyncFailure(`couldn't get node for nodeName "${name}": node "${name}" not found`);
  return nodeFit(set, node).isWanted;
}
