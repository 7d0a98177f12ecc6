// When the change happened that a sync of endpoints answers: the annotation last-change-trigger-time.
// upstream: k8s.io/endpointslice/util/trigger_time_tracker.go

import type { Pod, Service } from '../../kinds/generated/types.gen';
import { Table } from '../../sim/table';
import { parseRfc3339 } from '../../sim/time';
import { podCondition } from '../shared/pod-state';

export const TRIGGER_TIME_ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';

/** What the last sync of a Service saw: the Ready transition of each of its pods, and the Service's creation. */
export interface SeenTimes {
  /** By pod name; changed in place, so that a sync costs what changed. */
  readonly pods: Table<string>;
  readonly service: string;
}

export type Seen = Table<SeenTimes>;

/** A copy for a fork: the tables inside are copied too. */
export function forkSeen(seen: Seen): Seen {
  const copy: Seen = new Table();
  for (const key of seen.keys()) {
    const { pods, service } = seen.get(key) as SeenTimes;
    copy.set(key, { pods: pods.fork(), service });
  }
  return copy;
}

/**
 * The creation time of a Service at its first sync, later the earliest time that is new since the last one; undefined
 * when nothing new triggered. Remembers what it saw, so call it once for each sync.
 */
export function triggerTime(seen: Seen, key: string, service: Service, pods: readonly Pod[]): string | undefined {
  const last = seen.get(key);
  const created = service.metadata.creationTimestamp ?? '';
  const times = last?.pods ?? new Table<string>();
  let earliest = last && isAfter(created, last.service) ? created : undefined;
  let count = 0;
  for (const pod of pods) {
    const time = podCondition(pod, 'Ready')?.lastTransitionTime;
    if (!time) continue;
    count++;
    const { name } = pod.metadata;
    const known = times.get(name);
    if (known === time) continue;
    times.set(name, time);
    if (isAfter(time, known) && (earliest === undefined || isAfter(earliest, time))) earliest = time;
  }
  if (times.size !== count) forgetOthers(times, pods);
  if (last?.service !== created) seen.set(key, { pods: times, service: created });
  return last === undefined ? created : earliest;
}

/** Drops pods that the Service does not select any more. */
function forgetOthers(times: Table<string>, pods: readonly Pod[]): void {
  const names = new Set<string>();
  for (const pod of pods) if (podCondition(pod, 'Ready')?.lastTransitionTime) names.add(pod.metadata.name);
  for (const name of times.keys()) if (!names.has(name)) times.delete(name);
}

function isAfter(time: string, other: string | undefined): boolean {
  return other === undefined || parseRfc3339(time) > parseRfc3339(other);
}
