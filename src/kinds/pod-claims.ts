// The PersistentVolumeClaims behind a pod's volumes, for the store's index of pods by claim.
// upstream: pkg/controller/volume/common PodPVCIndexFunc, component-helpers/storage/ephemeral

import type { Pod, Volume } from './generated/types.gen';

const NONE: readonly string[] = [];

/** The claim that a volume names; an ephemeral volume's is called after the pod. */
export function claimNameOf(volume: Volume, pod: string): string | undefined {
  return volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral ? `${pod}-${volume.name}` : undefined);
}

const withoutClaims = new WeakMap<readonly Volume[], boolean>();

/** `namespace/name` of each claim, in the order of the volumes. */
export function claimKeysOf({ metadata, spec }: Pod): readonly string[] | undefined {
  const { volumes } = spec;
  if (!volumes) return undefined;
  let isPlain = withoutClaims.get(volumes);
  if (isPlain === undefined) {
    isPlain = !volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim || ephemeral);
    withoutClaims.set(volumes, isPlain);
  }
  if (isPlain) return undefined;
  const names = volumes.flatMap((volume) => claimNameOf(volume, metadata.name) ?? NONE);
  return names.map((name) => `${metadata.namespace}/${name}`);
}
