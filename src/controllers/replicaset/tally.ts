// How many pods of each owner are active, ready and ending, kept up to date with every change of a pod. An owner of ten
// thousand pods is told of each of them; counting them all each time would cost the square of their number.

import type { Reader } from '../../api/actor';
import type { Change } from '../../api/change';
import type { Pod } from '../../kinds/generated/types.gen';
import { compileLabels, type LabelMatcher } from '../../kinds/labels';
import { controllerOf } from '../../kinds/owner';
import type { Table } from '../../sim/table';
import { isPodActive, isPodReady, isPodTerminating } from '../shared/pod-state';
import type { Replicated } from './replicated';

export interface Tally {
  readonly active: number;
  readonly ready: number;
  /** Active pods that carry all labels of the owner's template. */
  readonly fullyLabeled: number;
  readonly terminating: number;
  /** Active pods that the owner's selector does not match: it has to let go of them. */
  readonly strayed: number;
}

export const NO_PODS: Tally = Object.freeze({ active: 0, ready: 0, fullyLabeled: 0, terminating: 0, strayed: 0 });

/** What an owner asks of its pods' labels. */
export interface LabelRules {
  readonly selects: LabelMatcher;
  readonly hasAll: LabelMatcher;
}

export function labelRules(owner: Replicated, selects: (owner: Replicated) => LabelMatcher): LabelRules {
  return { selects: selects(owner), hasAll: compileLabels(owner.spec.template?.metadata?.labels) };
}

/** The tally with one pod counted in (1) or out (-1). */
export function counted(tally: Tally, pod: Pod, { selects, hasAll }: LabelRules, sign: 1 | -1): Tally {
  const { labels } = pod.metadata;
  const matches = selects(labels);
  if (!isPodActive(pod)) {
    const ends = matches && isPodTerminating(pod);
    return ends ? { ...tally, terminating: tally.terminating + sign } : tally;
  }
  if (!matches) return { ...tally, strayed: tally.strayed + sign };
  return {
    active: tally.active + sign,
    ready: tally.ready + (isPodReady(pod) ? sign : 0),
    fullyLabeled: tally.fullyLabeled + (hasAll(labels) ? sign : 0),
    terminating: tally.terminating,
    strayed: tally.strayed,
  };
}

/** The tally of pods that an owner controls. */
export function tallyOf(pods: readonly Pod[], rules: LabelRules): Tally {
  let tally = NO_PODS;
  for (const pod of pods) tally = counted(tally, pod, rules, 1);
  return tally;
}

/** Follows a pod's change in the tallies of the owners it concerns; owners that were never counted are left alone. */
export function followPod(
  tallies: Table<Tally>,
  change: Change<Pod>,
  rulesOf: (uid: string, reader: Reader, namespace: string | undefined, name: string) => LabelRules | undefined,
  reader: Reader,
): void {
  if (change.type === 'MODIFIED' && change.previous && countsTheSame(change.previous, change.object)) return;
  if (change.previous) countFor(tallies, change.previous, rulesOf, reader, -1);
  if (change.type !== 'DELETED') countFor(tallies, change.object, rulesOf, reader, 1);
}

/** Most changes of a pod leave its owner's counts as they are. */
function countsTheSame(before: Pod, after: Pod): boolean {
  const was = before.metadata;
  const is = after.metadata;
  return (
    was.ownerReferences === is.ownerReferences &&
    was.labels === is.labels &&
    isPodActive(before) === isPodActive(after) &&
    isPodReady(before) === isPodReady(after) &&
    isPodTerminating(before) === isPodTerminating(after)
  );
}

function countFor(
  tallies: Table<Tally>,
  pod: Pod,
  rulesOf: Parameters<typeof followPod>[2],
  reader: Reader,
  sign: 1 | -1,
): void {
  const ref = controllerOf(pod);
  const tally = ref && tallies.get(ref.uid);
  if (!ref || !tally) return;
  const rules = rulesOf(ref.uid, reader, pod.metadata.namespace, ref.name);
  if (rules) tallies.set(ref.uid, counted(tally, pod, rules, sign));
  else tallies.delete(ref.uid);
}
