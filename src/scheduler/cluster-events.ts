// What a change of a node or pod amounts to for the scheduler: the specific kinds that hints are registered for. A
// change that is none of them (heartbeats, status) wakes nobody. upstream: pkg/scheduler/framework/events.go

import { equalData } from '../kinds/equal-data';
import type { Node, Pod } from '../kinds/generated/types.gen';
import type { ClusterEvent, ClusterEventName } from './framework';
import { type Amounts, podUsage } from './requests';

/** upstream: NodeSchedulingPropertiesChange */
export function nodeEvents(before: Node, after: Node): readonly ClusterEvent[] {
  const names: ClusterEventName[] = [];
  if (!equalData(before.status?.allocatable, after.status?.allocatable)) names.push('Node/allocatable');
  if (!equalData(before.metadata.labels, after.metadata.labels)) names.push('Node/label');
  const uncordoned = before.spec?.unschedulable === true && after.spec?.unschedulable !== true;
  if (uncordoned || !equalData(before.spec?.taints, after.spec?.taints)) names.push('Node/taint');
  if (!sameConditions(before, after)) names.push('Node/condition');
  if (!equalData(before.metadata.annotations, after.metadata.annotations)) names.push('Node/annotation');
  const declared = before.status?.declaredFeatures;
  if (!equalData(declared, after.status?.declaredFeatures)) names.push('Node/declaredFeatures');
  return names.map((name) => ({ name, before, after }));
}

function sameConditions(before: Node, after: Node): boolean {
  if (before.status?.conditions === after.status?.conditions) return true;
  const statuses = ({ status }: Node) => new Map((status?.conditions ?? []).map((one) => [one.type, one.status]));
  const was = statuses(before);
  const is = statuses(after);
  return was.size === is.size && [...is].every(([type, status]) => was.get(type) === status);
}

/**
 * Of a pod on a node, as other pods see it; `was` and `is` are what it took and takes.
 * upstream: PodSchedulingPropertiesChange
 */
export function placedPodEvents(before: Pod, after: Pod, was: Amounts, is: Amounts): readonly ClusterEvent[] {
  const names: ClusterEventName[] = [];
  if (!equalData(before.metadata.labels, after.metadata.labels)) names.push('Pod/label');
  if (scaledDown(was, is)) names.push('Pod/scaleDown');
  return names.map((name) => ({ name, before, after }));
}

/** Of a waiting pod, as it matters to itself. */
export function ownEvents(before: Pod, after: Pod): readonly ClusterEvent[] {
  const names: ClusterEventName[] = [];
  if (!equalData(before.metadata.labels, after.metadata.labels)) names.push('Self/label');
  if (scaledDown(podUsage(before), podUsage(after))) names.push('Self/scaleDown');
  if (before.spec.schedulingGates?.length && !after.spec.schedulingGates?.length) names.push('Self/gates');
  if ((before.spec.tolerations?.length ?? 0) !== (after.spec.tolerations?.length ?? 0)) names.push('Self/toleration');
  if (!equalData(before.status?.resourceClaimStatuses, after.status?.resourceClaimStatuses)) {
    names.push('Self/generatedClaims');
  }
  if (names.length === 0) names.push('Self/update');
  return names.map((name) => ({ name, before, after }));
}

/** Any request lowered or gone. */
function scaledDown(was: Amounts, is: Amounts): boolean {
  if (was === is) return false;
  if (is.milliCpu < was.milliCpu || is.memory < was.memory || is.ephemeralStorage < was.ephemeralStorage) return true;
  return fellSomewhere(was.scalar, is.scalar);
}

function fellSomewhere(was: Amounts['scalar'], is: Amounts['scalar']): boolean {
  for (const [name, amount] of was) if ((is.get(name) ?? 0) < amount) return true;
  return false;
}
