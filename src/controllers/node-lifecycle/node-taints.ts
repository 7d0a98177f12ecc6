// The taints and labels that the node lifecycle controller keeps on nodes, as decisions about one node.
// upstream: pkg/controller/nodelifecycle doNoScheduleTaintingPass, reconcileNodeLabels; pkg/util/taints

import type { Node, Taint } from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** Taint keys by condition type and status. */
const CONDITION_TAINTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: UNREACHABLE },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};

const OWN_NO_SCHEDULE = [
  UNSCHEDULABLE,
  ...Object.values(CONDITION_TAINTS).flatMap((byStatus) => Object.values(byStatus)),
];

export interface TaintChange {
  /** Keys to add and to take away, all of one effect. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What the NoSchedule taints lack or have too much, by the node's conditions and spec.unschedulable. */
export function noScheduleChange(node: Node): TaintChange {
  const wanted: string[] = [];
  for (const { type, status } of node.status?.conditions ?? []) {
    const key = CONDITION_TAINTS[type]?.[status];
    if (key) wanted.push(key);
  }
  if (node.spec.unschedulable) wanted.push(UNSCHEDULABLE);
  const known = (node.spec.taints ?? [])
    .filter((taint) => taint.effect === 'NoSchedule' && OWN_NO_SCHEDULE.includes(taint.key))
    .map((taint) => taint.key);
  return {
    add: wanted.filter((key) => !known.includes(key)),
    remove: known.filter((key) => !wanted.includes(key)),
  };
}

export function hasTaint(node: Node, key: string, effect: Taint['effect']): boolean {
  return (node.spec.taints ?? []).some((taint) => taint.key === key && taint.effect === effect);
}

/** The taints with these keys added, in place of older ones of equal key and effect. */
export function addTaints(
  taints: readonly Taint[],
  keys: readonly string[],
  effect: Taint['effect'],
  nowMs: number,
): readonly Taint[] {
  let next = taints;
  for (const key of keys) {
    const taint: Taint = { key, effect, timeAdded: rfc3339(nowMs) };
    const known = next.some((old) => old.key === key && old.effect === effect);
    next = known ? next.map((old) => (old.key === key && old.effect === effect ? taint : old)) : [...next, taint];
  }
  return next;
}

/** The taints without those of these keys and this effect; the same list when there are none. */
export function removeTaints(
  taints: readonly Taint[],
  keys: readonly string[],
  effect: Taint['effect'],
): readonly Taint[] {
  const kept = taints.filter((taint) => !(taint.effect === effect && keys.includes(taint.key)));
  return kept.length === taints.length ? taints : kept;
}

/** The node with these taints; the field is left out when there are none. */
export function withTaints(node: Node, taints: readonly Taint[]): Node {
  const { taints: old, ...spec } = node.spec;
  return { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec };
}

/** Labels of which the older name has to say the same as the newer. */
const LABEL_PAIRS: readonly (readonly [primary: string, secondary: string])[] = [
  ['kubernetes.io/os', 'beta.kubernetes.io/os'],
  ['kubernetes.io/arch', 'beta.kubernetes.io/arch'],
];

/** The older labels that are missing or differ, with the values that they should have. */
export function labelChange(node: Node): Readonly<Record<string, string>> | undefined {
  const { labels } = node.metadata;
  let change: Record<string, string> | undefined;
  for (const [primary, secondary] of LABEL_PAIRS) {
    const value = labels?.[primary];
    if (value === undefined || labels?.[secondary] === value) continue;
    change = { ...change, [secondary]: value };
  }
  return change;
}
