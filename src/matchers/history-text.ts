// How a failure tells of the past: the span that was asked about, and the moment that decided.

import type { Cluster } from '../cluster/cluster';
import { instantText, markText, offsetText } from '../report/places';
import { counted } from '../report/value-text';
import { goDuration } from '../sim/duration';
import type { Evaluation } from './evaluate';

/** ` in every state since scale deployment/web 5 at +10s (31 states over 1m30s)`; empty for the present. */
export function spanText(cluster: Cluster, { history, states }: Evaluation): string {
  const { mode, since, untilMs } = history;
  if (mode === 'now') return '';
  const quantity = { always: 'in every state', never: 'in no state', eventually: 'in some state' }[mode];
  const until = untilMs < cluster.nowMs ? ` until ${offsetText(cluster, untilMs)}` : '';
  const asked = counted(states, 'state');
  return ` ${quantity} since ${markText(cluster, since)}${until} (${asked} over ${goDuration(untilMs - since.atMs)})`;
}

/** `from +12.5s (...) to +14.8s: `, before what was so then. */
export function momentPrefix(cluster: Cluster, { history, decisive, endedAtMs, vacuous }: Evaluation): string {
  const { mode, untilMs } = history;
  if (mode === 'now') return '';
  if (mode === 'eventually') return `in none of them; at their end: `;
  if (vacuous) return '';
  const start = offsetText(cluster, decisive.atMs);
  const words = decisive.change ? instantText(cluster, decisive.atMs) : `${start} (the start of the span)`;
  if (endedAtMs === undefined) return `from ${words} to ${untilMs < cluster.nowMs ? 'its end' : 'now'}: `;
  return endedAtMs === decisive.atMs ? `at ${words}: ` : `from ${words} to ${offsetText(cluster, endedAtMs)}: `;
}
