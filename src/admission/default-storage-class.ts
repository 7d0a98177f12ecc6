// DefaultStorageClass: a claim that names no class takes the default one; an empty name is a name.
// upstream: plugin/pkg/admission/storage/storageclass/setdefault/admission.go

import { defineAdmission } from '../api/admission';
import type { PersistentVolumeClaim } from '../kinds/generated/types.gen';
import { newestDefault } from '../kinds/newest-default';
import { onlyFor } from './request';

const IS_DEFAULT = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

export const defaultStorageClass = defineAdmission({
  name: 'DefaultStorageClass',
  handles: onlyFor({ PersistentVolumeClaim: ['CREATE'] }),
  mutate: (_request, object, cx) => {
    const claim = object as unknown as PersistentVolumeClaim;
    if (claim.metadata.annotations?.[CLASS_ANNOTATION] !== undefined) return object;
    if (claim.spec?.storageClassName !== undefined) return object;
    const found = newestDefault(cx.list('StorageClass'), IS_DEFAULT);
    if (!found) return object;
    return { ...claim, spec: { ...claim.spec, storageClassName: found.metadata.name } };
  },
});
