// NodeVolumeLimits: a node attaches so many volumes of a CSI driver and no more, as its CSINode says.
// upstream: plugins/nodevolumelimits csi.go

import type { Reader } from '../../api/actor';
import { isEnabled } from '../../kinds/feature-gates';
import type { CSINode, Pod } from '../../kinds/generated/types.gen';
import { claimsOf, classOf, namesClaim } from '../claims';
import { definePlugin, type Rejection, ready, skip, unschedulable } from '../framework';
import type { NodeInfo } from '../node-info';

const REJECTED = unschedulable('node(s) exceed max volume count');

/** A pod's volumes: what makes each distinct, and its driver. Unbound claims count for the class's provisioner. */
function volumesOf(pod: Pod, reader: Reader): Map<string, string> {
  const volumes = new Map<string, string>();
  for (const { name } of claimsOf(pod)) {
    const claim = reader.get('PersistentVolumeClaim', pod.metadata.namespace, name);
    if (!claim) continue;
    const volume = claim.spec?.volumeName
      ? reader.get('PersistentVolume', undefined, claim.spec.volumeName)
      : undefined;
    const csi = volume?.spec?.csi;
    if (csi) volumes.set(`${csi.driver}/${csi.volumeHandle}`, csi.driver);
    else if (!volume) {
      const driver = classOf(claim, reader)?.provisioner;
      if (driver) volumes.set(`${driver}/${pod.metadata.namespace}/${name}`, driver);
    }
  }
  return volumes;
}

/** Volumes that are attached although no pod of the node names them. */
function attachedElsewhere(node: string, reader: Reader): Map<string, string> {
  const volumes = new Map<string, string>();
  for (const { spec } of reader.list('VolumeAttachment')) {
    const name = spec?.source.persistentVolumeName;
    if (spec?.nodeName !== node || !name) continue;
    const handle = reader.get('PersistentVolume', undefined, name)?.spec?.csi?.volumeHandle;
    if (handle) volumes.set(`${spec.attacher}/${handle}`, spec.attacher);
  }
  return volumes;
}

function filter(pod: Pod, node: NodeInfo, reader: Reader): Rejection | undefined {
  const csiNode = reader.get('CSINode', undefined, node.name);
  const fresh = volumesOf(pod, reader);
  const absent = isEnabled('VolumeLimitScaling') ? absentDriver(fresh, csiNode, reader) : undefined;
  if (absent) return unschedulable(`${absent} CSI driver is not installed on the node`);
  const limits = limitsOf(csiNode);
  if (limits.size === 0) return undefined;
  const attached = new Map<string, string>();
  for (const { pod: other } of node.pods) for (const [id, driver] of volumesOf(other, reader)) attached.set(id, driver);
  for (const id of attached.keys()) fresh.delete(id);
  // One that is attached and used by no pod counts once more for the pod that will use it, as upstream has it.
  for (const [id, driver] of attachedElsewhere(node.name, reader)) attached.set(id, driver);
  const wanted = new Set(fresh.values());
  const count = (volumes: ReadonlyMap<string, string>, driver: string) =>
    [...volumes.values()].filter((one) => one === driver).length;
  for (const driver of wanted) {
    const limit = limits.get(driver);
    if (limit !== undefined && count(attached, driver) + count(fresh, driver) > limit) return REJECTED;
  }
  return undefined;
}

/** A driver that wants no pods on nodes without it, and is not on this one. */
function absentDriver(
  volumes: ReadonlyMap<string, string>,
  node: CSINode | undefined,
  reader: Reader,
): string | undefined {
  for (const driver of new Set(volumes.values())) {
    if (!reader.get('CSIDriver', undefined, driver)?.spec.preventPodSchedulingIfMissing) continue;
    if (!node?.spec?.drivers.some(({ name }) => name === driver)) return driver;
  }
  return undefined;
}

function limitsOf(node: CSINode | undefined): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { name, allocatable } of node?.spec?.drivers ?? []) {
    if (allocatable?.count !== undefined) limits.set(name, allocatable.count);
  }
  return limits;
}

export const nodeVolumeLimits = definePlugin<Reader>({
  name: 'NodeVolumeLimits',
  preFilter: (pod, { reader }) => (claimsOf(pod).length === 0 ? skip : ready(reader)),
  filter,
  wakeOn: {
    'CSINode/add': true,
    'CSINode/update': (_pod, { before, after }) => {
      const was = limitsOf(before as CSINode);
      return [...limitsOf(after as CSINode)].some(([driver, limit]) => limit > (was.get(driver) ?? 0));
    },
    'Pod/delete': (_pod, { before }) => claimsOf(before as Pod).length > 0,
    'PersistentVolumeClaim/add': (pod, { after }) => namesClaim(pod, after),
    'VolumeAttachment/delete': (pod) => claimsOf(pod).length > 0,
  },
});
