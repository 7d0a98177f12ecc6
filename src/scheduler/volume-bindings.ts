// From chosen volumes to bound claims: what is promised to a pod in memory, written for it one object after the other,
// and looked at until it is done.
// upstream: plugins/volumebinding binder.go AssumePodVolumes, bindAPIUpdate, checkBindings

import type { Client, Reader } from '../api/actor';
import type { Node, PersistentVolume, PersistentVolumeClaim } from '../kinds/generated/types.gen';
import { BOUND_BY_CONTROLLER, SELECTED_NODE } from '../kinds/storage-class-names';
import type { SchedulerCache } from './cache';
import { isFullyBound } from './claims';
import { fitsNode, type StaticChoice, type VolumeChoice } from './volume-match';

/** What a pod is to have, as it is to be written. */
export interface VolumeBindings {
  readonly existing: readonly StaticChoice[];
  readonly provisioned: readonly PersistentVolumeClaim[];
}

/** Points chosen volumes at their claims and names the node on the others, in the scheduler's memory alone. */
export function assumeVolumes(choice: VolumeChoice, node: string, cache: SchedulerCache): VolumeBindings {
  const existing = choice.existing.map(({ claim, volume }) => ({ claim, volume: pointedAt(volume, claim) }));
  const provisioned = choice.provisioned.map((claim) => {
    const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: node };
    return { ...claim, metadata: { ...claim.metadata, annotations } };
  });
  for (const { volume } of existing) cache.assumedVolumes.assume(volume);
  for (const claim of provisioned) cache.assumedClaims.assume(claim);
  return { existing, provisioned };
}

export function forgetVolumes({ existing, provisioned }: VolumeBindings, cache: SchedulerCache): void {
  for (const { volume } of existing) cache.assumedVolumes.forget(volume);
  for (const claim of provisioned) cache.assumedClaims.forget(claim);
}

/** upstream: component-helpers/storage/volume GetBindVolumeToClaim */
function pointedAt(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, resourceVersion, uid };
  const isPrebound = volume.spec?.claimRef !== undefined;
  const annotations = { ...volume.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
  const metadata = isPrebound ? volume.metadata : { ...volume.metadata, annotations };
  return { ...volume, metadata, spec: { ...volume.spec, claimRef } };
}

/** Writes the next object; `step` counts from 0. Errors: ApiError. */
export function writeVolumes({ existing, provisioned }: VolumeBindings, step: number, client: Client): 'more' | 'wait' {
  const objects = [...existing.map(({ volume }) => volume), ...provisioned];
  const next = objects[step];
  if (next) client.update(next);
  return step + 1 < objects.length ? 'more' : 'wait';
}

type Outcome = 'done' | 'wait' | { readonly error: string };

/** Whether the volume controller has done its part. */
export function checkVolumes(
  { existing, provisioned }: VolumeBindings,
  nodeName: string,
  node: Node | undefined,
  reader: Reader,
): Outcome {
  if (!node) return { error: `failed to get node "${nodeName}": node "${nodeName}" not found` };
  for (const one of existing) {
    const outcome = checkExisting(one, node, reader);
    if (outcome !== 'done') return outcome;
  }
  for (const claim of provisioned) {
    const outcome = checkProvisioned(claim, node, reader);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

function checkExisting({ volume: { metadata }, claim: { metadata: own } }: StaticChoice, node: Node, reader: Reader) {
  const volume = reader.get('PersistentVolume', undefined, metadata.name);
  if (!volume) return { error: `failed to check binding: persistentvolumes "${metadata.name}" not found` };
  const claim = reader.get('PersistentVolumeClaim', own.namespace, own.name);
  if (!claim) return { error: `failed to check binding: ${noClaim(own)}` };
  if (!fitsNode(volume, node)) return { error: conflict(volume, node) };
  if (!volume.spec?.claimRef?.uid) return { error: `ClaimRef got reset for pv "${metadata.name}"` };
  return isFullyBound(claim) ? 'done' : 'wait';
}

function checkProvisioned({ metadata: own }: PersistentVolumeClaim, node: Node, reader: Reader): Outcome {
  const claim = reader.get('PersistentVolumeClaim', own.namespace, own.name);
  if (!claim) return { error: `failed to check provisioning pvc: ${noClaim(own)}` };
  if (!claim.metadata.annotations) return { error: `selectedNode annotation reset for PVC "${own.name}"` };
  // A provisioner that gives up takes the node back.
  if (claim.metadata.annotations[SELECTED_NODE] !== node.metadata.name) {
    return { error: `provisioning failed for PVC "${own.name}"` };
  }
  const name = claim.spec?.volumeName;
  if (name) {
    const volume = reader.get('PersistentVolume', undefined, name);
    if (!volume) return 'wait';
    if (!fitsNode(volume, node)) return { error: conflict(volume, node) };
  }
  return isFullyBound(claim) ? 'done' : 'wait';
}

const noClaim = ({ namespace, name }: PersistentVolumeClaim['metadata']) =>
  `persistentvolumeclaims "${namespace}/${name}" not found`;

const conflict = (volume: PersistentVolume, node: Node) =>
  `pv "${volume.metadata.name}" node affinity doesn't match node "${node.metadata.name}": no matching NodeSelectorTerms`;
