// What may be done to each pod now. One after the other every pod has to serve before the next is touched, unless the
// set is managed in parallel; an update begins only when nothing is left to scale.
// upstream: pkg/controller/statefulset/stateful_set_control.go processReplica, processCondemned, updateStatefulSet

import { isEnabled } from '../../kinds/feature-gates';
import type { Pod, StatefulSet } from '../../kinds/generated/types.gen';
import { scaledValue } from '../../kinds/int-or-string';
import { isPodAvailable, isPodReady, isPodTerminal } from '../shared/pod-state';
import { ordinalOf, startOrdinal, wantedReplicas } from './identity';
import { newPod, podRevision, type Revisions } from './stateful-pod';

/** A wanted ordinal with its pod, or the one to make. */
export interface Place {
  readonly pod: Pod;
  readonly exists: boolean;
}

export interface Places {
  /** Wanted ordinals, rising. */
  readonly replicas: readonly Place[];
  /** Pods beyond the wanted ordinals, highest first. */
  readonly condemned: readonly Pod[];
}

export type Step = 'create' | 'delete' | 'wait' | 'keep';

export function arrange(set: StatefulSet, pods: readonly Pod[], revisions: Revisions): Places {
  const start = startOrdinal(set);
  const wanted = wantedReplicas(set);
  const replicas: Place[] = new Array(wanted);
  const condemned: Pod[] = [];
  for (const pod of pods) {
    const place = ordinalOf(pod) - start;
    if (place >= 0 && place < wanted) replicas[place] = { pod, exists: true };
    else condemned.push(pod);
  }
  for (let place = 0; place < wanted; place++) {
    replicas[place] ??= { pod: newPod(set, revisions, start + place), exists: false };
  }
  return { replicas, condemned: condemned.sort((a, b) => ordinalOf(b) - ordinalOf(a)) };
}

/** All pods at once instead of one after the other. */
export function isParallel(set: StatefulSet): boolean {
  return set.spec.podManagementPolicy === 'Parallel';
}

/** A wanted ordinal's pod. In order everything but `keep` ends the sync. */
export function replicaStep(set: StatefulSet, { pod, exists }: Place, nowMs: number): Step {
  if (!exists) return 'create';
  if (isPodTerminal(pod)) return isTerminating(pod) ? 'wait' : 'delete';
  if (isParallel(set)) return 'keep';
  return isTerminating(pod) || !serves(set, pod, nowMs) ? 'wait' : 'keep';
}

/** A pod too many. Of unhealthy ones only the first unavailable pod of the set may go before all others serve. */
export function condemnedStep(set: StatefulSet, pod: Pod, firstUnavailable: Pod | undefined, nowMs: number): Step {
  if (isTerminating(pod)) return isParallel(set) ? 'keep' : 'wait';
  const mayGo = isParallel(set) || pod === firstUnavailable || serves(set, pod, nowMs);
  return mayGo ? 'delete' : 'wait';
}

/** The unavailable pod of the lowest wanted ordinal, else of the lowest one too many. */
export function firstUnavailable(set: StatefulSet, { replicas, condemned }: Places, nowMs: number): Pod | undefined {
  const inOrder = [...replicas.map(({ pod }) => pod), ...[...condemned].reverse()];
  return inOrder.find((pod) => isUnavailable(set, pod, nowMs));
}

/** The pods to replace for an update, down to the partition; none with OnDelete. */
export function podsToUpdate(
  set: StatefulSet,
  replicas: readonly Place[],
  updateRevision: string,
  nowMs: number,
): readonly Pod[] {
  if (set.spec.updateStrategy?.type === 'OnDelete') return [];
  if (isEnabled('MaxUnavailableStatefulSet')) return upToLimit(set, replicas, updateRevision, nowMs);
  const one = podToUpdate(set, replicas, updateRevision, nowMs);
  return one ? [one] : [];
}

/**
 * The highest ordinals of another revision, as many as may be unavailable beside those that are already.
 * upstream: updateStatefulSetAfterInvariantEstablished
 */
function upToLimit(
  set: StatefulSet,
  replicas: readonly Place[],
  updateRevision: string,
  nowMs: number,
): readonly Pod[] {
  const { partition = 0, maxUnavailable = 1 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const limit = Math.max(1, scaledValue(maxUnavailable, set.spec.replicas ?? 1, false));
  const unavailable = replicas.filter(({ pod }) => isUnavailable(set, pod, nowMs)).length;
  const outdated = replicas
    .slice(partition)
    .map(({ pod }) => pod)
    .filter((pod) => podRevision(pod) !== updateRevision && !isTerminating(pod));
  return outdated.reverse().slice(0, Math.max(0, limit - unavailable));
}

/** The highest ordinal of another revision; none while a higher one is not available. */
function podToUpdate(
  set: StatefulSet,
  replicas: readonly Place[],
  updateRevision: string,
  nowMs: number,
): Pod | undefined {
  const { rollingUpdate } = set.spec.updateStrategy ?? {};
  for (const { pod } of replicas.slice(rollingUpdate?.partition ?? 0).reverse()) {
    if (podRevision(pod) !== updateRevision && !isTerminating(pod)) return pod;
    if (isUnavailable(set, pod, nowMs)) return undefined;
  }
  return undefined;
}

const isTerminating = ({ metadata }: Pod) => metadata.deletionTimestamp !== undefined;

function isUnavailable(set: StatefulSet, pod: Pod, nowMs: number): boolean {
  return isTerminating(pod) || !isPodAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs);
}

/** Running, ready, and that for long enough. */
function serves(set: StatefulSet, pod: Pod, nowMs: number): boolean {
  return isRunningAndReady(pod) && isPodAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs);
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isPodReady(pod);
}
