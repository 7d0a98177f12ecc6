// What running containers use, as the metrics server sees it when it looks at a kubelet twice: the mean of the
// processor between the looks, the memory at the second one.
// upstream: metrics-server pkg/storage/pod.go

import type { ContainerUsage } from '../api/programs';
import type { Container } from '../kinds/generated/types.gen';
import { milliValue } from '../kinds/quantity';
import { type ContainerRun, isRunning, type KubeletState } from './kubelet-state';
import { IDLE_MEMORY_BYTES } from './memory-volumes';
import { curveAt, curveMean } from './programs';
import { requestBytesSeen } from './request-load';
import { allContainers } from './restart-policy';

/** A container that is younger at a look has no sample yet. */
const FRESH_MS = 10_000;
/** Of programs that say nothing: next to nothing, but a process is never at zero. */
const IDLE = { cpuMilli: 1, memoryBytes: IDLE_MEMORY_BYTES };
const NONE: readonly ContainerUsage[] = Object.freeze([]);

/** Requests that one process answered, by spans of time as long as the metrics server's. */
export interface RequestTally {
  readonly span: number;
  readonly count: number;
  /** Of the span before. */
  readonly before: number;
}

/** The pod's containers between two looks; none when one of them has no sample or the node does not answer. */
export function podUsage(state: KubeletState, uid: string, fromMs: number, toMs: number): readonly ContainerUsage[] {
  const worker = state.workers.get(uid);
  if (!worker || !state.nodes.get(worker.node)?.running) return NONE;
  const usages: ContainerUsage[] = [];
  for (const container of allContainers(worker.pod.spec)) {
    const run = worker.containers[container.name]?.current;
    if (!run || run.startedMs > toMs || !isRunning(run, toMs)) continue;
    const sinceMs = Math.max(fromMs, run.startedMs);
    if (toMs - sinceMs < Math.min(FRESH_MS, toMs - fromMs)) return NONE;
    usages.push(usageOf(state, run, container, sinceMs, toMs));
  }
  return usages;
}

function usageOf(
  state: KubeletState,
  run: ContainerRun,
  container: Container,
  sinceMs: number,
  toMs: number,
): ContainerUsage {
  const { cpu, memory } = run.program;
  const windowMs = toMs - sinceMs;
  const [from, to] = [sinceMs - run.startedMs, toMs - run.startedMs];
  const steady = cpu ? curveMean(cpu, from, to) : IDLE.cpuMilli;
  const limit = container.resources?.limits?.cpu;
  const used = Math.round(steady + loadMilli(state, run, toMs, windowMs));
  return {
    name: container.name,
    windowMs,
    cpuMilli: limit === undefined ? used : Math.min(used, milliValue(limit)),
    memoryBytes: Math.round((memory ? curveAt(memory, to) : IDLE.memoryBytes) + requestBytesSeen(state, run, toMs)),
  };
}

/** What answering requests took. */
function loadMilli(state: KubeletState, run: ContainerRun, toMs: number, windowMs: number): number {
  const { cpuMsPerRequest } = run.program;
  const tally = cpuMsPerRequest === undefined ? undefined : state.requests.get(run.id);
  if (!tally || cpuMsPerRequest === undefined) return 0;
  const span = spanOf(toMs - 1);
  const count = tally.span === span ? tally.count : tally.span === span + 1 ? tally.before : 0;
  return (count * cpuMsPerRequest * 1000) / windowMs;
}

const SPAN_MS = 15_000;
const spanOf = (atMs: number) => Math.floor(atMs / SPAN_MS);

/** Notes a request that costs its program processor time. */
export function noteRequest(state: KubeletState, run: ContainerRun, nowMs: number): void {
  const span = spanOf(nowMs);
  const known = state.requests.get(run.id);
  if (known?.span === span) {
    state.requests.set(run.id, { ...known, count: known.count + 1 });
  } else {
    const before = known?.span === span - 1 ? known.count : 0;
    state.requests.set(run.id, { span, count: 1, before });
  }
}
