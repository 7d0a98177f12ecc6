// The sentences of a pod that fits nowhere. upstream: pkg/scheduler/framework/types.go FitError.Error

import type { Diagnosis } from './cycle';

export const NO_NODES = 'no nodes available to schedule pods';

/** The longest note of an event, in bytes. upstream: schedule_one.go truncateMessage */
const NOTE_BYTES = 1024;

/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s). TAIL` */
export function fitErrorText(
  diagnosis: Pick<Diagnosis, 'nodes' | 'statuses' | 'absent' | 'preFilterMessage'>,
  tail = '',
): string {
  const { nodes, preFilterMessage } = diagnosis;
  const middle = preFilterMessage === undefined ? histogram(diagnosis) : preFilterMessage;
  const opening = `0/${nodes.length} nodes are available:`;
  return `${opening}${middle === '' ? '' : ` ${middle}.`}${tail === '' ? '' : ` ${tail}`}`;
}

/** Each reason with the number of nodes that give it, sorted as plain text. */
function histogram({ nodes, statuses, absent }: Pick<Diagnosis, 'nodes' | 'statuses' | 'absent'>): string {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const rejection = statuses.get(node)?.rejection ?? absent;
    for (const reason of rejection?.reasons ?? []) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}

/** An event's note, cut where the API would refuse it. */
export function eventNote(message: string): string {
  const bytes = new TextEncoder().encode(message);
  if (bytes.length <= NOTE_BYTES) return message;
  const suffix = ' ...';
  return new TextDecoder().decode(bytes.subarray(0, NOTE_BYTES - suffix.length)) + suffix;
}
