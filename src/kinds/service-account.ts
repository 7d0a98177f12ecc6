// ServiceAccount: of its secrets only the names are kept.
// upstream: pkg/registry/core/serviceaccount/strategy.go cleanSecretReferences

import type { ObjectReference, ServiceAccount } from './generated/types.gen';
import { defineKind } from './kind';
import { changeItems } from './with-defaults';

const cleaned = (object: ServiceAccount) =>
  changeItems(object, 'secrets', (secret: ObjectReference) =>
    Object.keys(secret).length === 1 && secret.name !== undefined ? secret : { name: secret.name },
  );

export const serviceAccount = defineKind<ServiceAccount>({
  returnsDeleted: true,
  prepareCreate: cleaned,
  prepareUpdate: cleaned,
});
