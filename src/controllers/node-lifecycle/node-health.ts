// How long a node has been silent: the controller dates a node's signs of life (a renewed Lease, a new heartbeat of its
// Ready condition) by its own clock, and marks the node Unknown once the last one is too old.
// upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth

import type { Lease, Node, NodeCondition, NodeStatus } from '../../kinds/generated/types.gen';
import { parseRfc3339, rfc3339 } from '../../sim/time';

export const MONITOR_GRACE_MS = 50_000;
/** For a node that never had a Ready condition, from its creation. */
export const STARTUP_GRACE_MS = 60_000;

/** What the controller remembers of a node. */
export interface NodeHealth {
  /** When it last saw a sign of life. */
  readonly probeMs: number;
  /** The Ready condition that it last took note of. */
  readonly ready: NodeCondition | undefined;
  readonly lease: Lease | undefined;
  /** The node as of the last look. */
  readonly node: Node;
  /** That look left nothing to do as long as the node stays the same object. */
  readonly quiet: boolean;
}

export function nodeCondition(node: Node, type: string): NodeCondition | undefined {
  const conditions = node.status?.conditions;
  if (!conditions) return undefined;
  for (const condition of conditions) if (condition.type === type) return condition;
  return undefined;
}

/** The record after one more look. A change of heartbeat forgets the Lease, as upstream's does. */
export function observe(
  health: NodeHealth | undefined,
  node: Node,
  lease: Lease | undefined,
  nowMs: number,
): NodeHealth {
  const ready = nodeCondition(node, 'Ready');
  let next = withStatus(health, node, ready, nowMs);
  if (lease !== undefined && isRenewed(health?.lease, lease)) next = { ...next, lease, probeMs: nowMs };
  return next;
}

function withStatus(
  health: NodeHealth | undefined,
  node: Node,
  ready: NodeCondition | undefined,
  nowMs: number,
): NodeHealth {
  const fresh: NodeHealth = { probeMs: nowMs, ready, lease: undefined, node, quiet: false };
  if (ready === undefined) {
    if (health !== undefined) return { ...health, ready, node, quiet: false };
    return { ...fresh, probeMs: parseRfc3339(node.metadata.creationTimestamp ?? '') };
  }
  if (health?.ready === undefined) return fresh;
  if (health.ready.lastHeartbeatTime !== ready.lastHeartbeatTime) return fresh;
  return { ...health, node, quiet: false };
}

function isRenewed(known: Lease | undefined, lease: Lease): boolean {
  if (known === lease) return false;
  if (known === undefined) return true;
  const [before, after] = [known.spec.renewTime, lease.spec.renewTime];
  return after !== undefined && (before === undefined || parseRfc3339(before) < parseRfc3339(after));
}

/** Whether the node has been silent for its whole grace period. The monitor's period drifts, so equal counts. */
export function isStale(health: NodeHealth, nowMs: number): boolean {
  const graceMs = nodeCondition(health.node, 'Ready') === undefined ? STARTUP_GRACE_MS : MONITOR_GRACE_MS;
  return nowMs - health.probeMs >= graceMs;
}

const KUBELET_CONDITIONS = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** The status of a node that fell silent; the same status when it says so already. */
export function silentStatus(node: Node, nowMs: number): NodeStatus {
  const status = node.status ?? {};
  const conditions = [...(status.conditions ?? [])];
  const lastTransitionTime = rfc3339(nowMs);
  let changed = false;
  for (const type of KUBELET_CONDITIONS) {
    const index = conditions.findIndex((condition) => condition.type === type);
    const old = conditions[index];
    if (old?.status === 'Unknown') continue;
    changed = true;
    const unknown = { type, status: 'Unknown', lastTransitionTime };
    if (old) {
      const message = 'Kubelet stopped posting node status.';
      conditions[index] = { ...old, ...unknown, reason: 'NodeStatusUnknown', message };
    } else {
      const lastHeartbeatTime = node.metadata.creationTimestamp;
      const message = 'Kubelet never posted node status.';
      conditions.push({ ...unknown, lastHeartbeatTime, reason: 'NodeStatusNeverUpdated', message });
    }
  }
  return changed ? { ...status, conditions } : status;
}
