// Memory that programs hold for requests: from a request's arrival until its answer, and as long after as the program
// says. Counted for each process, so that a look at it costs next to nothing however many requests there are.

import type { ContainerRun, KubeletContext, KubeletState, PodWorker } from './kubelet-state';
import { useKey } from './worker-keys';

/** Requests that are held equally long, by the instant at which they are let go. */
interface Lane {
  readonly untilMs: number[];
  readonly counts: number[];
  /** The first entry that still counts, and the sum from there on. */
  head: number;
  held: number;
}

/** What one process holds. Changed in place, as streams of requests are, and copied for a fork. */
export interface RequestLoad {
  /** By how long a request is held. */
  readonly lanes: Map<number, Lane>;
  held: number;
  /** What was held when somebody last worked out when the node runs out: no more than this needs no new look. */
  known: number;
  /** The last span of the metrics server in which a request came, and what was held at its begin. */
  span: number;
  heldAtStart: number;
}

const SPAN_MS = 15_000;
/** Entries that are over are dropped when there are so many of them. */
const DROP_AT = 1_000;

/** A request has come; wakes its node's kubelet when more is held than it knows of. */
export function holdForRequest(cx: WakingReader, node: string, run: ContainerRun, answersAfterMs: number): void {
  const { memoryBytesPerRequest, memoryHeldMs = 0 } = run.program;
  const holdMs = answersAfterMs + memoryHeldMs;
  if (!memoryBytesPerRequest || holdMs <= 0) return;
  const { loads } = cx.state;
  const load = loads.get(run.id) ?? { lanes: new Map(), held: 0, known: 0, span: 0, heldAtStart: 0 };
  loads.set(run.id, load);
  const span = Math.floor(cx.nowMs / SPAN_MS);
  if (span !== load.span) {
    load.heldAtStart = heldAt(load, span * SPAN_MS);
    load.span = span;
  }
  letGo(load, cx.nowMs);
  addTo(load, holdMs, cx.nowMs + holdMs);
  if (load.held > load.known) cx.after(0, useKey(node), { background: true });
}

type WakingReader = Pick<KubeletContext, 'state' | 'nowMs' | 'after'>;

function addTo(load: RequestLoad, holdMs: number, untilMs: number): void {
  const lane = load.lanes.get(holdMs) ?? { untilMs: [], counts: [], head: 0, held: 0 };
  load.lanes.set(holdMs, lane);
  const last = lane.untilMs.length - 1;
  if (lane.untilMs[last] === untilMs) lane.counts[last] = (lane.counts[last] as number) + 1;
  else {
    lane.untilMs.push(untilMs);
    lane.counts.push(1);
  }
  lane.held++;
  load.held++;
}

function letGo(load: RequestLoad, nowMs: number): void {
  for (const lane of load.lanes.values()) {
    while ((lane.untilMs[lane.head] ?? Number.POSITIVE_INFINITY) <= nowMs) {
      const count = lane.counts[lane.head] as number;
      lane.held -= count;
      load.held -= count;
      lane.head++;
    }
    if (lane.head < DROP_AT) continue;
    lane.untilMs.splice(0, lane.head);
    lane.counts.splice(0, lane.head);
    lane.head = 0;
  }
}

/** Requests held at an instant not before the last one that came. */
function heldAt({ lanes }: RequestLoad, atMs: number): number {
  let held = 0;
  for (const lane of lanes.values()) {
    held += lane.held;
    for (let at = lane.head; (lane.untilMs[at] ?? Number.POSITIVE_INFINITY) <= atMs; at++) {
      held -= lane.counts[at] as number;
    }
  }
  return held;
}

/** Bytes that the process holds for requests now. */
export function requestBytes({ loads }: KubeletState, { id, program }: ContainerRun, nowMs: number): number {
  const load = program.memoryBytesPerRequest ? loads.get(id) : undefined;
  return load ? heldAt(load, nowMs) * (program.memoryBytesPerRequest ?? 0) : 0;
}

/** The same at the last instant at which the metrics server looked. */
export function requestBytesSeen({ loads }: KubeletState, { id, program }: ContainerRun, lookMs: number): number {
  const load = program.memoryBytesPerRequest ? loads.get(id) : undefined;
  if (!load) return 0;
  const held = load.span * SPAN_MS === lookMs ? load.heldAtStart : heldAt(load, lookMs);
  return held * (program.memoryBytesPerRequest ?? 0);
}

/** From now on what the pods' processes hold is known. */
export function noteLoads({ loads }: KubeletState, workers: readonly PodWorker[], nowMs: number): void {
  if (loads.size === 0) return;
  for (const { containers } of workers) {
    for (const name in containers) {
      const load = loads.get(containers[name]?.current.id ?? '');
      if (load) load.known = heldAt(load, nowMs);
    }
  }
}

export function forkLoads(loads: ReadonlyMap<string, RequestLoad>): Map<string, RequestLoad> {
  const copy = (lane: Lane): Lane => ({
    ...lane,
    untilMs: lane.untilMs.slice(lane.head),
    counts: lane.counts.slice(lane.head),
    head: 0,
  });
  return new Map(
    [...loads].map(([id, load]) => {
      const lanes = new Map([...load.lanes].map(([holdMs, lane]) => [holdMs, copy(lane)] as const));
      return [id, { ...load, lanes }] as const;
    }),
  );
}
