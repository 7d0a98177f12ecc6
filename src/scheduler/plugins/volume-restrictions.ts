// VolumeRestrictions: a disk that only one machine may write is not mounted twice on a node, and a ReadWriteOncePod
// claim has one pod in the whole cluster. upstream: plugins/volumerestrictions

import type { Reader } from '../../api/actor';
import type { Pod, Volume } from '../../kinds/generated/types.gen';
import type { SchedulerCache } from '../cache';
import { claimNotFound, claimsOf, namesClaim, usesClaim } from '../claims';
import {
  definePlugin,
  type Prepared,
  type Rejection,
  ready,
  rejected,
  skip,
  unresolvable,
  unschedulable,
} from '../framework';
import type { NodeInfo, PodInfo } from '../node-info';

const DISK = unschedulable('node(s) had no available disk');
const IN_USE = unschedulable(
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
);

interface Scratch {
  readonly disks: readonly Volume[];
  readonly onePodClaims: readonly string[];
  /** Uses of those claims by other pods. */
  uses: number;
}

const isRestricted = ({ gcePersistentDisk, awsElasticBlockStore, rbd, iscsi }: Volume) =>
  !!(gcePersistentDisk || awsElasticBlockStore || rbd || iscsi);

/** upstream: isVolumeConflict */
function conflict(a: Volume, b: Volume): boolean {
  const writable = (x: { readOnly?: boolean | undefined }, y: { readOnly?: boolean | undefined }) =>
    !x.readOnly || !y.readOnly;
  if (a.gcePersistentDisk && b.gcePersistentDisk) {
    return (
      a.gcePersistentDisk.pdName === b.gcePersistentDisk.pdName && writable(a.gcePersistentDisk, b.gcePersistentDisk)
    );
  }
  if (a.awsElasticBlockStore && b.awsElasticBlockStore) {
    return a.awsElasticBlockStore.volumeID === b.awsElasticBlockStore.volumeID;
  }
  if (a.iscsi && b.iscsi) return a.iscsi.iqn === b.iscsi.iqn && writable(a.iscsi, b.iscsi);
  if (a.rbd && b.rbd) {
    const other = b.rbd;
    const shared = a.rbd.monitors.some((monitor) => other.monitors.includes(monitor));
    return shared && a.rbd.pool === other.pool && a.rbd.image === other.image && writable(a.rbd, other);
  }
  return false;
}

function prepare(pod: Pod, reader: Reader, cache: SchedulerCache): Prepared<Scratch> {
  const namespace = pod.metadata.namespace;
  const onePodClaims: string[] = [];
  for (const { name, isEphemeral } of claimsOf(pod)) {
    if (isEphemeral) continue;
    const claim = reader.get('PersistentVolumeClaim', namespace, name);
    if (!claim) return rejected(unresolvable(claimNotFound(name)));
    if (claim.spec?.accessModes?.includes('ReadWriteOncePod')) onePodClaims.push(name);
  }
  const disks = (pod.spec.volumes ?? []).filter(isRestricted);
  if (onePodClaims.length === 0 && disks.length === 0) return skip;
  let uses = 0;
  for (const claim of onePodClaims) {
    const matches = (other: Pod) => usesClaim(other, namespace, claim);
    const query = { id: `claim ${namespace}/${claim}`, requirements: [], matches, readsNamespaces: false };
    const perNode = cache.countPods(query);
    for (const { slot } of cache.nodes()) uses += perNode[slot] ?? 0;
  }
  return ready({ disks, onePodClaims, uses });
}

function filter(_pod: Pod, node: NodeInfo, { disks, uses }: Scratch): Rejection | undefined {
  if (disks.length > 0) {
    const taken = ({ pod }: PodInfo) =>
      pod.spec.volumes?.some((held) => disks.some((disk) => conflict(disk, held))) ?? false;
    if (node.pods.some(taken)) return DISK;
  }
  return uses > 0 ? IN_USE : undefined;
}

function change(scratch: Scratch, pod: Pod, { pod: other }: PodInfo, delta: 1 | -1): void {
  for (const claim of scratch.onePodClaims) {
    if (usesClaim(other, pod.metadata.namespace, claim)) scratch.uses += delta;
  }
}

export const volumeRestrictions = definePlugin<Scratch>({
  name: 'VolumeRestrictions',
  preFilter: (pod, { reader, cache }) => prepare(pod, reader, cache),
  filter,
  addPod: (scratch, pod, added) => change(scratch, pod, added, 1),
  removePod: (scratch, pod, removed) => change(scratch, pod, removed, -1),
  copyScratch: (scratch) => ({ ...scratch }),
  wakeOn: {
    'Node/add': true,
    'PersistentVolumeClaim/add': (pod, { after }) => namesClaim(pod, after),
    'Pod/delete': (pod, { before }) => {
      const other = before as Pod;
      if (other.metadata.namespace !== pod.metadata.namespace) return false;
      if (claimsOf(pod).some(({ name }) => usesClaim(other, pod.metadata.namespace, name))) return true;
      return (pod.spec.volumes ?? []).some((disk) => other.spec.volumes?.some((held) => conflict(disk, held)));
    },
  },
});
