// The last events about some objects, oldest first, each with the instant of its last write.

import type { Change } from '../api/change';
import type { Cluster } from '../cluster/cluster';
import type { CoreEvent } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { offsetText } from './places';

export interface EventQuery {
  /** Events written later do not count. */
  readonly untilMs: number;
  readonly limit: number;
}

/** Lines of `+6.1s  Warning FailedScheduling  pod/web-0: 0/3 nodes are available: ...`. */
export function eventLines(cluster: Cluster, objects: readonly KubeObject[], query: EventQuery): readonly string[] {
  const found = recentEvents(cluster, objects, query);
  return found.map(({ atMs, event }) => {
    const { type = 'Normal', reason = '', message = '', involvedObject, count, series } = event;
    const times = count ?? series?.count ?? 1;
    const about = `${(involvedObject.kind ?? '').toLowerCase()}/${involvedObject.name ?? ''}`;
    return `${offsetText(cluster, atMs)} ${type} ${reason}${times > 1 ? ` (x${times})` : ''} ${about}: ${message.trim()}`;
  });
}

interface WrittenEvent {
  readonly atMs: number;
  readonly revision: number;
  readonly event: CoreEvent;
}

/** The last ones; of more than fit, warnings are kept before others. */
function recentEvents(cluster: Cluster, objects: readonly KubeObject[], query: EventQuery): readonly WrittenEvent[] {
  const names = new Set(objects.map((object) => refer(object.kind, object.metadata.namespace, object.metadata.name)));
  const { changes } = cluster.simulation.store;
  const seen = new Set<string>();
  const warnings: WrittenEvent[] = [];
  const others: WrittenEvent[] = [];
  for (let index = changes.length - 1; index >= 0 && warnings.length < query.limit; index--) {
    const { kind, key, type, atMs, revision, object } = changes[index] as Change;
    if (kind !== 'Event' || type === 'DELETED' || atMs > query.untilMs || seen.has(key)) continue;
    const event = object as CoreEvent;
    const { kind: about, namespace, name } = event.involvedObject;
    if (!names.has(refer(about, namespace, name))) continue;
    seen.add(key);
    (event.type === 'Warning' ? warnings : others).push({ atMs, revision, event });
  }
  return [...warnings, ...others].slice(0, query.limit).sort((a, b) => a.revision - b.revision);
}

const refer = (kind: string | undefined, namespace: string | undefined, name: string | undefined) =>
  `${kind} ${namespace ?? ''}/${name}`;
