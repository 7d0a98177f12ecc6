// How VolumeBinding scores a node by the room that a pod's new volumes leave there, by storage class. Behind the gate
// StorageCapacityScoring. upstream: plugins/volumebinding scorer.go, VolumeBinding.Score

import type { Node, PersistentVolumeClaim } from '../kinds/generated/types.gen';
import { value } from '../kinds/quantity';
import type { CycleContext } from './framework';
import type { ShapePoint } from './scoring-strategy';
import { capacityFor, chooseVolumes, requestOf } from './volume-match';

/** The more room is left, the better. upstream: SetDefaults_VolumeBindingArgs */
export const ROOM_LEFT: readonly ShapePoint[] = [
  { utilization: 0, score: 10 },
  { utilization: 100, score: 0 },
];

type Curve = (requested: number, capacity: number) => number;

interface Room {
  readonly requested: number;
  readonly capacity: number;
}

export function storageScore(
  claims: readonly PersistentVolumeClaim[],
  node: Node,
  cx: CycleContext,
  score: Curve,
): number {
  const choice = claims.length > 0 ? chooseVolumes(claims, node, cx) : 'no-match';
  if (typeof choice === 'string') return 0;
  const classes = new Map<string, Room>();
  for (const { claim, volume } of choice.existing) {
    const name = volume.spec?.storageClassName ?? '';
    const { requested, capacity } = classes.get(name) ?? { requested: 0, capacity: 0 };
    classes.set(name, {
      requested: requested + value(requestOf(claim)),
      capacity: capacity + value(volume.spec?.capacity?.storage),
    });
  }
  // Only when no volume is there already do new ones count.
  for (const claim of choice.existing.length > 0 ? [] : choice.provisioned) {
    const room = capacityFor(claim, node, cx.reader);
    if (!room) continue;
    const name = claim.spec?.storageClassName ?? '';
    const requested = (classes.get(name)?.requested ?? 0) + value(requestOf(claim));
    classes.set(name, { requested, capacity: value(room.capacity) });
  }
  if (classes.size === 0) return 0;
  let total = 0;
  for (const { requested, capacity } of classes.values())
    total += capacity === 0 ? score(1, 0) : score(requested, capacity);
  return Math.round(total / classes.size);
}
