// Who did what when: the history of writes as rows that a person can read and a program can filter.

import type { Change } from '../api/change';
import type { KubeObject } from '../kinds/kind';
import { isHeartbeat, summaryOf } from './change-summary';
import type { Mark, SourceLine } from './cluster';
import type { Simulation } from './simulation';

export interface TimelineRow {
  readonly atMs: number;
  /** `user`, `default-scheduler`, `deployment-controller`, `kubelet`, … */
  readonly actor: string;
  /** `create`, `update`, `bind`, `delete`, or the name of a user's action. */
  readonly verb: string;
  /** `pod/frontend-x`, with `namespace/` before it outside of the namespace default. */
  readonly target: string;
  /** What changed, in few words: `Running, ready`, `replicas 3 to 4`; empty when nothing that people watch did. */
  readonly what: string;
  readonly revision: number;
  /** The line of the user's action this row was caused by. */
  readonly source: SourceLine | undefined;
}

export interface TimelineOptions {
  readonly since?: Mark | undefined;
  /** Events too; they repeat what the rows tell. */
  readonly events?: boolean | undefined;
  /** Only rows that changed something people watch. */
  readonly brief?: boolean | undefined;
}

/** The rows since the mark, oldest first. */
export function timelineRows(
  simulation: Simulation,
  options: TimelineOptions,
  sources: ReadonlyMap<number, SourceLine>,
): TimelineRow[] {
  const since = options.since?.revision ?? 0;
  const rows: TimelineRow[] = [];
  for (const change of simulation.store.changes) {
    if (change.revision <= since) continue;
    if ((change.kind === 'Event' && !options.events) || isHeartbeat(change)) continue;
    const what = summaryOf(change);
    if (options.brief && what === '' && change.type === 'MODIFIED') continue;
    rows.push(rowOf(simulation, change, what, sources));
  }
  return rows;
}

function rowOf(
  simulation: Simulation,
  change: Change,
  what: string,
  sources: ReadonlyMap<number, SourceLine>,
): TimelineRow {
  const chain = simulation.trace.chain(change.trace);
  const [write] = chain;
  const first = chain.at(-1);
  const verb = change.type === 'DELETED' ? 'remove' : (write?.verb ?? 'update');
  return {
    atMs: change.atMs,
    actor: write?.actor ?? change.writer,
    verb,
    target: targetText(change.object),
    what,
    revision: change.revision,
    source: first ? sources.get(first.id) : undefined,
  };
}

/** `pod/web-0`, `shop/pod/web-0` outside of the namespace default. */
export function targetText({ kind, metadata: { name, namespace } }: KubeObject): string {
  const place = namespace && namespace !== 'default' ? `${namespace}/` : '';
  return `${place}${kind.toLowerCase()}/${name}`;
}
