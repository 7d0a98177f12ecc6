// Volume plugins that Kubernetes once had itself, and the drivers that took their work over: what names a former plugin
// is marked with its driver's name. upstream: csi-translation-lib, updateMigrationAnnotations

import type { PersistentVolume, PersistentVolumeClaim, PersistentVolumeSpec } from '../../kinds/generated/types.gen';

export const MIGRATED_TO = 'pv.kubernetes.io/migrated-to';

interface FormerPlugin {
  readonly name: string;
  readonly driver: string;
  /** The field of a volume that is one of its own. */
  readonly source: keyof PersistentVolumeSpec;
}

const FORMER_PLUGINS: readonly FormerPlugin[] = [
  { name: 'kubernetes.io/aws-ebs', driver: 'ebs.csi.aws.com', source: 'awsElasticBlockStore' },
  { name: 'kubernetes.io/azure-disk', driver: 'disk.csi.azure.com', source: 'azureDisk' },
  { name: 'kubernetes.io/azure-file', driver: 'file.csi.azure.com', source: 'azureFile' },
  { name: 'kubernetes.io/cinder', driver: 'cinder.csi.openstack.org', source: 'cinder' },
  { name: 'kubernetes.io/gce-pd', driver: 'pd.csi.storage.gke.io', source: 'gcePersistentDisk' },
  { name: 'kubernetes.io/portworx-volume', driver: 'pxd.portworx.com', source: 'portworxVolume' },
  { name: 'kubernetes.io/vsphere-volume', driver: 'csi.vsphere.vmware.com', source: 'vsphereVolume' },
];

/** The driver that took over from this plugin. */
export function successorOf(plugin: string | undefined): string | undefined {
  return FORMER_PLUGINS.find(({ name }) => name === plugin)?.driver;
}

/** The former plugin whose volume this is. */
export function formerPluginOf({ spec }: PersistentVolume): FormerPlugin | undefined {
  return FORMER_PLUGINS.find(({ source }) => spec?.[source] !== undefined);
}

/** The object marked with the driver of the plugin that an annotation names; the same object when there is none. */
export function withMigration<T extends PersistentVolume | PersistentVolumeClaim>(object: T, annotation: string): T {
  const { annotations } = object.metadata;
  const plugin = annotations?.[annotation];
  const driver = successorOf(plugin);
  if (plugin === undefined || annotations?.[MIGRATED_TO] === driver) return object;
  const { [MIGRATED_TO]: _before, ...others } = annotations as Readonly<Record<string, string>>;
  const next = driver ? { ...others, [MIGRATED_TO]: driver } : others;
  return { ...object, metadata: { ...object.metadata, annotations: next } };
}
