// PersistentVolumeClaimResize: only bound claims grow, and only where their class allows it.
// upstream: plugin/pkg/admission/storage/persistentvolume/resize/admission.go

import { type AdmissionContext, defineAdmission } from '../api/admission';
import type { PersistentVolumeClaim } from '../kinds/generated/types.gen';
import { compareQuantity } from '../kinds/quantity';
import { onlyFor, refused } from './request';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

export const persistentVolumeClaimResize = defineAdmission({
  name: 'PersistentVolumeClaimResize',
  handles: onlyFor({ PersistentVolumeClaim: ['UPDATE'] }),
  validate: (request, cx) => {
    const claim = request.object as unknown as PersistentVolumeClaim;
    const stored = request.stored as unknown as PersistentVolumeClaim;
    if (compareQuantity(size(claim), size(stored)) <= 0) return;
    if (stored.status?.phase !== 'Bound') {
      throw refused(request, 'Only bound persistent volume claims can be expanded');
    }
    if (allowsGrowth(claim, stored, cx)) return;
    const why =
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
    throw refused(request, why);
  },
});

const size = ({ spec }: PersistentVolumeClaim) => spec?.resources?.requests?.storage ?? '0';

function allowsGrowth(claim: PersistentVolumeClaim, stored: PersistentVolumeClaim, cx: AdmissionContext): boolean {
  const name = className(claim);
  if (!name || className(stored) !== name) return false;
  return cx.get('StorageClass', undefined, name)?.allowVolumeExpansion === true;
}

const className = ({ metadata, spec }: PersistentVolumeClaim) =>
  metadata.annotations?.[CLASS_ANNOTATION] ?? spec?.storageClassName;
