// Making, repairing and deleting the pods of a StatefulSet, with the events that tell of it.
// upstream: pkg/controller/statefulset/stateful_pod_control.go StatefulPodControl

import type { Client } from '../../api/actor';
import type { Pod, StatefulSet } from '../../kinds/generated/types.gen';
import { isAlreadyExists, isConflict, isNotFound, refusalOf } from '../shared/refusal';
import { failureOf } from '../shared/syncing';
import { claimsHaveRightOwners, correctClaimOwners, createClaims } from './claims';
import { hasIdentity, hasStorage, withIdentity, withStorage } from './stateful-pod';

type Verb = 'Create' | 'Update' | 'Delete';

/** Makes a pod, its claims first. Errors: what was refused, after its event. */
export function createStatefulPod(cx: Client, set: StatefulSet, pod: Pod): void {
  told(cx, set, pod, 'Create', () => createClaims(cx, set, pod));
  const refused = refusalOf(() => void cx.create(pod));
  if (isAlreadyExists(refused)) throw refused;
  told(cx, set, pod, 'Update', () => correctClaimOwners(cx, set, pod));
  tell(cx, set, pod, 'Create', refused);
  if (refused) throw refused;
}

/** Makes what a pending pod misses. */
export function createMissingClaims(cx: Client, set: StatefulSet, pod: Pod): void {
  createClaims(cx, set, pod);
  told(cx, set, pod, 'Update', () => correctClaimOwners(cx, set, pod));
}

/**
 * Gives a pod the labels, claims and claim owners that it should have; nothing when it has them. A pod that has moved
 * on, e.g. because it was just adopted, is read again. upstream: UpdateStatefulPod
 */
export function repairPod(cx: Client, set: StatefulSet, pod: Pod): void {
  const repaired = repairedPod(cx, set, pod);
  if (repaired === undefined) return;
  let refused = refusalOf(() => void cx.update(repaired));
  if (isConflict(refused)) {
    const newest = cx.get('Pod', pod.metadata.namespace, pod.metadata.name);
    const again = newest && repairedPod(cx, set, newest);
    refused = again && refusalOf(() => void cx.update(again));
  }
  tell(cx, set, pod, 'Update', refused);
  if (refused) throw refused;
}

/** Sees to the pod's claims; answers the pod to write, nothing when nothing was amiss. */
function repairedPod(cx: Client, set: StatefulSet, pod: Pod): Pod | undefined {
  let repaired = pod;
  if (!hasIdentity(pod)) repaired = withIdentity(set, pod);
  if (!hasStorage(set, pod)) {
    repaired = withStorage(set, repaired);
    told(cx, set, pod, 'Update', () => createClaims(cx, set, pod));
  }
  const hasRightClaims = claimsHaveRightOwners(cx, set, pod);
  if (!hasRightClaims) told(cx, set, pod, 'Update', () => correctClaimOwners(cx, set, pod));
  return hasRightClaims && repaired === pod ? undefined : repaired;
}

export function deleteStatefulPod(cx: Client, set: StatefulSet, pod: Pod): void {
  const refused = refusalOf(() => cx.delete('Pod', pod.metadata.namespace, pod.metadata.name));
  const failure = isNotFound(refused) ? undefined : refused;
  tell(cx, set, pod, 'Delete', failure);
  if (failure) throw failure;
}

/** Runs a part of the work; a failure of it is told and thrown on. */
function told(cx: Client, set: StatefulSet, pod: Pod, verb: Verb, work: () => void): void {
  const failure = failureOf(work);
  if (failure === undefined) return;
  tell(cx, set, pod, verb, failure);
  throw failure;
}

function tell(cx: Client, set: StatefulSet, pod: Pod, verb: Verb, failure: Error | undefined): void {
  const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (failure === undefined) {
    cx.event(set, { type: 'Normal', reason: `Successful${verb}`, message: `${what} successful` });
  } else {
    cx.event(set, { type: 'Warning', reason: `Failed${verb}`, message: `${what} failed error: ${failure.message}` });
  }
}
