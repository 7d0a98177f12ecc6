// A pod's volume claims and what stands behind them. upstream: component-helpers/storage/volume, storage/ephemeral

import type { Reader } from '../api/actor';
import type { PersistentVolumeClaim, Pod, StorageClass } from '../kinds/generated/types.gen';
import { BIND_COMPLETED, claimClassName } from '../kinds/storage-class-names';

export interface ClaimUse {
  readonly name: string;
  /** Made by the ephemeral volume controller for this pod. */
  readonly isEphemeral: boolean;
}

const NONE: readonly ClaimUse[] = [];
const uses = new WeakMap<object, readonly ClaimUse[]>();

/** The claims that a pod's volumes name, in the order of its volumes. */
export function claimsOf(pod: Pod): readonly ClaimUse[] {
  const volumes = pod.spec.volumes;
  if (!volumes || volumes.length === 0) return NONE;
  const known = uses.get(volumes);
  if (known) return known;
  const found: ClaimUse[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of volumes) {
    if (persistentVolumeClaim) found.push({ name: persistentVolumeClaim.claimName, isEphemeral: false });
    else if (ephemeral) found.push({ name: `${pod.metadata.name}-${name}`, isEphemeral: true });
  }
  // The name of an ephemeral claim depends on the pod, so that volumes of one template cannot share it.
  if (!found.some((use) => use.isEphemeral)) uses.set(volumes, found.length === 0 ? NONE : found);
  return found;
}

export function usesClaim(pod: Pod, namespace: string | undefined, claim: string): boolean {
  return pod.metadata.namespace === namespace && claimsOf(pod).some(({ name }) => name === claim);
}

/** For hints about claims that came or changed. */
export function namesClaim(pod: Pod, claim: unknown): boolean {
  const { metadata } = claim as PersistentVolumeClaim;
  return usesClaim(pod, metadata.namespace, metadata.name);
}

export const claimNotFound = (name: string) => `persistentvolumeclaim "${name}" not found`;

export function isFullyBound({ spec, metadata }: PersistentVolumeClaim): boolean {
  return !!spec?.volumeName && metadata.annotations?.[BIND_COMPLETED] !== undefined;
}

export function classOf(claim: PersistentVolumeClaim, reader: Reader): StorageClass | undefined {
  const name = claimClassName(claim);
  return name === '' ? undefined : reader.get('StorageClass', undefined, name);
}

/** Whether the claim waits for its first consumer. */
export function isDelayed(claim: PersistentVolumeClaim, reader: Reader): boolean {
  return classOf(claim, reader)?.volumeBindingMode === 'WaitForFirstConsumer';
}
