// Pods that keep more on the node's disk than they said they would: evicted whatever room there is.
// upstream: pkg/kubelet/eviction/eviction_manager.go localStorageEviction

import { podLimits } from '../kinds/pod-spec/pod-resources';
import { parseQuantity, value } from '../kinds/quantity';
import { firstAboveMs, type Term } from './curve-sum';
import { bytesIn } from './files';
import type { KubeletState, PodWorker } from './kubelet-state';
import { isInMemory } from './memory-volumes';
import { fillsOf, podUse, termOf, volumeBytes } from './pod-use';
import { runningOf } from './runs';

const STORAGE = 'ephemeral-storage';

/** Why the pod is to go; undefined when it keeps within its limits. */
export function storageExcess(state: KubeletState, worker: PodWorker, nowMs: number): string | undefined {
  for (const volume of worker.pod.spec.volumes ?? []) {
    const limit = sizeLimitOf(volume.emptyDir?.sizeLimit);
    if (!limit || isInMemory(volume)) continue;
    if (volumeBytes(state, worker, volume, nowMs) > limit.bytes) {
      return `Usage of EmptyDir volume ${JSON.stringify(volume.name)} exceeds the limit ${JSON.stringify(limit.text)}. `;
    }
  }
  const total = podLimits(worker.pod.spec).get(STORAGE);
  if (!total) return undefined;
  const use = podUse(state, worker, nowMs);
  if (use.diskBytes - hostPathBytes(state, worker, nowMs) > total.whole) {
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${total.text}. `;
  }
  for (const container of worker.pod.spec.containers) {
    const limit = sizeLimitOf(container.resources?.limits?.[STORAGE]);
    const used = use.containers.find(({ name }) => name === container.name)?.diskBytes ?? 0;
    if (!limit || used <= limit.bytes) continue;
    return `Container ${container.name} exceeded its local ephemeral storage limit ${JSON.stringify(limit.text)}. `;
  }
  return undefined;
}

/** The first instant at which the pod's programs pass one of its limits; Infinity when they do not. */
export function excessMs(state: KubeletState, worker: PodWorker, nowMs: number): number {
  const runs = runningOf(worker, nowMs);
  const own = runs.flatMap((run) => (run.program.disk ? [{ run, term: termOf(run, run.program.disk) }] : []));
  const volumes = (worker.pod.spec.volumes ?? []).filter((volume) => volume.emptyDir && !isInMemory(volume));
  const fills = volumes.map((volume) => fillsOf(worker, volume, nowMs));
  const written = volumes.map((volume) => bytesIn(state, worker, volume));
  const above = (terms: readonly Term[], limit: number) => firstAboveMs(terms, limit, nowMs);
  const instants = volumes.map((volume, index) => {
    const limit = sizeLimitOf(volume.emptyDir?.sizeLimit);
    return limit ? above(fills[index] ?? [], limit.bytes - (written[index] ?? 0)) : Number.POSITIVE_INFINITY;
  });
  const total = podLimits(worker.pod.spec).get(STORAGE);
  if (total) {
    const files = written.reduce((sum, bytes) => sum + bytes, 0);
    instants.push(above([...own.map(({ term }) => term), ...fills.flat()], total.whole - files));
  }
  for (const { run, term } of own) {
    const container = worker.pod.spec.containers.find(({ name }) => name === run.container);
    const limit = sizeLimitOf(container?.resources?.limits?.[STORAGE]);
    if (limit) instants.push(above([term], limit.bytes));
  }
  return Math.min(Number.POSITIVE_INFINITY, ...instants);
}

/** What lies on the node itself is nobody's own. */
function hostPathBytes(state: KubeletState, worker: PodWorker, nowMs: number): number {
  const volumes = (worker.pod.spec.volumes ?? []).filter(({ hostPath }) => hostPath !== undefined);
  return volumes.reduce((sum, volume) => sum + volumeBytes(state, worker, volume, nowMs), 0);
}

function sizeLimitOf(text: string | number | undefined): { readonly text: string; readonly bytes: number } | undefined {
  const limit = text === undefined ? undefined : parseQuantity(text);
  return limit && value(limit) > 0 ? { text: limit.text, bytes: value(limit) } : undefined;
}
