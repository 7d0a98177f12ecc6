// The nodes over time: which pods were on them, and how full their requests made them.

import type { Amounts } from '../page-data';
import { countWhile, type Past } from './past';

export interface Fill {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly pods: number;
}

export interface Machine {
  readonly object: number;
  /** Every pod that was ever on it, in the order of arrival. */
  readonly pods: number[];
  readonly atMs: number[];
  readonly fills: Fill[];
}

const EMPTY: Fill = { cpuMilli: 0, memoryBytes: 0, pods: 0 };
const NOTHING: Amounts = [0, 0, 0];

/** By the node's object, in the order of their names. */
export function machinesOf(past: Past): Map<number, Machine> {
  const nodes = past.ofKind('Node').toSorted((a, b) => (byNumber(past.name(a)) < byNumber(past.name(b)) ? -1 : 1));
  const machines = new Map(nodes.map((object) => [object, { object, pods: [], atMs: [], fills: [] } as Machine]));
  const held = new Map<number, { node: number; amounts: Amounts }>();
  const { object, node, amounts } = past.data.changes;
  for (let change = 0; change < object.length; change++) {
    const pod = object[change] as number;
    const on = node[change] as number;
    const before = held.get(pod);
    if (on < 0 && !before) continue;
    const taken = past.isRemoval(change) ? NOTHING : (past.data.amounts[amounts[change] as number] ?? NOTHING);
    const atMs = past.time(change);
    if (before) add(machines.get(before.node), atMs, before.amounts, -1);
    if (on >= 0) {
      const machine = machines.get(on);
      add(machine, atMs, taken, 1);
      if (before?.node !== on) machine?.pods.push(pod);
      held.set(pod, { node: on, amounts: taken });
    } else held.delete(pod);
  }
  return machines;
}

/** `node-2` before `node-10`. */
const byNumber = (name: string) => name.replace(/\d+/g, (digits) => digits.padStart(10, '0'));

function add(machine: Machine | undefined, atMs: number, [cpu, memory, pods]: Amounts, sign: 1 | -1): void {
  if (!machine || (cpu === 0 && memory === 0 && pods === 0)) return;
  const last = machine.fills.at(-1) ?? EMPTY;
  const fill = {
    cpuMilli: last.cpuMilli + sign * cpu,
    memoryBytes: last.memoryBytes + sign * memory,
    pods: last.pods + sign * pods,
  };
  if (machine.atMs.at(-1) === atMs) machine.fills[machine.fills.length - 1] = fill;
  else {
    machine.atMs.push(atMs);
    machine.fills.push(fill);
  }
}

export function fillAt({ atMs, fills }: Machine, now: number): Fill {
  return fills[countWhile(atMs.length, (index) => (atMs[index] as number) <= now) - 1] ?? EMPTY;
}

/** The pods that are on the node at an instant. */
export function podsAt(past: Past, { object, pods }: Machine, now: number): number[] {
  return pods.filter((pod) => past.data.changes.node[past.changeAt(pod, now)] === object);
}

/** What a node can give, as it stands at an instant. */
export function allocatableAt(past: Past, object: number, now: number): Amounts {
  return past.data.amounts[past.data.changes.amounts[past.changeAt(object, now)] ?? -1] ?? NOTHING;
}
