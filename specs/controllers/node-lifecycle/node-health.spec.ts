// How long a node has been silent.

import { describe, expect, test } from '@jest/globals';
import { isStale, type NodeHealth, observe, silentStatus } from '../../../src/controllers/node-lifecycle/node-health';
import type { Lease, Node, NodeCondition } from '../../../src/kinds/generated/types.gen';
import { rfc3339, rfc3339Micro } from '../../../src/sim/time';
import { makeNode, START_MS } from '../harness';

const lease = (seconds: number): Lease => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'n' },
  spec: { renewTime: rfc3339Micro(START_MS + seconds * 1000) },
});
const at = (seconds: number) => START_MS + seconds * 1000;
const node = makeNode('n');
const beat = (seconds: number): Node => ({
  ...node,
  status: {
    ...node.status,
    conditions: (node.status?.conditions ?? []).map((one) => ({ ...one, lastHeartbeatTime: rfc3339(at(seconds)) })),
  },
});
const bare: Node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n', creationTimestamp: rfc3339(START_MS) },
  spec: {},
};

/** Looks at these seconds with what stands there then. */
function looks(...steps: readonly { s: number; node?: Node; lease?: Lease }[]): NodeHealth {
  let health: NodeHealth | undefined;
  for (const step of steps) health = observe(health, step.node ?? node, step.lease, at(step.s));
  return health as NodeHealth;
}
const probedAt = (health: NodeHealth) => (health.probeMs - START_MS) / 1000;

test.each([
  { name: 'the first look counts', health: looks({ s: 5 }), probe: 5 },
  { name: 'nothing new', health: looks({ s: 5, lease: lease(0) }, { s: 10, lease: lease(0) }), probe: 5 },
  { name: 'a renewed lease', health: looks({ s: 5, lease: lease(0) }, { s: 10, lease: lease(9) }), probe: 10 },
  { name: 'an older lease', health: looks({ s: 5, lease: lease(4) }, { s: 10, lease: lease(3) }), probe: 5 },
  { name: 'a new heartbeat', health: looks({ s: 5 }, { s: 10, node: beat(7) }), probe: 10 },
  {
    name: 'a heartbeat forgets the lease, which is news then',
    health: looks(
      { s: 5, lease: lease(0) },
      { s: 10, node: beat(7), lease: lease(0) },
      { s: 15, node: beat(7), lease: lease(0) },
    ),
    probe: 15,
  },
  { name: 'no Ready condition: its creation', health: looks({ s: 30, node: bare }), probe: 0 },
  { name: 'Ready comes', health: looks({ s: 30, node: bare }, { s: 35, node }), probe: 35 },
])('signs of life: $name', ({ health, probe }) => {
  expect(probedAt(health)).toBe(probe);
});

test.each([
  { name: 'just before', health: looks({ s: 0 }), s: 49.9, stale: false },
  { name: 'after 50 seconds', health: looks({ s: 0 }), s: 50, stale: true },
  { name: 'never reported: 60 seconds', health: looks({ s: 0, node: bare }), s: 59, stale: false },
  { name: 'never reported: over', health: looks({ s: 0, node: bare }), s: 60, stale: true },
])('stale: $name', ({ health, s, stale }) => {
  expect(isStale(health, at(s))).toBe(stale);
});

describe('the status of a silent node', () => {
  const short = ({ type, status, reason, message }: NodeCondition) => [type, status, reason, message];
  const stopped = (type: string) => [type, 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.'];
  const never = (type: string) => [type, 'Unknown', 'NodeStatusNeverUpdated', 'Kubelet never posted node status.'];
  test.each([
    {
      name: 'that reported',
      of: node,
      conditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map(stopped),
    },
    {
      name: 'that never did',
      of: bare,
      conditions: ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'].map(never),
    },
  ])('$name', ({ of, conditions }) => {
    const status = silentStatus(of, at(60));
    expect(status.conditions?.map(short)).toEqual(conditions);
    expect(status.conditions?.every((one) => one.lastTransitionTime === '2026-01-01T00:01:00Z')).toBe(true);
    expect(status.conditions?.every((one) => one.lastHeartbeatTime === '2026-01-01T00:00:00Z')).toBe(true);
    expect(silentStatus({ ...of, status }, at(90))).toBe(status);
  });
});
