// The past of one object as spans in which it kept its state: what a bar shows. And of its conditions, one by one.

import type { Past } from './past';
import { ABSENT } from './values';

export interface Segment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: string;
  /** The change that began it. */
  readonly change: number;
}

/** Spans of an object's states; none for while it was not there. */
export function segmentsOf(past: Past, object: number): Segment[] {
  return joined(past, object, (change) => past.stateOf(change));
}

export interface ConditionLane {
  readonly type: string;
  readonly segments: readonly Segment[];
}

/** The object's conditions with the spans of their statuses: `True`, `False`, `Unknown`. */
export function conditionsOf(past: Past, object: number): ConditionLane[] {
  const types = new Set<string>();
  for (const change of past.changes(object)) {
    for (const condition of conditionRefs(past, change)) types.add(past.values.textAt(condition, 'type'));
  }
  return [...types].map((type) => ({
    type,
    segments: joined(past, object, (change) => (past.isRemoval(change) ? 'absent' : statusOf(past, change, type))),
  }));
}

function statusOf(past: Past, change: number, type: string): string {
  const found = conditionRefs(past, change).find((each) => past.values.textAt(each, 'type') === type);
  return found === undefined ? 'absent' : past.values.textAt(found, 'status');
}

/** The refs of an object's conditions after a change. */
export function conditionRefs(past: Past, change: number): number[] {
  const list = past.values.at(past.valueOf(change), 'status', 'conditions');
  return list === ABSENT ? [] : past.values.entries(list).map(([, ref]) => ref);
}

function joined(past: Past, object: number, stateOf: (change: number) => string): Segment[] {
  const segments: Segment[] = [];
  let open: { fromMs: number; state: string; change: number } | undefined;
  const close = (toMs: number) => {
    if (open && open.state !== 'absent') segments.push({ ...open, toMs });
  };
  for (const change of past.changes(object)) {
    const state = stateOf(change);
    if (state === open?.state) continue;
    close(past.time(change));
    open = { fromMs: past.time(change), state, change };
  }
  close(past.data.endMs);
  return segments;
}
