// Which active pods of a job go when it has too many: doubles of an index and indexes that are not wanted any more,
// then those that have got least far. upstream: pkg/controller/job activePodsForRemoval, pkg/controller ActivePods

import type { ContainerStatus, Job, Pod } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { podCondition } from '../shared/pod-state';
import { isIndexed, wantedIndex } from './job-pod';

const PHASE_ORDER: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** At least `count` of the pods, as many as must go. */
export function podsToRemove(job: Job, pods: readonly Pod[], count: number): readonly Pod[] {
  const { surplus, left } = isIndexed(job) ? splitByIndex(job, pods) : { surplus: [], left: pods };
  const further = count - surplus.length;
  return further <= 0 ? surplus : [...surplus, ...sortByProgress(left).slice(0, further)];
}

/** One pod of each wanted index is left, the one that got farthest. */
function splitByIndex(job: Job, pods: readonly Pod[]) {
  const kept = new Map<number, Pod>();
  const surplus: Pod[] = [];
  for (const pod of sortByProgress(pods)) {
    const index = wantedIndex(job, pod);
    const known = index === undefined ? undefined : kept.get(index);
    if (index === undefined) surplus.push(pod);
    else kept.set(index, pod);
    if (known) surplus.push(known);
  }
  return { surplus, left: [...kept.values()] };
}

/** Least far first: unscheduled, pending, not ready, ready for a shorter time, restarted more often, newer. */
function sortByProgress(pods: readonly Pod[]): readonly Pod[] {
  return pods
    .map(progressOf)
    .sort(compare)
    .map(({ pod }) => pod);
}

interface Progress {
  readonly pod: Pod;
  /** The greater, the later the pod goes; compared one after the other. */
  readonly ranks: readonly number[];
}

function progressOf(pod: Pod): Progress {
  const { spec, status, metadata } = pod;
  const ready = podCondition(pod, 'Ready');
  const isReady = ready?.status === 'True';
  const ranks = [
    spec.nodeName ? 1 : 0,
    PHASE_ORDER[status?.phase ?? 'Pending'] ?? 0,
    isReady ? 1 : 0,
    isReady && ready.lastTransitionTime ? -parseRfc3339(ready.lastTransitionTime) : 0,
    -mostRestarts(status?.containerStatuses),
    metadata.creationTimestamp ? -parseRfc3339(metadata.creationTimestamp) : 0,
  ];
  return { pod, ranks };
}

function compare(a: Progress, b: Progress): number {
  for (const [index, rank] of a.ranks.entries()) {
    const difference = rank - (b.ranks[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function mostRestarts(statuses: readonly ContainerStatus[] | undefined): number {
  let most = 0;
  for (const { restartCount } of statuses ?? []) most = Math.max(most, restartCount);
  return most;
}
