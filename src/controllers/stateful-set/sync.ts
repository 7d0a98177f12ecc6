// One sync of a StatefulSet: wanted ordinals from the lowest, then pods too many from the highest, then one pod to
// update; in order the first thing to do or to wait for ends it. Status and history last.
// upstream: pkg/controller/statefulset/stateful_set_control.go UpdateStatefulSet

import type { ActorContext } from '../../api/actor';
import type { Pod, StatefulSet } from '../../kinds/generated/types.gen';
import { compileSelector, matchesNothing } from '../../kinds/labels';
import { claim, ownedAndOrphans } from '../shared/controller-ref';
import { slowStart } from '../shared/pod-control';
import { nextAvailableInMs } from '../shared/pod-state';
import { failureOf, type Retries } from '../shared/syncing';
import { claimsHaveRightOwners, correctClaimOwners, hasStaleClaim } from './claims';
import { isMember } from './identity';
import {
  arrange,
  condemnedStep,
  firstUnavailable,
  isParallel,
  type Place,
  podsToUpdate,
  replicaStep,
} from './pod-steps';
import { createMissingClaims, createStatefulPod, deleteStatefulPod, repairPod } from './pods';
import { type History, listRevisions, planPruning, syncRevisions } from './revisions';
import { isNewStatus, statefulStatus } from './status';

interface Sync {
  readonly cx: ActorContext<Retries>;
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly history: History;
}

export function syncStatefulSet(cx: ActorContext<Retries>, key: string, set: StatefulSet): void {
  const revisions = listRevisions(cx, set);
  const pods = podsOf(cx, set);
  const history = syncRevisions(cx, set, revisions);
  const sync: Sync = { cx, set, pods, history };
  let replaced = 0;
  const failure = failureOf(() => {
    if (!set.metadata.deletionTimestamp) replaced = bringToState(sync);
  });
  const status = statefulStatus(set, pods, history, history.collisionCount, replaced, cx.nowMs);
  if (isNewStatus(set, status)) cx.updateStatus({ ...set, status });
  for (const { metadata } of planPruning(set, revisions, history, pods)) {
    cx.delete('ControllerRevision', metadata.namespace, metadata.name);
  }
  if (failure) throw failure;
  const waitMs = nextAvailableInMs(pods, set.spec.minReadySeconds ?? 0, cx.nowMs);
  if (waitMs !== undefined) cx.after(waitMs, key);
}

/** The set's own pods; those whose names are of another set are let go or left alone. */
function podsOf(cx: ActorContext<Retries>, set: StatefulSet): readonly Pod[] {
  const candidates = ownedAndOrphans(cx, 'Pod', set);
  const members = candidates.filter((pod) => isMember(set, pod));
  if (members.length < candidates.length) {
    const others = candidates.filter((pod) => !isMember(set, pod));
    claim(cx, 'Pod', set, others, matchesNothing);
  }
  return claim(cx, 'Pod', set, members, compileSelector(set.spec.selector));
}

/** Takes the steps that are due. Answers how many pods were deleted for an update. */
function bringToState(sync: Sync): number {
  const { cx, set, pods, history } = sync;
  const places = arrange(set, pods, history);
  const first = firstUnavailable(set, places, cx.nowMs);
  const isDone =
    forAll(set, places.replicas, (place) => handleReplica(sync, place)) &&
    forAll(set, places.condemned, (pod) => correctOwners(sync, pod)) &&
    forAll(set, places.condemned, (pod) => handleCondemned(sync, pod, first));
  if (!isDone) return 0;
  const outdated = podsToUpdate(set, places.replicas, history.update.metadata.name, cx.nowMs);
  for (const pod of outdated) deleteStatefulPod(cx, set, pod);
  return outdated.length;
}

/** In order until one says stop, or all in growing batches. True when the sync may go on. */
function forAll<T>(set: StatefulSet, items: readonly T[], handle: (item: T) => boolean): boolean {
  if (!isParallel(set)) return items.every(handle);
  const queue = items.values();
  const failure = slowStart(items.length, () => failureOf(() => void handle(queue.next().value as T)));
  if (failure) throw failure;
  return true;
}

function handleReplica({ cx, set }: Sync, place: Place): boolean {
  const { pod } = place;
  const step = replicaStep(set, place, cx.nowMs);
  if (step === 'create') {
    if (hasStaleClaim(cx, set, pod)) return false;
    createStatefulPod(cx, set, pod);
    return false;
  }
  if (step === 'delete') {
    deleteStatefulPod(cx, set, pod);
    return false;
  }
  if (pod.status?.phase === 'Pending') createMissingClaims(cx, set, pod);
  if (step === 'wait') return false;
  repairPod(cx, set, pod);
  return true;
}

function correctOwners({ cx, set }: Sync, pod: Pod): boolean {
  if (!claimsHaveRightOwners(cx, set, pod)) correctClaimOwners(cx, set, pod);
  return true;
}

function handleCondemned({ cx, set }: Sync, pod: Pod, first: Pod | undefined): boolean {
  const step = condemnedStep(set, pod, first, cx.nowMs);
  if (step === 'delete') deleteStatefulPod(cx, set, pod);
  return step === 'keep';
}
