// What a user says about a node's kubelet, by the names of KubeletConfiguration, and what follows from it for the
// node: what is left to pods, which pods a shutdown ends when.
// upstream: k8s.io/kubelet/config/v1beta1, pkg/kubelet/cm GetNodeAllocatableReservation, nodeshutdown migrateConfig

import {
  parseQuantity,
  type Quantity,
  quantityFromValue,
  subtractQuantity,
  sumQuantities,
  value,
} from '../kinds/quantity';
import { parseDuration } from '../sim/duration';
import type { KubeletConfiguration, ShutdownPeriod } from './kubelet-fields';

export const HARD_DEFAULTS: Readonly<Record<string, string>> = {
  'memory.available': '100Mi',
  'nodefs.available': '10%',
  'nodefs.inodesFree': '5%',
  'imagefs.available': '15%',
  'imagefs.inodesFree': '5%',
};

export function hardThresholds({ evictionHard, mergeDefaultEvictionSettings }: KubeletConfiguration) {
  if (!evictionHard) return HARD_DEFAULTS;
  return mergeDefaultEvictionSettings ? { ...HARD_DEFAULTS, ...evictionHard } : evictionHard;
}

/** A threshold's amount of what there is; undefined for one that is switched off. Percentages have four bytes. */
export function thresholdAmount(text: string): ((capacity: number) => number) | undefined {
  if (text === '0%' || text === '100%') return undefined;
  if (!text.endsWith('%')) {
    const amount = value(text);
    return () => amount;
  }
  const share = Math.fround(Math.fround(Number(text.slice(0, -1))) / 100);
  return (capacity) => Math.trunc(capacity * share);
}

const RESERVING: readonly (readonly [signal: string, resource: string])[] = [
  ['memory.available', 'memory'],
  ['nodefs.available', 'ephemeral-storage'],
];

/** Kept from pods, by resource; nothing on a node about whose kubelet nothing is said. */
export function reservationOf(
  configuration: KubeletConfiguration | undefined,
  capacity: Readonly<Record<string, string>>,
): ReadonlyMap<string, Quantity> {
  const found = new Map<string, Quantity>();
  if (!configuration) return found;
  const { kubeReserved, systemReserved } = configuration;
  const hard = hardThresholds(configuration);
  for (const name of Object.keys(capacity)) {
    const signal = RESERVING.find(([, resource]) => resource === name)?.[0];
    const threshold = signal === undefined ? undefined : hard[signal];
    const kept = threshold === undefined ? undefined : thresholdAmount(threshold)?.(value(capacity[name]));
    const parts = [systemReserved?.[name], kubeReserved?.[name]].flatMap((text) => parseQuantity(text ?? '0') ?? []);
    const sum = sumQuantities([...parts, quantityFromValue(kept ?? 0, 'BinarySI')]);
    if (sum.nano > 0n) found.set(name, sum);
  }
  return found;
}

/** What is left to pods. */
export function allocatableOf(
  configuration: KubeletConfiguration | undefined,
  capacity: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const reserved = reservationOf(configuration, capacity);
  if (reserved.size === 0) return capacity;
  const left = (name: string, amount: string) => {
    const kept = reserved.get(name);
    const whole = parseQuantity(amount);
    if (!kept || !whole) return amount;
    return kept.nano > whole.nano ? '0' : subtractQuantity(whole, kept).text;
  };
  return Object.fromEntries(Object.entries(capacity).map(([name, amount]) => [name, left(name, amount)]));
}

/** Bytes of memory that all pods together may take; undefined where nothing but the machine limits them. */
export function podMemoryBytes({ kubeReserved, systemReserved }: KubeletConfiguration, memory: number) {
  const reserved = value(kubeReserved?.memory ?? '0') + value(systemReserved?.memory ?? '0');
  return reserved > 0 ? Math.max(0, memory - reserved) : undefined;
}

/** The pods that are still to end, in groups of one priority. The first group has this long, once it has begun. */
export interface NodeShutdown {
  readonly groups: readonly { readonly graceSeconds: number; readonly uids: readonly string[] }[];
  readonly untilMs: number | undefined;
}

const SYSTEM_CRITICAL = 2_000_000_000;

/** From the lowest priority on; empty where a shutdown is not graceful. */
export function shutdownPeriods(configuration: KubeletConfiguration | undefined): readonly ShutdownPeriod[] {
  const {
    shutdownGracePeriod,
    shutdownGracePeriodCriticalPods,
    shutdownGracePeriodByPodPriority: given,
  } = configuration ?? {};
  if (given?.length) return [...given].sort((a, b) => a.priority - b.priority);
  const allMs = parseDuration(shutdownGracePeriod ?? '0') ?? 0;
  const criticalMs = parseDuration(shutdownGracePeriodCriticalPods ?? '0') ?? 0;
  if (allMs === 0) return [];
  return [
    { priority: 0, shutdownGracePeriodSeconds: Math.trunc((allMs - criticalMs) / 1000) },
    { priority: SYSTEM_CRITICAL, shutdownGracePeriodSeconds: Math.trunc(criticalMs / 1000) },
  ];
}
