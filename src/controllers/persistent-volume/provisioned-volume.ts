// The volume that the simulated provisioner makes for a claim: a network disk in the zone of the node that the
// scheduler chose, or a directory on that node. upstream: external-provisioner, sig-storage-lib-external-provisioner

import type {
  Node,
  NodeSelectorTerm,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from '../../kinds/generated/types.gen';
import { PROVISIONED_BY } from '../../kinds/storage-class-names';
import { dns1123Subdomain } from '../../kinds/validation/names';

export const PROVISIONER_FINALIZER = 'external-provisioner.volume.kubernetes.io/finalizer';
const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';
const DIRECTORY = '/opt/local-path-provisioner';

export const volumeNameFor = (claim: PersistentVolumeClaim) => `pvc-${claim.metadata.uid}`;

/** @param node the node chosen for the claim's first consumer, if the class waits for one */
export function volumeFor(
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
  driver: string,
  node: Node | undefined,
): PersistentVolume {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const { accessModes, resources, volumeMode, volumeAttributesClassName } = claim.spec ?? {};
  const { mountOptions, parameters = {}, reclaimPolicy = 'Delete' } = storageClass;
  const isDisk = isDriver(driver);
  const terms = termsFor(storageClass, node, isDisk ? ZONE : HOSTNAME);
  const fsType = parameters['csi.storage.k8s.io/fstype'] ?? 'ext4';
  const volumeHandle = volumeNameFor(claim);
  const path = `${DIRECTORY}/${volumeHandle}_${namespace}_${name}`;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: volumeNameFor(claim),
      annotations: { [PROVISIONED_BY]: driver },
      finalizers: [PROVISIONER_FINALIZER],
    },
    spec: {
      ...(accessModes ? { accessModes } : {}),
      capacity: { storage: resources?.requests?.storage ?? '0' },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, resourceVersion, uid },
      ...(isDisk
        ? { csi: { driver, volumeHandle, ...(volumeMode === 'Block' ? {} : { fsType }) } }
        : { hostPath: { path, type: 'DirectoryOrCreate' } }),
      ...(mountOptions ? { mountOptions } : {}),
      ...(terms.length > 0 ? { nodeAffinity: { required: { nodeSelectorTerms: terms } } } : {}),
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: storageClass.metadata.name,
      ...(volumeAttributesClassName ? { volumeAttributesClassName } : {}),
      ...(volumeMode ? { volumeMode } : {}),
    },
  } as PersistentVolume;
}

/** Drivers are called like hosts. */
const isDriver = (name: string) => dns1123Subdomain(name).length === 0;

/** Where the volume can be reached: the chosen node's zone (or the node), else where the class allows volumes. */
function termsFor(
  { allowedTopologies = [] }: StorageClass,
  node: Node | undefined,
  key: string,
): readonly NodeSelectorTerm[] {
  const place = node?.metadata.labels?.[key];
  if (place !== undefined) return [{ matchExpressions: [{ key, operator: 'In', values: [place] }] }];
  return allowedTopologies.map(({ matchLabelExpressions = [] }) => ({
    matchExpressions: matchLabelExpressions.map((each) => ({ key: each.key, operator: 'In', values: each.values })),
  }));
}
