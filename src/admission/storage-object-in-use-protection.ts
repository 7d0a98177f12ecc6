// StorageObjectInUseProtection: volumes and claims get a finalizer that goes only when nothing uses them.
// upstream: plugin/pkg/admission/storage/storageobjectinuseprotection/admission.go

import { defineAdmission } from '../api/admission';

const FINALIZERS: ReadonlyMap<string, string> = new Map([
  ['PersistentVolume', 'kubernetes.io/pv-protection'],
  ['PersistentVolumeClaim', 'kubernetes.io/pvc-protection'],
  ['VolumeAttributesClass', 'kubernetes.io/vac-protection'],
]);

export const storageObjectInUseProtection = defineAdmission({
  name: 'StorageObjectInUseProtection',
  handles: ({ row, operation, subresource }) => operation === 'CREATE' && !subresource && FINALIZERS.has(row.key),
  mutate: (request, object) => {
    const finalizer = FINALIZERS.get(request.row.key) as string;
    const { finalizers = [] } = object.metadata;
    if (finalizers.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
  },
});
