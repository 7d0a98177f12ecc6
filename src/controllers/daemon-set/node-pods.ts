// What is to be done on each node: make the missing pod, remove ended, doubled and misplaced ones.
// upstream: pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode

import type { DaemonSet, Node, Pod } from '../../kinds/generated/types.gen';
import { isPodAvailable, isPodReady } from '../shared/pod-state';
import { bySeniority, REVISION_HASH_LABEL } from './daemon-pod';
import { maxSurge } from './limits';
import { nodeFit } from './node-fit';

/** The pods that count for a DaemonSet, by the node they are on or made for. */
export type PodsByNode = ReadonlyMap<string, readonly Pod[]>;

export interface NodePlan {
  readonly isMissing: boolean;
  readonly remove: readonly Pod[];
  /** Pods that have ended and are to be told of and removed, failed ones only if nothing holds them back. */
  readonly failed: readonly Pod[];
  readonly succeeded: readonly Pod[];
}

const NONE: readonly Pod[] = [];
const NOTHING: NodePlan = { isMissing: false, remove: NONE, failed: NONE, succeeded: NONE };
const MISSING: NodePlan = { ...NOTHING, isMissing: true };

/** @param pods of the node; undefined or empty for none */
export function planNode(
  set: DaemonSet,
  node: Node,
  pods: readonly Pod[] = NONE,
  hash: string,
  nowMs: number,
): NodePlan {
  const { isWanted, mayStay } = nodeFit(set, node);
  if (pods.length === 0) return isWanted ? MISSING : NOTHING;
  const alive = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (!mayStay) return alive.length === 0 ? NOTHING : { ...NOTHING, remove: alive };
  const failed = alive.filter(({ status }) => status?.phase === 'Failed');
  const succeeded = alive.filter(({ status }) => status?.phase === 'Succeeded');
  const running = alive.filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
  const surges = maxSurge(set, 1) > 0;
  return {
    // A terminating pod keeps its place unless there may be two.
    isMissing: surges && isWanted && running.length === 0,
    remove: running.length > 1 ? surplus(set, running, hash, surges, nowMs) : NONE,
    failed,
    succeeded,
  };
}

function surplus(set: DaemonSet, running: readonly Pod[], hash: string, surges: boolean, nowMs: number) {
  const sorted = [...running].sort(bySeniority);
  if (!surges) return sorted.slice(1);
  const isNew = (pod: Pod) => pod.metadata.labels?.[REVISION_HASH_LABEL] === hash;
  const fresh = sorted.find(isNew);
  const former = sorted.find((pod) => !isNew(pod));
  const others = sorted.filter((pod) => pod !== fresh && pod !== former);
  if (fresh === undefined || former === undefined) return others;
  // Two pods stay as long as the former one serves and the new one does not yet.
  const isReplaced = !isPodReady(former) || isPodAvailable(fresh, set.spec.minReadySeconds ?? 0, nowMs);
  return isReplaced ? [...others, former] : others;
}

/** Pods that no scheduler will place any more: made for nodes that are gone. The pods there go with the node. */
export function strandedPods(nodes: readonly Node[], podsByNode: PodsByNode): readonly Pod[] {
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  const stranded: Pod[] = [];
  for (const [node, pods] of podsByNode) {
    if (!names.has(node)) stranded.push(...pods.filter(({ spec }) => !spec.nodeName));
  }
  return stranded;
}
