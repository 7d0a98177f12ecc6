// Which owner to look at when an object that may be its own has changed: the present and the former controller, or, for
// an orphan whose labels could matter, every owner of the namespace that would select it.
// upstream: pkg/controller/replicaset addPod, updatePod, deletePod and their likes

import type { Reader } from '../../api/actor';
import type { Change } from '../../api/change';
import { equalData } from '../../kinds/equal-data';
import { type KubeObject, objectKey } from '../../kinds/kind';
import type { KindMap } from '../../kinds/kind-map';
import type { LabelMatcher } from '../../kinds/labels';
import { controllerOf } from '../../kinds/owner';

/** A kind of owner and what one of them selects. */
export interface OwnerKind<K extends keyof KindMap> {
  readonly kind: K;
  readonly selects: (owner: KindMap[K]) => LabelMatcher;
}

/** Keys of the owners that a change concerns; undefined when it concerns none. */
export function wakeOwners<K extends keyof KindMap>(
  change: Change,
  cx: Reader,
  owners: OwnerKind<K>,
): string | readonly string[] | undefined {
  const { object, previous } = change;
  const isOwned = controllerOf(object) !== undefined;
  const owner = controllerKey(cx, object, owners.kind);
  if (change.type === 'DELETED') return owner;
  if (isOwned && previous?.metadata.ownerReferences === object.metadata.ownerReferences) return owner;
  const refChanged =
    previous !== undefined &&
    previous.metadata.ownerReferences !== object.metadata.ownerReferences &&
    !equalData(controllerOf(previous), controllerOf(object));
  const former = refChanged ? controllerKey(cx, previous, owners.kind) : undefined;
  if (isOwned) return former === undefined ? owner : keys(owner, former);
  if (object.metadata.deletionTimestamp !== undefined) return former;
  const relabelled = previous === undefined || !equalData(previous.metadata.labels, object.metadata.labels);
  return relabelled || refChanged ? keys(former, ...selecting(cx, object, owners)) : undefined;
}

/** Key of the object's controller, when that is of this kind and still the same object. */
export function controllerKey(cx: Reader, object: KubeObject, kind: keyof KindMap): string | undefined {
  const ref = controllerOf(object);
  if (ref === undefined || ref.kind !== kind) return undefined;
  const owner: KubeObject | undefined = cx.get(kind, object.metadata.namespace, ref.name);
  return owner?.metadata.uid === ref.uid ? objectKey(owner as KubeObject) : undefined;
}

function selecting<K extends keyof KindMap>(cx: Reader, object: KubeObject, owners: OwnerKind<K>): string[] {
  const candidates = cx.list(owners.kind, object.metadata.namespace) as readonly KindMap[K][];
  return candidates
    .filter((owner) => owners.selects(owner)(object.metadata.labels))
    .map((owner) => objectKey(owner as KubeObject));
}

const keys = (...found: readonly (string | undefined)[]) => found.filter((key) => key !== undefined);
