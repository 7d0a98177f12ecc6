// What pods use of their node at an instant: memory, disk and processes, as the kubelet's statistics show them.
// upstream: pkg/kubelet/stats, eviction/helpers.go podDiskUsage

import type { Volume } from '../kinds/generated/types.gen';
import type { Term } from './curve-sum';
import { bytesIn, filesIn } from './files';
import { type ContainerRun, isRunning, type KubeletState, type PodWorker } from './kubelet-state';
import { IDLE_MEMORY_BYTES, isInMemory, volumeAt } from './memory-volumes';
import type { Curve } from './program-rules';
import { curveAt } from './programs';
import { requestBytes } from './request-load';
import { allContainers } from './restart-policy';
import { runningOf } from './runs';

const PAGE_BYTES = 4_096;
/** The files of a sandbox and of a container's own layer. */
const OWN_INODES = 1;

export interface ContainerUse {
  readonly name: string;
  readonly memoryBytes: number;
  /** Its own layer and its logs. */
  readonly diskBytes: number;
}

export interface PodUse {
  readonly containers: readonly ContainerUse[];
  readonly memoryBytes: number;
  /** Layers, logs and volumes that take the node's disk. */
  readonly diskBytes: number;
  readonly inodes: number;
  readonly processes: number;
}

/** What the pod's running containers use now. */
export function podUse(state: KubeletState, worker: PodWorker, nowMs: number): PodUse {
  const containers = runningOf(worker, nowMs).map((run) => containerUse(state, run, nowMs));
  const volumes = worker.pod.spec.volumes ?? [];
  const total = (field: 'memoryBytes' | 'diskBytes') => containers.reduce((sum, one) => sum + one[field], 0);
  let diskBytes = total('diskBytes');
  let memoryBytes = total('memoryBytes');
  let inodes = containers.length * OWN_INODES;
  for (const volume of volumes) {
    inodes += filesIn(state, worker, volume);
    if (isInMemory(volume)) memoryBytes += bytesIn(state, worker, volume);
    else if (isLocal(volume)) diskBytes += volumeBytes(state, worker, volume, nowMs);
  }
  return { containers, memoryBytes, diskBytes, inodes, processes: containers.length };
}

export function containerUse(state: KubeletState, run: ContainerRun, nowMs: number): ContainerUse {
  const { container, program, startedMs } = run;
  const at = (curve: Curve | undefined, otherwise: number) => (curve ? curveAt(curve, nowMs - startedMs) : otherwise);
  const inPages = (bytes: number) => Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
  return {
    name: container,
    memoryBytes: inPages(at(program.memory, IDLE_MEMORY_BYTES) + requestBytes(state, run, nowMs)),
    diskBytes: inPages(at(program.disk, 0)),
  };
}

/** What is in a volume: files that were written, and what programs say they fill it with. */
export function volumeBytes(state: KubeletState, worker: PodWorker, volume: Volume, nowMs: number): number {
  let bytes = bytesIn(state, worker, volume);
  for (const { curve, startMs } of fillsOf(worker, volume, nowMs)) bytes += curveAt(curve, nowMs - startMs);
  return Math.ceil(bytes);
}

/** The curves by which running containers fill a volume. */
export function fillsOf(worker: PodWorker, volume: Volume, nowMs: number): readonly Term[] {
  const terms: Term[] = [];
  for (const container of allContainers(worker.pod.spec)) {
    const run = worker.containers[container.name]?.current;
    const { fills } = run?.program ?? {};
    if (!run || !fills || !isRunning(run, nowMs)) continue;
    for (const path in fills) {
      if (volumeAt(container, path) === volume.name) terms.push(termOf(run, fills[path] as Curve));
    }
  }
  return terms;
}

export function termOf(run: ContainerRun, curve: Curve): Term {
  return { curve, startMs: run.startedMs, endMs: run.exit?.atMs ?? Number.POSITIVE_INFINITY };
}

/** upstream: localVolumeNames */
export function isLocal(volume: Volume): boolean {
  return volume.hostPath !== undefined || (volume.emptyDir !== undefined && !isInMemory(volume));
}
