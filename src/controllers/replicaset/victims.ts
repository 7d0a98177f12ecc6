// Which pods go when there are too many: those that are least started, least ready, least wanted, most doubled up on
// their node, youngest by order of magnitude, most restarted.
// upstream: pkg/controller/controller_utils.go ActivePodsWithRanks

import { isEnabled } from '../../kinds/feature-gates';
import type { ContainerStatus, Pod } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { isPodActive, podCondition } from '../shared/pod-state';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASE_ORDER: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

interface Candidate {
  readonly pod: Pod;
  readonly node: string;
  readonly phase: number;
  readonly ready: boolean;
  readonly cost: number;
  /** Active pods of the same controller on the node. */
  readonly rank: number;
  readonly readyMs: number;
  readonly restarts: number;
  readonly sidecarRestarts: number;
  readonly createdMs: number;
}

/**
 * The `count` pods to delete, first victim first; all of them, unsorted, when all go. `related` are the pods of all
 * ReplicaSets of the same controller, none when there is no controller.
 */
export function chooseVictims(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  nowMs: number,
): readonly Pod[] {
  if (count >= pods.length) return pods;
  const perNode = new Map<string, number>();
  for (const pod of related) {
    if (!isPodActive(pod)) continue;
    const node = pod.spec?.nodeName ?? '';
    perNode.set(node, (perNode.get(node) ?? 0) + 1);
  }
  const candidates = pods.map((pod) => candidateOf(pod, perNode));
  candidates.sort((a, b) => compare(a, b, nowMs));
  return candidates.slice(0, count).map((candidate) => candidate.pod);
}

function candidateOf(pod: Pod, perNode: ReadonlyMap<string, number>): Candidate {
  const node = pod.spec?.nodeName ?? '';
  const ready = podCondition(pod, 'Ready');
  const sidecars = new Set(pod.spec?.initContainers?.filter((c) => c.restartPolicy === 'Always').map((c) => c.name));
  const sidecarStatuses = pod.status?.initContainerStatuses?.filter((status) => sidecars.has(status.name));
  return {
    pod,
    node,
    phase: PHASE_ORDER[pod.status?.phase ?? 'Pending'] ?? 0,
    ready: ready?.status === 'True',
    cost: isEnabled('PodDeletionCost') ? deletionCost(pod) : 0,
    rank: perNode.get(node) ?? 0,
    readyMs: ready?.lastTransitionTime ? parseRfc3339(ready.lastTransitionTime) : 0,
    restarts: maxRestarts(pod.status?.containerStatuses),
    sidecarRestarts: maxRestarts(sidecarStatuses),
    createdMs: pod.metadata.creationTimestamp ? parseRfc3339(pod.metadata.creationTimestamp) : 0,
  };
}

/** Negative when `a` goes before `b`. */
function compare(a: Candidate, b: Candidate, nowMs: number): number {
  if (a.node !== b.node && (a.node === '' || b.node === '')) return a.node === '' ? -1 : 1;
  if (a.phase !== b.phase) return a.phase - b.phase;
  if (a.ready !== b.ready) return a.ready ? 1 : -1;
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.rank !== b.rank) return b.rank - a.rank;
  if (a.ready && a.readyMs !== b.readyMs) return compareAges(a, b, nowMs - a.readyMs, nowMs - b.readyMs);
  if (a.restarts !== b.restarts) return b.restarts - a.restarts;
  if (a.sidecarRestarts !== b.sidecarRestarts) return b.sidecarRestarts - a.sidecarRestarts;
  if (a.createdMs !== b.createdMs) return compareAges(a, b, nowMs - a.createdMs, nowMs - b.createdMs);
  return 0;
}

/** Younger first by powers of two of the age; within one power the smaller uid. */
function compareAges(a: Candidate, b: Candidate, aMs: number, bMs: number): number {
  const difference = magnitude(aMs) - magnitude(bMs);
  if (difference !== 0) return difference;
  return (a.pod.metadata.uid ?? '') < (b.pod.metadata.uid ?? '') ? -1 : 1;
}

const magnitude = (ageMs: number) => (ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1_000_000)) : -1);

function maxRestarts(statuses: readonly ContainerStatus[] | undefined): number {
  let most = 0;
  for (const status of statuses ?? []) most = Math.max(most, status.restartCount);
  return most;
}

/**
 * upstream: pkg/apis/core/helper GetDeletionCostFromPodAnnotations: an int32 without plus sign or leading zeros, else
 * 0.
 */
export function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST];
  if (text === undefined || !/^(-\d+|0|[1-9]\d*)$/.test(text)) return 0;
  const cost = Number(text);
  return cost >= -(2 ** 31) && cost < 2 ** 31 ? cost : 0;
}
