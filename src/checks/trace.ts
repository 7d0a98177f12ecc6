// The trace of a finding: what happened to a few objects. Only changes that people watch and the events that tell more
// than these, each once, and of a long story what matters.

import type { Change } from '../api/change';
import { summaryOf } from '../cluster/change-summary';
import type { Cluster, Mark } from '../cluster/cluster';
import { targetText } from '../cluster/timeline';
import type { CoreEvent } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { alignedText } from '../report/aligned-text';
import { offsetText } from '../report/places';
import { type ObjectReference, referenceText } from './finding';

export interface TraceOptions {
  /** Where the story begins; the cluster's start unless given. */
  readonly since?: Mark | undefined;
  /** Lines at most, 8 unless given; what is left out in the middle counts as one. */
  readonly lines?: number | undefined;
}

/** Lines `+12.504s   kubelet   update   pod/web-x   Running, ready` on the objects, by virtual time from the start. */
export function traceOf(
  cluster: Cluster,
  about: readonly ObjectReference[],
  { since, lines = 8 }: TraceOptions = {},
): readonly string[] {
  const wanted = new Set(about.map(referenceText));
  const told = new Set<string>();
  const rows: Row[] = [];
  for (const change of cluster.simulation.store.changes) {
    if (change.revision <= (since?.revision ?? 0) || !wanted.has(subjectOf(change))) continue;
    const row = change.kind === 'Event' ? eventRow(change) : changeRow(cluster, change);
    if (!row || told.has(row.key)) continue;
    told.add(row.key);
    rows.push({ ...row, cells: [offsetText(cluster, change.atMs), ...row.cells] });
  }
  return rows.length === 0 ? [] : alignedText(shortened(rows, lines)).split('\n');
}

interface Row {
  readonly cells: readonly string[];
  /** Rows of one key tell the same. */
  readonly key: string;
  readonly isWarning: boolean;
}

/** The first row, the last one, warnings and then the earliest of the others; a gap where some are left out. */
function shortened(rows: readonly Row[], lines: number): readonly (readonly string[])[] {
  const last = rows.length - 1;
  const weight = (index: number) => (index === 0 || index === last ? 0 : rows[index]?.isWarning ? 1 : 2);
  const order = rows.map((_, index) => index).sort((a, b) => weight(a) - weight(b) || a - b);
  const kept = new Set(order.slice(0, rows.length > lines ? lines - 1 : lines));
  return rows.flatMap(({ cells }, index) => {
    if (kept.has(index)) return [cells];
    return kept.has(index - 1) ? [GAP] : [];
  });
}

const GAP = ['…', '', '', '', ''];

function subjectOf({ kind, object }: Change): string {
  if (kind !== 'Event') return textOf(object);
  const { involvedObject } = object as CoreEvent;
  const { kind: about = '', namespace = '', name = '' } = involvedObject;
  return referenceText({ kind: about, namespace, name });
}

const textOf = ({ kind, metadata: { namespace = '', name } }: KubeObject) => referenceText({ kind, namespace, name });

function changeRow(cluster: Cluster, change: Change): Row | undefined {
  const what = summaryOf(change);
  if (what === '' && change.type === 'MODIFIED') return undefined;
  const [write] = cluster.simulation.trace.chain(change.trace);
  const verb = change.type === 'DELETED' ? 'remove' : (write?.verb ?? 'update');
  const cells = [write?.actor ?? change.writer, verb, targetText(change.object), what];
  return { cells, key: cells.join(' '), isWarning: false };
}

/** Events that are no warnings and yet tell what no write does. */
const TELLING = ['Killing', 'Preempted', 'TaintManagerEviction', 'SuccessfulRescale', 'FailedBinding'];

function eventRow({ object, type: change, previous }: Change): Row | undefined {
  const { involvedObject, type, reason = '', message = '', reportingComponent, source } = object as CoreEvent;
  const isWarning = type === 'Warning';
  if (change === 'DELETED' || previous || !(isWarning || TELLING.includes(reason))) return undefined;
  const { kind = '', namespace = '', name = '' } = involvedObject;
  const target = targetText({ kind, metadata: { namespace, name } } as KubeObject);
  const cells = [reportingComponent || (source?.component ?? ''), 'event', target, `${reason}: ${message}`];
  return { cells, key: `event ${target} ${reason}`, isWarning };
}
