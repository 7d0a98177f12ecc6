// StorageClass: what the API server does with one of its own.
// upstream: pkg/apis/storage/v1 SetDefaults_StorageClass, pkg/registry/storage/storageclass/strategy.go

import type { StorageClass } from './generated/types.gen';
import { defineKind } from './kind';
import { withDefaults } from './with-defaults';

export const storageClass = defineKind<StorageClass>({
  returnsDeleted: true,
  defaults: (object) => withDefaults(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
});
