// A timeline as text: virtual time since its start, who, what, on what, and what changed.

import type { Cluster } from '../cluster/cluster';
import type { TimelineOptions } from '../cluster/timeline';

/** Lines of `+12.345s  kubelet  update  pod/web-0  Running, ready`; times count from `sinceMs` or the first row. */
export function timelineText(cluster: Cluster, options: TimelineOptions = {}): string {
  const rows = cluster.timeline(options);
  const startMs = options.since?.atMs ?? rows[0]?.atMs ?? 0;
  const width = (read: (row: (typeof rows)[number]) => string) => Math.max(0, ...rows.map((row) => read(row).length));
  const actorWidth = width(({ actor }) => actor);
  const verbWidth = width(({ verb }) => verb);
  const targetWidth = Math.min(
    48,
    width(({ target }) => target),
  );
  const lines = rows.map(({ atMs, actor, verb, target, what }) => {
    const at = `+${((atMs - startMs) / 1000).toFixed(3)}s`.padStart(10);
    const columns = [at, actor.padEnd(actorWidth), verb.padEnd(verbWidth), target.padEnd(targetWidth), what];
    return columns.join('  ').trimEnd();
  });
  return lines.join('\n');
}
