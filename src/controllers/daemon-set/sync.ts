// One sync of a DaemonSet: its revision, then the pods that nodes miss or have too many of, and only when there is
// nothing to do of that a step of the rolling update; the status last.
// upstream: pkg/controller/daemon/daemon_controller.go syncDaemonSet

import type { ActorContext } from '../../api/actor';
import { equalData } from '../../kinds/equal-data';
import type { DaemonSet, Node, Pod } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import { controllerRef } from '../../kinds/owner';
import type { Table } from '../../sim/table';
import { claim, ownedAndOrphans } from '../shared/controller-ref';
import { createPod, deletePod, slowStart } from '../shared/pod-control';
import { isPodTerminal, nextAvailableInMs } from '../shared/pod-state';
import { failureOf, type Retries, SyncFailure } from '../shared/syncing';
import { daemonTemplate, REVISION_HASH_LABEL, targetNode } from './daemon-pod';
import { type FailedPods, heldBackMs, type NodeBackoff, nextBackoff } from './failed-pods';
import { pruneHistory, syncHistory } from './history';
import { type PodsByNode, planNode, strandedPods } from './node-pods';
import { planRolling } from './rolling-plan';
import { daemonStatus } from './status';

export interface DaemonMemory extends Retries {
  readonly failedPods: Table<FailedPods>;
}

interface Sync {
  readonly cx: ActorContext<DaemonMemory>;
  readonly key: string;
  readonly set: DaemonSet;
  readonly nodes: readonly Node[];
  readonly hash: string;
  /** The set's pods as they stand after what the sync has done so far. */
  pods: readonly Pod[];
  podsByNode: PodsByNode;
}

/** Pods made and pods removed in one sync. */
const BURST = 250;

export function syncDaemonSet(cx: ActorContext<DaemonMemory>, key: string, set: DaemonSet): void {
  if (set.metadata.deletionTimestamp) return;
  const pods = podsOf(cx, set);
  const { current, old } = syncHistory(cx, set, pods);
  const hash = current.metadata.labels?.[REVISION_HASH_LABEL] ?? '';
  const sync: Sync = { cx, key, set, nodes: cx.list('Node'), hash, pods, podsByNode: groupByNode(pods) };
  const failure = failureOf(() => {
    // Pods on their way come and go before the rolling update takes a step.
    const isIdle = manageNodes(sync);
    if (isIdle && set.spec.updateStrategy?.type === 'RollingUpdate') rollForward(sync);
    pruneHistory(cx, set, old, sync.pods);
  });
  writeStatus(sync);
  if (failure) throw failure;
}

/** The set's own pods, orphans that it selects adopted. */
function podsOf(cx: ActorContext<DaemonMemory>, set: DaemonSet): readonly Pod[] {
  return claim(cx, 'Pod', set, ownedAndOrphans(cx, 'Pod', set), compileSelector(set.spec.selector));
}

/** Pods that have ended and are being deleted count no more. */
function groupByNode(pods: readonly Pod[]): PodsByNode {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined && isPodTerminal(pod)) continue;
    const node = targetNode(pod);
    if (node === undefined) continue;
    const list = byNode.get(node);
    if (list) list.push(pod);
    else byNode.set(node, [pod]);
  }
  return byNode;
}

/** Makes and removes pods node by node. True when there was nothing to do. */
function manageNodes(sync: Sync): boolean {
  const { cx, set, nodes, hash, podsByNode } = sync;
  const missing: string[] = [];
  const remove: Pod[] = [];
  for (const node of nodes) {
    const { name } = node.metadata;
    const plan = planNode(set, node, podsByNode.get(name), hash, cx.nowMs);
    if (plan.isMissing) missing.push(name);
    for (const pod of plan.failed) if (mayRemoveFailed(sync, name, pod)) remove.push(pod);
    for (const pod of plan.succeeded) {
      tellEnded(sync, 'Normal', 'SucceededDaemonPod', `Found succeeded`, pod, name, 'delete');
      remove.push(pod);
    }
    remove.push(...plan.remove);
  }
  remove.push(...strandedPods(nodes, podsByNode));
  changePods(sync, remove, missing);
  return remove.length === 0 && missing.length === 0;
}

/** A failed pod is removed at most so often; asks for a look when its wait is over. */
function mayRemoveFailed(sync: Sync, node: string, pod: Pod): boolean {
  const { cx, key } = sync;
  const known = backoffsOf(sync);
  const waitMs = heldBackMs(known.get(node), cx.nowMs);
  if (waitMs !== undefined) {
    cx.after(waitMs, key, { background: true });
    return false;
  }
  const nodes = new Map(known).set(node, nextBackoff(known.get(node), cx.nowMs));
  cx.state.failedPods.set(key, { of: generationId(sync.set), nodes });
  tellEnded(sync, 'Warning', 'FailedDaemonPod', 'Found failed', pod, node, 'kill');
  return true;
}

function backoffsOf({ cx, key, set }: Sync): ReadonlyMap<string, NodeBackoff> {
  const known = cx.state.failedPods.get(key);
  return known?.of === generationId(set) ? known.nodes : new Map();
}

const generationId = ({ metadata, status }: DaemonSet) => `${metadata.uid}/${status?.observedGeneration ?? 0}`;

function tellEnded(
  { cx, set }: Sync,
  type: 'Normal' | 'Warning',
  reason: string,
  found: string,
  { metadata }: Pod,
  node: string,
  verb: string,
): void {
  const message = `${found} daemon pod ${metadata.namespace}/${metadata.name} on node ${node}, will try to ${verb} it`;
  cx.event(set, { type, reason, message });
}

function rollForward(sync: Sync): void {
  const { cx, set, nodes, hash, podsByNode } = sync;
  const { remove, add } = planRolling(set, nodes, podsByNode, hash, cx.nowMs);
  changePods(sync, remove, add);
}

/** Makes pods for nodes and removes others, a burst of each at most. Errors: SyncFailure when one could not be. */
function changePods(sync: Sync, remove: readonly Pod[], nodes: readonly string[]): void {
  if (remove.length === 0 && nodes.length === 0) return;
  const { cx, set, hash } = sync;
  const ref = controllerRef(set);
  const names = nodes.values();
  let failure = slowStart(Math.min(BURST, nodes.length), () =>
    createPod(cx, set, daemonTemplate(set, hash, names.next().value as string), ref),
  );
  for (const pod of remove.slice(0, BURST)) {
    const failed = deletePod(cx, set, pod);
    failure ??= failed;
  }
  sync.pods = podsOf(cx, set);
  sync.podsByNode = groupByNode(sync.pods);
  if (failure) throw new SyncFailure(failure.message);
}

function writeStatus({ cx, key, set, nodes, hash, pods, podsByNode }: Sync): void {
  const status = daemonStatus(set, nodes, podsByNode, hash, cx.nowMs);
  if (!equalData(set.status, status)) cx.updateStatus({ ...set, status });
  const waitMs = nextAvailableInMs(pods, set.spec.minReadySeconds ?? 0, cx.nowMs);
  if (waitMs !== undefined) cx.after(waitMs, key);
}
