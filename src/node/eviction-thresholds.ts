// What a node has left, and below which amounts its kubelet evicts: the hard defaults.
// upstream: pkg/kubelet/eviction/{defaults_linux,helpers}.go makeSignalObservations, thresholdsMet

import { parseQuantity, quantityFromValue, value } from '../kinds/quantity';
import type { KubeletState, NodeRecord, PodWorker } from './kubelet-state';
import type { PressureType, Scarce } from './node-pressure';
import { capacityOf } from './node-spec';
import { type PodUse, podUse } from './pod-use';

/** What there is and what is left, in bytes, files or processes. */
export interface Observation {
  readonly capacity: number;
  readonly available: number;
}

export interface Threshold {
  readonly signal: string;
  readonly scarce: Scarce;
  /** As events and pods name it. */
  readonly resource: 'memory' | 'ephemeral-storage' | 'inodes' | 'pids';
  readonly condition: PressureType;
  /** The amount that must be left. */
  readonly quantity: (capacity: number) => number;
}

/** Kubelets keep percentages in four bytes. */
const percent = (share: number) => (capacity: number) => Math.trunc(capacity * Math.fround(share / 100));

const MEMORY_BYTES = 104_857_600;
const disk = { scarce: 'disk', resource: 'ephemeral-storage', condition: 'DiskPressure' } as const;
const inodes = { scarce: 'inodes', resource: 'inodes', condition: 'DiskPressure' } as const;

/** Memory goes before everything else. Images lie on the disk that pods write to. */
export const THRESHOLDS: readonly Threshold[] = [
  {
    signal: 'memory.available',
    scarce: 'memory',
    resource: 'memory',
    condition: 'MemoryPressure',
    quantity: () => MEMORY_BYTES,
  },
  { signal: 'nodefs.available', ...disk, quantity: percent(10) },
  { signal: 'nodefs.inodesFree', ...inodes, quantity: percent(5) },
  { signal: 'imagefs.available', ...disk, quantity: percent(15) },
  { signal: 'imagefs.inodesFree', ...inodes, quantity: percent(5) },
];

/** Kubelets have none unless they are given one: a node whose processes a user lets run out gets this. */
const PIDS: Threshold = {
  signal: 'pid.available',
  scarce: 'pids',
  resource: 'pids',
  condition: 'PIDPressure',
  quantity: percent(10),
};

export function thresholdsOf({ pressure }: NodeRecord): readonly Threshold[] {
  return pressure.outside.pids === undefined ? THRESHOLDS : [...THRESHOLDS, PIDS];
}

/** Of ext4, unless told otherwise when the disk is formatted. */
const BYTES_PER_INODE = 16_384;
/** The kernel's default of pid_max. */
const MOST_PROCESSES = 32_768;

const capacities = new WeakMap<NodeRecord['spec'], Readonly<Record<Scarce, number>>>();

export function capacitiesOf({ spec }: NodeRecord): Readonly<Record<Scarce, number>> {
  let known = capacities.get(spec);
  if (!known) {
    const capacity = capacityOf(spec);
    const diskBytes = value(parseQuantity(capacity['ephemeral-storage'] ?? '0'));
    known = {
      memory: value(parseQuantity(capacity.memory ?? '0')),
      disk: diskBytes,
      inodes: Math.floor(diskBytes / BYTES_PER_INODE),
      pids: MOST_PROCESSES,
    };
    capacities.set(spec, known);
  }
  return known;
}

const FIELDS = { memory: 'memoryBytes', disk: 'diskBytes', inodes: 'inodes', pids: 'processes' } as const;

/** What is left on the node; `workers` are its pods. */
export function observe(
  state: KubeletState,
  node: NodeRecord,
  workers: readonly PodWorker[],
  nowMs: number,
): Readonly<Record<Scarce, Observation>> {
  const uses = workers.map((worker) => podUse(state, worker, nowMs));
  const observation = (scarce: Scarce): Observation => {
    const capacity = capacitiesOf(node)[scarce];
    return { capacity, available: Math.max(0, capacity - taken(node, uses, scarce)) };
  };
  return {
    memory: observation('memory'),
    disk: observation('disk'),
    inodes: observation('inodes'),
    pids: observation('pids'),
  };
}

function taken({ pressure }: NodeRecord, uses: readonly PodUse[], scarce: Scarce): number {
  return uses.reduce((sum, use) => sum + use[FIELDS[scarce]], pressure.outside[scarce] ?? 0);
}

/** The amount as messages print it. Files and processes that are left count in thousands, thresholds never do. */
export function amountText(amount: number, format: 'BinarySI' | 'DecimalSI' = 'BinarySI'): string {
  return quantityFromValue(Math.trunc(amount), format).text;
}
