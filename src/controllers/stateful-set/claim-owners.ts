// Who owns the claims of a pod, as the set's retention policy says: nobody, the set, or a pod that is scaled away. The
// garbage collector does the rest. upstream: pkg/controller/statefulset/stateful_set_utils.go isClaimOwnerUpToDate

import type { OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { controllerRef } from '../../kinds/owner';
import { isInRange } from './identity';

/** Claims go with the pods when the set is scaled down. */
export function deletesOnScale({ spec }: StatefulSet): boolean {
  return spec.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete';
}

function deletesWithSet({ spec }: StatefulSet): boolean {
  return spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete';
}

function wantedOwner(set: StatefulSet, pod: Pod): KubeObject | undefined {
  if (deletesOnScale(set) && !isInRange(set, pod)) return pod;
  return deletesWithSet(set) ? set : undefined;
}

/** Whether the claim's owners need no change. What an earlier set or pod of the name has left is not touched. */
export function hasRightOwners(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  if (isStale(claim, set) || isStale(claim, pod)) return true;
  const [ofSet, ofPod] = [isOwned(claim, set), isOwned(claim, pod)];
  if (hasForeignController(claim, set, pod)) return !ofSet && !ofPod;
  const ours = refsOf(claim).filter(({ uid }) => uid === set.metadata.uid || uid === pod.metadata.uid);
  if (ours.some(({ controller }) => !controller)) return false;
  const owner = wantedOwner(set, pod);
  return ofSet === (owner === set) && ofPod === (owner === pod);
}

/** The owners that the claim shall have. */
export function rightOwners(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): readonly OwnerReference[] {
  const others = refsOf(claim).filter((ref) => !speaksOf(ref, set) && !speaksOf(ref, pod));
  const owner = hasForeignController(claim, set, pod) ? undefined : wantedOwner(set, pod);
  return owner ? [...others, controllerRef(owner)] : others;
}

/** A policy applies, but something else controls the claim, or an earlier set or pod of the name. */
export function hasForeignController(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  if (!deletesOnScale(set) && !deletesWithSet(set)) return false;
  return refsOf(claim).some((ref) => {
    const named = speaksOf(ref, set) ? set : speaksOf(ref, pod) ? pod : undefined;
    return named ? ref.uid !== named.metadata.uid : ref.controller === true;
  });
}

/** The claim belongs to an earlier object of this one's name. */
export function isStale(claim: PersistentVolumeClaim, object: KubeObject): boolean {
  const ref = refsOf(claim).find((each) => speaksOf(each, object));
  return ref !== undefined && ref.uid !== object.metadata.uid;
}

const refsOf = ({ metadata }: PersistentVolumeClaim) => metadata.ownerReferences ?? [];

function isOwned(claim: PersistentVolumeClaim, owner: KubeObject): boolean {
  return refsOf(claim).some(({ uid }) => uid === owner.metadata.uid);
}

function speaksOf({ apiVersion, kind, name }: OwnerReference, object: KubeObject): boolean {
  return apiVersion === object.apiVersion && kind === object.kind && name === object.metadata.name;
}
