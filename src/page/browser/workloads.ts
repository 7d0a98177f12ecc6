// Pods by the workload that they belong to in the end (Deployment, StatefulSet, CronJob, …), and how many of them were
// in which state over time.

import type { Past } from './past';
import { type Segment, segmentsOf } from './segments';

export interface Workload {
  /** The object; -1 for pods that nobody controls. */
  readonly object: number;
  readonly pods: readonly number[];
}

export interface Counts {
  readonly atMs: number[];
  /** Number of pods by state, for each instant; states in the order of `STACK`. */
  readonly counts: number[][];
  readonly most: number;
}

/** From the bottom up. `ready, newer` are the ready pods of every second template. */
export const STACK = [
  'ready',
  'ready, newer',
  'not ready',
  'starting',
  'pending',
  'unknown',
  'failed',
  'terminating',
] as const;

const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);

/** Workloads in the order of their names, each with its pods in the order in which they were made. */
export function workloadsOf(past: Past): Workload[] {
  const pods = new Map<number, number[]>();
  for (let object = 0; object < past.count; object++) {
    const kind = past.kind(object);
    if (WORKLOADS.has(kind) && past.owner(object) < 0) pods.set(object, pods.get(object) ?? []);
    if (kind !== 'Pod') continue;
    const root = rootOf(past, object);
    const known = pods.get(root);
    if (known) known.push(object);
    else pods.set(root, [object]);
  }
  const name = (object: number) => (object < 0 ? '\uffff' : past.fullName(object));
  return [...pods]
    .map(([object, members]) => ({ object, pods: members }))
    .sort((a, b) => (name(a.object) < name(b.object) ? -1 : 1));
}

/** The last of a pod's controllers that is known; -1 for none. */
function rootOf(past: Past, pod: number): number {
  let root = -1;
  for (let owner = past.owner(pod); owner >= 0; owner = past.owner(owner)) root = owner;
  return root;
}

/** The pods of every second template: a rollout is one tone that grows into the other. */
export function newerPods(past: Past, { pods }: Workload): ReadonlySet<number> {
  const owners = [...new Set(pods.map((pod) => past.owner(pod)))];
  return new Set(pods.filter((pod) => owners.indexOf(past.owner(pod)) % 2 === 1));
}

export function countsOf(past: Past, workload: Workload): Counts {
  const newer = newerPods(past, workload);
  const moves: { atMs: number; state: number; by: number }[] = [];
  for (const pod of workload.pods) {
    const isNewer = newer.has(pod);
    for (const segment of segmentsOf(past, pod)) {
      const state = stackPlace(segment, isNewer);
      if (state < 0) continue;
      moves.push({ atMs: segment.fromMs, state, by: 1 });
      if (segment.toMs < past.data.endMs) moves.push({ atMs: segment.toMs, state, by: -1 });
    }
  }
  moves.sort((a, b) => a.atMs - b.atMs);
  return summed(moves);
}

function stackPlace({ state }: Segment, isNewer: boolean): number {
  return STACK.indexOf((state === 'ready' && isNewer ? 'ready, newer' : state) as (typeof STACK)[number]);
}

function summed(moves: readonly { atMs: number; state: number; by: number }[]): Counts {
  const now = STACK.map(() => 0);
  const atMs: number[] = [];
  const counts: number[][] = [];
  let most = 0;
  moves.forEach((move, index) => {
    now[move.state] = (now[move.state] ?? 0) + move.by;
    if (moves[index + 1]?.atMs === move.atMs) return;
    atMs.push(move.atMs);
    counts.push([...now]);
    most = Math.max(
      most,
      now.reduce((sum, each) => sum + each, 0),
    );
  });
  return { atMs, counts, most };
}
