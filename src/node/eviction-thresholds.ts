// What a node has left, and below which amounts its kubelet evicts.
// upstream: pkg/kubelet/eviction/{defaults_linux,helpers}.go makeSignalObservations, thresholdsMet

import { parseQuantity, quantityFromValue, value } from '../kinds/quantity';
import { parseDuration } from '../sim/duration';
import { hardThresholds, podMemoryBytes, thresholdAmount } from './kubelet-configuration';
import type { KubeletConfiguration } from './kubelet-fields';
import type { KubeletState, NodeRecord, PodWorker } from './kubelet-state';
import type { PressureType, Scarce } from './node-pressure';
import { capacityOf } from './node-spec';
import { type PodUse, podUse } from './pod-use';

/** What there is and what is left, in bytes, files or processes. */
export interface Observation {
  readonly capacity: number;
  readonly available: number;
}

/** What a threshold is compared with: what the node has, or what is left to its pods. */
export type Observed = Scarce | 'podMemory';

export interface Threshold {
  readonly signal: string;
  readonly observed: Observed;
  readonly scarce: Scarce;
  /** As events and pods name it. */
  readonly resource: 'memory' | 'ephemeral-storage' | 'inodes' | 'pids';
  readonly condition: PressureType;
  /** The amount that must be left. */
  readonly quantity: (capacity: number) => number;
  /** How long it has to be met before somebody goes; undefined for a hard one. */
  readonly graceMs: number | undefined;
  /** What must be left besides once it has been met. */
  readonly reclaim: ((capacity: number) => number) | undefined;
}

type SignalRow = Pick<Threshold, 'observed' | 'scarce' | 'resource' | 'condition'>;

const memory = { scarce: 'memory', resource: 'memory', condition: 'MemoryPressure' } as const;
const disk = { observed: 'disk', scarce: 'disk', resource: 'ephemeral-storage', condition: 'DiskPressure' } as const;
const inodes = { observed: 'inodes', scarce: 'inodes', resource: 'inodes', condition: 'DiskPressure' } as const;

/** Memory goes before everything else. Images lie on the disk that pods write to. */
const SIGNALS: Readonly<Record<string, SignalRow>> = {
  'memory.available': { observed: 'memory', ...memory },
  'nodefs.available': disk,
  'nodefs.inodesFree': inodes,
  'imagefs.available': disk,
  'imagefs.inodesFree': inodes,
  'pid.available': { observed: 'pids', scarce: 'pids', resource: 'pids', condition: 'PIDPressure' },
};
export const SIGNAL_NAMES: readonly string[] = Object.keys(SIGNALS);

const configured = new WeakMap<NodeRecord['spec'], readonly Threshold[]>();

/** Hard ones before soft ones; memory before everything else. */
function configuredThresholds(spec: NodeRecord['spec']): readonly Threshold[] {
  const known = configured.get(spec);
  if (known) return known;
  const { kubelet = {} } = spec;
  const soft = kubelet.evictionSoft ?? {};
  const all = [
    ...thresholdsIn(kubelet, hardThresholds(kubelet), () => undefined),
    ...thresholdsIn(kubelet, soft, (signal) => parseDuration(kubelet.evictionSoftGracePeriod?.[signal] ?? '0')),
  ];
  const isMemory = ({ resource }: Threshold) => resource === 'memory';
  const found = [...all.filter(isMemory), ...all.filter((threshold) => !isMemory(threshold))];
  configured.set(spec, found);
  return found;
}

function thresholdsIn(
  kubelet: KubeletConfiguration,
  amounts: Readonly<Record<string, string>>,
  graceMsOf: (signal: string) => number | undefined,
): readonly Threshold[] {
  return SIGNAL_NAMES.flatMap((signal) => {
    const quantity = amounts[signal] === undefined ? undefined : thresholdAmount(amounts[signal]);
    if (!quantity) return [];
    const more = kubelet.evictionMinimumReclaim?.[signal];
    const reclaim = more === undefined ? undefined : thresholdAmount(more);
    const graceMs = graceMsOf(signal);
    const own: Threshold = { signal, ...(SIGNALS[signal] as SignalRow), quantity, graceMs, reclaim };
    // Pods may not take what is reserved either, whatever is left of it.
    const isWatched =
      signal === 'memory.available' && graceMs === undefined && podMemoryBytes(kubelet, 0) !== undefined;
    return isWatched ? [own, { ...own, signal: 'allocatableMemory.available', observed: 'podMemory' as const }] : [own];
  });
}

/** Kubelets have none unless they are given one: a node whose processes a user lets run out gets this. */
const PIDS: Threshold = {
  signal: 'pid.available',
  ...(SIGNALS['pid.available'] as SignalRow),
  quantity: (capacity) => Math.trunc(capacity * Math.fround(0.1)),
  graceMs: undefined,
  reclaim: undefined,
};

export function thresholdsOf({ pressure, spec }: NodeRecord): readonly Threshold[] {
  const own = configuredThresholds(spec);
  if (pressure.outside.pids === undefined || own.some(({ scarce }) => scarce === 'pids')) return own;
  return [...own, PIDS];
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
): Readonly<Record<Observed, Observation>> {
  const uses = workers.map((worker) => podUse(state, worker, nowMs));
  const observation = (scarce: Scarce): Observation => {
    const capacity = capacitiesOf(node)[scarce];
    return { capacity, available: Math.max(0, capacity - taken(node, uses, scarce)) };
  };
  const ofMemory = observation('memory');
  const podBytes = podMemoryBytes(node.spec.kubelet ?? {}, ofMemory.capacity);
  const podMemory =
    podBytes === undefined
      ? ofMemory
      : { capacity: podBytes, available: Math.max(0, podBytes - uses.reduce((sum, use) => sum + use.memoryBytes, 0)) };
  return {
    memory: ofMemory,
    podMemory,
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
