// When the change happened that a sync of endpoints answers: the annotation last-change-trigger-time.
// upstream: k8s.io/endpointslice/util/trigger_time_tracker.go

import type { Pod, Service } from '../../kinds/generated/types.gen';
import type { Table } from '../../sim/table';
import { parseRfc3339 } from '../../sim/time';
import { podCondition } from '../shared/pod-state';

export const TRIGGER_TIME_ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';

/** What the last sync of a Service saw: the Ready transition of each of its pods, and the Service's creation. */
export interface SeenTimes {
  readonly pods: ReadonlyMap<string, string>;
  readonly service: string;
}

/**
 * The creation time of a Service at its first sync, later the earliest time that is new since the last one; undefined
 * when nothing new triggered. Remembers what it saw, so call it once for each sync.
 */
export function triggerTime(
  seen: Table<SeenTimes>,
  key: string,
  service: Service,
  pods: readonly Pod[],
): string | undefined {
  const last = seen.get(key);
  const created = service.metadata.creationTimestamp ?? '';
  const times = new Map<string, string>();
  let earliest: string | undefined = last && isAfter(created, last.service) ? created : undefined;
  for (const pod of pods) {
    const time = podCondition(pod, 'Ready')?.lastTransitionTime;
    if (!time) continue;
    times.set(pod.metadata.name, time);
    const isNew = last !== undefined && isAfter(time, last.pods.get(pod.metadata.name));
    if (isNew && (earliest === undefined || isAfter(earliest, time))) earliest = time;
  }
  seen.set(key, { pods: times, service: created });
  return last === undefined ? created : earliest;
}

function isAfter(time: string, other: string | undefined): boolean {
  if (time === other) return false;
  return other === undefined || parseRfc3339(time) > parseRfc3339(other);
}
