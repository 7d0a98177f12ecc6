// Ordinals and the names made of them: a pod of a StatefulSet is known by its name alone.
// upstream: pkg/controller/statefulset/stateful_set_utils.go

import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kinds/generated/types.gen';

const MAX_INT32 = 2 ** 31 - 1;

export function wantedReplicas(set: StatefulSet): number {
  return set.spec.replicas ?? 1;
}

/** The lowest ordinal. */
export function startOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

/** The set that a pod's name speaks of, and its ordinal; undefined when the name is of another form. */
export function parsePodName(name: string): { readonly parent: string; readonly ordinal: number } | undefined {
  const dash = name.lastIndexOf('-');
  const digits = name.slice(dash + 1);
  if (dash < 0 || !/^\d+$/.test(digits) || Number(digits) > MAX_INT32) return undefined;
  return { parent: name.slice(0, dash), ordinal: Number(digits) };
}

export function isMember(set: StatefulSet, pod: Pod): boolean {
  return parsePodName(pod.metadata.name)?.parent === set.metadata.name;
}

/** @param pod a member of the set */
export function ordinalOf(pod: Pod): number {
  return parsePodName(pod.metadata.name)?.ordinal ?? -1;
}

/** Whether the set wants a pod of this one's ordinal. */
export function isInRange(set: StatefulSet, pod: Pod): boolean {
  const place = ordinalOf(pod) - startOrdinal(set);
  return place >= 0 && place < wantedReplicas(set);
}

export function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

export function claimName(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number): string {
  return `${template.metadata.name}-${podName(set, ordinal)}`;
}
