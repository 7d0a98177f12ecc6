// The kernel's end of processes when memory is gone: of the whole node, or of a pod that has a limit of its own. A
// container's own limit is part of what is known at its start.
// upstream: mm/oom_kill.c oom_badness, pkg/kubelet/qos/policy.go, pkg/kubelet/oom

import type { Container, Pod } from '../kinds/generated/types.gen';
import { isSidecar } from '../kinds/pod-spec/pod-resources';
import { qualityOfService } from '../kinds/pod-spec/quality-of-service';
import { value } from '../kinds/quantity';
import { isCritical } from './critical-pods';
import { firstAboveMs, sumAt } from './curve-sum';
import { capacitiesOf, observe } from './eviction-thresholds';
import { exhaustionMs, memoryTerms } from './eviction-times';
import { type ContainerRun, type KubeletContext, type NodeRecord, ownWorker, type PodWorker } from './kubelet-state';
import { nodeEvent } from './node-object';
import { containerUse, podUse, termOf } from './pod-use';
import { noteLoads } from './request-load';
import { nodeWorkers } from './resource-watch';
import { allContainers } from './restart-policy';
import { runningOf, setExit, terminationMessage, watchExits } from './runs';
import { oomKey } from './worker-keys';

const GUARANTEED = -997;
const BEST_EFFORT = 1000;
const EXIT_CODE = 137;
/** Process numbers that the first programs of a node have. */
const FIRST_PROCESS = 2_000;
const MOST_PROCESSES = 30_000;
/** As the kernel cuts a process's name. */
const NAME_LENGTH = 15;

/** Who is over, if anybody is; then when somebody will be. */
export function checkMemory(cx: KubeletContext, name: string): void {
  const node = cx.state.nodes.get(name);
  if (!node?.running) return;
  const workers = nodeWorkers(cx, name);
  noteLoads(cx.state, workers, cx.nowMs);
  for (const worker of workers) {
    for (const loaded of loadedOf(cx, worker)) if (loaded.use > loaded.limit) kill(cx, loaded);
    const limit = podMemoryLimit(worker);
    if (limit === undefined || podUse(cx.state, worker, cx.nowMs).memoryBytes <= limit) continue;
    const victim = worst(cx, node, [worker]);
    if (victim) kill(cx, victim);
  }
  const { memory, podMemory } = observe(cx.state, node, workers, cx.nowMs);
  const { capacity, available } = memory;
  const victim = available <= 0 && capacity > 0 ? worst(cx, node, workers) : undefined;
  if (victim) {
    const { process, pid } = kill(cx, victim);
    const message = `System OOM encountered, victim process: ${process}, pid: ${pid}`;
    nodeEvent(cx, node, 'Warning', 'SystemOOM', message);
  }
  // What is reserved is no pod's, and no system's trouble.
  if (!victim && podMemory !== memory && podMemory.available <= 0) {
    const greediest = worst(cx, node, workers);
    if (greediest) kill(cx, greediest);
  }
  watchMemory(cx, node, workers);
}

function watchMemory(cx: KubeletContext, node: NodeRecord, workers: readonly PodWorker[]): void {
  let first = exhaustionMs(cx, node, workers);
  for (const worker of workers) {
    for (const { run, limit, use } of loadedOf(cx, worker)) {
      if (!run.program.memory) continue;
      const terms = [termOf(run, run.program.memory)];
      first = Math.min(first, firstAboveMs(terms, limit - use + sumAt(terms, cx.nowMs), cx.nowMs + 1));
    }
    const limit = podMemoryLimit(worker);
    if (limit === undefined) continue;
    const terms = memoryTerms(worker, cx.nowMs);
    const steady = podUse(cx.state, worker, cx.nowMs).memoryBytes - sumAt(terms, cx.nowMs);
    first = Math.min(first, firstAboveMs(terms, limit - steady, cx.nowMs + 1));
  }
  if (Number.isFinite(first)) cx.after(Math.max(1, first - cx.nowMs), oomKey(node.name), { background: true });
}

interface Loaded extends Victim {
  readonly limit: number;
  readonly use: number;
}

/** Processes with a limit whose end cannot be known at their start: it depends on the requests that come. */
function loadedOf({ state, nowMs }: KubeletContext, worker: PodWorker): readonly Loaded[] {
  if (state.loads.size === 0) return [];
  return runningOf(worker, nowMs).flatMap((run) => {
    if (!state.loads.has(run.id)) return [];
    const container = allContainers(worker.pod.spec).find(({ name }) => name === run.container);
    const limit = container?.resources?.limits?.memory;
    if (!container || limit === undefined) return [];
    return [{ worker, container, run, limit: value(limit), use: containerUse(state, run, nowMs).memoryBytes }];
  });
}

/** Of the pod as a whole; undefined where only containers are limited. */
function podMemoryLimit({ pod }: PodWorker): number | undefined {
  const limit = pod.spec.resources?.limits?.memory;
  return limit === undefined ? undefined : value(limit);
}

interface Victim {
  readonly worker: PodWorker;
  readonly container: Container;
  readonly run: ContainerRun;
}

/** The process with the highest score; of equal ones the first. */
function worst(cx: KubeletContext, node: NodeRecord, workers: readonly PodWorker[]): Victim | undefined {
  const capacity = capacitiesOf(node).memory;
  let found: (Victim & { readonly score: number }) | undefined;
  for (const worker of workers) {
    for (const run of runningOf(worker, cx.nowMs)) {
      const container = allContainers(worker.pod.spec).find(({ name }) => name === run.container);
      if (!container) continue;
      const bytes = containerUse(cx.state, run, cx.nowMs).memoryBytes;
      const score = bytes + (oomScoreAdjust(worker.pod, container, capacity) * capacity) / 1000;
      if (!found || score > found.score) found = { worker, container, run, score };
    }
  }
  return found;
}

/** How much sooner than by its size alone a container goes, in thousandths of the node's memory. */
export function oomScoreAdjust(pod: Pod, container: Container, capacity: number): number {
  if (isCritical(pod) && pod.spec.priorityClassName === 'system-node-critical') return GUARANTEED;
  const quality = pod.status?.qosClass ?? qualityOfService(pod.spec);
  if (quality === 'Guaranteed') return GUARANTEED;
  if (quality === 'BestEffort') return BEST_EFFORT;
  const request = (one: Container) => value(one.resources?.requests?.memory);
  const adjust = (bytes: number) => 1000 - Math.trunc((1000 * bytes) / capacity);
  let score = adjust(request(container));
  if (isSidecar(container)) score = Math.min(score, adjust(Math.min(...pod.spec.containers.map(request))));
  return Math.min(Math.max(score, 1000 + GUARANTEED), BEST_EFFORT - 1);
}

function kill(cx: KubeletContext, { worker: known, container, run }: Victim): { process: string; pid: number } {
  const worker = ownWorker(cx.state, known.uid);
  if (worker) {
    const message = terminationMessage(run, container, EXIT_CODE, cx.nowMs);
    setExit(worker, container.name, { atMs: cx.nowMs, code: EXIT_CODE, reason: 'OOMKilled', message });
    worker.noticedMs = Math.min(worker.noticedMs, cx.nowMs - 1);
    watchExits(cx, worker);
  }
  return { process: processName(container), pid: processNumber(run) };
}

/** What the container runs, as far as its spec tells. */
function processName({ command, image = '' }: Container): string {
  const first = command?.[0] ?? image.replace(/[:@].*$/, '');
  return first.slice(first.lastIndexOf('/') + 1).slice(0, NAME_LENGTH);
}

/** Any number, but always the same for a run. */
function processNumber({ id }: ContainerRun): number {
  return FIRST_PROCESS + (Number.parseInt(id.slice(-6), 16) % MOST_PROCESSES);
}
