// Owner references: who controls an object.

import type { OwnerReference } from './generated/types.gen';
import type { KubeObject } from './kind';

/** The owner reference with `controller: true`, of which there is at most one. upstream: metav1.GetControllerOf */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  const owners = object.metadata.ownerReferences;
  if (!owners) return undefined;
  // By index: for frozen lists V8 (Node 20) does not inline an iterator, and this is asked at every change.
  for (let index = 0; index < owners.length; index++) {
    const owner = owners[index] as OwnerReference;
    if (owner.controller === true) return owner;
  }
  return undefined;
}

/** Whether `owner` controls `object`: equal uids, not names. */
export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

/** The owner reference that a controller writes to what it makes. upstream: metav1.NewControllerRef */
export function controllerRef(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}
