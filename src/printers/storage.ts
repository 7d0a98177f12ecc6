// Rows of volumes, claims and their classes. upstream: printers.go printPersistentVolume, printPersistentVolumeClaim,
// printStorageClass, printVolumeAttributesClass, printVolumeAttachment, printCSIDriver, printCSINode

import type {
  CSIDriver,
  CSINode,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
  VolumeAttributesClass,
} from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { claimClassName, volumeClassName } from '../kinds/storage-class-names';
import { quantityCell } from './cells';
import { age, definePrinter } from './printer';

const ACCESS_MODES = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

const accessModes = (modes: readonly string[] = []) =>
  ACCESS_MODES.filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(',');

const phaseOf = (object: KubeObject & { status?: { readonly phase?: string | undefined } | undefined }) =>
  object.metadata.deletionTimestamp ? 'Terminating' : (object.status?.phase ?? '');

export const printPersistentVolume = definePrinter<PersistentVolume>((object, cx) => {
  const { metadata, spec, status } = object;
  const { claimRef } = spec ?? {};
  return [
    metadata.name,
    quantityCell(spec?.capacity?.storage),
    accessModes(spec?.accessModes),
    spec?.persistentVolumeReclaimPolicy ?? '',
    phaseOf(object),
    claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : '',
    volumeClassName(object),
    spec?.volumeAttributesClassName ?? '<unset>',
    status?.reason ?? '',
    age(object, cx),
    spec?.volumeMode ?? '<unset>',
  ];
});

/** Capacity and access modes are those of the volume, so there are none before one is bound. */
export const printPersistentVolumeClaim = definePrinter<PersistentVolumeClaim>((object, cx) => {
  const { metadata, spec, status } = object;
  const volume = spec?.volumeName ?? '';
  return [
    metadata.name,
    phaseOf(object),
    volume,
    volume === '' ? '' : quantityCell(status?.capacity?.storage),
    volume === '' ? '' : accessModes(status?.accessModes),
    claimClassName(object),
    spec?.volumeAttributesClassName ?? '<unset>',
    age(object, cx),
    spec?.volumeMode ?? '<unset>',
  ];
});

const isDefault = ({ metadata }: KubeObject, ...marks: readonly string[]) =>
  marks.some((mark) => metadata.annotations?.[mark] === 'true');
const named = ({ metadata }: KubeObject, marked: boolean) => (marked ? `${metadata.name} (default)` : metadata.name);

export const printStorageClass = definePrinter<StorageClass>((object, cx) => {
  const { provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion } = object;
  const marks = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
  return [
    named(object, isDefault(object, ...marks)),
    provisioner,
    reclaimPolicy ?? 'Delete',
    volumeBindingMode ?? 'Immediate',
    allowVolumeExpansion ?? false,
    age(object, cx),
  ];
});

export const printVolumeAttributesClass = definePrinter<VolumeAttributesClass>((object, cx) => {
  const marked = isDefault(object, 'volumeattributesclass.alpha.kubernetes.io/is-default-class');
  return [named(object, marked), object.driverName, age(object, cx)];
});

export const printVolumeAttachment = definePrinter<VolumeAttachment>((object, cx) => {
  const { metadata, spec, status } = object;
  const volume = spec.source.persistentVolumeName ?? '';
  return [metadata.name, spec.attacher, volume, spec.nodeName, status?.attached ?? false, age(object, cx)];
});

export const printCsiDriver = definePrinter<CSIDriver>((object, cx) => {
  const { metadata, spec } = object;
  return [
    metadata.name,
    spec.attachRequired ?? true,
    spec.podInfoOnMount ?? false,
    spec.storageCapacity ?? false,
    spec.tokenRequests ? spec.tokenRequests.map(({ audience }) => audience).join(',') : '<unset>',
    spec.requiresRepublish ?? false,
    (spec.volumeLifecycleModes ?? []).join(',') || '<none>',
    age(object, cx),
  ];
});

export const printCsiNode = definePrinter<CSINode>((object, cx) => {
  return [object.metadata.name, object.spec.drivers?.length ?? 0, age(object, cx)];
});
