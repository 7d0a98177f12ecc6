// Rules for Secrets: each type has keys that it must have.
// upstream: pkg/apis/core/validation ValidateSecret, ValidateSecretUpdate; pkg/registry/core/secret warningsForSecret

import { base64Length, decodeBase64, utf8Text } from './base64';
import { IMMUTABLE, MAX_DATA_BYTES } from './config-map';
import { equalData } from './equal-data';
import type { Secret } from './generated/types.gen';
import { jsonObjectFault } from './json-fault';
import type { FieldError } from './kind';
import {
  addInvalid,
  type Errors,
  FIELD_IMMUTABLE,
  forbidden,
  invalid,
  required,
  tooLong,
} from './validation/field-error';
import { configMapKey } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { keyPairFault } from './x509/key-pair';
import { latin1Text } from './x509/pem';

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

export function checkNewSecret(secret: Secret): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, secret);
  checkData(errors, secret);
  return errors;
}

export function checkSecretUpdate(next: Secret, stored: Secret): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  if (next.type !== stored.type) errors.push(invalid('type', next.type ?? '', FIELD_IMMUTABLE));
  if (stored.immutable) {
    if (!next.immutable) errors.push(forbidden('immutable', IMMUTABLE));
    if (!equalData(next.data, stored.data)) errors.push(forbidden('data', IMMUTABLE));
  }
  checkData(errors, next);
  return errors;
}

function checkData(errors: Errors, { type, data = {}, metadata }: Secret): void {
  let bytes = 0;
  for (const key in data) {
    addInvalid(errors, `data[${key}]`, key, configMapKey(key));
    bytes += base64Length(data[key] as string);
  }
  if (bytes > MAX_DATA_BYTES) errors.push(tooLong('data', MAX_DATA_BYTES));
  const missing = (...keys: readonly string[]) => keys.filter((key) => data[key] === undefined);
  const need = (...keys: readonly string[]) => {
    for (const key of keys) errors.push(required(`data[${key}]`));
  };
  switch (type) {
    case 'kubernetes.io/service-account-token':
      if (!metadata.annotations?.[ACCOUNT_NAME]) errors.push(required(`metadata.annotations[${ACCOUNT_NAME}]`));
      break;
    case 'kubernetes.io/dockercfg':
      checkJson(errors, data, '.dockercfg');
      break;
    case 'kubernetes.io/dockerconfigjson':
      checkJson(errors, data, '.dockerconfigjson');
      break;
    case 'kubernetes.io/basic-auth':
      if (missing('username', 'password').length === 2) need('username', 'password');
      break;
    case 'kubernetes.io/ssh-auth':
      if (!data['ssh-privatekey']) need('ssh-privatekey');
      break;
    case 'kubernetes.io/tls':
      need(...missing('tls.crt', 'tls.key'));
      break;
  }
}

function checkJson(errors: Errors, data: Readonly<Record<string, string>>, key: string): void {
  const content = data[key];
  if (content === undefined) return void errors.push(required(`data[${key}]`));
  const fault = jsonObjectFault(utf8Text(decodeBase64(content)));
  if (fault !== undefined) errors.push(invalid(`data[${key}]`, '<secret contents redacted>', fault));
}

/** What is wrong with a TLS pair does not keep it from being stored. */
export function secretWarnings({ type, data = {} }: Secret): readonly string[] {
  if (type !== 'kubernetes.io/tls') return [];
  const fault = keyPairFault(latin1Text(data['tls.crt'] ?? ''), latin1Text(data['tls.key'] ?? ''));
  return fault === undefined ? [] : [fault];
}
