// What a node runs out of, and what its eviction manager remembers of it.

/** What can run out on a node. */
export type Scarce = 'memory' | 'disk' | 'inodes' | 'pids';
export type PressureType = 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';

/** What the eviction manager of a node remembers. */
export interface NodePressure {
  /** What others than pods take: bytes, files, processes. */
  readonly outside: Readonly<Partial<Record<Scarce, number>>>;
  /** When a threshold was last seen to be met, by the condition it leads to. */
  readonly seenMs: Readonly<Partial<Record<PressureType, number>>>;
  /** Since when each threshold has been met, by its signal; soft ones with `soft ` before it. */
  readonly metSinceMs: Readonly<Record<string, number>>;
  /** Those among them that somebody may go for, and that want some more before they are over. */
  readonly acting: readonly string[];
  /** What the manager goes by, and what the node's status shows. */
  readonly conditions: readonly PressureType[];
  readonly told: readonly PressureType[];
  /** The pods that were evicted last, by uid: nobody else goes before they are gone, or until an instant. */
  readonly evicted: readonly string[];
  readonly waitsUntilMs: number;
}

export const NO_PRESSURE: NodePressure = Object.freeze({
  outside: Object.freeze({}),
  seenMs: Object.freeze({}),
  metSinceMs: Object.freeze({}),
  acting: Object.freeze([]),
  conditions: Object.freeze([]),
  told: Object.freeze([]),
  evicted: Object.freeze([]),
  waitsUntilMs: 0,
});
