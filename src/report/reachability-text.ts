// Who can reach whom, as a table: a line for each workload, a column for each port.

import type { Reachability } from '../network/reachability';
import { alignedText } from './aligned-text';

const MARKS = { all: 'yes', some: 'some', none: '-' } as const;

/** A column for each port of each workload, then what stands in the way of the rest, each reason once. */
export function reachabilityText({ sources, targets, cells }: Reachability): string {
  const columns = targets.map(({ to, port, protocol }) => `${to}:${port}${protocol === 'TCP' ? '' : `/${protocol}`}`);
  const rows = sources.map((source) => {
    const own = cells.filter(({ from }) => from === source);
    return [source, ...own.map(({ reachable }) => MARKS[reachable])];
  });
  const reasons = new Map<string, string[]>();
  for (const { from, to, port, why } of cells) {
    if (why === '') continue;
    reasons.set(why, [...(reasons.get(why) ?? []), `${from} to ${to}:${port}`]);
  }
  const lines = [...reasons].map(([why, pairs]) => `${why}: ${pairs.join(', ')}`);
  return [alignedText([['FROM', ...columns], ...rows]), ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}
