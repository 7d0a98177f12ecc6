// Which volumes a pod's unbound claims would get on a node: existing ones, or new ones of a class that can make them
// there.
// upstream: pkg/scheduler/framework/plugins/volumebinding binder.go, component-helpers/storage/volume
// FindMatchingVolume

import type { Reader } from '../api/actor';
import type {
  CSIStorageCapacity,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from '../kinds/generated/types.gen';
import { compileSelector } from '../kinds/labels';
import { matchesSelector } from '../kinds/node-selector';
import { compareQuantity, value } from '../kinds/quantity';
import { claimClassName, SELECTED_NODE } from '../kinds/storage-class-names';
import { classOf } from './claims';
import type { CycleContext } from './framework';

export interface StaticChoice {
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume;
}

export interface VolumeChoice {
  readonly existing: readonly StaticChoice[];
  readonly provisioned: readonly PersistentVolumeClaim[];
}

/** How a node fails a claim. */
export type NoVolume = 'no-match' | 'no-room';

/** Volumes for all claims on this node, or why not. Claims are taken by size, smallest first. */
export function chooseVolumes(
  claims: readonly PersistentVolumeClaim[],
  node: Node,
  { reader, cache }: CycleContext,
): VolumeChoice | NoVolume {
  const open: PersistentVolumeClaim[] = [];
  const provisioned: PersistentVolumeClaim[] = [];
  for (const claim of claims) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    if (selected === undefined) open.push(claim);
    else if (selected === node.metadata.name) provisioned.push(claim);
    else return 'no-match';
  }
  const existing: StaticChoice[] = [];
  const taken = new Set<string>();
  const volumes = open.length > 0 ? cache.assumedVolumes.all(reader.list('PersistentVolume')) : [];
  for (const claim of bySize(open)) {
    const volume = findVolume(claim, volumes, node, taken);
    if (volume) {
      taken.add(volume.metadata.name);
      existing.push({ claim, volume });
    } else provisioned.push(claim);
  }
  for (const claim of provisioned) {
    const why = cannotProvision(claim, node, reader);
    if (why) return why;
  }
  return { existing, provisioned };
}

export const requestOf = ({ spec }: PersistentVolumeClaim) => spec?.resources?.requests?.storage ?? 0;

const bySize = (claims: readonly PersistentVolumeClaim[]) =>
  [...claims].sort((a, b) => compareQuantity(requestOf(a), requestOf(b)));

/** A volume that is the claim's already wins; else the smallest that will do. */
export function findVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  node: Node,
  taken: ReadonlySet<string>,
): PersistentVolume | undefined {
  let smallest: PersistentVolume | undefined;
  const size = (volume: PersistentVolume) => volume.spec?.capacity?.storage ?? 0;
  for (const volume of volumes) {
    if (taken.has(volume.metadata.name) || !hasSameMode(volume, claim)) continue;
    const isOwn = pointsAt(volume, claim);
    if (isOwn) {
      if (compareQuantity(size(volume), requestOf(claim)) < 0) continue;
      return fitsNode(volume, node) ? volume : undefined;
    }
    if (!isAvailable(volume) || !suits(volume, claim) || !fitsNode(volume, node)) continue;
    if (compareQuantity(size(volume), requestOf(claim)) < 0) continue;
    if (!smallest || compareQuantity(size(volume), size(smallest)) < 0) smallest = volume;
  }
  return smallest;
}

const hasSameMode = ({ spec }: PersistentVolume, claim: PersistentVolumeClaim) =>
  (spec?.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem');

export function fitsNode({ spec }: PersistentVolume, node: Node): boolean {
  const required = spec?.nodeAffinity?.required;
  return !required || matchesSelector(required, node);
}

/** upstream: IsVolumeBoundToClaim */
function pointsAt({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const reference = spec?.claimRef;
  if (!reference || reference.name !== metadata.name || reference.namespace !== metadata.namespace) return false;
  return !reference.uid || reference.uid === metadata.uid;
}

const isAvailable = ({ metadata, spec, status }: PersistentVolume) =>
  !spec?.claimRef && !metadata.deletionTimestamp && status?.phase === 'Available';

function suits({ metadata, spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const asked = claim.spec;
  if ((spec?.storageClassName ?? '') !== claimClassName(claim)) return false;
  if ((spec?.volumeAttributesClassName ?? '') !== (asked?.volumeAttributesClassName ?? '')) return false;
  if (asked?.selector && !compileSelector(asked.selector)(metadata.labels)) return false;
  return (asked?.accessModes ?? []).every((mode) => spec?.accessModes?.includes(mode));
}

/** Whether a new volume could be made for the claim on this node. upstream: checkVolumeProvisions */
function cannotProvision(claim: PersistentVolumeClaim, node: Node, reader: Reader): NoVolume | undefined {
  const storageClass = classOf(claim, reader);
  const provisioner = storageClass?.provisioner;
  if (!storageClass || !provisioner || provisioner === 'kubernetes.io/no-provisioner') return 'no-match';
  if (!allowsTopology(storageClass, node)) return 'no-match';
  const driver = reader.get('CSIDriver', undefined, provisioner);
  if (!driver?.spec?.storageCapacity) return undefined;
  return capacityOf(storageClass, requestOf(claim), node, reader) ? undefined : 'no-room';
}

function allowsTopology({ allowedTopologies }: StorageClass, { metadata }: Node): boolean {
  if (!allowedTopologies || allowedTopologies.length === 0) return true;
  return allowedTopologies.some((term) =>
    (term.matchLabelExpressions ?? []).every(({ key, values }) => {
      const own = metadata.labels?.[key];
      return own !== undefined && values.includes(own);
    }),
  );
}

/** What the claim's driver tells of its room for a new volume there; undefined when it tells nothing. */
export function capacityFor(claim: PersistentVolumeClaim, node: Node, reader: Reader): CSIStorageCapacity | undefined {
  const storageClass = classOf(claim, reader);
  const driver = storageClass && reader.get('CSIDriver', undefined, storageClass.provisioner);
  if (!storageClass || !driver?.spec?.storageCapacity) return undefined;
  return capacityOf(storageClass, requestOf(claim), node, reader);
}

function capacityOf(
  storageClass: StorageClass,
  size: string | number,
  node: Node,
  reader: Reader,
): CSIStorageCapacity | undefined {
  return reader.list('CSIStorageCapacity').find((capacity) => {
    if (capacity.storageClassName !== storageClass.metadata.name) return false;
    const limit = capacity.maximumVolumeSize ?? capacity.capacity;
    if (limit === undefined || value(limit) < value(size)) return false;
    return capacity.nodeTopology !== undefined && compileSelector(capacity.nodeTopology)(node.metadata.labels);
  });
}
