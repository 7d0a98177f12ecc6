// The claims that the controller made last. For an hour it takes them for present, whatever became of them: a claim
// that went with its ended pod is not made again. upstream: client-go cache.NewIntegerResourceVersionMutationCache

import { type Retries, retriesMemory } from '../shared/syncing';

interface MadeClaim {
  /** Of the pod. */
  readonly uid: string;
  /** The pod's own name for the claim. */
  readonly use: string;
  readonly name: string;
  readonly atMs: number;
}

export interface Memory {
  readonly retries: Retries;
  /** Latest last. */
  made: readonly MadeClaim[];
}

const MOST = 100;
const LASTS_MS = 3_600_000;

export const memory = {
  create: (): Memory => ({ retries: retriesMemory.create(), made: [] }),
  fork: ({ retries, made }: Memory): Memory => ({ retries: retriesMemory.fork(retries), made }),
};

export function remember(memory: Memory, claim: MadeClaim): void {
  memory.made = [...memory.made, claim].slice(-MOST);
}

export function nameOfMade({ made }: Memory, uid: string, use: string, nowMs: number): string | undefined {
  return made.findLast((one) => one.uid === uid && one.use === use && one.atMs + LASTS_MS > nowMs)?.name;
}
