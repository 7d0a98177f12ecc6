// Where and when, as failures say it: a line of a file, an instant of virtual time, the action that a span began with.

import { relative } from 'node:path';
import type { Cluster, Mark, SourceLine } from '../cluster/cluster';
import { goDuration } from '../sim/duration';
import { rfc3339 } from '../sim/time';
import type { TraceRow } from '../sim/trace';

/** `manifests/shop.yaml:12`, from the folder that the process runs in. */
export function sourceText({ file, line }: SourceLine): string {
  const path = relative(process.cwd(), file);
  return `${path.startsWith('..') ? file : path}:${line}`;
}

/** `+12.504s`: virtual time since the cluster's start. */
export function offsetText(cluster: Cluster, atMs: number): string {
  return `+${goDuration(atMs - cluster.simulation.parts.startMs)}`;
}

/** `+12.504s (2026-01-01T00:00:12Z)` */
export function instantText(cluster: Cluster, atMs: number): string {
  return `${offsetText(cluster, atMs)} (${rfc3339(atMs)})`;
}

/** `scale deployment/web 5 at +10s`: the user's action that began at the mark; `+10s` when none did. */
export function markText(cluster: Cluster, mark: Mark): string {
  const at = offsetText(cluster, mark.atMs);
  const action = actionAt(cluster, mark);
  return action ? `${[action.verb, action.key].filter(Boolean).join(' ')} at ${at}` : at;
}

/** The action that stands between the last write before the mark and the first one after it. */
function actionAt(cluster: Cluster, mark: Mark): TraceRow | undefined {
  const { trace } = cluster.simulation;
  let action: TraceRow | undefined;
  for (let id = trace.length; id > 0; id--) {
    const row = trace.row(id);
    if (!row || row.atMs < mark.atMs) break;
    if (row.revision > mark.revision) action = undefined;
    else if (row.revision > 0) break;
    else if (row.actor === 'user' && row.atMs === mark.atMs) action ??= row;
  }
  return action;
}
