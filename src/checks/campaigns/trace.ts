// The shortest sequence that leads to what a campaign found: what was done, and then only what concerns the pods and
// endpoints in question, up to the moment that matters.

import type { Cluster } from '../../actions/acting-cluster';
import { type TimelineRow, targetText } from '../../cluster/timeline';
import type { Pod } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { Dip, Watch } from './watch';

const MOST_LINES = 10;

/** Up to the loss of the last endpoint, and the line on which the first one is back. */
export function traceOfDip(cluster: Cluster, watch: Watch, { service, goneAt, backAt }: Dip, dead: readonly string[]) {
  const { namespace, name } = service.reference;
  const slices = cluster.reader.by('EndpointSlice', 'service', `${namespace}/${name}`).map(targetText);
  const nodes = dead.map((node) => `node/${node}`);
  const wanted = new Set([...slices, ...service.pods.map(targetText), ...nodes]);
  const rows = rowsOf(cluster, watch, ({ target }) => wanted.has(target));
  const until = goneAt ?? Number.POSITIVE_INFINITY;
  const shown = rows.filter(({ revision }) => revision <= until || revision === backAt);
  return lines(watch, [...nodes.map((target) => death(watch, target)), ...shown]);
}

/** A machine that dies writes nothing. */
function death({ mark: { atMs, revision } }: Watch, target: string): TimelineRow {
  return { atMs, actor: 'user', verb: 'failNode', target, what: '', revision, source: undefined };
}

/** What happened to these pods. */
export function traceOfPods(cluster: Cluster, watch: Watch, pods: readonly Pod[]): readonly string[] {
  const wanted = new Set(pods.map(targetText));
  return lines(
    watch,
    rowsOf(cluster, watch, ({ target }) => wanted.has(target)),
  );
}

/** What was done, and that it was refused. */
export function traceOfRefusal(cluster: Cluster, watch: Watch, verb: string, object: KubeObject, words: string) {
  const { atMs, revision } = watch.mark;
  const row = { atMs, actor: 'user', verb, target: targetText(object), revision, source: undefined };
  const again = { ...row, atMs: cluster.nowMs, what: 'refused' };
  return lines(watch, [...rowsOf(cluster, watch, () => false), { ...row, what: `refused: ${words}` }, again]);
}

function rowsOf(cluster: Cluster, { mark }: Watch, isWanted: (row: TimelineRow) => boolean): TimelineRow[] {
  const rows = cluster.timeline({ since: mark });
  const isAction = ({ actor, target }: TimelineRow) => actor === 'user' && !/(^|\/)pod\//.test(target);
  return rows.filter((row) => isAction(row) || (row.what !== '' && isWanted(row)));
}

/** What is repeated is told once. */
function lines({ mark }: Watch, all: readonly TimelineRow[]): readonly string[] {
  const seen = new Set<string>();
  const rows = all.filter(({ actor, target, what }) => {
    const key = `${target} ${what}`;
    return actor === 'user' || (!seen.has(key) && seen.add(key));
  });
  const shown = rows.length <= MOST_LINES ? rows : [...rows.slice(0, MOST_LINES / 2), ...rows.slice(-MOST_LINES / 2)];
  const at = (row: TimelineRow) => `+${((row.atMs - mark.atMs) / 1000).toFixed(3)}s`;
  const columns = [at, ...FIELDS];
  const widths = columns.map((read) => Math.max(0, ...shown.map((row) => read(row).length)));
  return shown.map((row) =>
    columns
      .map((read, index) => read(row).padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const FIELDS: readonly ((row: TimelineRow) => string)[] = [
  ({ actor }) => actor,
  ({ verb }) => verb,
  ({ target }) => target,
  ({ what }) => what,
];
