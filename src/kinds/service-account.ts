// ServiceAccount: of its secrets only the names are kept.
// upstream: pkg/registry/core/serviceaccount/strategy.go cleanSecretReferences

import type { ObjectReference, ServiceAccount } from './generated/types.gen';
import { defineKind } from './kind';
import type { Errors } from './validation/field-error';
import { checkObjectMeta } from './validation/object-meta';
import { changeItems } from './with-defaults';

const MOUNTABLE_SECRETS = 'kubernetes.io/enforce-mountable-secrets';

const cleaned = (object: ServiceAccount) =>
  changeItems(object, 'secrets', (secret: ObjectReference) =>
    Object.keys(secret).length === 1 && secret.name !== undefined ? secret : { name: secret.name },
  );

export const serviceAccount = defineKind<ServiceAccount>({
  returnsDeleted: true,
  prepareCreate: cleaned,
  prepareUpdate: cleaned,
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    return errors;
  },
  warnings: ({ metadata }, stored) => {
    const isNew = stored?.metadata.annotations?.[MOUNTABLE_SECRETS] === undefined;
    if (!isNew || metadata.annotations?.[MOUNTABLE_SECRETS] === undefined) return [];
    const use = 'prefer separate namespaces to isolate access to mounted secrets';
    return [`metadata.annotations[${MOUNTABLE_SECRETS}]: deprecated in v1.32+; ${use}`];
  },
});
