// Which pod goes first when a node runs out of something. upstream: pkg/kubelet/eviction/helpers.go rankMemoryPressure,
// rankDiskPressureFunc, rankPIDPressure

import type { KubeletState, PodWorker } from './kubelet-state';
import { requestsOf } from './node-admission';
import type { Scarce } from './node-pressure';
import { type PodUse, podUse } from './pod-use';

interface Candidate {
  readonly worker: PodWorker;
  /** Pods without a sandbox have no statistics, and go first. */
  readonly hasStatistics: boolean;
  readonly exceeds: boolean;
  readonly priority: number;
  /** What it takes beyond its request. */
  readonly excess: number;
}

/** The pods in the order in which they are to go; equal ones by name. */
export function ranked(
  state: KubeletState,
  workers: readonly PodWorker[],
  scarce: Scarce,
  nowMs: number,
): readonly PodWorker[] {
  const candidates = workers.map((worker) => candidate(worker, podUse(state, worker, nowMs), scarce));
  return candidates.sort(compare).map(({ worker }) => worker);
}

function candidate(worker: PodWorker, use: PodUse, scarce: Scarce): Candidate {
  const requests = requestsOf(worker.pod);
  const storage = requests['ephemeral-storage'] ?? 0;
  const measured = {
    memory: { used: use.memoryBytes, request: requests.memory ?? 0, beyond: requests.memory ?? 0 },
    disk: { used: use.diskBytes, request: storage, beyond: storage },
    // Nobody asks for files; what is beyond the request is measured against the bytes all the same.
    inodes: { used: use.inodes, request: 0, beyond: storage },
    pids: { used: use.processes, request: Number.POSITIVE_INFINITY, beyond: 0 },
  }[scarce];
  return {
    worker,
    hasStatistics: worker.sandbox?.ready === true,
    exceeds: measured.used > measured.request,
    priority: worker.pod.spec.priority ?? 0,
    excess: measured.used - measured.beyond,
  };
}

function compare(a: Candidate, b: Candidate): number {
  if (a.hasStatistics !== b.hasStatistics) return a.hasStatistics ? 1 : -1;
  if (a.exceeds !== b.exceeds) return a.exceeds ? -1 : 1;
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.excess !== b.excess) return b.excess - a.excess;
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

const nameOf = ({ worker }: Candidate) => `${worker.namespace}/${worker.name}`;
