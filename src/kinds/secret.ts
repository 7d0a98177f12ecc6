// Secret: `stringData` is written into `data`; a Secret without a type is Opaque.
// upstream: pkg/apis/core/v1 SetDefaults_Secret, Convert_v1_Secret_To_core_Secret; pkg/registry/core/secret/strategy.go

import { encodeBase64 } from './base64';
import type { Secret } from './generated/types.gen';
import { defineKind } from './kind';
import { checkNewSecret, checkSecretUpdate, secretWarnings } from './secret-rules';
import { withDefaults } from './with-defaults';

export const secret = defineKind<Secret>({
  defaults: (object) => withDefaults(withStringData(object), { type: 'Opaque' }),
  // A type left out of an update is the stored one. upstream: strategy.PrepareForUpdate
  prepareUpdate: (next, stored) => (next.type ? next : withDefaults(next, { type: stored.type })),
  validate: checkNewSecret,
  validateUpdate: checkSecretUpdate,
  warnings: secretWarnings,
  selectableFields: { type: ({ type }) => type ?? '' },
});

function withStringData(object: Secret): Secret {
  const { stringData, ...rest } = object;
  if (!stringData) return object;
  const encoded = Object.entries(stringData).map(([key, text]) => [key, encodeBase64(text)]);
  if (encoded.length === 0) return rest;
  return { ...rest, data: { ...rest.data, ...Object.fromEntries(encoded) } };
}
