// The four writes that bind a volume and a claim, each as the object that comes of it; the same object when it says so
// already. upstream: pkg/controller/volume/persistentvolume bindVolumeToClaim, bindClaimToVolume, updateClaimStatus

import { equalData } from '../../kinds/equal-data';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimStatus,
  PersistentVolumeStatus,
} from '../../kinds/generated/types.gen';
import { compareQuantity } from '../../kinds/quantity';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER } from '../../kinds/storage-class-names';
import { withField } from '../../kinds/with-defaults';
import { pointsAt } from './match';

/** The size before a resize that the node has still to follow. */
const PRE_RESIZE = 'volume.alpha.kubernetes.io/pre-resize-capacity';

function annotated<T extends PersistentVolume | PersistentVolumeClaim>(object: T, key: string): T {
  const { annotations } = object.metadata;
  if (annotations?.[key] !== undefined) return object;
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [key]: 'yes' } } };
}

/** The volume with a reference to the claim; marked when it was the controller's choice. */
export function volumeForClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const chosen = pointsAt(volume, claim) ? volume : annotated(volume, BOUND_BY_CONTROLLER);
  const reference = volume.spec?.claimRef;
  if (reference?.name === name && reference.namespace === namespace && reference.uid === uid) return chosen;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, resourceVersion, uid };
  return { ...chosen, spec: { ...chosen.spec, claimRef } };
}

/** The claim with its volume's name; marked when it was the controller's choice. */
export function claimForVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const volumeName = volume.metadata.name;
  const isNamed = claim.spec?.volumeName === volumeName;
  const named = isNamed ? claim : annotated({ ...claim, spec: { ...claim.spec, volumeName } }, BOUND_BY_CONTROLLER);
  return annotated(named, BIND_COMPLETED);
}

/** The volume in this phase. */
export function volumeInPhase(
  volume: PersistentVolume,
  phase: NonNullable<PersistentVolumeStatus['phase']>,
  message = '',
): PersistentVolume {
  if (volume.status?.phase === phase) return volume;
  const { message: _before, ...status } = volume.status ?? {};
  return { ...volume, status: { ...status, ...(message ? { message } : {}), phase } };
}

/** The claim in this phase; what it says of its volume goes when there is none. */
export function claimInPhase(
  claim: PersistentVolumeClaim,
  phase: NonNullable<PersistentVolumeClaimStatus['phase']>,
  volume?: PersistentVolume,
): PersistentVolumeClaim {
  const before = claim.status ?? {};
  const status = volume ? boundStatus(before, phase, volume) : unboundStatus(before, phase);
  return withField(claim, 'status', equalData(status, before) ? claim.status : status);
}

function unboundStatus(before: PersistentVolumeClaimStatus, phase: PersistentVolumeClaimStatus['phase']) {
  const { accessModes: _modes, capacity: _capacity, currentVolumeAttributesClassName: _class, ...rest } = before;
  return { ...rest, phase };
}

/** What becomes of the size after the binding is told by those who resize. */
function boundStatus(
  before: PersistentVolumeClaimStatus,
  phase: PersistentVolumeClaimStatus['phase'],
  volume: PersistentVolume,
): PersistentVolumeClaimStatus {
  const { accessModes, capacity, volumeAttributesClassName } = volume.spec ?? {};
  const status = { ...before, ...(accessModes ? { accessModes } : {}), phase };
  if (before.phase === phase) return status;
  const preResize = volume.metadata.annotations?.[PRE_RESIZE];
  const size = capacity?.storage;
  const known = before.capacity?.storage;
  const isResized = size !== undefined && (known === undefined || compareQuantity(size, known) !== 0);
  return {
    ...status,
    ...(preResize !== undefined
      ? { capacity: { ...before.capacity, storage: preResize } }
      : isResized
        ? { capacity }
        : {}),
    ...(before.phase === 'Pending' && volumeAttributesClassName
      ? { currentVolumeAttributesClassName: volumeAttributesClassName }
      : {}),
  };
}

/** The volume without what the controller bound it to; a user's own reservation stays, without the uid. */
export function unbound(volume: PersistentVolume): PersistentVolume {
  const { claimRef, ...spec } = volume.spec ?? {};
  const { annotations, ...metadata } = volume.metadata;
  if (annotations?.[BOUND_BY_CONTROLLER] === undefined) {
    const { uid: _uid, ...reserved } = claimRef ?? {};
    return { ...volume, spec: { ...spec, claimRef: reserved } };
  }
  const { [BOUND_BY_CONTROLLER]: _mark, ...others } = annotations;
  const kept = Object.keys(others).length > 0 ? { ...metadata, annotations: others } : metadata;
  return { ...volume, metadata: kept, spec };
}
