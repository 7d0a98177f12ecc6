// The sentences of a pod that fits nowhere. upstream: pkg/scheduler/framework/types.go FitError.Error

import type { Diagnosis } from './cycle';
import type { Rejection } from './framework';

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
  // Nodes share few rejections, most of them one object: counted first, read afterwards.
  const byRejection = new Map<Rejection, number>();
  const count = (rejection: Rejection, nodes: number) => {
    if (nodes > 0) byRejection.set(rejection, (byRejection.get(rejection) ?? 0) + nodes);
  };
  for (const { rejection } of statuses.values()) count(rejection, 1);
  if (absent) count(absent, nodes.length - statuses.size);
  const byReason = new Map<string, number>();
  for (const [{ reasons }, times] of byRejection) {
    for (const reason of reasons) byReason.set(reason, (byReason.get(reason) ?? 0) + times);
  }
  return [...byReason]
    .map(([reason, times]) => `${times} ${reason}`)
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
